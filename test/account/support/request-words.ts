import { Model } from './models';

/** A rule that a model has in words only. */
export interface WordedRule {
  /** The words, as they stand in the model. A test finds out when they no longer do. */
  readonly words: string;
  /** What they mean. */
  readonly pattern: RegExp;
}

const NAME_OF_ECS = { words: 'Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed', pattern: /^[\w-]{1,255}$/ };
const NAME_OF_ELB = 'can have a maximum of 32 characters, must contain only alphanumeric characters or hyphens, and must not begin or end with a hyphen';
const TEXT_OF_EC2 = { words: 'Valid characters: a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&amp;;{}!$*', pattern: /^[\w .:/()#,@[\]+=&;{}!$*-]{0,255}$/ };

/** By the service, the shape and its member. */
export const WORDED: { [service: string]: { [member: string]: WordedRule } } = {
  ecs: {
    'PortMapping.name': {
      words: "The characters can include lowercase letters, numbers, underscores (_), and hyphens (-). The name can't start with a hyphen.",
      pattern: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
    },
    'ContainerDefinition.name': NAME_OF_ECS,
    'RegisterTaskDefinitionRequest.family': NAME_OF_ECS,
    'CreateServiceRequest.serviceName': NAME_OF_ECS,
    'CreateClusterRequest.clusterName': NAME_OF_ECS,
  },
  ssm: {
    'PutParameterRequest.Name': {
      words: "A parameter name can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).",
      pattern: /^(?!\/?(?:aws|ssm))[\w./-]{1,1011}$/i,
    },
  },
  elbv2: {
    'CreateLoadBalancerInput.Name': {
      words: 'can have a maximum of 32 characters, must contain only alphanumeric characters or hyphens, must not begin or end with a hyphen, and must not begin with "internal-"',
      pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
    },
    'CreateTargetGroupInput.Name': { words: NAME_OF_ELB, pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/ },
  },
  ec2: { 'CreateSecurityGroupRequest.Description': TEXT_OF_EC2, 'CreateSecurityGroupRequest.GroupName': TEXT_OF_EC2 },
  sqs: {
    'CreateQueueRequest.QueueName': { words: 'A queue name can have up to 80 characters.', pattern: /^[\w-]{1,75}(?:\.fifo)?$|^[\w-]{1,80}$/ },
  },
  sns: {
    'CreateTopicInput.Name': {
      words: 'Topic names must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long',
      pattern: /^[\w-]{1,256}(?:\.fifo)?$/,
    },
  },
};

/** The rules whose words are no longer in AWS's models. */
export function outdated(): string[] {
  return Object.entries(WORDED).flatMap(([service, rules]) => Object.entries(rules).filter(([member, { words }]) => {
    const [shape, name] = member.split('.');
    return !Model.of(service).documentation(shape, name).includes(words);
  }).map(([member]) => `${service} ${member}`));
}
