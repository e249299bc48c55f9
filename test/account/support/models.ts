import * as fs from 'fs';
import * as path from 'path';
import { gunzipSync } from 'zlib';
import { PythonTools } from '../../support/python-tools';

/** AWS's own models of its services' requests. */
export const BOTOCORE = new PythonTools('botocore', ['botocore==1.44.8']);

/** A shape of a model. */
export interface Shape {
  readonly name: string;
  readonly type: string;
  readonly members?: { [name: string]: { shape: string } };
  readonly required?: string[];
  readonly member?: { shape: string };
  readonly key?: { shape: string };
  readonly value?: { shape: string };
  readonly enum?: string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  /** Exactly one of the members. */
  readonly union?: boolean;
}

const models = new Map<string, Model>();

/** What one service takes. */
export class Model {
  public static of(service: string): Model {
    models.set(service, models.get(service) ?? new Model(service));
    return models.get(service)!;
  }

  private readonly model: any;

  private constructor(public readonly service: string) {
    const folder = BOTOCORE.ready().packages('botocore', 'data', service);
    const newest = fs.readdirSync(folder).sort().at(-1)!;
    this.model = JSON.parse(gunzipSync(fs.readFileSync(path.join(folder, newest, 'service-2.json.gz'))).toString());
  }

  /** What an operation takes, or one of its members, by a path with dots. */
  public input(operation: string, member?: string): Shape {
    const found = this.model.operations[operation];
    if (!found) {
      throw new Error(`${this.service} has no operation ${operation}`);
    }
    return (member?.split('.') ?? []).reduce((shape, name) => this.memberOf(shape, name) ?? unknownMember(this.service, operation, member!), this.shape(found.input.shape));
  }

  /** The names of what an operation takes; undefined where there is no such operation. */
  public inputMembers(operation: string): string[] | undefined {
    const input = this.model.operations[operation]?.input;
    return input && Object.keys(this.model.shapes[input.shape].members);
  }

  public shape(name: string): Shape {
    return { name, ...this.model.shapes[name] };
  }

  /** What it says of a member in words. */
  public documentation(shape: string, member: string): string {
    return (this.model.shapes[shape]?.members[member]?.documentation ?? '').replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  }

  /** A member of a structure, whatever way its name is written. */
  public memberOf(shape: Shape, name: string): Shape | undefined {
    const found = Object.keys(shape.members ?? {}).find((one) => one.toLowerCase() === name.toLowerCase());
    return found === undefined ? undefined : this.shape(shape.members![found].shape);
  }
}

function unknownMember(service: string, operation: string, member: string): never {
  throw new Error(`${service} ${operation} takes no ${member}`);
}
