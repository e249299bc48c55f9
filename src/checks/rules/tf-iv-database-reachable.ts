import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { both, passes, securityGroups } from './support/firewalls';
import { containersOf, services, taskDefinitionOf, variablesOf } from './support/tasks';

/** Where each kind of database says its security groups. */
const GROUPS: { [type: string]: string } = {
  'AWS::RDS::DBInstance': 'VPCSecurityGroups',
  'AWS::RDS::DBCluster': 'VpcSecurityGroupIds',
  'AWS::ElastiCache::ReplicationGroup': 'SecurityGroupIds',
  'AWS::ElastiCache::CacheCluster': 'VpcSecurityGroupIds',
};

export const databaseReachable: Rule = {
  id: 'TF-IV-DatabaseReachable',
  factor: Factor.BACKING_SERVICES,
  severity: 'error',
  checks: 'The security groups let a process through to the database or cache that its environment names.',
  why: 'Otherwise each connection times out, and with it each request.',
  mend: 'Let the security group of the service in at the database\'s port, and out to it.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const own = securityGroups(cloud, service.get('NetworkConfiguration.AwsvpcConfiguration.SecurityGroups'));
      for (const database of own ? databasesOf(cloud, service) : []) {
        const theirs = securityGroups(cloud, database.get(GROUPS[database.type]));
        const port = numberOf(database.get('Port'));
        const open = theirs && both(passes(cloud, theirs, 'Ingress', own!, port), passes(cloud, own!, 'Egress', theirs, port));
        if (open !== undefined) {
          yield verdict(service, open, `${open ? 'reaches' : 'does not reach'} ${database.logicalId}`, 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups');
        }
      }
    }
  },
};

function databasesOf(cloud: Cloud, service: Resource): Set<Resource> {
  const task = taskDefinitionOf(cloud, service);
  const named = (task ? containersOf(task).flatMap(variablesOf) : []).map(([, value]) => cloud.target(value));
  return new Set(named.filter((one): one is Resource => one !== undefined && Object.hasOwn(GROUPS, one.type)));
}
