import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, Server } from 'node:net';
import * as path from 'node:path';
import { AppConfigDataServer } from './appconfig-data-server';
import { Configuration } from './configuration';
import { defaultCommand, fromSource } from './image';
import { inventory } from './inventory';
import { javaVersion } from './java';
import { localValues } from './local-values';
import { parseOptions } from './options';
import { choosePort } from './port';
import { Template, TemplateBody } from './template';

const ROOT = path.join(__dirname, '..', '..');

const BODY: TemplateBody = {
  Conditions: { Released: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Release' }, 'none'] }] } },
  Resources: { Table: { Type: 'AWS::DynamoDB::GlobalTable' }, App: { Type: 'AWS::AppConfig::Application' } },
  Outputs: { Where: { Value: { 'Fn::Sub': '${AWS::Region}/${Table}' } } },
};

const template = new Template(BODY, { 'Release': 'sha256:0', 'Table': 'Stack-Table-1', 'Table.Arn': 'arn:table', 'AWS::Region': 'eu-west-1' });

describe('a template', () => {
  test.each([
    ['a plain value', { a: [1, 'b', true] }, { a: [1, 'b', true] }],
    ['Ref', { Ref: 'Table' }, 'Stack-Table-1'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['AWS::NoValue', { kept: 1, dropped: { Ref: 'AWS::NoValue' }, list: [{ Ref: 'AWS::NoValue' }, 2] }, { kept: 1, list: [2] }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:table'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Table.Arn' }, 'arn:table'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 3]] }, 'a-Stack-Table-1-3'],
    ['Fn::Sub', { 'Fn::Sub': '${Table} ${Table.Arn} ${!Literal}' }, 'Stack-Table-1 arn:table ${Literal}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${Own} ${Table}', { Own: { Ref: 'AWS::Region' } }] }, 'eu-west-1 Stack-Table-1'],
    ['Fn::If', { 'Fn::If': ['Released', 2, 0] }, 2],
    ['Fn::And, Fn::Or, Condition', { 'Fn::And': [{ Condition: 'Released' }, { 'Fn::Or': [false, true] }] }, true],
  ])('resolves %s', (_what, value, expected) => expect(template.resolve(value, 'here')).toEqual(expected));

  test('takes the other branch with another release', () => {
    expect(template.with({ Release: 'none' }).resolve({ 'Fn::If': ['Released', 2, 0] }, 'here')).toBe(0);
  });

  test('resolves outputs', () => expect(template.output('Where')).toBe('eu-west-1/Stack-Table-1'));

  test.each([
    ['a resource', { Ref: 'Network' }, 'Nothing here stands for Network (Ref in the variable X)'],
    ['a name of every object', { Ref: 'constructor' }, 'Nothing here stands for constructor (Ref in the variable X)'],
    ['an attribute', { 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'Nothing here stands for Table.StreamArn (Fn::GetAtt in the variable X)'],
    ['part of a text', { 'Fn::Sub': 'a ${Network}' }, 'Nothing here stands for Network (Fn::Sub in the variable X)'],
    ['a part of a join', { 'Fn::Join': ['', ['a', { Ref: 'Network' }]] }, 'Nothing here stands for Network (Ref in the variable X[1])'],
    ['a condition', { 'Fn::If': ['Unknown', 1, 2] }, 'The template has no condition Unknown'],
    ['another function', { 'Fn::ImportValue': 'Other' }, 'Fn::ImportValue in the variable X cannot be resolved here: {"Fn::ImportValue":"Other"}'],
    ['what is no text', { a: 1 }, 'the variable X is not a text: {"a":1}'],
    ['nothing', { Ref: 'AWS::NoValue' }, 'the variable X is not a text: undefined'],
  ])('names what it cannot resolve: %s', (_what, value, message) => expect(() => template.text(value, 'the variable X')).toThrow(message));
});

test('local names look like those of AWS', () => {
  const values = localValues(BODY, 'Guestbook-Production');
  expect(values.Table).toMatch(/^Guestbook-Production-Table-[A-Z0-9]{12}$/);
  expect(values.App).toMatch(/^[a-z0-9]{7}$/);
});

describe('the port', () => {
  let taken: Server | undefined;
  afterEach(() => taken?.close());

  test('is another one if somebody listens on it, on whichever address', async () => {
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    expect(await choosePort(port)).not.toBe(port);
  });

  test('is the preferred one if it is free', async () => {
    taken = createServer().listen(0);
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await once(taken.close(), 'close');
    expect(await choosePort(port)).toBe(port);
  });
});

test('a configuration that breaks the schema is refused, and the one before it stays', () => {
  const server = new AppConfigDataServer();
  const deploy = jest.spyOn(server, 'deploy');
  const schema = { type: 'object', properties: { TableName: { type: 'string', minLength: 1 } }, additionalProperties: false };
  const configuration = new Configuration(server, { location: ['a', 'e', 'p'], content: '', schemas: [JSON.stringify(schema)] });
  expect(() => configuration.deploy('{"TableName":"","Other":1}')).toThrow(/TableName.*additional properties|additional properties.*TableName/);
  expect(deploy).not.toHaveBeenCalled();
  configuration.deploy('{"TableName":"t"}');
  expect(deploy).toHaveBeenCalledWith('a', 'e', 'p', '{"TableName":"t"}');
});

test('a command of the image runs from its source', () => {
  expect(defaultCommand()).toEqual(['node', 'dist/web.js']);
  expect(fromSource(['node', 'dist/admin/seed.js', '--now']).slice(-2)).toEqual([expect.stringMatching(/src.admin.seed\.ts$/), '--now']);
  expect(() => fromSource(['sh', '-c', 'x'])).toThrow('not "sh -c x"');
});

test('an inventory counts in plain words', () => expect(inventory(BODY)).toEqual(['1 table,', '1 smaller part']));

test('what is wrong with the options is told', () => {
  expect(parseOptions(['--walkthrough', '--pictures', 'p'])).toMatchObject({ walkthrough: true, pictures: 'p' });
  expect(() => parseOptions(['--fast'])).toThrow('--fast');
  expect(() => parseOptions(['--pictures', 'p'])).toThrow('--pictures goes with --walkthrough');
});

describe('npm run demo', () => {
  const runs = (javaVersion() ?? 0) >= 17 || process.env.CI;
  if (!runs) console.warn('Skipped for want of Java 17 or newer, which runs DynamoDB Local: the walkthrough');

  (runs ? test : test.skip)('-- --walkthrough finds everything as expected', async () => {
    const demo = spawn('npm', ['run', 'demo', '--', '--walkthrough'], { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const giveUp = setTimeout(() => process.kill(-demo.pid!, 'SIGTERM'), 150_000); // to the group: npm does not pass it on to everybody
    let output = '';
    for (const stream of [demo.stdout, demo.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { output += chunk; });
    const [code] = await once(demo, 'close');
    clearTimeout(giveUp);
    expect(output.match(/^✓ +\d+/gm)?.map((step) => Number(step.slice(1)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(output).toContain(' 0 failed');
    expect({ code, output }).toMatchObject({ code: 0 });
  }, 180_000);
});
