import { deleteEnvironment, saidToBeKept } from './deleter';
import { isEnvironment } from './edits';
import { inLogicalNames, kept } from './inventory';
import { leftOf, ledgers, statusOf } from './looks';
import { Step } from './step';

/** The last environment, with the library's own script. */
export const deletion: Step = {
  name: 'delete.mjs for the last environment: nothing of it stays but what is kept, which it lists',
  run: async (life) => {
    const { stack, outputs, expected: { entries } } = life.target;
    await life.learnNames();
    await Promise.all(life.environments.map(async (one) => one.forgetReleaser()));
    const deployed = life.stacks.find(({ name }) => name === stack)!;
    const left = (life.left?.destroyed ?? kept(deployed, false)).filter((one) => one.includes(` ${stack}/`));
    const listed = left.filter((one) => !one.startsWith('log group ')); // Lambda's own, of which CloudFormation does not know
    const ledger = `the ledger ${outputs.ledger}: ${entries.length + 1} entries`;
    const { code, output } = await deleteEnvironment(life.aws, stack);
    const says = saidToBeKept(output);
    return {
      expected: `exit 0; ${stack} is not there; left of it: ${left.join(', ') || 'nothing'}; lists ${[...listed, ledger].join(', ')}`,
      observed: `exit ${code}; ${await statusOf(life, stack)}; left of it: ${(await leftOf(life, stack)).join(', ') || 'nothing'}; lists ${[...inLogicalNames(says.resources, life.names), ...says.ledgers].join(', ')}`,
      output,
    };
  },
};

/** All that is there, with the CDK CLI. */
export const destruction: Step = {
  name: 'cdk destroy --all for the rest: nothing stays but what is kept',
  run: async (life) => {
    await Promise.all(life.environments.map(async (one) => one.forgetReleaser()));
    const keptBefore = life.stacks.filter(isEnvironment).flatMap((stack) => kept(stack, true)); // when their first creation was undone
    const keptNow = life.left?.destroyed ?? [...keptBefore, ...life.stacks.flatMap((stack) => kept(stack, false))];
    const all = new Set([...keptNow, ...await ledgers(life)]);
    const left = [...all].sort().join(', ') || 'nothing';
    const { code, output } = await life.cdk.destroy(life.assembly('app'));
    return { expected: `exit 0; left: ${left}`, observed: `exit ${code}; left: ${(await leftOf(life)).join(', ') || 'nothing'}`, output };
  },
};
