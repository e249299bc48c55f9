import * as fs from 'fs';
import * as path from 'path';
import { PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { Cloud } from './cloud';
import { Factor, FACTOR_NAMES } from './factor';
import { Rule, Verdict } from './rule';

/** What was found by one rule. */
interface Judged {
  readonly rule: Rule;
  readonly verdicts: Verdict[];
}

/** What all rules say of an app: for the CDK, and by factor for people. */
export class FactorReport {
  private readonly judged: Judged[];

  constructor(cloud: Cloud, rules: Rule[]) {
    this.judged = rules.map((rule) => ({ rule, verdicts: [...rule.judge(cloud)] }));
  }

  /** The findings as the CDK shows them; it takes out what is acknowledged. */
  public forCdk(): PolicyValidationPluginReport {
    const violations = this.judged.filter(({ verdicts }) => verdicts.some((one) => !one.kept)).map(asViolation);
    return { success: !violations.some((one) => one.severity === 'error'), violations };
  }

  /** The findings by factor, as data. */
  public toJson(): object {
    return Object.values(Factor).map((factor) => {
      const rules = this.judged.filter(({ rule }) => rule.factor === factor);
      return { factor, name: FACTOR_NAMES[factor], result: resultOf(rules), rules: rules.map(describe) };
    });
  }

  /** Writes the report as data, as a text and as a page. */
  public writeTo(folder: string): void {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'twelve-factor.json'), `${JSON.stringify(this.toJson(), null, 2)}\n`);
  }
}

function asViolation({ rule, verdicts }: Judged): PolicyViolation {
  return {
    ruleName: rule.id,
    severity: rule.severity,
    description: `${rule.checks} ${rule.why}`,
    fix: `${rule.mend} (${rule.source})`,
    violatingResources: verdicts.filter((one) => !one.kept).map(({ resource, location }) => ({
      resourceLogicalId: resource.logicalId, templatePath: resource.template.path, locations: [location],
    })),
  };
}

function describe({ rule, verdicts }: Judged): object {
  const { id, severity, checks } = rule;
  return {
    id, severity, checks, result: resultOf([{ rule, verdicts }]),
    evidence: verdicts.map(({ resource, kept, evidence }) => ({ kept, resource: `${resource.template.name}/${resource.logicalId}`, evidence })),
  };
}

function resultOf(judged: Judged[]): 'kept' | 'broken' | 'not applicable' {
  const verdicts = judged.flatMap((one) => one.verdicts);
  return verdicts.length === 0 ? 'not applicable' : verdicts.every((one) => one.kept) ? 'kept' : 'broken';
}
