import * as fs from 'fs';
import * as path from 'path';
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationProtocol, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { TwelveFactorChecks, TwelveFactorFargateApp } from '../../src';
import { Cloud } from '../../src/checks/cloud';
import { FactorReport } from '../../src/checks/factor-report';
import { RULES } from '../../src/checks/rules';
import { GUESTBOOK, newApp } from '../support/synthesis';

/** An app with sticky sessions, an error, and its target group. */
function stickyApp(checks = new TwelveFactorChecks()): { app: App; targets: ApplicationTargetGroup } {
  const app = newApp();
  const stack = new Stack(app, 'App');
  const targets = new ApplicationTargetGroup(stack, 'Targets', {
    vpc: new Vpc(stack, 'Vpc'), protocol: ApplicationProtocol.HTTP, stickinessCookieDuration: Duration.hours(1),
  });
  Validations.of(app).addPlugins(checks);
  return { app, targets };
}

/** What the CDK's own report says of this plugin. */
function reported(app: App): { ruleName: string; severity: string; resources: string[] }[] {
  const report = JSON.parse(fs.readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8'));
  const own = report.pluginReports.filter((one: any) => one.pluginName === 'TwelveFactorChecks');
  return own.flatMap((one: any) => one.violations)
    .map(({ ruleName, severity, violatingConstructs }: any) => (
      { ruleName, severity, resources: violatingConstructs.map((one: any) => one.constructPath) }
    ));
}

test('an error stops the synthesis, and names the construct', () => {
  const { app } = stickyApp();
  expect(() => app.synth()).toThrow(/TF-VI-NoStickySessions/);
  expect(reported(app)).toEqual([{ ruleName: 'TF-VI-NoStickySessions', severity: 'error', resources: ['App/Targets/Resource'] }]);
});

test('a finding is acknowledged with a reason where it belongs', () => {
  const { app, targets } = stickyApp();
  Validations.of(targets).acknowledge({ id: 'TwelveFactorChecks::TF-VI-NoStickySessions', reason: 'The vendor keeps sessions in memory' });
  app.synth();
  expect(reported(app)).toEqual([]);
});

test('another acknowledgement does not help', () => {
  const { app, targets } = stickyApp();
  Validations.of(targets).acknowledge({ id: 'TwelveFactorChecks::TF-VI-NoLocalState', reason: 'Another matter' });
  expect(() => app.synth()).toThrow(/TF-VI-NoStickySessions/);
  expect(reported(app)).toHaveLength(1);
});

test('the guestbook has no finding', () => {
  const app = newApp();
  new TwelveFactorFargateApp(app, 'Guestbook', GUESTBOOK);
  Validations.of(app).addPlugins(new TwelveFactorChecks());
  app.synth();
  expect(reported(app)).toEqual([]);
});

test('the plugin tells its rules by name', () => {
  const checks = new TwelveFactorChecks();
  expect(checks.name).toBe('TwelveFactorChecks');
  expect(checks.ruleIds).toEqual(RULES.map((one) => one.id));
});

describe('the report by factor', () => {
  test('is written on request, as data, as a text and as a page, and again over the last one', () => {
    const reportFolder = path.join(newApp().outdir, 'deep', 'report');
    for (const round of [1, 2]) {
      const { app, targets } = stickyApp(new TwelveFactorChecks({ reportFolder }));
      Validations.of(targets).acknowledge({ id: 'TwelveFactorChecks::TF-VI-NoStickySessions', reason: 'The vendor keeps sessions in memory' });
      app.synth();
      expect([round, ...fs.readdirSync(reportFolder).sort()]).toEqual([round, 'twelve-factor.html', 'twelve-factor.json', 'twelve-factor.txt']);
    }
    const factors = JSON.parse(fs.readFileSync(path.join(reportFolder, 'twelve-factor.json'), 'utf8'));
    expect(factors.map((one: any) => one.factor)).toEqual(['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'OPS']);
    expect(factors[5]).toMatchObject({ name: 'Processes', result: 'acknowledged' });
    expect(factors[5].rules[1]).toMatchObject({
      id: 'TF-VI-NoStickySessions',
      result: 'acknowledged',
      evidence: [{ kept: false, acknowledged: 'The vendor keeps sessions in memory', resource: expect.stringMatching(/^App\/Targets/), evidence: 'stickiness is on', location: 'Properties.TargetGroupAttributes' }],
    });
    expect(factors[0].result).toBe('not applicable');
    const text = fs.readFileSync(path.join(reportFolder, 'twelve-factor.txt'), 'utf8');
    expect(text).toMatch(/acknowledged {2}TF-VI-NoStickySessions: .*\n +App\/Targets\w+: stickiness is on \(acknowledged: The vendor keeps/);
    expect(fs.readFileSync(path.join(reportFolder, 'twelve-factor.html'), 'utf8')).toContain('The vendor keeps sessions in memory');
  });

  test('shows what a template says, and runs none of it', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u001b[31m&amp;\'';
    const report = new FactorReport(Cloud.fromTemplates({
      [evil]: { Resources: { [evil]: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Name: evil, Image: `a:${evil}`, Command: ['npm', evil] }] } } } },
    }), RULES);
    const folder = newApp().outdir;
    report.writeTo(folder);
    const page = fs.readFileSync(path.join(folder, 'twelve-factor.html'), 'utf8');
    expect(page).toContain('&#60;script&#62;alert(1)');
    expect(page).not.toMatch(/<script|<img|<[^>]*onerror/i);
    expect(page.match(/(src|href)="(?!#|https:\/\/(docs\.aws\.amazon\.com|12factor\.net|github\.com)\/)/g)).toBeNull();
    expect(page).not.toMatch(/@import|url\(/);
    expect(fs.readFileSync(path.join(folder, 'twelve-factor.txt'), 'utf8')).not.toMatch(/\u001b/);
  });
});
