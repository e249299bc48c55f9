import { CFN_LINT } from '../support/cfn-lint';
import { allApps, exampleApps, inEachTemplate, wrongIn } from './support/apps';
import { BOTOCORE } from './support/models';
import { askedBeside, typesAskedBeside, unanswerable } from './support/reading';
import { describeWith } from './support/tools';

describeWith(CFN_LINT, 'every attribute that a template asks for is one that AWS can answer', () => describeWith(BOTOCORE, 'by the models of its services', () => {
  test('in every example, and in random apps', async () => {
    expect(await wrongIn(allApps(), inEachTemplate(unanswerable))).toEqual([]);
  }, 600_000);
}));

describeWith(CFN_LINT, 'the net holds', () => describeWith(BOTOCORE, 'for a kind', () => {
  const { templates: { 'Guestbook-Staging': staging } } = exampleApps().find(({ name }) => name === 'guestbook')!;
  const [schedule] = Object.entries<any>(staging.Resources).find(([, { Type }]) => Type === 'AWS::Scheduler::Schedule')!;

  /** What cannot be answered with an output more. */
  function withOutput(value: any, change: (resources: any) => void = () => {}): string[] {
    const template = JSON.parse(JSON.stringify({ Resources: staging.Resources, Outputs: { More: { Value: value } } }));
    change(template.Resources);
    return unanswerable(template).filter((one) => one.startsWith('Outputs.More'));
  }

  test('the ARN of a schedule in a group', () => {
    expect(withOutput({ 'Fn::GetAtt': [schedule, 'Arn'] })).toEqual([expect.stringContaining(`Arn of ${schedule} (AWS::Scheduler::Schedule), which is in the GroupName`)]);
    expect(withOutput({ 'Fn::Sub': `\${${schedule}.Arn}` })).toHaveLength(1);
  });

  test('not that of one in the default group, nor its name, nor attributes of others', () => {
    expect(withOutput({ 'Fn::GetAtt': [schedule, 'Arn'] }, (resources) => { delete resources[schedule].Properties.GroupName; })).toEqual([]);
    expect(withOutput({ Ref: schedule })).toEqual([]);
    const [role] = Object.entries<any>(staging.Resources).find(([, { Type }]) => Type === 'AWS::IAM::Role')!;
    expect(withOutput({ 'Fn::GetAtt': [role, 'Arn'] })).toEqual([]);
  });

  test('the kind is read from what AWS says of all types', () => {
    const types = typesAskedBeside();
    expect(types).toContain('AWS::Scheduler::Schedule');
    expect(types.length).toBeLessThan(40); // a kind, and not everything
    expect(askedBeside('AWS::Scheduler::Schedule')).toEqual(['GroupName']);
    expect(askedBeside('AWS::DynamoDB::GlobalTable')).toEqual([]);
  }, 120_000);
}));
