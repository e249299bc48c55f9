import * as fs from 'fs';
import * as path from 'path';
import { PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { Acknowledgements } from './acknowledgements';
import { Cloud } from './cloud';
import { Factor, FACTOR_NAMES } from './factor';
import { reportPage } from './report-page';
import { reportText } from './report-text';
import { Rule, Verdict } from './rule';

/** How an app stands with a rule or a factor: not applicable is what has nothing to judge, or nothing that is decided. */
export type Result = 'kept' | 'broken' | 'acknowledged' | 'not applicable';

/** What was found of one factor, as data. */
export interface FactorResult {
  readonly factor: Factor;
  readonly name: string;
  readonly result: Result;
  readonly rules: RuleResult[];
}

/** What was found by one rule. */
export interface RuleResult extends Omit<Rule, 'judge' | 'factor'> {
  readonly result: Result;
  readonly evidence: Evidence[];
}

/** What was seen of one resource. */
export interface Evidence {
  readonly kept: boolean;
  /** The path of its stack and its name in the template. */
  readonly resource: string;
  readonly location: string;
  readonly evidence: string;
  /** Why somebody has acknowledged what is not kept. */
  readonly acknowledged?: string;
}

interface Judged {
  readonly rule: Rule;
  readonly verdicts: (Verdict & { readonly acknowledged?: string })[];
}

/** What all rules say of an app: for the CDK, and by factor for people. */
export class FactorReport {
  private readonly judged: Judged[];

  constructor(cloud: Cloud, rules: Rule[], acknowledgements = Acknowledgements.NONE) {
    this.judged = rules.map((rule) => ({
      rule,
      verdicts: [...rule.judge(cloud)].map((one) => (
        { ...one, acknowledged: one.kept ? undefined : acknowledgements.reasonFor(rule.id, one.resource) }
      )),
    }));
  }

  /** The findings as the CDK shows them; it takes out what is acknowledged. */
  public forCdk(): PolicyValidationPluginReport {
    const violations = this.judged.flatMap(({ rule, verdicts }) => verdicts.filter((one) => !one.kept).map((one) => asViolation(rule, one)));
    return { success: !violations.some((one) => one.severity === 'error'), violations };
  }

  /** The findings by factor, as data. */
  public byFactor(): FactorResult[] {
    return Object.values(Factor).map((factor) => {
      const judged = this.judged.filter(({ rule }) => rule.factor === factor);
      return { factor, name: FACTOR_NAMES[factor], result: resultOf(judged.flatMap((one) => one.verdicts)), rules: judged.map(describe) };
    });
  }

  /** Writes the report as data, as a text and as a page. */
  public writeTo(folder: string): void {
    const factors = this.byFactor();
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'twelve-factor.json'), `${JSON.stringify(factors, null, 2)}\n`);
    fs.writeFileSync(path.join(folder, 'twelve-factor.txt'), reportText(factors));
    fs.writeFileSync(path.join(folder, 'twelve-factor.html'), reportPage(factors));
  }
}

/** One for each resource, so that each is told with what was seen of it. */
function asViolation(rule: Rule, { resource, location, evidence }: Verdict): PolicyViolation {
  return {
    ruleName: rule.id,
    severity: rule.severity,
    description: `Not so: ${rule.checks} Found: ${evidence}. ${rule.why}`,
    fix: `${rule.mend} (${rule.source})`,
    violatingResources: [{ resourceLogicalId: resource.logicalId, templatePath: resource.template.path, locations: [location] }],
  };
}

function describe({ rule, verdicts }: Judged): RuleResult {
  const { id, severity, checks, why, mend, source } = rule;
  return {
    id,
    severity,
    checks,
    why,
    mend,
    source,
    result: resultOf(verdicts),
    evidence: verdicts.map(({ resource, kept, evidence, location, acknowledged }) => (
      { kept, resource: `${resource.template.name}/${resource.logicalId}`, location, evidence, acknowledged }
    )),
  };
}

function resultOf(verdicts: Judged['verdicts']): Result {
  const broken = verdicts.filter((one) => !one.kept);
  if (verdicts.length === 0) {
    return 'not applicable';
  }
  return broken.length === 0 ? 'kept' : broken.every((one) => one.acknowledged !== undefined) ? 'acknowledged' : 'broken';
}
