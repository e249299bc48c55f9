import * as path from 'node:path';
import { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { Child } from './child';
import { Cleanup } from './cleanup';
import { within } from './deadline';

const GUESTBOOK = path.join(__dirname, '..', 'typescript', 'guestbook');
const CDK = path.join(path.dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');

/** Does what `npx cdk synth` does in examples/typescript/guestbook, into another folder. Returns the stacks, in the order of the CDK CLI. */
export async function synthesise(workspace: string, cleanup: Cleanup): Promise<CloudFormationStackArtifact[]> {
  const output = path.join(workspace, 'cdk.out');
  const cdk = Child.node('cdk synth', [CDK, 'synth', '--quiet', '--no-notices', '--output', output], {
    cwd: GUESTBOOK,
    env: awsFree(process.env, workspace),
  });
  await cleanup.defer(() => cdk.signalAll('SIGKILL'));
  await within(180, 'The synthesis', cdk.success());
  return stacksInOrder(new CloudAssembly(output));
}

/** `assembly.stacks` puts stacks that do not depend on each other in the order of their names; the manifest keeps the app's order. */
function stacksInOrder(assembly: CloudAssembly): CloudFormationStackArtifact[] {
  const order = Object.keys(assembly.manifest.artifacts ?? {});
  return [...assembly.stacks].sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
}

/** The environment without anything that is about somebody's own AWS account: the guestbook needs none, and must not look for one. */
function awsFree(environment: NodeJS.ProcessEnv, workspace: string): NodeJS.ProcessEnv {
  const others = Object.entries(environment).filter(([name]) => !/^(AWS|CDK)_/.test(name));
  return {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: path.join(workspace, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(workspace, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
  };
}
