import { evaluate, Scope } from './evaluate';
import { Resource } from './resource';
import { Value } from './value';

/** One template of an app, as rules read it. */
export class Template implements Scope {
  public readonly resources: Resource[];
  private readonly byId: Map<string, Resource>;

  constructor(
    /** The path of its stack among the constructs. */
    public readonly name: string,
    /** Where the file is. */
    public readonly path: string,
    private readonly body: any,
    private readonly lookUpExport: (name: string) => Value,
  ) {
    this.resources = Object.entries<any>(body.Resources ?? {}).map(([id, resource]) => new Resource(this, id, resource));
    this.byId = new Map(this.resources.map((one) => [one.logicalId, one]));
  }

  /** A resource by its logical id. */
  public resource(logicalId: string): Resource | undefined {
    return this.byId.get(logicalId);
  }

  /** What this template exports under a name; undefined when it does not. */
  public exported(name: string): Value {
    const output = Object.values<any>(this.body.Outputs ?? {}).find((one) => one.Export && evaluate(one.Export.Name, this) === name);
    return output && evaluate(output.Value, this);
  }

  public hasResource(logicalId: string): boolean {
    return this.byId.has(logicalId);
  }

  public mapping(name: string): any {
    return this.body.Mappings?.[name];
  }

  public imported(exportName: string): Value {
    return this.lookUpExport(exportName);
  }
}
