import { setTimeout as sleep } from 'node:timers/promises';
import { RefusedDeployment } from './configuration';
import { Item } from './datastore';
import { expectHello } from './greeting';
import { expectEqual, Surprise } from './surprise';
import type { Stage } from './walkthrough';

const OTHER_COLOUR = '#7048e8';

/** One table takes another's place while the app runs. */
export class Swap {
  private readonly table: string;
  private readonly pid: number;
  private item: Item = {};

  constructor(private readonly stage: Stage) {
    this.table = `${stage.production.swapPrefix}Restored`; // the task role reaches tables with this prefix, and no others
    this.pid = stage.service.pid;
  }

  async copyTable(): Promise<string> {
    const { backends, production } = this.stage;
    const items = await backends.datastore.copyTable(production.tables[0], this.table, (item) => ({ ...item, BgColor: { S: OTHER_COLOUR } }));
    expectEqual('The number of items', items.length, 1);
    [this.item] = items;
    return `${this.table}, its item on ${OTHER_COLOUR}`;
  }

  deployConfiguration(): string {
    const { backends, production } = this.stage;
    const values = JSON.parse(production.configuration.content);
    const refusal = refusalOf(() => backends.configuration.deploy(JSON.stringify({ ...values, TableName: '' })));
    backends.configuration.deploy(JSON.stringify({ ...values, TableName: this.table }));
    return `one that breaks the schema is refused (${refusal}); the new TableName is deployed`;
  }

  async refresh(): Promise<string> {
    const first = await this.patientRefresh();
    const second = await this.answer('/refresh-config');
    expectEqual('The answers of /refresh-config, called twice', [first, second], ['Config Refreshed', 'Nothing to refresh']);
    return `${first}; again: ${second}`;
  }

  async greetAgain(): Promise<string> {
    const greeting = await expectHello(this.stage.service.url, this.item);
    expectEqual('The answer of /table-name', await this.answer('/table-name'), this.table);
    expectEqual('The process id', this.stage.service.pid, this.pid);
    return `${greeting}; /table-name says the new one; still process ${this.pid}`;
  }

  /** Asks again if it was too early to: AppConfig wants some time between two polls, and the service says how much is left of it. */
  private async patientRefresh(): Promise<string> {
    const response = await fetch(`${this.stage.service.url}/refresh-config`);
    const retryAfterSeconds = Number(response.headers.get('Retry-After') ?? 0);
    if (retryAfterSeconds === 0) return (await response.text()).trim();
    await sleep(retryAfterSeconds * 1000);
    return this.answer('/refresh-config');
  }

  private async answer(path: string): Promise<string> {
    const response = await fetch(`${this.stage.service.url}${path}`);
    return (await response.text()).trim();
  }
}

function refusalOf(deploy: () => void): string {
  try {
    deploy();
  } catch (error) {
    if (error instanceof RefusedDeployment) return error.message;
    throw error;
  }
  throw new Surprise('A deployment that breaks the schema', 'refused', 'accepted');
}
