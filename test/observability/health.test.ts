import { environmentAlone, only, resources } from '../support/synthesis';

const { template } = environmentAlone();
const alarm = only(template, 'AWS::CloudWatch::Alarm');
const expression: string = alarm.Metrics.find((one: any) => one.Expression).Expression;

/** What CloudWatch makes of the expression: enough of its arithmetic to say when the alarm goes off. */
function failedPercent(metrics: { inApp?: number; before?: number; reached?: number }): number {
  const FILL = (value: number | undefined, otherwise: number) => value ?? otherwise;
  const IF = (condition: boolean, then: number, otherwise: number) => (condition ? then : otherwise);
  const { inApp, before, reached } = metrics;
  return new Function('FILL', 'IF', 'inApp', 'before', 'reached', `return ${expression}`)(FILL, IF, inApp, before, reached);
}

const goesOff = (metrics: { inApp?: number; before?: number; reached?: number }) => failedPercent(metrics) > alarm.Threshold;

test.each([
  ['nobody asks for anything', {}, false],
  ['everything is answered', { reached: 1000 }, false],
  ['a few of many requests fail', { reached: 1000, inApp: 40 }, false],
  ['more than a twentieth fail in the app', { reached: 1000, inApp: 60 }, true],
  ['more than a twentieth fail for want of the app', { reached: 1000, before: 60 }, true],
  ['there is no app, and many ask', { before: 100 }, true],
  ['there is no app yet, and a scanner comes by', { before: 3 }, false],
  ['one request of a quiet minute fails', { reached: 4, inApp: 1 }, false],
])('when %s', (_title, metrics, expected) => {
  expect(goesOff(metrics)).toBe(expected);
});

test('goes off after two bad minutes of three, and is well without data', () => {
  expect(alarm).toMatchObject({ DatapointsToAlarm: 2, EvaluationPeriods: 3, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' });
  expect(alarm.Metrics.filter((one: any) => one.MetricStat).map((one: any) => one.MetricStat.Period)).toEqual([60, 60, 60]);
});

test('is part of the alarm of the environment, which is the one that takes a configuration back', () => {
  const [[id, composite]] = Object.entries<any>(resources(template, 'AWS::CloudWatch::CompositeAlarm'));
  expect(JSON.stringify(composite.Properties.AlarmRule)).toContain('ServerErrors');
  expect(only(template, 'AWS::AppConfig::Environment').Monitors[0].AlarmArn['Fn::GetAtt'][0]).toBe(id);
});
