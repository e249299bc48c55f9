import { stack } from './change';

const production = stack('guestbook', 'Guestbook-Production');
const pipeline = stack('guestbook, its pipeline', 'Guestbook-Pipeline');

/** Where mistakes are made in the guestbook. */
export const GUESTBOOK = {
  task: production('ProcesseswebTaskTaskDefinition'),
  service: production('ProcesseswebService'),
  count: production('ProcesseswebServiceTaskCountTarget'),
  taskRole: production('ProcesseswebTaskTaskRole'),
  taskPolicy: production('ProcesseswebTaskTaskRoleDefaultPolicy'),
  executionRole: production('ProcesseswebTaskExecutionRole'),
  executionPolicy: production('ProcesseswebTaskExecutionRoleDefaultPolicy'),
  securityGroup: production('ProcesseswebTaskSecurityGroup'),
  taskIngress: production('Ingress'),
  logGroup: production('ProcesseswebTaskLogGroup'),
  balancer: production('EntryPointLoadBalancer'),
  balancerGroup: production('EntryPointSecurityGroup'),
  balancerEgress: production('Egress'),
  listener: production('EntryPointLoadBalancerHttp'),
  targets: production('EntryPointTargets'),
  alarm: production('HealthServerErrors'),
  healthAlarm: production('HealthAlarm'),
  table: production('BackingServicesDatastoreTable'),
  application: production('ConfigApplication'),
  profile: production('ConfigConfigurationConfigurationProfile'),
  content: production('ConfigConfiguration'),
  configEnvironment: production('ConfigEnvironment'),
  monitorRole: production('ConfigMonitorRole'),
  rollout: production('ConfigRollout'),
  backup: production('AdminTasksbackupTaskDefinition'),
  schedule: production('AdminTasksbackupRunSchedule'),
  schedulePolicy: production('AdminTasksbackupRunRoleDefaultPolicy'),
  releasePolicy: production('ReleaseRolePolicy'),
  privateRoute: production('NetworkVpcPrivateSubnet1DefaultRoute'),
  secondSubnet: production('NetworkVpcPrivateSubnet2Subnet'),
  cluster: production('Cluster'),
  /** Something that is not there yet. */
  new: production,
  images: stack('guestbook, its pipeline', 'Guestbook-Codebase')('ImagesRepository'),
  pipeline: pipeline('ReleasesPipeline'),
  build: pipeline('BuildProject'),
  commits: pipeline('ReleasesSourceRepositoryCommit'),
  artifactPolicy: pipeline('ReleasesArtifactsPolicy'),
};

/** In the worker on a queue. */
export const JOBS = stack('jobs', 'Jobs-Production');

/** In the shop, whose web process is released blue/green. */
export const SHOP = stack('shop', 'Shop-Production');

/** In the app with a log router. */
export const CHATTY = stack('chatty', 'Chatty-Production');

/** In the app with a bucket. */
export const ALBUMS = stack('albums', 'Albums-Production');

/** In an environment of an app that has another one. */
export const TWICE = {
  guestbook: stack('guestbook, twice', 'Guestbook-Production'),
  guestbookStaging: stack('guestbook, twice', 'Guestbook-Staging'),
  jobsStaging: stack('jobs, twice', 'Jobs-Staging'),
};
