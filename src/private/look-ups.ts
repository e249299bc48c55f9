import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';

/** What a template makes CloudFormation look up by itself at every update, beside what the handlers of its resources call. */
export interface LookUps {
  readonly zones: boolean;
  readonly imports: boolean;
  /** The stacks whose outputs are read, as the template names them. */
  readonly stacks: { readonly name: unknown; readonly region?: unknown }[];
  /** Names of SSM parameters. */
  readonly parameters: string[];
  /** Names of SSM parameters of the type `SecureString`. */
  readonly secureParameters: string[];
  /** Names or ARNs of secrets of Secrets Manager. */
  readonly secrets: string[];
}

const REFERENCE = /\{\{resolve:(ssm|ssm-secure|secretsmanager):((?:\$\{[^}]*\}|[^}])+)\}\}/g;

/** What the template of a stack looks up as it is by now, whoever has put it there. References between stacks have to be resolved. */
export function lookUpsOf(stack: Stack): LookUps {
  // What the CDK itself writes, and offers to nobody.
  const lookUps = lookUpsIn(stack.resolve((stack as unknown as { _toCloudFormation(): object })._toCloudFormation()));
  return { ...lookUps, parameters: [...lookUps.parameters, ...bootstrapVersion(stack)] };
}

/** The parameter of the CDK's bootstrap stack, which the synthesizer adds when it writes the template. */
function bootstrapVersion({ synthesizer }: Stack): string[] {
  const { props: given = {} } = synthesizer as unknown as { props?: { generateBootstrapVersionRule?: boolean; bootstrapStackVersionSsmParameter?: string } };
  const qualifier = synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return given.generateBootstrapVersionRule === false ? []
    : [(given.bootstrapStackVersionSsmParameter ?? DefaultStackSynthesizer.DEFAULT_BOOTSTRAP_STACK_VERSION_SSM_PARAMETER).replace('${Qualifier}', qualifier)];
}

/** The names that a template's own parameters look up. */
function parametersOf(template: any): string[] {
  return Object.values<any>(template.Parameters ?? {})
    .filter(({ Type, Default }) => Type.startsWith('AWS::SSM::Parameter::') && typeof Default === 'string' && Default !== '')
    .map(({ Default }) => Default);
}

/** What a template looks up. */
export function lookUpsIn(template: object): LookUps {
  const found = {
    zones: false, imports: false, stacks: [] as LookUps['stacks'][number][], parameters: parametersOf(template), secureParameters: [] as string[], secrets: [] as string[],
  };
  const readText = (text: string) => {
    for (const [, service, reference] of text.includes('{{resolve:') ? text.matchAll(REFERENCE) : []) {
      const given = reference.replace(/\$\{[^}]*\}/g, '*');
      switch (service) {
        case 'ssm': found.parameters.push(given.split(':')[0]); break;
        case 'ssm-secure': found.secureParameters.push(given.split(':')[0]); break;
        default: found.secrets.push(/^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:]+/.exec(given)?.[0] ?? given.split(':')[0]);
      }
    }
  };
  const read = (part: any): void => {
    if (typeof part === 'string') {
      readText(part);
    } else if (typeof part === 'object' && part !== null) {
      found.zones ||= 'Fn::GetAZs' in part;
      found.imports ||= 'Fn::ImportValue' in part;
      if ('Fn::GetStackOutput' in part) {
        found.stacks.push({ name: part['Fn::GetStackOutput'].StackName, region: part['Fn::GetStackOutput'].Region });
      }
      if (Array.isArray(part['Fn::Join']?.[1])) { // a reference whose name has parts that only CloudFormation knows
        readText(part['Fn::Join'][1].map((one: unknown) => (typeof one === 'string' ? one : '*')).join(part['Fn::Join'][0]));
        part['Fn::Join'][1].filter((one: unknown) => typeof one !== 'string').forEach(read);
      } else {
        Object.values(part).forEach(read);
      }
    }
  };
  read(template);
  return found;
}
