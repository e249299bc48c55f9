import { add, allow, container, edit, forbid, set, setAll, together, variable } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK, JOBS } from '../support/places';

const { task, taskPolicy, profile, content, configEnvironment, monitorRole, rollout, alarm, healthAlarm, build } = GUESTBOOK;
const json = (text: string) => set(content, 'Content', text);
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

export const config: Row[] = [
  ['A password is a plain variable', 'it is in the template and in every old revision',
    variable(task, 'DB_PASSWORD', 'hunter2'), 'TF-III-NoSecretInEnvironment'],
  ['The address of a database holds its password', 'it is in the template and in every old revision',
    variable(task, 'DATABASE_URL', 'postgres://app:hunter2@db.example.com/app'), 'TF-III-NoSecretInEnvironment'],
  ['CloudFormation fills a secret into a variable', 'whoever may describe the task reads it',
    variable(task, 'STRIPE_KEY', '{{resolve:secretsmanager:stripe:SecretString:key}}'), 'TF-III-NoSecretInEnvironment'],
  ['A token is a plain variable of the build', 'it is in the project and in its log',
    edit(build, ({ Environment }) => Environment.EnvironmentVariables.push({ Name: 'NPM_AUTH_TOKEN', Type: 'PLAINTEXT', Value: 'npm_0123456789' })),
    'TF-III-NoSecretInEnvironment'],
  ['A password is an argument of the command', 'it is in the template and in the list of processes',
    container(task, { Command: ['node', 'dist/web.js', '--db', 'postgres://app:hunter2@db.example.com/app'] }), 'TF-III-NoSecretInEnvironment'],
  ['A variable names the environment', 'the values of each environment are in the code',
    variable(task, 'APP_ENV', 'production'), 'TF-III-NoGroupedConfig'],
  ['Spring is told its profile', 'the values of each environment are in the code',
    variable(task, 'SPRING_PROFILES_ACTIVE', 'prod'), 'TF-III-NoGroupedConfig'],
  ['The execution role may not read the secret', 'no task starts',
    forbid(JOBS('WorkerExecutionRoleDefaultPolicy'), 'secretsmanager:GetSecretValue'), 'TF-III-SecretsReachable'],
  ['The execution role may not decrypt the secret', 'no task starts',
    edit(JOBS('Key'), ({ KeyPolicy }) => KeyPolicy.Statement.pop()), 'TF-III-SecretsReachable'],
  ['A secret that rotates is injected at the start', 'after a rotation the app is locked out',
    add(JOBS('Rotation'), (named) => ({
      Type: 'AWS::SecretsManager::RotationSchedule',
      Properties: { SecretId: { Ref: named('Token') }, RotationRules: { AutomaticallyAfterDays: 30 }, HostedRotationLambda: { RotationType: 'PostgreSQLSingleUser' } },
    })), 'TF-III-RotationReachesTheApp'],
  ['The task role may not read the configuration', 'the app never starts',
    forbid(taskPolicy, 'appconfig:GetLatestConfiguration', 'appconfig:StartConfigurationSession'), 'TF-III-DynamicConfigReachable'],
  ['The task role has AppConfig\'s old action alone', 'the app never starts',
    together(forbid(taskPolicy, 'appconfig:GetLatestConfiguration', 'appconfig:StartConfigurationSession'), allow(taskPolicy, 'appconfig:GetConfiguration', '*')),
    'TF-III-DynamicConfigReachable'],
  ['The configuration has a key of its own, which the task role may not use', 'the app never starts',
    together(
      add(GUESTBOOK.new('ConfigKey'), () => ({ Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true, KeyPolicy: rootOnly() } })),
      set(profile, 'KmsKeyIdentifier', arnOf('ConfigKey')),
    ), 'TF-III-DynamicConfigReachable'],
  ['The configuration is no JSON: a comma too many', 'the stack fails half-way',
    json('{ "TableName": "guestbook", "Greeting": "Hello", }'), 'TF-III-DynamicConfigValid'],
  ['A value of the configuration is of the wrong type', 'AppConfig refuses it, the stack fails half-way',
    json('{ "TableName": "guestbook", "Greeting": 5 }'), 'TF-III-DynamicConfigValid'],
  ['The configuration lacks a value that the schema requires', 'AppConfig refuses it, the stack fails half-way',
    json('{ "Greeting": "Hello" }'), 'TF-III-DynamicConfigValid'],
  ['The configuration has a key that is misspelt', 'AppConfig refuses it, the stack fails half-way',
    json('{ "TableName": "guestbook", "Greetnig": "Hello" }'), 'TF-III-DynamicConfigValid'],
  ['The schema is none', 'nothing can be deployed with it',
    edit(profile, ({ Validators }) => Validators[0].Content = '{ "type": "text" }'), 'TF-III-DynamicConfigValid'],
  ['The configuration has no schema', 'one bad value reaches every task at once',
    set(profile, 'Validators', undefined), 'TF-III-DynamicConfigValidated'],
  ['The rollout ends with no bake time', 'the alarms are never asked',
    set(rollout, 'FinalBakeTimeInMinutes', 0), 'TF-III-RolloutWatched'],
  ['The rollout is not monitored', 'nothing rolls a bad configuration back',
    set(configEnvironment, 'Monitors', undefined), 'TF-III-RolloutMonitored'],
  ['The monitor has no data at night', 'INSUFFICIENT_DATA rolls every configuration back',
    together(edit(configEnvironment, ({ Monitors }, named) => Monitors[0].AlarmArn = arnOf(named('HealthServerErrors'))), set(alarm, 'TreatMissingData', undefined)),
    'TF-III-MonitorCanJudge'],
  ['The actions of the monitor are off', 'nothing rolls a bad configuration back',
    set(healthAlarm, 'ActionsEnabled', false), 'TF-III-MonitorCanJudge'],
  ['AppConfig may not look at the alarm', 'nothing rolls a bad configuration back',
    set(monitorRole, 'Policies', []), 'TF-III-MonitorMayLook'],
  ['Two configurations are deployed at once', 'the second conflicts, the stack fails',
    add(GUESTBOOK.new('MoreDeployment'), (named) => ({
      Type: 'AWS::AppConfig::Deployment',
      Properties: {
        ApplicationId: { Ref: named('ConfigApplication') },
        EnvironmentId: { Ref: named('ConfigEnvironment') },
        DeploymentStrategyId: { Ref: named('ConfigRollout') },
        ConfigurationProfileId: { Ref: named('ConfigConfigurationConfigurationProfile') },
        ConfigurationVersion: '1',
      },
    })), 'TF-III-RolloutsInTurn'],
  ['A file of variables is named that the execution role may not read', 'no task starts',
    container(task, { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::acme-config/web.env' }] })],
  ['The profile is of another application than the deployment', 'the stack fails half-way',
    together(
      add(GUESTBOOK.new('OtherApplication'), () => ({ Type: 'AWS::AppConfig::Application', Properties: { Name: 'other' } })),
      setAll(profile, { ApplicationId: { Ref: 'OtherApplication' } }),
    )],
];

/** A key's policy that lets the account decide, so that each role needs a permission. */
function rootOnly(): any {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } } }] };
}

