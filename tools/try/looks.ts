import { setTimeout as sleep } from 'timers/promises';
import { inLogicalNames, Inventory } from './inventory';
import { Life } from './life';

/** A stack and its state. */
export async function statusOf(life: Life, stack: string): Promise<string> {
  return `${stack} ${(await statuses(life)).get(stack) ?? 'is not there'}`;
}

/**
 * What is in the account beyond what was there before the app: of a stack whose creation was undone, or of all. It is asked of the services
 * themselves: CloudFormation would say that it has deleted it.
 */
export async function leftOf(life: Life, stack?: string): Promise<string[]> {
  const listed = inLogicalNames((await Inventory.of(life.aws)).beyond(life.empty), life.names);
  return stack === undefined ? listed : listed.filter((one) => one.includes(` ${stack}/`) || !/ [\w-]+\//.test(one) && !/^(stack|parameter) /.test(one));
}

/** The entries of all ledgers: each release, and the current one, are kept. */
export async function ledgers(life: Life): Promise<string[]> {
  const lists = await Promise.all(life.environments.map(async ({ outputs: { ledger } }) => {
    const { Parameters } = await life.aws.must('ssm', 'get-parameters-by-path', '--path', ledger, '--recursive');
    return Parameters.map(({ Name }: any) => `parameter ${Name}`);
  }));
  return lists.flat();
}

/** Waits for the tasks that ECS starts after CloudFormation has ended: on this engine, a stack is complete before its services are steady. */
export async function settled(life: Life): Promise<void> {
  for (let attempt = 1; attempt <= 40; attempt++) {
    if ((await Promise.all(life.environments.map(async (one) => one.isSettled()))).every(Boolean)) {
      return;
    }
    await sleep(500);
  }
}

/** A variable of each process, once if it is the same everywhere. */
export async function variable(life: Life, name: string): Promise<string> {
  const values = await Promise.all(life.environments.flatMap((one) => (
    Object.keys(one.outputs.processes).map(async (process) => (await one.variables(process))[name] ?? 'not there'))));
  const different = [...new Set(values)];
  return different.length === 1 ? `${different[0]} everywhere` : different.join(', ');
}

/** On loopback there is no TLS, without which the CDK's bucket takes no request: a policy that an engine which evaluates policies obeys. */
export async function allowHttp(life: Life): Promise<void> {
  const buckets = await life.aws.list(['s3api', 'list-buckets'], ({ Buckets }) => Buckets.map((one: any) => one.Name));
  if (life.engine.isOwn) {
    await Promise.all(buckets.map(async (bucket) => life.aws.must('s3api', 'delete-bucket-policy', '--bucket', bucket)));
  }
}

async function statuses(life: Life): Promise<Map<string, string>> {
  const { Stacks } = await life.aws.must('cloudformation', 'describe-stacks');
  return new Map(Stacks.map(({ StackName, StackStatus }: any) => [StackName, StackStatus]));
}
