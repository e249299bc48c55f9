import * as fs from 'fs';
import * as path from 'path';
import { assemblyOf } from './apps';
import { reportsOf } from '../../support/example-assemblies';
import { Acknowledgement, Finding, RECORD } from '../../support/rule-pack-record';

/** The packs, by the names of their plugins, and what the ids of their findings begin with. */
export const PACKS: { [plugin: string]: string } = {
  'AwsSolutions': 'AwsSolutions-',
  'NIST.800.53.R5': 'NIST.800.53.R5-',
  'HIPAA.Security': 'HIPAA.Security-',
  'PCI.DSS.321': 'PCI.DSS.321-',
  'cdk-validator-cfnguard': 'cdk-validator-cfnguard::',
};

/** An acknowledgement, and how many findings it is the nearest to. */
export interface Used extends Acknowledgement {
  readonly findings: number;
}

/** What the packs leave of an app, or why one could not judge it. */
export function unacknowledged(app: string): string[] {
  return reportsOf(assemblyOf(app)).filter((one) => one.pluginName in PACKS).flatMap(({ conclusion, metadata, violations }) => [
    ...violations.flatMap((one: any) => one.violatingConstructs.map((each: any) => `${one.ruleName} at ${each.constructPath}`)),
    ...(conclusion === 'failure' && violations.length === 0 ? [metadata.error] : []),
  ]);
}

/** What the packs have found in an app, acknowledged or not. */
export function findingsIn(app: string): Finding[] {
  const guard = reportsOf(assemblyOf(app)).find((one) => one.pluginName === 'cdk-validator-cfnguard');
  return [...recordOf(app).findings, ...[...guard?.violations ?? [], ...guard?.suppressedViolations ?? []].flatMap((one) => (
    one.violatingConstructs.map((each: any) => ({ rule: `cdk-validator-cfnguard::${one.ruleName}`, path: each.constructPath }))
  ))];
}

/** What is acknowledged in an app, of the packs' rules; the CDK acknowledges some of its own. */
export function acknowledgementsIn(app: string): Used[] {
  const places = findingsIn(app);
  const acknowledgements = recordOf(app).acknowledgements.filter(({ rule }) => Object.values(PACKS).some((prefix) => rule.startsWith(prefix)));
  const at = new Set(acknowledgements.map(key));
  const nearest = places.map(({ rule, path: place }) => ancestors(place).map((one) => key({ rule, path: one })).find((one) => at.has(one)));
  return acknowledgements.map((one) => ({ ...one, findings: nearest.filter((each) => each === key(one)).length }));
}

/** A rule as the code that acknowledges it names it, whatever the pack, and whatever the finding. */
export function plainRule(id: string): string {
  return id.replace(/^(NIST\.800\.53\.R5-|HIPAA\.Security-|PCI\.DSS\.321-|cdk-validator-cfnguard::)/, '').replace(/\[.*\]$/, '');
}

function recordOf(app: string): { findings: Finding[]; acknowledgements: Acknowledgement[] } {
  return JSON.parse(fs.readFileSync(path.join(assemblyOf(app), RECORD), 'utf8'));
}

function key({ rule, path: place }: Finding): string {
  return `${rule} at ${place}`;
}

/** A construct's path, and those of all that hold it, the nearest first. */
function ancestors(place: string): string[] {
  const parts = place.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}
