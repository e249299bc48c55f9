import { existsSync, mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { Child } from './child';
import { Cleanup } from './cleanup';
import { within } from './deadline';
import { dim, say } from './output';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--hide-scrollbars', '--window-size=1280,720',
  '--force-prefers-reduced-motion', // the page as it is in the end, and not on its way there
];

/** Takes pictures of pages, with a browser that is there or not at all. */
export class Photographer {
  private readonly browser = [process.env.CHROMIUM, ...BROWSERS].find((file) => file && existsSync(file));

  constructor(private readonly folder: string, private readonly workspace: string, private readonly cleanup: Cleanup) {}

  async take(url: string, name: string): Promise<void> {
    if (!this.browser) return say(dim(`      no Chromium here, no ${name}; the variable CHROMIUM may say where one is`));
    mkdirSync(this.folder, { recursive: true });
    const file = path.resolve(this.folder, name);
    const profile = path.join(this.workspace, `profile-${name}`);
    const browser = Child.start('Chromium', this.browser, [...FLAGS, `--user-data-dir=${profile}`, `--screenshot=${file}`, url], {
      cwd: this.workspace,
      env: process.env,
    });
    await this.cleanup.defer(() => browser.signalAll('SIGKILL'));
    await within(60, 'The screenshot', browser.success());
    if (!existsSync(file)) throw new Error(`Chromium saved no ${name}`);
    say(dim(`      picture: ${file}`));
  }
}
