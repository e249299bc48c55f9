// eslint-disable-next-line import/no-extraneous-dependencies -- the root package's: the image's build has no use for it
import Ajv2020 from 'ajv/dist/2020';

/** An answer as a test got it. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

interface Described {
  readonly $ref?: string;
  readonly content?: Record<string, { readonly schema: object }>;
  readonly headers?: Record<string, { readonly schema: object }>;
}

type Paths = Record<string, Record<string, { readonly responses: Record<string, Described> }>>;

/** An OpenAPI document that answers are held against, and a record of what was not seen yet. */
export class Contract {
  private readonly ajv = new Ajv2020({ strict: false });
  private readonly unseen: Set<string>;

  constructor(private readonly document: { readonly paths: Paths; readonly components: object }) {
    this.ajv.addSchema({ $id: 'contract', components: document.components });
    this.unseen = new Set(Object.entries(document.paths).flatMap(([route, methods]) => Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.keys(responses).map((status) => `${method} ${route} ${status}`))));
  }

  /** What the document describes and no checked answer was. */
  get missing(): string[] {
    return [...this.unseen].sort();
  }

  /** Throws unless the document describes such an answer, with this type, these headers and this body. */
  check(method: string, route: string, answer: Answer): void {
    const name = `${method.toLowerCase()} ${route} ${answer.status}`;
    const described = this.document.paths[route]?.[method.toLowerCase()]?.responses[String(answer.status)];
    if (!described) throw new Error(`The contract knows no ${name}`);
    const { content, headers = {} } = this.resolve(described);
    for (const [header, { schema }] of Object.entries(headers)) this.validate(`${name}, ${header}`, schema, header, answer.headers.get(header));
    if (content) this.checkBody(name, content, answer);
    else if (answer.text !== '') throw new Error(`${name} has a body, and the contract none`);
    this.unseen.delete(name);
  }

  private checkBody(name: string, content: NonNullable<Described['content']>, { text, headers }: Answer): void {
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const media = content[type];
    if (!media) throw new Error(`${name} is ${type}, the contract has ${Object.keys(content).join(', ')}`);
    this.validate(name, media.schema, 'body', type.endsWith('json') ? JSON.parse(text) : text);
  }

  private validate(name: string, schema: object, what: string, value: unknown): void {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/'));
    const typed = absolute.type === 'integer' && typeof value === 'string' ? Number(value) : value;
    if (!this.ajv.validate(absolute, typed)) throw new Error(`${name}: ${this.ajv.errorsText(this.ajv.errors, { dataVar: what })}`);
  }

  private resolve(described: Described): Described {
    if (!described.$ref) return described;
    const keys = described.$ref.split('/').slice(1);
    return keys.reduce((node: any, key) => node[key], this.document) as Described;
  }
}

