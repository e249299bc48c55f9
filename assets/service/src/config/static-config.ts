import { ConfigState, CurrentConfig, RefreshOutcome } from './current-config';
import { Document } from './document';

/** The configuration of a process that was given no AppConfig: the document that it starts with, if any, for as long as it runs. */
export class StaticConfig implements CurrentConfig {
  readonly current: Document;
  readonly state: ConfigState;
  readonly secondsToNextRefresh = 0;

  constructor(document?: Document) {
    this.current = document ?? {};
    this.state = { source: document ? 'default' : 'none' };
  }

  async refresh(): Promise<RefreshOutcome> {
    return 'unchanged';
  }

  startPolling(): void {}
}
