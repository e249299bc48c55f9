import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
// eslint-disable-next-line import/no-extraneous-dependencies -- the root package's: the image's build has no use for it
import axe from 'axe-core';
// eslint-disable-next-line import/no-extraneous-dependencies -- the root package's: the image's build has no use for it
import { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { describeWithBrowser, launchBrowser } from './support/browser';
import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { RunningApp } from './support/running-app';

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 720 } };

const HOSTILE = {
  Name: '<script>document.title = "owned"</script><img src=x onerror="document.title=\'owned\'">',
  Language: '"><svg/onload=document.title="owned">',
  Platform: '</style><style>*{display:none}',
  BgColor: 'red}*{display:none',
};
const LONG = { Name: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(4), Language: 'a'.repeat(300), Platform: 'b'.repeat(300), BgColor: 'white' };

describeWithDynamoDb('the page', () => describeWithBrowser('in a browser', () => {
  let dynamoDb: DynamoDbLocal;
  let browser: Browser;
  let app: RunningApp;

  beforeAll(async () => {
    [dynamoDb, browser] = await Promise.all([DynamoDbLocal.start(), launchBrowser()]);
    await dynamoDb.createTable('teal', { Name: 'Ada', Language: 'TypeScript', Platform: 'AWS Fargate', BgColor: '#0b7285' });
    await dynamoDb.createTable('gold', { Name: 'Grace', Language: 'COBOL', Platform: 'UNIVAC', BgColor: 'gold' });
    await dynamoDb.createTable('hostile', HOSTILE);
    await dynamoDb.createTable('long', LONG);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dynamoDb?.stop();
  });
  beforeEach(async () => { app = await RunningApp.start(dynamoDb.endpoint, { TableName: 'teal' }); });
  afterEach(async () => app.stop());

  test('changes its colour with the table, and with no restart', async () => {
    const page = await open();
    expect(await backgroundOf(page)).toBe('rgb(11, 114, 133)');
    await swapTo('gold');
    await page.reload();
    expect(await backgroundOf(page)).toBe('rgb(255, 215, 0)');
    expect(await page.locator('h1').innerText()).toBe('Hello, Grace');
  }, 60_000);

  test('shows a hostile item as text, and runs nothing of it', async () => {
    await swapTo('hostile');
    const page = await open();
    expect(await page.title()).toBe(`Hello, ${HOSTILE.Name}`);
    expect(await page.locator('h1 strong').innerText()).toBe(HOSTILE.Name);
    expect(await page.locator('main p').innerText()).toContain(HOSTILE.Language);
    expect(await page.locator('script, img, main style, main svg').count()).toBe(0);
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await backgroundOf(page)).toBe('rgb(51, 65, 85)');
  }, 60_000);

  test('breaks no rule of its own policy, and says nothing on the console', async () => {
    const said: string[] = [];
    const page = await (await browser.newContext()).newPage();
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => { if (!request.url().endsWith('/hello') && !request.url().startsWith('data:')) said.push(request.url()); });
    await page.goto(`http://127.0.0.1:${app.port}/hello`);
    expect(said).toEqual([]);
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).fontWeight')).toBe('300'); // its own style is allowed
  }, 60_000);

  test.each(['teal', 'gold', 'hostile', 'long'])('is accessible with the table "%s", on a desk and on a phone', async (table) => {
    await swapTo(table);
    for (const device of [DESKTOP, PHONE]) {
      const page = await open(device, { bypassCSP: true }); // for the rules alone: they come as a script
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)');
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  }, 120_000);

  test.each(['teal', 'long'])('fits on a phone with the table "%s"', async (table) => {
    await swapTo(table);
    const page = await open(PHONE);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    for (const box of await page.locator('h1, main p, dd, ol').all()) {
      const { x = -1, width: boxWidth = 0 } = await box.boundingBox() ?? {};
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + boxWidth).toBeLessThanOrEqual(360);
    }
    await picture(page, `phone-${table}.png`);
  }, 60_000);

  async function open(device = DESKTOP, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext({ ...device, ...options })).newPage();
    await page.goto(`http://127.0.0.1:${app.port}/hello`);
    return page;
  }

  async function swapTo(table: string): Promise<void> {
    app.deploy(JSON.stringify({ TableName: table }));
    await app.request('/refresh-config', { method: 'POST' });
  }
}));

async function backgroundOf(page: Page): Promise<string> {
  return page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
}

/** For people's eyes: the variable PAGE_PICTURES says in which folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PAGE_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, name), fullPage: true });
}
