import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

/** What names AWS takes: by the type of a resource, the property and its pattern. */
const NAMES: { [type: string]: [property: string, pattern: RegExp] } = {
  'AWS::ApplicationAutoScaling::ScalingPolicy': ['PolicyName', /^[ -~]{1,256}$/],
  'AWS::AppConfig::Application': ['Name', /^.{1,64}$/],
  'AWS::AppConfig::ConfigurationProfile': ['Name', /^.{1,128}$/],
  'AWS::AppConfig::DeploymentStrategy': ['Name', /^.{1,64}$/],
  'AWS::AppConfig::Environment': ['Name', /^.{1,64}$/],
  'AWS::Chatbot::SlackChannelConfiguration': ['ConfigurationName', /^[\w-]{1,128}$/],
  'AWS::CloudWatch::Alarm': ['AlarmName', /^.{1,255}$/],
  'AWS::CloudWatch::CompositeAlarm': ['AlarmName', /^.{1,255}$/],
  'AWS::CodeBuild::Project': ['Name', /^[A-Za-z0-9][\w-]{1,149}$/],
  'AWS::CodeCommit::Repository': ['RepositoryName', /^[\w.-]{1,100}$/],
  'AWS::CodePipeline::Pipeline': ['Name', /^[\w.@-]{1,100}$/],
  'AWS::ECR::Repository': ['RepositoryName', /^(?=.{2,256}$)[a-z0-9]+(?:[._/-][a-z0-9]+)*$/],
  'AWS::ECS::Cluster': ['ClusterName', /^[\w-]{1,255}$/],
  'AWS::ECS::TaskDefinition': ['Family', /^[\w-]{1,255}$/],
  'AWS::IAM::Role': ['RoleName', /^[\w+=,.@-]{1,64}$/],
  'AWS::Logs::LogGroup': ['LogGroupName', /^[\w./#-]{1,512}$/],
  'AWS::S3::Bucket': ['BucketName', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/],
  'AWS::SNS::Topic': ['TopicName', /^[\w-]{1,256}$/],
  'AWS::SSM::Parameter': ['Name', /^[\w./-]{1,1011}$/],
  'AWS::Scheduler::Schedule': ['Name', /^[\w.-]{1,64}$/],
  'AWS::Scheduler::ScheduleGroup': ['Name', /^[\w.-]{1,64}$/],
};

/** The longest that a part of a name can be that only a deployment knows. */
const LONGEST: { [parameter: string]: string } = { 'AWS::Region': 'ap-southeast-1', 'AWS::AccountId': '111122223333' };

const STAGE_OR_ACTION = /^[\w.@-]{1,100}$/;

/** Names that AWS would refuse. */
export function badNames({ stackName, template }: CloudFormationStackArtifact): string[] {
  const all = Object.values<any>(template.Resources);
  const named = all.filter((one) => one.Type in NAMES)
    .map(({ Type, Properties }) => ({ name: Properties?.[NAMES[Type][0]], pattern: NAMES[Type][1] }));
  const stages = all.filter((one) => one.Type === 'AWS::CodePipeline::Pipeline').flatMap((one) => one.Properties.Stages);
  return [
    ...named,
    ...[...stages, ...stages.flatMap((one) => one.Actions)].map((one) => ({ name: one.Name, pattern: STAGE_OR_ACTION })),
    { name: stackName, pattern: /^[A-Za-z][A-Za-z0-9-]{0,127}$/ },
  ].map(({ name, pattern }) => ({ name: atLongest(name), pattern })).filter(({ name, pattern }) => typeof name === 'string' && !pattern.test(name)).map(({ name, pattern }) => `${name} is no name: ${pattern}`);
}

/** A name as text, where it is made of nothing but text and what a deployment knows. */
function atLongest(name: any): any {
  const parts = name?.['Fn::Join']?.[1].map((part: any) => (typeof part === 'string' ? part : LONGEST[part.Ref]));
  return parts?.every((part: unknown) => part !== undefined) ? parts.join(name['Fn::Join'][0]) : name;
}
