import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { DefaultStackSynthesizer, IStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { assetPath } from '../../src/private/assets';
import { fetchScript, readAssets } from '../../src/private/own-asset';
import { newApp } from '../support/synthesis';

const FILE = assetPath('scan', 'scan.mjs');
const ACCOUNT = '123456789012';

function asset(synthesizer?: IStackSynthesizer, account?: string): { stack: Stack; script: Asset } {
  const stack = new Stack(newApp(), 'Stack', { synthesizer, env: account ? { account, region: 'eu-west-1' } : undefined });
  return { stack, script: new Asset(stack, 'Script', { path: FILE }) };
}

function conditionOf(synthesizer?: IStackSynthesizer, account?: string): unknown {
  const { stack, script } = asset(synthesizer, account);
  return stack.resolve(readAssets(stack, [script]).toStatementJson()).Condition;
}

describe('the bucket that a script is fetched from', () => {
  const other = (fileAssetsBucketName: string) => new DefaultStackSynthesizer({ fileAssetsBucketName });

  test('must be of the stack\'s account', () => {
    expect(conditionOf()).toEqual({ StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } });
    expect(conditionOf(undefined, ACCOUNT)).toEqual({ StringEquals: { 's3:ResourceAccount': ACCOUNT } });
  });

  test('may be of any account where its name does not say which', () => {
    expect(conditionOf(other('acme-assets'), ACCOUNT)).toBeUndefined();
    expect(conditionOf(other('assets-of-999988887777'), ACCOUNT)).toBeUndefined();
    expect(conditionOf(other('acme-assets'))).toBeUndefined();
  });
});

describe('a script that is fetched', () => {
  const { stack, script } = asset();

  /** The commands in a real shell, then the script: with an `aws` that brings this content. */
  function run(content: string): { status: number | null; said: string; ran: boolean } {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'fetch-'));
    try {
      fs.writeFileSync(path.join(dir, 'content'), content);
      fs.writeFileSync(path.join(dir, 'aws'), `#!/bin/bash\ncp ${dir}/content "\${@: -1}"\n`, { mode: 0o755 });
      const commands = stack.resolve(fetchScript(FILE, script).join('\n'))['Fn::Join']?.[1].map((part: unknown) => typeof part === 'string' ? part : 'account').join('')
        ?? stack.resolve(fetchScript(FILE, script).join('\n'));
      const text = `set -e\n${commands.replaceAll('/tmp/scan.mjs', `${dir}/scan.mjs`)}\ntouch ${dir}/ran`;
      const { status, stdout, stderr } = spawnSync('bash', ['-c', text], {
        env: { PATH: `${dir}:${process.env.PATH}` }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
      });
      return { status, said: stdout + stderr, ran: fs.existsSync(path.join(dir, 'ran')) };
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  }

  test('runs when it is the one that was there at synthesis', () => {
    expect(run(fs.readFileSync(FILE, 'utf8'))).toEqual({ status: 0, said: '', ran: true });
  });

  test('does not run when another was put into its place: what was found, what was expected, what to do', () => {
    const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
    const { status, said, ran } = run('console.log("owned")\n');
    expect({ status, ran }).toEqual({ status: 1, ran: false });
    expect(said).toBe(`The script scan.mjs in the CDK's asset bucket has SHA-256 ${sha256('console.log("owned")\n')}, expected is ${sha256(fs.readFileSync(FILE))}: `
      + 'it is not run. Find who wrote the object in CloudTrail, delete it, then run cdk deploy again.\n');
  });
});
