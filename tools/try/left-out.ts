import { Assembly, AssemblyStack } from './assembly';
import { Aws } from './aws';
import { LeftOut } from './template';

/** What ministack 1.5.33 does not take of types that it knows, by a property. */
const MINISTACK_LACKS: { readonly type: string; readonly property: string; readonly because: string }[] = [
  { type: 'AWS::CloudWatch::Alarm', property: 'Metrics', because: 'alarms on metric math' },
  { type: 'Custom::OidcProvider', property: 'Create', because: 'its rights name the provider, and ministack asks for another resource' },
];

/** What an engine does not take, learnt from the engine itself: CloudFormation refuses a template with types that it does not know, and names them. */
export class Taken {
  public static async by(aws: Aws, assembly: Assembly, isMinistack: boolean): Promise<Taken> {
    const types = [...new Set(assembly.stacks.flatMap(({ template }) => Object.values<any>(template.Resources).map(({ Type }) => Type as string)))];
    // Of their types alone: the whole template may be too large to be asked about.
    const skeleton = { Resources: Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type }])) };
    const { code, text } = await aws.call(['cloudformation', 'validate-template', '--template-body', JSON.stringify(skeleton)]);
    const refused = /Unrecognized resource types: \[([^\]]*)\]/.exec(text)?.[1].split(',').map((type) => type.trim()) ?? [];
    return new Taken(code === 0 ? [] : refused, isMinistack);
  }

  private constructor(private readonly refused: string[], private readonly isMinistack: boolean) {}

  public leftOutOf({ template }: AssemblyStack): LeftOut[] {
    return Object.entries<any>(template.Resources).flatMap(([logicalId, { Type, Properties }]): LeftOut[] => {
      const lack = this.isMinistack ? MINISTACK_LACKS.find(({ type, property }) => type === Type && Properties?.[property] !== undefined) : undefined;
      return this.refused.includes(Type) || lack ? [{ logicalId, type: Type, because: lack?.because }] : [];
    });
  }
}

/** What is left out of an app, in words: each type once, with how many there are. */
export function inWords(leftOut: LeftOut[]): string[] {
  const names = leftOut.map(({ type, because }) => because ? `${type} (${because})` : type);
  return [...new Set(names)].sort().map((name) => `${names.filter((one) => one === name).length} ${name}`);
}
