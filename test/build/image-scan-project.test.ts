import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { parse } from 'yaml';
import { ImageScanProject, Severity, VulnerabilityGate } from '../../src';
import { list, newApp, NO_FLAGS, only, RECOMMENDED, statements } from '../support/synthesis';

function template(gate?: VulnerabilityGate, flags = RECOMMENDED): Template {
  const stack = new Stack(newApp(flags), 'Pipeline');
  new ImageScanProject(stack, 'Scan', { repository: Repository.fromRepositoryName(stack, 'Images', 'guestbook'), gate });
  return Template.fromStack(stack);
}

function commands(gate?: VulnerabilityGate): string[] {
  const text = only(template(gate), 'AWS::CodeBuild::Project').Source.BuildSpec['Fn::Join'][1].map((part: any) => typeof part === 'string' ? part : 'bucket').join('');
  return parse(text).phases.build.commands;
}

describe.each([['with all flags', RECOMMENDED], ['with none', NO_FLAGS]])('%s', (_title, flags) => {
  const scan = template(undefined, flags);

  test('it has no Docker engine, and runs the script of this library', () => {
    expect(only(scan, 'AWS::CodeBuild::Project')).toMatchObject({
      Environment: { Type: 'ARM_CONTAINER', PrivilegedMode: false, EnvironmentVariables: [{ Name: 'REPOSITORY_NAME', Value: 'guestbook' }] },
      LogsConfig: { CloudWatchLogs: { Status: 'ENABLED' } },
      TimeoutInMinutes: 30,
    });
  });

  test('it may read what was found in these images, the script, and nothing else', () => {
    const allowed = statements(scan).map(({ statement }) => statement).filter((one) => !/"logs:/.test(JSON.stringify(one.Action)));
    expect(allowed.map((one) => list<string>(one.Action)).flat().sort()).toEqual([
      'ecr:BatchGetImage', 'ecr:DescribeImageScanFindings', 'inspector2:ListCoverage', 'inspector2:ListFindings', 's3:GetObject',
    ]);
    const findings = allowed.find((one) => list<string>(one.Action).includes('ecr:DescribeImageScanFindings'));
    expect(JSON.stringify(findings.Resource)).toContain(':repository/guestbook');
    const script = allowed.find((one) => one.Action === 's3:GetObject');
    expect(JSON.stringify(script.Resource)).toMatch(/\/[0-9a-f]{64}\.mjs"/);
  });
});

test('without a gate it only tells', () => {
  for (const gate of [undefined, VulnerabilityGate.reportOnly()]) {
    expect(commands(gate)[3]).toBe('node /tmp/scan.mjs --repository "$REPOSITORY_NAME" --digest "$DIGEST"');
  }
});

test('the gate reaches the script, whatever a reason holds', () => {
  const gate = VulnerabilityGate.failOn(Severity.HIGH, { onlyWithFix: true, accept: { 'CVE-2023-45853': 'it\'s not $HOME `here`', 'GHSA-1': 'dev only' } });
  expect(commands(gate)[3]).toBe('node /tmp/scan.mjs --repository "$REPOSITORY_NAME" --digest "$DIGEST" '
    + '--fail-on HIGH --only-with-fix --accept \'CVE-2023-45853=it\'\\\'\'s not $HOME `here`\' --accept \'GHSA-1=dev only\'');
});

describe('the image, found in a shell', () => {
  const DIGEST = `sha256:${'ab'.repeat(32)}`;

  /** What the project has for a digest afterwards, and what it asked the registry. */
  function find(environment: { [name: string]: string }, answer = DIGEST): { status: number | null; said: string } {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'image-scan-'));
    try {
      fs.writeFileSync(path.join(folder, 'aws'), `#!/bin/bash\necho "aws $*" >&2\necho '${answer}'\n`, { mode: 0o755 });
      const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${commands()[2]}\necho "digest=$DIGEST"`], {
        env: { PATH: `${folder}:${process.env.PATH}`, HOME: folder, REPOSITORY_NAME: 'guestbook', ...environment }, encoding: 'utf8',
      });
      return { status, said: stdout + stderr };
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }

  test('is that of the commit, whatever else says that it is another one', () => {
    const { status, said } = find({ COMMIT: 'c0ffee', DIGEST: `sha256:${'00'.repeat(32)}` });
    expect(status).toBe(0);
    expect(said).toContain('aws ecr batch-get-image --repository-name guestbook --image-ids imageTag=c0ffee ');
    expect(said).toContain(`digest=${DIGEST}`);
  });

  test('of a revision that is no tag has the tag that the build gave it', () => {
    const hash = createHash('sha256').update('a+b/c').digest('hex');
    expect(find({ COMMIT: 'a+b/c' }).said).toContain(`imageTag=sha256-${hash} `);
  });

  test('is the one that is given where the commit is not', () => {
    expect(find({ DIGEST })).toEqual({ status: 0, said: `digest=${DIGEST}\n` });
  });

  test('that is not there ends the project', () => {
    const { status, said } = find({ COMMIT: 'c0ffee' }, 'None');
    expect(status).toBe(1);
    expect(said).toContain('There is no image with the tag c0ffee: None');
    expect(said).not.toContain('digest=');
    expect(find({ DIGEST: 'x"},{"name":"NODE_OPTIONS' }).status).toBe(1);
  });
});
