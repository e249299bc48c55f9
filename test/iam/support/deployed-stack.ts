import { ACCOUNT, Names, REGION, Resource, returnValuesOf } from './physical';

const PSEUDO_PARAMETERS: { [name: string]: string } = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

/** What a template reads from other stacks. */
export interface OtherStacks {
  exported(name: string): string;
  output(stackName: string, outputName: string): string;
}

/** A template as CloudFormation would have deployed it: names where it has references. */
export class DeployedStack {
  private readonly resolved = new Map<string, Resource>();

  constructor(private readonly stackName: string, private readonly template: any, private readonly others: OtherStacks) {}

  /** The resources of a type. */
  public resources(type: string): Resource[] {
    return Object.keys(this.template.Resources).filter((id) => this.template.Resources[id].Type === type).map((id) => this.resource(id));
  }

  public resource(logicalId: string): Resource {
    if (!this.resolved.has(logicalId)) {
      const { Type: type, Properties: properties = {} } = this.template.Resources[logicalId];
      const { stackName } = this;
      const lazy = Object.keys(properties).reduce((all, key) => Object.defineProperty(all, key, {
        enumerable: true, get: () => this.valueOf(properties[key]), // only what is asked for: not every value of a template is known before it is deployed
      }), {});
      this.resolved.set(logicalId, { type, stackName, logicalId, properties: lazy });
    }
    return this.resolved.get(logicalId)!;
  }

  /** What it exports under a name. */
  public exported(name: string): any {
    const found = Object.values<any>(this.template.Outputs ?? {}).find((output) => output.Export && this.valueOf(output.Export.Name) === name);
    return found && this.valueOf(found.Value);
  }

  public output(name: string): any {
    return this.valueOf(this.template.Outputs[name].Value);
  }

  /** What CloudFormation would make of a value. */
  public valueOf(value: any): any {
    if (Array.isArray(value)) {
      return value.map((each) => this.valueOf(each));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const [key] = Object.keys(value);
    if (key === 'Ref' || key?.startsWith('Fn::')) {
      return this.call(key, value[key]);
    }
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.valueOf(each)]));
  }

  private call(intrinsic: string, argument: any): any {
    const of = (value: any) => this.valueOf(value);
    switch (intrinsic) {
      case 'Ref': return PSEUDO_PARAMETERS[argument] ?? this.returnValue(argument, 'Ref');
      case 'Fn::GetAtt': return this.returnValue(argument[0], argument[1]);
      case 'Fn::GetStackOutput': return this.others.output(of(argument.StackName), argument.OutputName);
      case 'Fn::ImportValue': return this.others.exported(of(argument));
      case 'Fn::Join': return of(argument[1]).join(argument[0]);
      case 'Fn::Select': return of(argument[1])[Number(argument[0])];
      case 'Fn::Split': return of(argument[1]).split(argument[0]);
      case 'Fn::Sub': return argument.replace(/\$\{([^}]+)\}/g, (_: string, name: string) => (
        name.includes('.') ? of({ 'Fn::GetAtt': name.split('.') }) : of({ Ref: name })));
      default: throw new Error(`${this.stackName} uses ${intrinsic} where a policy does; teach it to ${__filename}`);
    }
  }

  private returnValue(logicalId: string, attribute: string): string {
    if (!this.template.Resources[logicalId]) {
      throw new Error(`${this.stackName} has no resource ${logicalId}; nothing here knows the value of a parameter`);
    }
    const values: Names = returnValuesOf(this.resource(logicalId));
    if (!(attribute in values)) {
      throw new Error(`nothing here knows ${attribute} of ${this.stackName}/${logicalId}`);
    }
    return values[attribute];
  }
}
