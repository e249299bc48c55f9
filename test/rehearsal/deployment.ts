import * as fs from 'fs';
import * as path from 'path';
import { RehearsedStack } from './aws';
import { AwsCli } from './aws-cli';
import { Fargate } from './fargate';
import { Guestbook } from './guestbook';
import { Moto } from './moto';
import { motoTemplate } from './moto-template';
import { resolve } from './stack-parameters';

export const LEDGER = '/Guestbook/staging';
export const STACK = 'Guestbook-Staging';

/** Not CDK's default, so that a parameter that falls back to its default shows. */
export const VERSION = '/cdk-bootstrap/custom/version';
const DEFAULT_VERSION = '/cdk-bootstrap/hnb659fds/version';

/** moto would run a custom resource's function in Docker, which is no part of this. */
const NO_FUNCTIONS = /^Custom::|^AWS::Lambda::/;

/** Deploys codebase and environment as a first `cdk deploy` leaves them: no release, no task. Says what is left out. */
export async function deploy(cli: AwsCli, moto: Moto, { codebase, staging }: Guestbook, types: string[], folder: string): Promise<RehearsedStack> {
  await put(cli, DEFAULT_VERSION, '30', 'Put there by cdk bootstrap');
  await put(cli, VERSION, '31', 'Put there by cdk bootstrap with another qualifier');

  await create(cli, folder, 'Guestbook-Codebase', codebase, types.filter((type) => !NO_FUNCTIONS.test(type)), { BootstrapVersion: DEFAULT_VERSION });
  await createLedger(cli);
  console.log(`Stand-in: ssm put-parameter ${LEDGER}/release none, for the codebase stack's custom resource, which moto would run in Docker.`);

  const parameter = staging.Outputs.ReleaseParameter.Value;
  const names = { [parameter]: `${LEDGER}/release`, BootstrapVersion: VERSION };
  await create(cli, folder, STACK, staging, types, names);
  const { StackResources } = await cli.must('cloudformation', 'describe-stack-resources', '--stack-name', STACK);
  const ids = Object.fromEntries(StackResources.map((one: any) => [one.LogicalResourceId, one.PhysicalResourceId]));
  const cluster = Object.keys(staging.Resources).find((id) => staging.Resources[id].Type === 'AWS::ECS::Cluster')!;
  const { values } = await resolve(moto, names);
  return { template: staging, parameter, names, values, fargate: new Fargate(moto, ids[cluster], staging, ids) };
}

/** As the codebase stack does it, once. */
export async function createLedger(cli: AwsCli): Promise<void> {
  await put(cli, `${LEDGER}/release`, 'none', 'Current release of Guestbook in staging. Written by releases only.');
}

async function create(cli: AwsCli, folder: string, name: string, template: any, types: string[], names: { [name: string]: string }): Promise<void> {
  const { body, leftOut } = motoTemplate(template, types);
  const file = path.join(folder, `${name}.json`);
  fs.writeFileSync(file, JSON.stringify(body));
  const parameters = Object.entries(names).map(([key, value]) => `ParameterKey=${key},ParameterValue=${value}`);
  const words = ['--stack-name', name, '--template-body', `file://${file}`, '--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'];
  await cli.must('cloudformation', 'create-stack', ...words, '--parameters', ...parameters);
  console.log(`Deployed ${name}: ${Object.keys(body.Resources).length} of ${Object.keys(template.Resources).length} resources. Left out:`);
  leftOut.forEach(({ type, count }) => console.log(`  ${count} ${type}`));
}

async function put(cli: AwsCli, name: string, value: string, description: string): Promise<void> {
  await cli.must('ssm', 'put-parameter', '--name', name, '--type', 'String', '--value', value, '--description', description);
}
