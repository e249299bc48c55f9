import * as fs from 'fs';
import * as path from 'path';
import { RegionalCli } from './aws-cli';
import { Guestbook } from './guestbook';
import { motoTemplate } from './moto-template';

export const LEDGER = '/Guestbook/staging';
export const CODEBASE = 'Guestbook-Codebase';
export const STACK = 'Guestbook-Staging';

/** Not CDK's default, so that a parameter that falls back to its default shows. */
export const VERSION = '/cdk-bootstrap/custom/version';
const DEFAULT_VERSION = '/cdk-bootstrap/hnb659fds/version';

/** moto would run a custom resource's function in Docker, which is no part of this; and its CloudFormation makes every key one that encrypts. */
const LEFT_OUT = /^Custom::|^AWS::CloudFormation::CustomResource$|^AWS::Lambda::|^AWS::KMS::/;

/** A stack as moto has it, and what had to be left out of it. */
export interface Deployed {
  readonly outputs: { [key: string]: string };
  readonly physicalIds: { [logicalId: string]: string };
  readonly leftOut: string;
}

/** Deploys templates as a first `cdk deploy` does. */
export class Deployment {
  private readonly types: string[];

  constructor(private readonly cli: RegionalCli, known: string[], private readonly folder: string) {
    this.types = known.filter((type) => !LEFT_OUT.test(type));
  }

  /** The codebase; and the ledger as its custom resource creates it. */
  public async codebase({ codebase }: Guestbook): Promise<Deployed> {
    await put(this.cli, DEFAULT_VERSION, '30', 'Put there by cdk bootstrap');
    await put(this.cli, VERSION, '31', 'Put there by cdk bootstrap with another qualifier');
    await createLedger(this.cli);
    await this.createKey(codebase);
    return this.create(CODEBASE, codebase, this.types, { BootstrapVersion: DEFAULT_VERSION });
  }

  /** The environment: no release, no task. */
  public async staging({ staging }: Guestbook): Promise<Deployed> {
    return this.create(STACK, staging, this.types, { BootstrapVersion: VERSION });
  }

  /** Something of the pipeline, resolved: what it is told to output. */
  public async pipeline({ pipeline }: Guestbook, outputs: { [key: string]: any }): Promise<Deployed> {
    const Outputs = Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value }]));
    const one = ['AWS::Logs::LogGroup']; // a stack has to have something, and this imports nothing of the environments
    return this.create('Guestbook-Pipeline', { ...pipeline, Outputs }, one, { BootstrapVersion: VERSION });
  }

  /** The key that signs provenance and its alias, where the template has them, as it describes them. */
  private async createKey({ Resources }: any): Promise<void> {
    const propertiesOf = (type: string) => Object.values<any>(Resources).find(({ Type }) => Type === type)?.Properties;
    const key = propertiesOf('AWS::KMS::Key');
    if (key) {
      const { KeyMetadata: { KeyId } } = await this.cli.must('kms', 'create-key', '--key-spec', key.KeySpec, '--key-usage', key.KeyUsage);
      await this.cli.must('kms', 'create-alias', '--alias-name', propertiesOf('AWS::KMS::Alias').AliasName, '--target-key-id', KeyId);
    }
  }

  private async create(name: string, template: any, types: string[], parameters: { [name: string]: string }): Promise<Deployed> {
    const { body, leftOut } = motoTemplate(template, types);
    const file = path.join(this.folder, `${name}.json`);
    fs.writeFileSync(file, JSON.stringify(body));
    // Each one, or moto would know no previous value.
    const given = Object.entries<any>(template.Parameters).map(([key, { Default }]) => `ParameterKey=${key},ParameterValue=${parameters[key] ?? Default}`);
    const words = ['--stack-name', name, '--template-body', `file://${file}`, '--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'];
    await this.cli.must('cloudformation', 'create-stack', ...words, '--parameters', ...given);
    const { StackResources: resources } = await this.cli.must('cloudformation', 'describe-stack-resources', '--stack-name', name);
    const { Stacks: [stack] } = await this.cli.must('cloudformation', 'describe-stacks', '--stack-name', name);
    return {
      outputs: Object.fromEntries((stack.Outputs ?? []).map((one: any) => [one.OutputKey, one.OutputValue])),
      physicalIds: Object.fromEntries(resources.map((one: any) => [one.LogicalResourceId, one.PhysicalResourceId])),
      leftOut: `${Object.keys(body.Resources).length} of ${Object.keys(template.Resources).length} resources of ${name}; without `
        + leftOut.map(({ type, count }) => `${count} ${type}`).join(', '),
    };
  }
}

/** As the codebase stack does it, once. */
export async function createLedger(cli: RegionalCli): Promise<void> {
  await put(cli, `${LEDGER}/release`, 'none', 'Current release of Guestbook in staging. Written by releases only.');
}

async function put(cli: RegionalCli, name: string, value: string, description: string): Promise<void> {
  await cli.must('ssm', 'put-parameter', '--name', name, '--type', 'String', '--value', value, '--description', description);
}
