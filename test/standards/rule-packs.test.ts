import { APP_NAMES } from './support/apps';
import { acknowledgementsIn, findingsIn, PACKS, plainRule, unacknowledged } from './support/rule-packs';

describe.each(APP_NAMES)('%s', (app) => {
  test('holds nothing that AWS\'s rule packs find and nobody has acknowledged', () => {
    expect(unacknowledged(app)).toEqual([]);
  }, 120_000);

  test.each(Object.entries(PACKS))('is judged by %s', (_plugin, prefix) => {
    expect(findingsIn(app).filter((one) => one.rule.startsWith(prefix)).length).toBeGreaterThan(5);
  });
});

test('each acknowledgement is one that is needed', () => {
  const needed = new Map<string, number>();
  for (const { rule, reason, findings } of APP_NAMES.flatMap(acknowledgementsIn)) {
    const one = `${plainRule(rule)}: ${reason}`;
    needed.set(one, (needed.get(one) ?? 0) + findings);
  }
  expect(needed.size).toBeGreaterThan(40);
  expect([...needed].filter(([, findings]) => findings === 0).map(([one]) => one)).toEqual([]);
});
