export interface TemplateBody {
  readonly Parameters?: Record<string, unknown>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources: Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>;
  readonly Outputs?: Record<string, { readonly Value: unknown }>;
}

export interface Resource {
  readonly id: string;
  readonly properties: Record<string, unknown>;
}

/** What only a deployment would know: by `LogicalId`, `LogicalId.Attribute`, parameter or pseudo parameter. */
export type Values = Readonly<Record<string, string>>;

type Intrinsic = (argument: any, where: string) => unknown;

/**
 * A synthesised template, read as CloudFormation reads it. What it cannot resolve is an error that names it: a wrong guess would
 * end up in the environment of a process.
 */
export class Template {
  private readonly intrinsics: Record<string, Intrinsic> = {
    'Ref': (name, where) => name === 'AWS::NoValue' ? undefined : this.value(name, `Ref in ${where}`),
    'Fn::GetAtt': (path, where) => this.value([path].flat().join('.'), `Fn::GetAtt in ${where}`),
    'Fn::Join': ([separator, parts], where) => this.list(parts, where).map((part) => text(part, where)).join(separator),
    'Fn::Sub': (argument, where) => this.substitute(argument, where),
    'Fn::If': ([condition, yes, no], where) => this.resolve(this.condition(condition) ? yes : no, where),
    'Fn::Equals': ([one, other], where) => this.resolve(one, where) === this.resolve(other, where),
    'Fn::Not': ([condition], where) => !this.resolve(condition, where),
    'Fn::And': (conditions, where) => this.list(conditions, where).every(Boolean),
    'Fn::Or': (conditions, where) => this.list(conditions, where).some(Boolean),
    'Condition': (name) => this.condition(name),
  };

  constructor(readonly body: TemplateBody, private readonly values: Values) {}

  /** The same template with some values changed. */
  with(values: Values): Template {
    return new Template(this.body, { ...this.values, ...values });
  }

  resources(type: string): Resource[] {
    return Object.entries(this.body.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties = {} }]) => ({ id, properties: Properties }));
  }

  /** The resource of a type that a template is expected to have one of. */
  only(type: string): Resource {
    const found = this.resources(type);
    if (found.length !== 1) throw new Error(`The template has ${found.length} resources of type ${type}, but the demo expects one`);
    return found[0];
  }

  condition(name: string): boolean {
    const condition = this.body.Conditions?.[name];
    if (condition === undefined) throw new Error(`The template has no condition ${name}`);
    return this.resolve(condition, `the condition ${name}`) === true;
  }

  output(name: string): string {
    const output = this.body.Outputs?.[name];
    if (!output) throw new Error(`The template has no output ${name}`);
    return this.text(output.Value, `the output ${name}`);
  }

  text(value: unknown, where: string): string {
    return text(this.resolve(value, where), where);
  }

  /** The value with every intrinsic function in it replaced; undefined for AWS::NoValue. */
  resolve(value: unknown, where: string): unknown {
    if (Array.isArray(value)) return this.list(value, where);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && (name === 'Ref' || name === 'Condition' && typeof argument === 'string' || name?.startsWith('Fn::'))) {
      const intrinsic = this.intrinsics[name];
      if (!intrinsic) throw new Error(`${name} in ${where} cannot be resolved here: ${JSON.stringify(value)}`);
      return intrinsic(argument, where);
    }
    const resolved = entries.map(([key, member]) => [key, this.resolve(member, `${where}.${key}`)]);
    return Object.fromEntries(resolved.filter(([, member]) => member !== undefined));
  }

  private list(values: unknown[], where: string): unknown[] {
    return values.map((value, index) => this.resolve(value, `${where}[${index}]`)).filter((value) => value !== undefined);
  }

  private value(name: string, where: string): string {
    if (!Object.hasOwn(this.values, name)) throw new Error(`Nothing here stands for ${name} (${where})`);
    return this.values[name];
  }

  private substitute(argument: string | [string, Record<string, unknown>], where: string): string {
    const [pattern, variables] = typeof argument === 'string' ? [argument, {}] : argument;
    return pattern.replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      return Object.hasOwn(variables, name) ? this.text(variables[name], where) : this.value(name.trim(), `Fn::Sub in ${where}`);
    });
  }
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} is not a text: ${JSON.stringify(value)}`);
}
