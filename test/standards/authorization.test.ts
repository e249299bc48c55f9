import { ANSWERS } from './authorization/answers';
import { offeredFor } from './authorization/data';
import { answersTo, Unused, unusedIn } from './authorization/wide';
import { APP_NAMES, assemblyOf } from './support/apps';
import { acknowledgementsIn } from './support/rule-packs';
import { templatesIn } from '../support/example-assemblies';
import { WIDE_ACTIONS } from '../support/wide-actions';

// Every statement on everything, or on resources by a pattern, is held against AWS's service authorization data.
let unused: Unused[];
beforeAll(async () => {
  unused = (await Promise.all(APP_NAMES.flatMap((app) => Object.values(templatesIn(assemblyOf(app)))).map(unusedIn))).flat();
}, 600_000);

test('there are wide statements to look at', () => {
  expect(new Set(unused.map(({ action }) => action)).size).toBeGreaterThan(30);
});

test('whatever narrower resource type or condition key AWS offers is used, or has its answer', () => {
  const open = unused.filter((one) => answersTo(one).length === 0).map(({ action, resource, offer }) => `${action} on ${resource}: ${offer}`);
  expect([...new Set(open)].sort()).toEqual([]);
});

test('each answer is one that is needed, and so is each offer in it', () => {
  const idle = ANSWERS.flatMap((answer) => answer.offers
    .filter((offer) => !unused.some((one) => one.offer === offer && answer.actions.test(one.action) && answer.on.test(one.resource)))
    .map((offer) => `${offer}: ${answer.because}`));
  expect(idle).toEqual([]);
});

describe('a reason says what AWS\'s data says', () => {
  const actionsIn = (text: string) => text.match(/\b[A-Z]\w+(?= (?:and|support|does))|(?<=and )[A-Z]\w+/g) ?? [];

  test('an acknowledgement that an action supports nothing narrower is true', async () => {
    const claims = [...new Set(APP_NAMES.flatMap(acknowledgementsIn).map(({ reason }) => reason))].filter((one) => /neither resource-level permissions nor condition keys$/.test(one));
    expect(claims.length).toBeGreaterThan(3);
    for (const claim of claims) {
      const actions = unusedOrPlain(claim, actionsIn(claim));
      expect(actions).not.toEqual([]);
      for (const { resourceTypes, keys } of (await Promise.all(actions.map(offeredFor))).flat()) {
        expect({ claim, resourceTypes, keys }).toEqual({ claim, resourceTypes: [], keys: [] });
      }
    }
  });

  test.each(Object.entries(WIDE_ACTIONS))('%s', async (action, reason) => {
    const [{ resourceTypes }] = await offeredFor(action);
    if (/^has no resource type/.test(reason)) {
      expect(resourceTypes).toEqual([]);
    } else {
      resourceTypes.forEach((one) => expect(reason).toContain(one.replace('-', ' ')));
    }
  });
});

/** The full names of actions: those of WIDE_ACTIONS that are called so. */
function unusedOrPlain(claim: string, names: string[]): string[] {
  return names.map((name) => Object.keys(WIDE_ACTIONS).find((one) => one.endsWith(`:${name}`)) ?? fail(claim, name));
}

function fail(claim: string, name: string): never {
  throw new Error(`"${claim}" names ${name}, which no statement on everything has: say in test/support/wide-actions.ts why it is there`);
}

test('the net holds: a scalable target of anybody\'s is seen, by the key that tells whose it is', async () => {
  const statement = {
    Effect: 'Allow',
    Action: 'application-autoscaling:RegisterScalableTarget',
    Resource: 'arn:aws:application-autoscaling:eu-west-1:111122223333:scalable-target/*',
    Condition: { StringEquals: { 'application-autoscaling:service-namespace': 'ecs', 'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount' } },
  };
  const found = await unusedIn({ Resources: { Before: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [statement] } } } } });
  expect(found.filter((one) => answersTo(one).length === 0).map(({ offer }) => offer)).toEqual(['aws:ResourceTag/${TagKey}']);
});
