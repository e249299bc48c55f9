import { setImmediate as turn } from 'node:timers/promises';
import { Context } from 'koa';
import { answerTogether } from '../src/http/together';

const nobody = {} as Context;

test('what is answered in one turn of the event loop leaves at its end, and the next turn has an end of its own', async () => {
  const together = answerTogether();
  const left: string[] = [];
  const answer = async (name: string) => together(nobody, async () => {}).then(() => { left.push(name); });
  void answer('first');
  void answer('second');
  await microtasks();
  expect(left).toEqual([]);
  await turn();
  expect(left).toEqual(['first', 'second']);
  await answer('third');
  expect(left).toEqual(['first', 'second', 'third']);
});

test('a failure waits for nothing', async () => {
  const failure = jest.fn();
  void answerTogether()(nobody, async () => { throw new Error('no'); }).catch(failure);
  await microtasks();
  expect(failure).toHaveBeenCalledTimes(1);
});

/** More of them than any promise here needs. */
async function microtasks(): Promise<void> {
  for (let each = 0; each < 10; each++) await Promise.resolve();
}
