import { container, edit, remove, set, setAll, together, variable } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK, SHOP } from '../support/places';

const { task, service, targets, balancerGroup, taskIngress, balancerEgress } = GUESTBOOK;
const registered = (changes: any) => edit(service, ({ LoadBalancers: [one] }) => Object.assign(one, changes));

export const portBinding: Row[] = [
  ['PORT is 3000, the load balancer calls 8080', 'no task is ever healthy',
    variable(task, 'PORT', '3000'), 'TF-VII-ServedWhereItListens'],
  ['The service registers a port that the container does not map', 'ECS refuses the service',
    registered({ ContainerPort: 80 }), 'TF-VII-ReachableFromLoadBalancer', 'TF-VII-ServedWhereItListens'],
  ['The service registers a container that there is not', 'ECS refuses the service',
    registered({ ContainerName: 'app' }), 'TF-VII-ServedWhereItListens'],
  ['Health is asked at a port that nobody listens on', 'no task is ever healthy',
    set(targets, 'HealthCheckPort', '3000'), 'TF-VII-ServedWhereItListens'],
  ['The tasks\' security group lets nobody in', 'no task is ever healthy',
    remove(taskIngress), 'TF-VII-ReachableFromLoadBalancer'],
  ['The tasks\' security group opens port 80, the app binds 8080', 'no task is ever healthy',
    setAll(taskIngress, { FromPort: 80, ToPort: 80 }), 'TF-VII-ReachableFromLoadBalancer'],
  ['The tasks\' security group lets in its own members alone', 'no task is ever healthy',
    edit(taskIngress, (rule) => rule.SourceSecurityGroupId = rule.GroupId), 'TF-VII-ReachableFromLoadBalancer'],
  ['The load balancer\'s security group lets nothing out', 'no task is ever healthy',
    together(remove(balancerEgress), set(balancerGroup, 'SecurityGroupEgress', [{ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 }])),
    'TF-VII-ReachableFromLoadBalancer'],
  ['Behind a network load balancer, nobody is let in', 'no task is ever healthy',
    remove(SHOP('FeedServiceSecurityGroupfromShopProductionFeedBalancerSecurityGroup12AE808A9090087E9F95')), 'TF-VII-ReachableFromLoadBalancer'],
  ['The app binds port 80, and is not root', 'it may not',
    together(
      variable(task, 'PORT', '80'), container(task, { PortMappings: [{ ContainerPort: 80 }] }), registered({ ContainerPort: 80 }),
      setAll(taskIngress, { FromPort: 80, ToPort: 80 }), setAll(balancerEgress, { FromPort: 80, ToPort: 80 }), set(targets, 'Port', 80),
    ), 'TF-VII-UnprivilegedPort'],
  ['On instances, the container takes a port of its machine', 'one copy a machine, and a release waits for a free one',
    together(
      setAll(task, { RequiresCompatibilities: ['EC2'], NetworkMode: 'bridge' }), container(task, { PortMappings: [{ ContainerPort: 8080, HostPort: 8080 }] }),
      setAll(service, { LaunchType: 'EC2', NetworkConfiguration: undefined }), set(targets, 'TargetType', 'instance'),
    ), 'TF-VII-NoFixedHostPort'],
  ['The target group expects instances, as it does when nothing is said', 'ECS cannot register a task of Fargate',
    set(targets, 'TargetType', undefined), 'TF-VII-RegisteredByAddress'],
  ['The service is made before its listener', 'ECS refuses it: its target group has no load balancer yet',
    edit(SHOP('FeedService'), (_, __, resource) => delete resource.DependsOn), 'TF-VII-ListenerComesFirst'],
  ['No listener forwards to the service', 'ECS refuses it: its target group has no load balancer',
    edit(GUESTBOOK.listener, (listener) => listener.DefaultActions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }]),
    'TF-VII-ListenerComesFirst'],
];
