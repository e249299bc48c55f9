import { createHash } from 'crypto';
import { Assembly } from './apps';
import { longestName, nameProperty } from './names';
import { schemaOf, names } from './schemas';
import { ACCOUNT, arn, REGION, returnValuesOf } from '../../iam/support/physical';

/** Limits of names that CloudFormation makes, where the schema has none. */
const LONGEST: { [type: string]: number } = {
  'AWS::IAM::Role': 64, // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  'AWS::IAM::ManagedPolicy': 128,
  'AWS::S3::Bucket': 63, // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  'AWS::Lambda::Function': 64,
};

const RANDOM = 12; // characters, with which CloudFormation ends the names that it makes

/** An app as it would stand in an account: what its references come to, as far as anything here knows. */
export class Account {
  constructor(private readonly assembly: Assembly) {}

  public account(stack: string): string {
    return this.assembly.places[stack]?.account ?? ACCOUNT;
  }

  public region(stack: string): string {
    return this.assembly.places[stack]?.region ?? REGION;
  }

  public stackArn(stack: string): string {
    return arn('cloudformation', `stack/${stack}/5e8f3a10-0000-11f0-0000-0123456789ab`, this.region(stack), this.account(stack));
  }

  /** The name of a resource: the template's own, or one that CloudFormation makes, as long as it may be. */
  public nameOf(stack: string, logicalId: string): string | undefined {
    const { Type: type, Properties: properties = {} } = this.resource(stack, logicalId);
    const property = nameProperty(type);
    if (property === undefined) {
      return undefined;
    }
    if (properties[property] !== undefined) {
      return this.text(stack, properties[property]);
    }
    const longest = LONGEST[type] ?? longestName(type) ?? 255;
    const random = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, RANDOM).toUpperCase();
    const made = `${`${stack}-${logicalId}`.slice(0, longest - RANDOM - 1)}-${random}`;
    return type === 'AWS::S3::Bucket' ? made.toLowerCase() : made;
  }

  /** What CloudFormation would make of a value. Nothing here is left out: what cannot be known is said in words of its own. */
  public valueOf(stack: string, value: any): any {
    if (Array.isArray(value)) {
      return value.map((one) => this.valueOf(stack, one)).filter((one) => one !== undefined);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const [key, ...others] = Object.keys(value);
    if (others.length === 0 && (key === 'Ref' || key?.startsWith('Fn::'))) {
      return this.call(stack, key, value[key]);
    }
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.valueOf(stack, one)]).filter(([, one]) => one !== undefined));
  }

  /** A value as text. */
  public text(stack: string, value: any): string {
    const made = this.valueOf(stack, value);
    return typeof made === 'string' ? made : JSON.stringify(made);
  }

  private call(stack: string, intrinsic: string, argument: any): any {
    const of = (value: any) => this.valueOf(stack, value);
    switch (intrinsic) {
      case 'Ref': return this.ref(stack, argument);
      case 'Fn::GetAtt': return this.attribute(stack, ...(typeof argument === 'string' ? argument.split(/\.(.*)/) : argument) as [string, string]);
      case 'Fn::If': return of(argument[1]); // once there is a release
      case 'Fn::Join': return [of(argument[1])].flat().map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(argument[0]);
      case 'Fn::Select': return [of(argument[1])].flat()[Number(argument[0])] ?? UNKNOWN;
      case 'Fn::Split': return this.text(stack, argument[1]).split(argument[0]);
      case 'Fn::Sub': return this.substitute(stack, argument);
      case 'Fn::GetStackOutput': return this.output(this.text(stack, argument.StackName), argument.OutputName);
      case 'Fn::ImportValue': return this.exported(this.text(stack, argument));
      case 'Fn::GetAZs': return ['a', 'b', 'c'].map((zone) => `${this.region(stack)}${zone}`);
      default: return UNKNOWN;
    }
  }

  private ref(stack: string, name: string): any {
    const pseudo: { [name: string]: any } = {
      'AWS::AccountId': this.account(stack),
      'AWS::Region': this.region(stack),
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack,
      'AWS::StackId': this.stackArn(stack),
      'AWS::NoValue': undefined,
    };
    if (name in pseudo) {
      return pseudo[name];
    }
    const template = this.assembly.templates[stack];
    return template.Resources[name] ? this.attribute(stack, name, 'Ref') : template.Parameters?.[name]?.Default ?? UNKNOWN;
  }

  private attribute(stack: string, logicalId: string, attribute: string): any {
    const { Type: type, Properties: properties = {} } = this.resource(stack, logicalId);
    const name = this.nameOf(stack, logicalId);
    const lazy = Object.keys(properties).reduce((all, key) => Object.defineProperty(all, key, {
      configurable: true, enumerable: true, get: () => this.valueOf(stack, properties[key]), // only what is asked for: a resource may lead back to itself
    }), {} as { [name: string]: any });
    const property = nameProperty(type);
    if (property !== undefined) {
      Object.defineProperty(lazy, property, { configurable: true, enumerable: true, value: name });
    }
    const values = knownValues({ type, stackName: stack, logicalId, properties: lazy });
    if (values && attribute in values) {
      return type === 'AWS::IAM::Role' && attribute === 'Arn' && properties.Path
        ? arn('iam', `role${this.text(stack, properties.Path)}${name}`, '', this.account(stack))
        : this.place(stack, values[attribute]);
    }
    return attribute === 'Ref' && name !== undefined && names(schemaOf(type)?.primaryIdentifier).includes(property!) ? name : this.made(stack, type, logicalId, attribute);
  }

  /** An attribute that nothing here knows: of the right shape where it is an ARN. */
  private made(stack: string, type: string, logicalId: string, attribute: string): string {
    const [, service, kind] = type.split('::');
    return /Arn$/.test(attribute)
      ? arn(service.toLowerCase(), `${kind.toLowerCase()}/${this.nameOf(stack, logicalId) ?? logicalId}`, this.region(stack), this.account(stack))
      : `${logicalId}.${attribute}`;
  }

  private place(stack: string, value: string): string {
    return typeof value === 'string' ? value.replace(REGION, this.region(stack)).replace(ACCOUNT, this.account(stack)) : value;
  }

  private output(stack: string, name: string): any {
    const found = this.assembly.templates[stack]?.Outputs?.[name];
    return found ? this.valueOf(stack, found.Value) : UNKNOWN;
  }

  private exported(name: string): any {
    for (const [stack, template] of Object.entries(this.assembly.templates)) {
      for (const output of Object.values<any>(template.Outputs ?? {})) {
        if (output.Export && this.text(stack, output.Export.Name) === name) {
          return this.valueOf(stack, output.Value);
        }
      }
    }
    return UNKNOWN;
  }

  private substitute(stack: string, argument: any): string {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
    return text.replace(/\$\{([^}!]+)\}/g, (_: string, name: string) => (
      name in values ? this.text(stack, values[name]) : name.includes('.') ? this.attribute(stack, ...name.split(/\.(.*)/) as [string, string]) : String(this.ref(stack, name))));
  }

  private resource(stack: string, logicalId: string): any {
    return this.assembly.templates[stack].Resources[logicalId];
  }
}

/** What stands for a value that only the deployment knows. */
export const UNKNOWN = 'known-at-deployment';

function knownValues(resource: Parameters<typeof returnValuesOf>[0]): { [attribute: string]: string } | undefined {
  try {
    return returnValuesOf(resource);
  } catch {
    return undefined;
  }
}
