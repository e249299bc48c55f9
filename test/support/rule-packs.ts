import * as fs from 'fs';
import * as path from 'path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App, CfnResource, IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, IApplyRule, NagPack, NagRuleCompliance, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { IConstruct } from 'constructs';
import { Acknowledgement, Finding, RECORD } from './rule-pack-record';

// Loaded before an app is run: AWS's rule packs judge it, as in an app that registers them. The CDK's report of it holds what nobody has acknowledged, and
// what is acknowledged of Control Tower's rules; cdk-nag leaves out what is acknowledged, so that this is written down beside it.

const GUARD_RULES = path.join(path.dirname(require.resolve('@cdklabs/cdk-validator-cfnguard/package.json')), 'rules', 'control-tower', 'cfn-guard');

const findings: Finding[] = [];

/** A pack that tells what its rules find before it asks what is acknowledged. */
function observed<T extends abstract new (...args: any[]) => NagPack>(pack: T) {
  abstract class Observed extends pack {
    protected applyRule(params: IApplyRule): void {
      const { rule, ruleSuffixOverride } = params;
      const id = `${this.readPackName}-${ruleSuffixOverride ?? rule.name}`;
      const judge = (node: CfnResource) => {
        const result = rule(node);
        const rules = Array.isArray(result) ? result.map((one) => `${id}[${one}]`) : result === NagRuleCompliance.NON_COMPLIANT ? [id] : [];
        rules.forEach((one) => findings.push({ rule: one, path: node.node.path }));
        return result;
      };
      super.applyRule({ ...params, rule: Object.defineProperty(judge, 'name', { value: rule.name }) });
    }
  }
  return Observed;
}

/** Control Tower's rules, without those that are about no resource of these templates: each takes its time, however little it has to judge. */
const controlTower: IPolicyValidationPlugin = {
  name: new CfnGuardValidator().name,
  validate: (context) => {
    const templates = context.templatePaths.map((one) => JSON.parse(fs.readFileSync(one, 'utf8')));
    const types = new Set(templates.flatMap((one) => Object.values<any>(one.Resources ?? {}).map(({ Type }) => Type)));
    const disabledRules = fs.readdirSync(GUARD_RULES, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.guard') && !isAbout(one, types))
      .map((one) => path.basename(one, '.guard'));
    return new CfnGuardValidator({ disabledRules }).validate(context);
  },
};

function isAbout(rule: string, types: Set<string>): boolean {
  const named = fs.readFileSync(path.join(GUARD_RULES, rule), 'utf8').match(/AWS::\w+::\w+/g) ?? [];
  return named.some((type) => types.has(type));
}

/** Comes last, and writes down what the others have found, and all that is acknowledged. */
const recorder: IPolicyValidationPlugin = {
  name: 'Recorder',
  validate: ({ appConstruct }) => {
    const record = { findings, acknowledgements: acknowledgementsIn(appConstruct) };
    fs.writeFileSync(path.join((appConstruct as App).outdir, RECORD), JSON.stringify(record));
    return { success: true, violations: [] };
  },
};

function acknowledgementsIn(app: IConstruct): Acknowledgement[] {
  return app.node.findAll().flatMap(({ node }) => node.metadata
    .filter((one) => one.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap((one) => Object.entries<string>(one.data).map(([rule, reason]) => ({ rule, path: node.path, reason }))));
}

const { synth } = App.prototype;
const judged = new WeakSet<App>();
App.prototype.synth = function (this: App, options) {
  if (!judged.has(this)) {
    judged.add(this);
    Validations.of(this).addPlugins(
      new (observed(AwsSolutionsChecks))(),
      new (observed(NIST80053R5Checks))(),
      new (observed(HIPAASecurityChecks))(),
      new (observed(PCIDSS321Checks))(),
      controlTower,
      recorder,
    );
  }
  return synth.call(this, options);
};
