import { Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { NetworkLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { newApp, NO_FLAGS, RECOMMENDED, WITHOUT_VALIDATOR } from '../support/synthesis';
import { cloudOf, findingsIn } from './support/assembly';
import { ORDINARY_APPS } from './support/ordinary-apps';

// What the CDK leaves to its defaults, and is true of these apps.
const TASK = ['TF-II-ReadOnlyRoot', 'TF-OPS-NotRoot', 'TF-OPS-TrustBounded'];
const LOGS = ['TF-XI-LogModeChosen', 'TF-XI-RetentionSet'];
const SERVICE = [...TASK, 'TF-V-RollsBack', 'TF-OPS-ZonesBalanced'];
const WEB = [...SERVICE, 'TF-IX-StopsInTime', 'TF-V-AlarmsCanJudge'];

const EXPECTED: { [name: string]: string[] } = {
  'a load-balanced service': [...WEB, ...LOGS],
  'a service behind a network load balancer': [...WEB, ...LOGS],
  'a worker on a queue': [...SERVICE, ...LOGS],
  'a scheduled task': [...TASK, ...LOGS, 'TF-XII-FailureSeen'],
  'a task of the scheduler': [...TASK, 'TF-XI-EveryContainerLogs', 'TF-XII-FailureSeen', 'TF-XII-OwnSecurityGroup'],
  'a service on instances': [...WEB, 'TF-XI-EveryContainerLogs'],
  'functions only': [],
  'a pipeline that deploys to ECS': [...WEB, ...LOGS, 'TF-V-OneReleaser', 'TF-V-ApprovedIsWhatShips', 'TF-OPS-PassRoleNarrow'],
  'a pipeline of the CDK': [...WEB, ...LOGS],
  'two services of one class, in several stacks': [...WEB, ...LOGS, 'TF-IX-KeepsCapacity'],
  'a service with secrets, a queue and endpoints in closed subnets': [...SERVICE, ...LOGS],
  'a service with a log router': [...WEB, ...LOGS, 'TF-OPS-PullNarrow'],
};

describe.each([['with all recommended flags', RECOMMENDED], ['with no flags', NO_FLAGS]])('%s', (_, flags) => {
  test.each(Object.entries(ORDINARY_APPS))('%s has no error, and no warning that is not true', (name, make) => {
    const app = newApp({ ...flags, '@aws-cdk/core:validateAgainstDefaultRules': false });
    make(app);
    const found = findingsIn(cloudOf(app.synth()));
    expect(found.filter((one) => one.severity === 'error')).toEqual([]);
    expect([...new Set(found.map((one) => one.id))].sort()).toEqual([...EXPECTED[name]].sort());
  }, 60_000);
});

test('a network load balancer that the pattern shuts out is found', () => {
  const app = newApp(WITHOUT_VALIDATOR);
  const image = ContainerImage.fromRegistry('registry.example.com/guestbook:1.4.2');
  new NetworkLoadBalancedFargateService(new Stack(app, 'App'), 'Web', { taskImageOptions: { image, containerPort: 8080 } });
  expect(findingsIn(cloudOf(app.synth())).filter((one) => one.severity === 'error').map((one) => one.id)).toEqual(['TF-VII-ReachableFromLoadBalancer']);
}, 60_000);
