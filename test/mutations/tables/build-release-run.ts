import { add, allow, container, edit, remove, restate, set, setAll, together } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK, JOBS, SHOP } from '../support/places';

const { task, service, taskPolicy, alarm, images, pipeline, build, backup } = GUESTBOOK;
const image = (end: string) => ({ 'Fn::Sub': `\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.\${AWS::URLSuffix}/guestbook${end}` });
const DEPLOYMENT = 'DeploymentConfiguration';
const lifecycle = (work: (rules: any[]) => any[]) => edit(images, ({ LifecyclePolicy }) => {
  LifecyclePolicy.LifecyclePolicyText = JSON.stringify({ rules: work(JSON.parse(LifecyclePolicy.LifecyclePolicyText).rules) });
});
const shopAction = (stage: number, action: any) => edit(SHOP('Pipeline'), ({ Stages }, named) => (
  Stages[stage].Actions.push({ RunOrder: 2, InputArtifacts: [{ Name: 'Code' }], RoleArn: Stages[stage].Actions[0].RoleArn, ...action(named) })
));
const ecsAction = (configuration: any) => (named: (id: string) => string) => ({
  Name: 'Service',
  ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: 'ECS', Version: '1' },
  Configuration: { ClusterName: { Ref: named('Cluster') }, ServiceName: { 'Fn::GetAtt': [named('FeedService'), 'Name'] }, ...configuration },
});

