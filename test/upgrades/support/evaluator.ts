/** What a template's references stand for at one moment of a deployment. */
export interface Surroundings {
  /** What `Ref` gives: a resource's physical id, a parameter's value, a pseudo parameter. */
  ref(name: string): any;
  attribute(logicalId: string, attribute: string): any;
  imported(exportName: string): any;
  stackOutput(stackName: string, outputName: string, region?: string): any;
  condition(name: string): any;
}

/** The zones that the CDK's context has here, and that AWS answers with. */
export const ZONES = ['dummy1a', 'dummy1b', 'dummy1c'];

const NO_VALUE = Symbol('AWS::NoValue');

/**
 * What CloudFormation makes of a value: references become what they stand for. Functions that are not known here stay as
 * they are, with their arguments evaluated: what matters is whether two results are the same.
 */
export class Evaluator {
  constructor(private readonly surroundings: Surroundings) {}

  public evaluate(value: any): any {
    const result = this.value(value);
    return result === NO_VALUE ? undefined : result;
  }

  /** A condition's expression. */
  public decide(expression: any): boolean {
    const [[name, args]] = Object.entries<any>(expression);
    switch (name) {
      case 'Fn::Not': return !this.decide(args[0]);
      case 'Fn::And': return args.every((one: any) => this.decide(one));
      case 'Fn::Or': return args.some((one: any) => this.decide(one));
      case 'Condition': return this.surroundings.condition(args);
      case 'Fn::Equals': return JSON.stringify(this.value(args[0])) === JSON.stringify(this.value(args[1]));
      default: throw new Error(`the condition ${JSON.stringify(expression)} is not understood`);
    }
  }

  private value(value: any): any {
    if (Array.isArray(value)) {
      return value.map((one) => this.value(one)).filter((one) => one !== NO_VALUE);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const entries = Object.entries<any>(value);
    const intrinsic = entries.length === 1 ? this.intrinsic(entries[0][0], entries[0][1]) : undefined;
    return intrinsic !== undefined ? intrinsic
      : Object.fromEntries(entries.map(([key, one]) => [key, this.value(one)]).filter(([, one]) => one !== NO_VALUE));
  }

  private intrinsic(name: string, args: any): any {
    const { surroundings } = this;
    switch (name) {
      case 'Ref': return args === 'AWS::NoValue' ? NO_VALUE : surroundings.ref(args);
      case 'Fn::GetAtt': {
        const [id, ...attribute] = typeof args === 'string' ? args.split('.') : args;
        return surroundings.attribute(id, attribute.join('.'));
      }
      case 'Fn::If': return this.value(surroundings.condition(args[0]) ? args[1] : args[2]);
      case 'Fn::ImportValue': return surroundings.imported(this.value(args));
      case 'Fn::GetStackOutput': return surroundings.stackOutput(this.value(args.StackName), args.OutputName, this.value(args.Region));
      case 'Fn::Join': return this.join(args[0], this.value(args[1]));
      case 'Fn::Sub': return this.substitute(args);
      case 'Fn::Select': {
        const list = this.value(args[1]);
        return Array.isArray(list) ? list[Number(args[0])] : `select(${args[0]}, ${JSON.stringify(list)})`;
      }
      case 'Fn::Split': {
        const text = this.value(args[1]);
        return typeof text === 'string' ? text.split(args[0]) : `split(${args[0]}, ${JSON.stringify(text)})`;
      }
      case 'Fn::GetAZs': return ZONES;
      default: return undefined;
    }
  }

  private join(delimiter: string, parts: any): string {
    return (Array.isArray(parts) ? parts : [parts]).map((part) => (typeof part === 'object' ? JSON.stringify(part) : part)).join(delimiter);
  }

  private substitute(args: any): string {
    const [text, own] = Array.isArray(args) ? args : [args, {}];
    return text.replace(/\$\{([^!}][^}]*)\}/g, (_: string, name: string) => {
      const value = name in own ? this.value(own[name]) : name.includes('.') ? this.intrinsic('Fn::GetAtt', name) : this.intrinsic('Ref', name);
      return typeof value === 'object' ? JSON.stringify(value) : value;
    });
  }
}
