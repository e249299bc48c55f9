import { expectHello } from './greeting';
import { expectEqual, expectTrue } from './surprise';
import type { Stage } from './walkthrough';

const STACKS = ['Guestbook-Codebase', 'Guestbook-Staging', 'Guestbook-Production', 'Guestbook-Pipeline'];

/** Each stack depends on those before it alone, so that one pass from first to last deploys them. */
export function stacksInOrder({ stacks }: Stage): string {
  const names = stacks.map(({ stackName }) => stackName);
  expectEqual('The stacks', names, STACKS);
  for (const [index, stack] of stacks.entries()) {
    const later = stacks.slice(index).filter((other) => stack.dependencies.includes(other)).map(({ stackName }) => stackName);
    expectEqual(`The later stacks that ${stack.stackName} depends on`, later, []);
  }
  return names.join(' → ');
}

/** What a first deployment does: with `none` in the ledger there is no image to run, and nothing that would look for one. */
export function nothingRunsYet({ production }: Stage): string {
  const before = production.activity('none');
  expectEqual('What runs while the ledger says none', before, { desiredCounts: [0], minimumCounts: [0], schedules: ['DISABLED'] });
  // The list is empty for want of a count: from a release on it belongs to autoscaling.
  const after = production.activity(production.release);
  expectEqual('What runs with a release', after, { desiredCounts: [undefined], minimumCounts: [2], schedules: ['ENABLED'] });
  return 'ledger none: 0 processes, schedule DISABLED; with a release: 2, ENABLED';
}

export function listens({ production, service }: Stage): string {
  const { PORT, ...template } = production.container('web').environment;
  const { PORT: port, ...environment } = service.container.environment;
  expectEqual('The environment of the process', environment, template);
  expectTrue('The release in its log', service.log, production.release, service.log.some((line) => line.includes(production.release)));
  const difference = port === PORT ? '' : ` but for PORT, which is taken: ${PORT}`;
  return `process ${service.pid} on port ${port}, with the ${Object.keys(environment).length + 1} variables of the template${difference}`;
}

export async function answersOk({ service }: Stage): Promise<string> {
  const { status } = await fetch(service.url);
  expectEqual('The status of /', status, 200);
  return `status ${status}`;
}

export async function greets({ backends, production, service }: Stage): Promise<string> {
  const [item] = await backends.datastore.items(production.tables[0].name);
  return expectHello(service.url, item);
}
