import { Outcome } from './outcome';

/**
 * Of two releases at once nobody can say which one gets which number and which one is overtaken. So both numbers, and both builds, become
 * one word each; what must hold all the same, that the ledger's current entry, the stack and every process agree, is said in words.
 */
export function eitherOrder(outcome: Outcome, builds: string[], numbers: number[], output: string): Outcome {
  const either = (text: string) => text
    .replace(new RegExp(`\\b(${numbers.join('|')})\\b`, 'g'), numbers.join('|'))
    .replace(new RegExp(`\\b(${builds.join('|')})\\b`, 'g'), builds.join('|'));
  const [number, build] = outcome.current.split(' ');
  const agree = outcome.stack.startsWith(`releases/${number},`) && outcome.running === `web ${build}, worker ${build}, backup ${build}`;
  const oneFailed = ['exit 0 and exit 1', 'exit 1 and exit 0'].includes(outcome.ended);
  const overtaken = oneFailed && output.includes('Another update has pointed the stack');
  return {
    ended: overtaken || outcome.ended === 'exit 0 and exit 0' ? 'one is live, the other was live or overtaken' : outcome.ended,
    current: either(outcome.current),
    entries: either(outcome.entries),
    running: agree ? 'what is current' : outcome.running,
    stack: agree ? 'what is current' : outcome.stack,
    says: outcome.says,
  };
}
