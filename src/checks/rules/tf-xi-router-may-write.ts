import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { mapOf, textOf } from '../value';
import { logging } from './support/logs';
import { Permissions } from './support/permissions';
import { nameOf } from './support/tasks';

/** The outputs of Fluent Bit that call AWS, and what each needs. */
const OUTPUTS: { [name: string]: string } = {
  cloudwatch: 'logs:PutLogEvents',
  cloudwatch_logs: 'logs:PutLogEvents',
  firehose: 'firehose:PutRecordBatch',
  kinesis_firehose: 'firehose:PutRecordBatch',
  kinesis: 'kinesis:PutRecords',
  kinesis_streams: 'kinesis:PutRecords',
  s3: 's3:PutObject',
};

export const routerMayWrite: Rule = {
  id: 'TF-XI-RouterMayWrite',
  factor: Factor.LOGS,
  severity: 'error',
  checks: 'The task role may write to where the log router sends lines.',
  why: 'The router writes as the task role, not as the execution role. When it may not, everything looks well and no line ever arrives.',
  mend: 'Grant the task role what the destination needs, on that destination.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html',
  * judge(cloud) {
    for (const container of logging(cloud, 'awsfirelens')) {
      const output = textOf(mapOf(container.options).Name);
      const action = output !== undefined && Object.hasOwn(OUTPUTS, output) ? OUTPUTS[output] : undefined;
      const role = container.task.get('TaskRoleArn');
      const permissions = Permissions.of(cloud, role);
      if (action && (permissions || role === undefined)) {
        const may = permissions?.allow(action) === true;
        yield verdict(container.task, may, `the lines of ${nameOf(container)} go to ${output}; the task role ${may ? 'has' : 'lacks'} ${action}`, 'TaskRoleArn');
      }
    }
  },
};
