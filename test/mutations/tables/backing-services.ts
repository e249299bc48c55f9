import { container, edit, forbid, remove, set } from '../support/change';
import { Row } from '../support/mistake';
import { ALBUMS, GUESTBOOK, JOBS } from '../support/places';

const key = (name: string) => ({ Name: name, ValueFrom: { 'Fn::Sub': `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/${name}` } });

export const backingServices: Row[] = [
  ['The task role has no grant on its bucket', 'every request answers 500',
    edit(ALBUMS('ProcesseswebTaskTaskRoleDefaultPolicy'), ({ PolicyDocument: document }) => {
      document.Statement = document.Statement.filter((one: any) => !JSON.stringify(one.Action).includes('s3:'));
    }), 'TF-IV-HandleHasGrant'],
  ['The task role has no grant on its queue', 'no job is ever done',
    edit(JOBS('WorkerRoleDefaultPolicy'), ({ PolicyDocument: document }) => document.Statement.shift()), 'TF-IV-HandleHasGrant'],
  ['The task role may not use the key of its queue', 'no job is ever done',
    forbid(JOBS('WorkerRoleDefaultPolicy'), 'kms:Decrypt'), 'TF-IV-HandleHasGrant'],
  ['The app has keys of AWS as variables', 'they never rotate, and are in the template',
    edit(GUESTBOOK.task, ({ ContainerDefinitions: [web] }) => web.Environment.push(
      { Name: 'AWS_ACCESS_KEY_ID', Value: 'AKIAIOSFODNN7EXAMPLE' }, { Name: 'AWS_SECRET_ACCESS_KEY', Value: 'wJalrXUtnFEMI/K7MDENG' },
    )), 'TF-III-NoSecretInEnvironment', 'TF-IV-NoStaticKeys'],
  ['The app has keys of AWS as secrets', 'they never rotate, and outrank the task role',
    container(JOBS('Worker'), { Secrets: [key('AWS_ACCESS_KEY_ID'), key('AWS_SECRET_ACCESS_KEY')] }), 'TF-III-SecretsReachable', 'TF-IV-NoStaticKeys'],
  ['The queue of the worker puts nothing aside', 'a job that fails comes back for ever',
    set(JOBS('Jobs'), 'RedrivePolicy', undefined), 'TF-IV-JobsHaveDeadLetters'],
  ['A job is put aside after its first try', 'each release that stops a worker loses its job',
    set(JOBS('Jobs'), 'RedrivePolicy.maxReceiveCount', 1), 'TF-IV-JobsHaveDeadLetters'],
  ['What is put aside is kept for less time than a job', 'it goes before anybody sees it: its age counts from the first day',
    set(JOBS('Failed'), 'MessageRetentionPeriod', 3600), 'TF-IV-JobsHaveDeadLetters'],
  ['The database lets nobody in', 'the worker cannot connect',
    remove(JOBS('DatabaseSecurityGroupfromJobsProductionServiceSecurityGroupC06D6F27IndirectPort31119CC5')), 'TF-IV-DatabaseReachable'],
  ['The database lets in another group', 'the worker cannot connect',
    edit(JOBS('DatabaseSecurityGroupfromJobsProductionServiceSecurityGroupC06D6F27IndirectPort31119CC5'), (rule, named) => (
      rule.SourceSecurityGroupId = { 'Fn::GetAtt': [named('ReportGroup'), 'GroupId'] }
    )), 'TF-IV-DatabaseReachable'],
  ['The database is on the internet', 'anybody may try its password',
    set(JOBS('Database'), 'PubliclyAccessible', true)],
  ['Nobody can get back yesterday\'s table', 'a mistake in the data is for ever',
    edit(GUESTBOOK.table, ({ Replicas }) => Replicas[0].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled = false)],
];

