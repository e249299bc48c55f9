import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Cloud } from '../../../src/checks/cloud';
import { RULES } from '../../../src/checks/rules';

/** The templates that CDK has written, as rules read them. */
export function cloudOf(assembly: CloudAssembly): Cloud {
  return Cloud.read(assembly.stacksRecursively.map((one) => ({ stackConstructPath: one.hierarchicalId, templatePath: one.templateFullPath })));
}

/** What is found in them. */
export function findingsIn(cloud: Cloud): { id: string; severity: string; resource: string; evidence: string }[] {
  return RULES.flatMap(({ id, severity, judge }) => [...judge(cloud)].filter((one) => !one.kept)
    .map(({ resource, evidence }) => ({ id, severity, resource: `${resource.template.name}/${resource.logicalId}`, evidence })));
}
