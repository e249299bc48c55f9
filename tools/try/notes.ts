/** What stands in for AWS beside the engine. Printed with the results: nobody should have to guess. */
export const STAND_INS = [
  'aws: the real AWS CLI, its own driver and all, but loaded once and forked for each call',
  'cdk: the real CDK CLI; its pauses between two looks at a stack, one to five seconds, are a tenth as long',
  'the bucket of cdk bootstrap: its policy, which refuses what is not TLS, is taken off, since on loopback there is none',
  'a target: healthy as soon as it is there, since ministack makes no health check',
  'Application Auto Scaling: a service gets the minimum of its scalable target, or zero with no release, after the release script\'s own look at it',
  'who releases: a role that has the policies which the app\'s templates give whoever may update the environment\'s stack. ministack evaluates them '
    + '(AUTH=true), except that it compares ECS\'s actions and ssm:GetParametersByPath with other resources than AWS does, and never fills in the '
    + 'condition cloudformation:RoleArn: these three are allowed by their actions alone. The release role itself is not evaluated: its updates are '
    + 'made within ministack (test/iam, test/release/look-ups.test.ts)',
  'the first deployment that fails: a WaitCondition that nobody signals, after everything else of the stack',
  'the app that is edited: a variable more in each container of the environments\' templates',
];

/** The same of containers, where an engine runs them. */
export const WITH_CONTAINERS = [
  'images: manifests put by ecr put-image. The config that one names is that of an image which was built here, so that its digest stands for it',
  'containers: what ministack drops of a task definition is read from the templates (user, read-only file system, capabilities, tmpfs, memory); the '
    + 'init process and the share of the CPU are left out, and the image is built for this machine, be the task for ARM64',
  'the network of a task: ports are published on an address of loopback, which is the task\'s address to ministack; containers reach ministack by a relay',
  'the credentials in a container: the account\'s own, so that the task role is not evaluated; AWS_REGION is set, as ECS does',
  'a crash, and a release command that fails: the container of the image with another entry point, which ends with exit code 1',
];

/** The same where none does. */
export const WITHOUT_CONTAINERS = [
  'images: manifests put by ecr put-image, by their real digests; no layers exist',
  'containers: no process is run. A package in the place of Docker\'s says to ministack when a container ends and with which exit code; tasks, '
    + 'deployments, the circuit breaker and targets are ministack\'s own work. So no page is fetched',
];

/** The same on an engine that was not started here. */
export const STAND_INS_ELSEWHERE = [
  'aws: the real AWS CLI, its own driver and all, but loaded once and forked for each call',
  'images: manifests put by ecr put-image, by their real digests; nobody has their layers, so no process is run',
  'targets: registered by elbv2 register-targets, with addresses that no host has; the release command: ended by ecs stop-task',
  'Application Auto Scaling: a service gets the minimum of its scalable target, or zero with no release, after the release script\'s own look at it',
];

/** A type that is left out, in words, with where it is asserted instead. */
export function withTest(leftOut: string): string {
  return `${leftOut}; asserted by ${ASSERTED_BY[leftOut.split(' ')[1]] ?? 'nothing here'}`;
}

/** Where what an engine does not take is asserted instead. */
export const ASSERTED_BY: { readonly [type: string]: string } = {
  'AWS::ApplicationAutoScaling::ScalableTarget': 'test/processes/process-service.test.ts',
  'AWS::CloudWatch::Alarm': 'test/observability/health.test.ts',
  'AWS::CloudWatch::CompositeAlarm': 'test/observability/health.test.ts',
  'AWS::CodeBuild::ReportGroup': 'test/build/image-build-project.test.ts',
  'AWS::CodeCommit::Repository': 'test/codebase/codebase.test.ts',
  'AWS::CodePipeline::Pipeline': 'test/release/release-pipeline.test.ts',
  'AWS::EC2::EIP': 'test/rehearsal/deploy/left-out.test.ts',
  'AWS::EC2::FlowLog': 'test/network/network.test.ts',
  'Custom::OidcProvider': 'test/release/pipeline-roles.test.ts',
  'AWS::EC2::NatGateway': 'test/network/network.test.ts',
  'AWS::EC2::SecurityGroupEgress': 'test/processes/process-service.test.ts',
  'AWS::EC2::SecurityGroupIngress': 'test/processes/process-service.test.ts',
};