export const buildReleaseRun: Row[] = [
  ['All tasks run the tag latest', 'the next task to start runs code that nobody released',
    together(container(task, { Image: image(':latest') }), container(backup, { Image: image(':latest') })), 'TF-V-NoMovableImage'],
  ['The web process names no tag', 'the next task to start runs code that nobody released',
    together(container(task, { Image: image('') }), container(backup, { Image: image('') })), 'TF-V-NoMovableImage'],
  ['A sidecar runs the tag latest', 'it changes between two starts of one release',
    edit(task, ({ ContainerDefinitions: all }) => all.unshift({ ...all[0], Name: 'proxy', Image: 'public.ecr.aws/nginx/nginx:latest', Essential: false, PortMappings: undefined })),
    'TF-V-NoMovableImage'],
  ['Tags can be pushed again', 'an approved image is replaced by another',
    setAll(images, { ImageTagMutability: 'MUTABLE', ImageTagMutabilityExclusionFilters: undefined }), 'TF-V-ImmutableTags'],
  ['All tags are excluded from being immutable', 'an approved image is replaced by another',
    edit(images, ({ ImageTagMutabilityExclusionFilters: all }) => all[0].ImageTagMutabilityExclusionFilterValue = '*'), 'TF-V-ImmutableTags'],
  ['Some tags are to be excluded, and none are named', 'ECR refuses the repository',
    set(images, 'ImageTagMutabilityExclusionFilters', undefined), 'TF-V-ImmutableTags'],
  ['Images go after 30 days, released or not', 'the next task cannot pull, nothing can be rolled back',
    lifecycle((rules) => [{ ...rules[3], rulePriority: 1, selection: { ...rules[3].selection, countNumber: 30 } }]), 'TF-V-RollbackImagesKept'],
  ['Only the newest image is kept', 'nothing can be rolled back',
    lifecycle((rules) => [{ ...rules[3], selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 } }]), 'TF-V-RollbackImagesKept'],
  ['The service starts from a repository of its own stack', 'the first deployment waits for hours, then goes',
    together(
      add(JOBS('Images'), () => ({ Type: 'AWS::ECR::Repository', Properties: { ImageTagMutability: 'IMMUTABLE', ImageScanningConfiguration: { ScanOnPush: true } } })),
      container(JOBS('Worker'), { Image: { 'Fn::Sub': '${Images.RepositoryUri}:1.4.2' } }),
    ), 'TF-V-FirstDeployHasImage'],
  ['The pipeline\'s ECS action deploys what the stack deploys too', 'the next stack update puts back an old image',
    shopAction(3, ecsAction({})), 'TF-V-OneReleaser'],
  ['The ECS action waits one minute', 'it fails although the deployment goes on',
    shopAction(3, ecsAction({ DeploymentTimeout: '1' })), 'TF-V-DeployHasTime', 'TF-V-OneReleaser'],
  ['The template has a count, and scaling another', 'each deployment undoes the scaling',
    set(service, 'DesiredCount', 3), 'TF-V-CountBelongsToScaling'],
  ['A deployment may neither start nor stop a task', 'it stands still until it times out',
    setAll(service, { [`${DEPLOYMENT}.MinimumHealthyPercent`]: 100, [`${DEPLOYMENT}.MaximumPercent`]: 100 }), 'TF-V-DeploymentCanProceed', 'TF-OPS-ZonesBalanced'],
  ['One task, between 100 and 150 percent', 'rounded, that is one task: the deployment stands still',
    together(remove(JOBS('ServiceTaskCountTarget')), remove(JOBS('ServiceTaskCountTargetBacklog')), setAll(JOBS('Service'), { DesiredCount: 1, [`${DEPLOYMENT}.MaximumPercent`]: 150 })),
    'TF-V-DeploymentCanProceed'],
  ['The circuit breaker is off', 'tasks that fail are started for hours',
    set(service, `${DEPLOYMENT}.DeploymentCircuitBreaker.Enable`, false), 'TF-V-RollsBack'],
  ['The circuit breaker does not roll back', 'a broken release stays',
    set(service, `${DEPLOYMENT}.DeploymentCircuitBreaker.Rollback`, false), 'TF-V-RollsBack'],
  ['There is no circuit breaker', 'tasks that fail are started for hours',
    set(JOBS('Service'), `${DEPLOYMENT}.DeploymentCircuitBreaker`, undefined), 'TF-V-RollsBack'],
  ['A circuit breaker, and CodeDeploy deploys', 'ECS refuses the service',
    set(service, 'DeploymentController.Type', 'CODE_DEPLOY'), 'TF-V-BreakerCanAct'],
  ['No alarm watches the deployment', 'a release that starts and answers errors stays',
    set(service, `${DEPLOYMENT}.Alarms`, undefined), 'TF-V-AlarmsCanJudge'],
  ['The deployment\'s alarms are off', 'a release that starts and answers errors stays',
    set(service, `${DEPLOYMENT}.Alarms.Enable`, false), 'TF-V-AlarmsCanJudge'],
  ['The deployment\'s alarms do not roll back', 'a release that starts and answers errors stays',
    set(service, `${DEPLOYMENT}.Alarms.Rollback`, false), 'TF-V-AlarmsCanJudge'],
  ['The deployment\'s alarm takes missing data for a breach', 'it is in alarm at night, and then ignored',
    set(alarm, 'TreatMissingData', 'breaching'), 'TF-V-AlarmsCanJudge'],
  ['The alarm refers to the service that names it', 'CloudFormation refuses the circle',
    edit(alarm, ({ Metrics }, named) => Metrics[1].MetricStat.Metric.Dimensions.push({ Name: 'ServiceName', Value: { 'Fn::GetAtt': [named('ProcesseswebService'), 'Name'] } })),
    'TF-OPS-NoCircle'],
  ['A newer execution overtakes the one that is approved', 'something else ships than was approved',
    set(pipeline, 'ExecutionMode', 'SUPERSEDED'), 'TF-V-ApprovedIsWhatShips'],
  ['The execution mode is not said', 'it is SUPERSEDED: something else ships than was approved',
    set(pipeline, 'ExecutionMode', undefined), 'TF-V-ApprovedIsWhatShips'],
  ['Executions run side by side', 'an older release replaces a newer one',
    set(pipeline, 'ExecutionMode', 'PARALLEL'), 'TF-V-ApprovedIsWhatShips'],
  ['A pipeline of the first type, with a queue', 'CodePipeline refuses it',
    set(pipeline, 'PipelineType', 'V1'), 'TF-V-ApprovedIsWhatShips'],
  ['Production builds its image again', 'what was tested is not what is released',
    shopAction(3, () => ({
      Name: 'BuildAgain',
      ActionTypeId: { Category: 'Build', Owner: 'AWS', Provider: 'ECRBuildAndPublish', Version: '1' },
      Configuration: { ECRRepositoryName: 'shop', ImageTags: '#{Source.CommitId}-production', RegistryType: 'private' },
    })), 'TF-V-BuiltOnce'],
  ['The pipeline\'s build names no tag', 'it is latest: the second build fails on immutable tags',
    edit(SHOP('Pipeline'), ({ Stages }) => delete Stages[1].Actions[0].Configuration.ImageTags), 'TF-V-BuildNamesItsImage'],
  ['The pipeline\'s build also pushes latest', 'the second build fails on immutable tags',
    edit(SHOP('Pipeline'), ({ Stages }) => Stages[1].Actions[0].Configuration.ImageTags = 'latest,#{Source.CommitId}'), 'TF-V-BuildNamesItsImage'],
  ['The build hands on the tag latest', 'whatever was pushed last ships',
    set(build, 'Source.BuildSpec', [
      'version: "0.2"', 'phases:', '  build:', '    commands:', '      - docker build --tag "$REPOSITORY_URI:latest" . && docker push "$REPOSITORY_URI:latest"',
      '      - printf \'[{"name":"web","imageUri":"%s"}]\' "$REPOSITORY_URI:latest" > imagedefinitions.json # imageUri :latest', 'artifacts:', '  files: imagedefinitions.json',
    ].join('\n')), 'TF-V-BuildHandsOnADigest'],
  ['The app may push images', 'a break-in gets into the next release',
    allow(taskPolicy, ['ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload'], { 'Fn::Sub': 'arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/guestbook' }), 'TF-V-RunCannotRelease'],
  ['The app may update its own service', 'a break-in stays',
    allow(taskPolicy, 'ecs:UpdateService', '*'), 'TF-V-RunCannotRelease'],
  ['The app is an administrator', 'a break-in owns the account',
    allow(taskPolicy, '*', '*'), 'TF-V-RunCannotRelease', 'TF-OPS-PassRoleNarrow'],
  ['A blue/green deployment says no bake time', 'both releases run for 36 hours',
    set(SHOP('WebService'), `${DEPLOYMENT}.BakeTimeInMinutes`, undefined), 'TF-V-ShiftEndsInTime'],
  ['A blue/green deployment bakes for no time', 'the old release is gone before an alarm can speak',
    set(SHOP('WebService'), `${DEPLOYMENT}.BakeTimeInMinutes`, 0), 'TF-V-ShiftEndsInTime'],
  ['A blue/green deployment has one target group', 'ECS refuses the service',
    edit(SHOP('WebService'), ({ LoadBalancers }) => delete LoadBalancers[0].AdvancedConfiguration), 'TF-V-ShiftCanShift'],
  ['The role that shifts traffic trusts tasks, not ECS', 'the deployment fails',
    edit(SHOP('WebServiceAlternateRole'), ({ AssumeRolePolicyDocument: trust }) => {
      trust.Statement[0].Principal.Service = 'ecs-tasks.amazonaws.com';
      trust.Statement[0].Condition = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    }), 'TF-V-ShiftCanShift'],
  ['The release role may do anything to any service', 'a release can change more than its image',
    restate(GUESTBOOK.releasePolicy, 'ecs:UpdateService', { Resource: '*' })],
];

