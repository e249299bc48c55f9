import { affectedBy, withRelease } from '../../support/cloudformation';
import { list } from '../../support/synthesis';

const MOVED = ['AWS::ApplicationAutoScaling::ScalableTarget', 'AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::Scheduler::Schedule'];

/** What breaks the release contract in the template of an environment. */
export function brokenReleases(template: any): string[] {
  const digests = [template.Outputs.ReleaseParameter.Value, ...candidate(template)];
  return [
    ...beforeTheFirst(withRelease(template, false)),
    ...countsNamed(withRelease(template, true)),
    ...moved(template, digests),
    ...otherImages(template, digests),
    ...otherParameters(template, digests),
    ...passedRoles(template),
  ];
}

/** The parameter with the digest of what is to be released, which the release command runs. */
function candidate(template: any): string[] {
  return template.Outputs.ReleaseCommand ? [JSON.parse(`${template.Outputs.ReleaseCommand.Value['Fn::Join'][1][0].split(',')[0]}}`).parameter] : [];
}

/** Point 1: no release, no processes. */
function beforeTheFirst(resources: any): string[] {
  const running = Object.entries<any>(resources).filter(([, { Type, Properties }]) => (
    Type === 'AWS::ECS::Service' && Properties.DesiredCount !== 0
    || Type === 'AWS::ApplicationAutoScaling::ScalableTarget' && Properties.MinCapacity !== 0
    || Type === 'AWS::Scheduler::Schedule' && Properties.State !== 'DISABLED'
  ));
  return running.map(([id]) => `${id} runs before there is a release`);
}

/** Point 7: the count belongs to autoscaling. */
function countsNamed(resources: any): string[] {
  return Object.entries<any>(resources).filter(([, { Type, Properties }]) => Type === 'AWS::ECS::Service' && 'DesiredCount' in Properties)
    .map(([id]) => `${id} has a count, which each release would reset`);
}

/** Point 4: a release moves every task, and nothing that it may not move. */
function moved(template: any, digests: string[]): string[] {
  const affected = digests.flatMap((parameter) => affectedBy(template, parameter));
  const tasks = Object.keys(template.Resources).filter((id) => ['AWS::ECS::TaskDefinition', 'AWS::ECS::Service'].includes(template.Resources[id].Type));
  return [
    ...affected.filter((id) => !MOVED.includes(template.Resources[id].Type)).map((id) => `a release changes ${id}`),
    ...tasks.filter((id) => !affected.includes(id)).map((id) => `a release leaves ${id} as it is`),
  ];
}

/** Point 2: every container of the app runs a digest that the ledger names. */
function otherImages(template: any, digests: string[]): string[] {
  return Object.values<any>(template.Resources).filter((one) => one.Type === 'AWS::ECS::TaskDefinition')
    .flatMap((one) => one.Properties.ContainerDefinitions).filter((one) => one.Name !== 'log-router')
    .filter(({ Image }) => !digests.some((digest) => JSON.stringify(Image['Fn::If']?.[1] ?? null).endsWith(`@",{"Ref":"${digest}"}]]}`)))
    .map((one) => `${one.Name} runs ${JSON.stringify(one.Image)}`);
}

/** Point 2: the template reads nothing but what is released. */
function otherParameters(template: any, digests: string[]): string[] {
  return Object.keys(template.Parameters).filter((name) => !digests.includes(name) && name !== 'BootstrapVersion')
    .map((name) => `the template asks for ${name}`);
}

/** Point 6: the role of a release passes the roles of the tasks and of the schedules, and no other. */
function passedRoles(template: any): string[] {
  const all = Object.entries<any>(template.Resources);
  const roles = all.flatMap(([, { Type, Properties }]) => (
    Type === 'AWS::ECS::TaskDefinition' ? [Properties.TaskRoleArn, Properties.ExecutionRoleArn] : Type === 'AWS::Scheduler::Schedule' ? [Properties.Target.RoleArn] : []
  )).map((arn) => arn['Fn::GetAtt'][0]);
  const passed = all.filter(([id, { Type }]) => ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(Type) && id.includes('ReleaseRole'))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement).filter((one) => list(one.Action).includes('iam:PassRole'))
    .flatMap((one) => list<any>(one.Resource)).map((arn) => arn['Fn::GetAtt']?.[0]).filter((id) => id !== undefined);
  return [
    ...passed.filter((id) => !roles.includes(id)).map((id) => `a release may pass ${id}`),
    ...roles.filter((id) => !passed.includes(id)).map((id) => `a release may not pass ${id}`),
  ];
}
