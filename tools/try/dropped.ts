import { AssemblyStack } from './assembly';

/** What ministack drops of types that it knows, or answers otherwise than AWS, and the file that asserts it by other means. */
export interface Dropped {
  readonly what: string;
  /** The type and its property, however deep; neither where it is an answer. */
  readonly type?: string;
  readonly property?: string;
  readonly file: string;
  /** What that file says of it. */
  readonly words: string;
}

const OF_PROCESSES = 'test/processes/process-service.test.ts';

/** Of ministack 1.5.33. */
export const DROPPED: readonly Dropped[] = [
  property('AWS::ECS::TaskDefinition', 'LinuxParameters', OF_PROCESSES),
  property('AWS::ECS::TaskDefinition', 'RuntimePlatform', OF_PROCESSES),
  property('AWS::ECS::Service', 'HealthCheckGracePeriodSeconds', OF_PROCESSES),
  property('AWS::ECS::Service', 'AvailabilityZoneRebalancing', OF_PROCESSES),
  property('AWS::Scheduler::Schedule', 'NetworkConfiguration', 'test/admin/admin-task.test.ts'),
  { what: 'ResolvedValue in the answer of describe-stacks', file: 'assets/release/test/fake-aws.mjs', words: 'ResolvedValue' },
  {
    what: 'the wait of CloudFormation until a service is steady, so that UPDATE_COMPLETE comes too early',
    file: 'assets/release/test/fake-aws.mjs',
    words: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  },
  { what: 'CloudFormation\'s refusal of names that exist', file: 'test/account/physical-names.test.ts', words: 'gives a name twice nowhere' },
];

/** What of that matters to these templates, in words. */
export function droppedFrom(stacks: AssemblyStack[]): string[] {
  const resources = stacks.flatMap(({ template }) => Object.values<any>(template.Resources));
  const matters = ({ type, property: name }: Dropped) => type === undefined
    || resources.some((one) => one.Type === type && JSON.stringify(one.Properties).includes(`"${name}":`));
  return DROPPED.filter(matters).map(({ what, file }) => `${what}; asserted by ${file}`);
}

function property(type: string, name: string, file: string): Dropped {
  return { what: `${name} of ${type}`, type, property: name, file, words: name };
}
