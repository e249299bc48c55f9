import { existsSync } from 'node:fs';
// eslint-disable-next-line import/no-extraneous-dependencies -- the root package's: the image's build has no use for it
import { Browser, chromium } from 'playwright-core';

const EXECUTABLE = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => file && existsSync(file));

/** Tests in a browser need the system's Chromium. In CI they must run; on a machine without it they are skipped, and say so. */
export function describeWithBrowser(name: string, tests: () => void): void {
  if (EXECUTABLE || process.env.CI === 'true') return describe(name, tests);
  console.warn(`Skipped for want of Chromium (the variable CHROMIUM may say where one is): ${name}`);
  describe.skip(name, tests);
}

export async function launchBrowser(): Promise<Browser> {
  if (!EXECUTABLE) throw new Error('There is no Chromium: install the package "chromium", or say in the variable CHROMIUM where one is');
  return chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox', '--disable-gpu'] });
}
