import { Ended } from './cdk';
import { deletion, destruction } from './deletions';
import { failingAtTheEnd, isEnvironment, withVariable } from './edits';
import { Inventory, kept } from './inventory';
import { Life, Seen } from './life';
import { allowHttp, leftOf, settled, statusOf, variable } from './looks';
import { Step } from './step';

const VARIABLE = 'TRIED';

const bootstrap: Step = {
  name: 'cdk bootstrap',
  run: async (life) => {
    const { code, output } = await life.cdk.bootstrap(life.assembly('app'));
    await allowHttp(life);
    life.empty = await Inventory.of(life.aws);
    return { expected: 'exit 0; CDKToolkit CREATE_COMPLETE', observed: `exit ${code}; ${await statusOf(life, 'CDKToolkit')}`, output };
  },
};

const failingDeployment: Step = {
  name: 'first deployments that fail when all of an environment is there: each is undone whole, but for what is kept',
  run: async (life) => {
    const all: Seen[] = [];
    for (const environment of life.stacks.filter(isEnvironment)) {
      const { name } = environment;
      const edition = life.edition(`failing-${name}`, (stack) => stack.name === name ? failingAtTheEnd(stack) : stack.template);
      const { code, output } = await life.cdk.deploy(edition, environment.displayName);
      await life.learnNames();
      const left = (await leftOf(life, name)).join(', ') || 'nothing';
      all.push({
        expected: `exit 1; ${name} ROLLBACK_COMPLETE; left of it: ${(life.left?.undone[name] ?? kept(environment, true)).join(', ') || 'nothing'}`,
        observed: `exit ${code}; ${await statusOf(life, name)}; left of it: ${left}`,
        output,
      });
    }
    const join = (part: keyof Seen) => all.map((one) => one[part]).join(part === 'output' ? '\n' : '; ');
    return { expected: join('expected'), observed: join('observed'), output: join('output') };
  },
};

const deployment: Step = {
  name: 'cdk deploy --all, again: everything is there and nothing runs',
  run: async (life) => {
    const ended = await life.cdk.deploy(life.assembly('app'));
    return ended.code === 0 ? life.deployed().then(async () => seen(life, ended, 0)) : broken(ended);
  },
};

const firstRelease: Step = {
  name: 'the first release of each environment: build A',
  run: async (life) => {
    life.environments.forEach((one) => one.expect({ status: 'UPDATE_COMPLETE', current: '1 A', entries: ['1 A'], build: 'A' }));
    return seen(life, await life.releaseBuild('A', life.environments), 0);
  },
};

const refused: Step = {
  name: 'a releaser without ssm:PutParameter: refused, and nothing has changed',
  applies: ({ engine }) => engine.isOwn,
  run: async (life) => {
    await life.target.deny('ssm:PutParameter');
    const ended = await life.releaseBuild('B');
    await life.target.deny();
    return saying(await seen(life, ended, 1), ended.output, 'is not authorized to perform: ssm:PutParameter');
  },
};

const secondRelease: Step = {
  name: 'the second release: build B',
  run: async (life) => {
    life.target.expect({ current: '2 B', entries: ['1 A', '2 B'], build: 'B' });
    return seen(life, await life.releaseBuild('B'), 0);
  },
};

const changedVariable: Step = {
  name: 'cdk deploy --all with a changed variable: the images stay',
  run: async (life) => {
    const ended = await life.cdk.deploy(life.edition('changed', (stack) => withVariable(stack, VARIABLE, 'yes')));
    await settled(life);
    const one = await seen(life, ended, 0);
    const is = await variable(life, VARIABLE);
    return { ...one, expected: `${one.expected}; ${VARIABLE} is yes everywhere`, observed: `${one.observed}; ${VARIABLE} is ${is}` };
  },
};

const rollback: Step = {
  name: 'back to release 1',
  run: async (life) => {
    life.target.expect({ current: '1 A', build: 'A' });
    return seen(life, await life.release([life.target], '--rollback', '1'), 0);
  },
};

const crash: Step = {
  name: 'a release whose processes crash: build C',
  applies: ({ engine }) => engine.isOwn,
  run: async (life) => {
    life.containers(life.processFamilies.map((family) => ({ family, image: life.engine.builds.digest('C'), code: 1 })));
    life.target.expect({ entries: [...life.target.expected.entries, '3 C'] });
    const ended = await life.releaseBuild('C');
    await settled(life);
    return saying(await seen(life, ended, 1), ended.output, 'exited with 1');
  },
};

const failingCommand: Step = {
  name: 'a release whose release command fails: build D',
  applies: ({ engine, target }) => engine.isOwn && target.outputs.command !== undefined,
  run: async (life) => {
    life.containers([{ family: life.target.outputs.command, image: life.engine.builds.digest('D'), code: 1 }]);
    life.target.expect({ entries: [...life.target.expected.entries, '4 D'] });
    const ended = await life.releaseBuild('D');
    return saying(await seen(life, ended, 1), ended.output, 'The release command comes first: no process of');
  },
};

const recovery: Step = {
  name: 'forward to release 2, after what has failed',
  run: async (life) => {
    life.containers([]);
    life.target.expect({ current: '2 B', build: 'B' });
    return seen(life, await life.release([life.target], '--rollback', '2'), 0);
  },
};

const deploymentAgain: Step = {
  name: 'cdk deploy --all --import-existing-resources, after all was destroyed: the release that was current runs again',
  run: async (life) => {
    const ended = await life.cdk.deploy(life.assembly('app'), '--import-existing-resources');
    if (ended.code !== 0) {
      return broken(ended);
    }
    await life.deployed();
    life.environments.forEach((one) => one.expect({ status: 'CREATE_COMPLETE', isEmpty: true }));
    await settled(life);
    return seen(life, ended, 0);
  },
};

const releaseAgain: Step = {
  name: 'a release after that: build E takes the next number',
  run: async (life) => {
    const { entries } = life.target.expected;
    const next = `${entries.length + 1} E`;
    life.target.expect({ status: 'UPDATE_COMPLETE', current: next, entries: [...entries, next], build: 'E', isEmpty: false });
    return seen(life, await life.releaseBuild('E'), 0);
  },
};

/** The whole life of an app, in order: each step begins where the one before has ended. */
export const STEPS: Step[] = [
  bootstrap, failingDeployment, deployment, firstRelease, refused, secondRelease, changedVariable, rollback, crash, failingCommand, recovery,
  deletion, destruction, deploymentAgain, releaseAgain,
];

async function seen(life: Life, { code, output }: Ended, expectedCode: number): Promise<Seen> {
  const { expected, observed } = await life.look();
  return { expected: `exit ${expectedCode}; ${expected}`, observed: `exit ${code}; ${observed}`, output };
}

/** A deployment that is not there cannot be looked at. */
function broken({ code, output }: Ended): Seen {
  return { expected: 'exit 0', observed: `exit ${code}`, output };
}

function saying(one: Seen, output: string, words: string): Seen {
  return { ...one, expected: `${one.expected}; says "${words}"`, observed: `${one.observed}; ${output.includes(words) ? 'says' : 'does not say'} "${words}"` };
}
