import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { counterparts, families } from './support/environments';

const TYPES = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::CacheCluster'];

export const sameEngine: Rule = {
  id: 'TF-X-SameEngine',
  factor: Factor.PARITY,
  severity: 'warning',
  checks: 'A database or cache is of the same engine, and of the same major version, in each environment.',
  why: 'Engines differ in what they accept and how they behave. Code that passes on one fails on the other, and production is the other.',
  mend: 'Use the same engine everywhere, of another size.',
  source: 'https://12factor.net/dev-prod-parity',
  * judge(cloud) {
    for (const family of families(cloud)) {
      for (const { first, other } of TYPES.flatMap((type) => counterparts(family, type))) {
        const [ours, theirs] = [first, other].map(engineOf);
        if (ours !== undefined && theirs !== undefined) {
          yield verdict(other, ours === theirs, `${theirs} here, ${ours} in ${first.template.name}`, 'Engine');
        }
      }
    }
  },
};

function engineOf(database: Resource): string | undefined {
  const [engine, version] = [textOf(database.get('Engine')), textOf(database.get('EngineVersion') ?? '')];
  return engine === undefined || version === undefined ? undefined : `${engine} ${version.split('.')[0]}`.trim();
}
