import { examples } from './support/examples';
import { Cloud } from '../../src/checks/cloud';
import { Factor } from '../../src/checks/factor';
import { Rule } from '../../src/checks/rule';
import { RULES } from '../../src/checks/rules';

const EXAMPLES = examples();

test('every rule has an example that breaks it, one that keeps it and one that is not decided', () => {
  expect(EXAMPLES.map((one) => one.id).sort()).toEqual(RULES.map((one) => one.id).sort());
});

describe.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('%s', (id, rule) => {
  const { bad, good, undecided } = EXAMPLES.find((one) => one.id === id)!;

  test('finds what is bad, and says what it saw', () => {
    const broken = judge(rule, bad).filter((one) => !one.kept);
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.map((one) => one.evidence).join()).not.toMatch(/undefined|\[object|NaN|^$/);
  });

  test('passes what is good', () => {
    const verdicts = judge(rule, good);
    expect(verdicts.filter((one) => !one.kept)).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(0);
  });

  test('is silent where only the deployment decides', () => {
    expect(judge(rule, undecided)).toEqual([]);
  });

  test('is silent in an app without anything of its kind', () => {
    expect(judge(rule, Cloud.fromTemplates({ Empty: {}, Other: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } } }))).toEqual([]);
  });

  test('is written as all rules are', () => {
    expect(id).toMatch(new RegExp(`^TF-${rule.factor}-[A-Z][A-Za-z]+$`));
    expect(Object.values(Factor)).toContain(rule.factor);
    for (const text of [rule.checks, rule.why, rule.mend]) {
      expect(text).toMatch(/^[A-Z].*[.]$/s);
    }
    expect(rule.source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|12factor\.net|github\.com)\//);
  });
});

test('rules are told in the order of the factors, each once', () => {
  const factors = Object.values(Factor);
  const order = RULES.map((one) => factors.indexOf(one.factor));
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(new Set(RULES.map((one) => one.id)).size).toBe(RULES.length);
});

function judge(rule: Rule, cloud: Cloud) {
  return [...rule.judge(cloud)].map(({ kept, evidence, resource }) => ({ kept, evidence, resource: resource.logicalId }));
}
