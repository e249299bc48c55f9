import { evaluate, Scope } from './evaluate';
import { Resource } from './resource';
import { Undecided, Value } from './value';

/** What a template can learn from the others of its app. */
export interface Others {
  /** What any of them exports under a name. */
  exported(name: string): Value;
  /** An output of one of them, by the name of its stack. */
  output(stackName: string, outputName: string): Value;
  /** A resource that a value refers to, in whatever template it is. */
  target(value: Value): Resource | undefined;
}

/** One template of an app, as rules read it. */
export class Template implements Scope {
  public readonly resources: Resource[];
  private readonly byId: Map<string, Resource>;
  /** Outputs that are being worked out: two that need each other are never decided. */
  private readonly open = new Set<string>();

  constructor(
    /** The path of its stack among the constructs. */
    public readonly name: string,
    /** Where the file is. */
    public readonly path: string,
    private readonly body: any,
    private readonly others: Others,
  ) {
    this.resources = Object.entries<any>(body.Resources ?? {}).filter(([, one]) => typeof one?.Type === 'string')
      .map(([id, resource]) => new Resource(this, id, resource));
    this.byId = new Map(this.resources.map((one) => [one.logicalId, one]));
  }

  /** A resource by its logical id. */
  public resource(logicalId: string): Resource | undefined {
    return this.byId.get(logicalId);
  }

  /** The names of its outputs, and under which name each is exported. */
  public get outputs(): { name: string; exportName: Value }[] {
    return Object.entries<any>(this.body.Outputs ?? {}).map(([name, one]) => ({ name, exportName: evaluate(one?.Export?.Name, this) }));
  }

  /** What an output says; undefined when there is none of that name. */
  public output(name: string): Value {
    const output = Object.hasOwn(this.body.Outputs ?? {}, name) ? this.body.Outputs[name] : undefined;
    if (output === undefined || this.open.has(name)) {
      return output && Undecided.VALUE;
    }
    this.open.add(name);
    try {
      return evaluate(output.Value, this);
    } finally {
      this.open.delete(name);
    }
  }

  public hasResource(logicalId: string): boolean {
    return this.byId.has(logicalId);
  }

  public mapping(name: string): any {
    return this.body.Mappings?.[name];
  }

  public imported(exportName: string): Value {
    return this.others.exported(exportName);
  }

  public outputOf(stackName: string, outputName: string): Value {
    return this.others.output(stackName, outputName);
  }

  public target(value: Value): Resource | undefined {
    return this.others.target(value);
  }
}
