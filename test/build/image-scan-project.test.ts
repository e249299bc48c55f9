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
      'ecr:DescribeImageScanFindings', 'inspector2:ListCoverage', 'inspector2:ListFindings', 's3:GetObject',
    ]);
    const findings = allowed.find((one) => one.Action === 'ecr:DescribeImageScanFindings');
    expect(JSON.stringify(findings.Resource)).toContain(':repository/guestbook');
    const script = allowed.find((one) => one.Action === 's3:GetObject');
    expect(JSON.stringify(script.Resource)).toMatch(/\/[0-9a-f]{64}\.mjs"/);
  });
});

test('without a gate it only tells', () => {
  for (const gate of [undefined, VulnerabilityGate.reportOnly()]) {
    expect(commands(gate)[2]).toBe('node /tmp/scan.mjs --repository "$REPOSITORY_NAME" --digest "$DIGEST"');
  }
});

test('the gate reaches the script, whatever a reason holds', () => {
  const gate = VulnerabilityGate.failOn(Severity.HIGH, { onlyWithFix: true, accept: { 'CVE-2023-45853': 'it\'s not $HOME `here`', 'GHSA-1': 'dev only' } });
  expect(commands(gate)[2]).toBe('node /tmp/scan.mjs --repository "$REPOSITORY_NAME" --digest "$DIGEST" '
    + '--fail-on HIGH --only-with-fix --accept \'CVE-2023-45853=it\'\\\'\'s not $HOME `here`\' --accept \'GHSA-1=dev only\'');
});
