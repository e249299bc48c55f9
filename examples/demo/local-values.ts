import { randomBytes } from 'node:crypto';
import { TemplateBody, Values } from './template';

export const REGION = 'eu-west-1';

const PSEUDO_PARAMETERS: Values = {
  'AWS::AccountId': '111122223333',
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

/** How AWS names the physical resources that the web process hears of. */
const NAMES: Record<string, (stackName: string, logicalId: string) => string> = {
  'AWS::AppConfig::Application': appConfigId,
  'AWS::AppConfig::Environment': appConfigId,
  'AWS::AppConfig::ConfigurationProfile': appConfigId,
  'AWS::S3::Bucket': (stackName, logicalId) => `${stackName}-${logicalId}-${random(12)}`.toLowerCase().slice(0, 63),
  'AWS::DynamoDB::GlobalTable': (stackName, logicalId) => `${stackName}-${logicalId}-${random(12).toUpperCase()}`,
};

/** What a deployment of the stack would have made up: the names that CloudFormation and the services choose. */
export function localValues(body: TemplateBody, stackName: string): Values {
  const named = Object.entries(body.Resources).filter(([, { Type }]) => Type in NAMES);
  return {
    ...PSEUDO_PARAMETERS,
    'AWS::StackName': stackName,
    ...Object.fromEntries(named.map(([id, { Type }]) => [id, NAMES[Type](stackName, id)])),
  };
}

/** A release as the ledger records it: the digest of an image, here of one that does not exist. */
export function localRelease(): string {
  return `sha256:${randomBytes(32).toString('hex')}`;
}

function appConfigId(): string {
  return random(7);
}

function random(length: number): string {
  return Array.from(randomBytes(length), (byte) => (byte % 36).toString(36)).join('');
}
