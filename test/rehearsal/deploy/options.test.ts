import { OptionsError, readEndpoint, readOptions } from '../../../tools/try/options';

describe('the command line of npm run try', () => {
  test.each([
    ['nothing: the guestbook', [], { folder: expect.stringMatching(/examples.typescript.guestbook$/) }],
    ['a folder, from where npm was started', ['--folder', '../shop'], { folder: '/home/shop' }],
    ['a command, in the folder where npm was started', ['--app', 'npx tsx app.ts'], { app: 'npx tsx app.ts', folder: '/home/here' }],
    ['both', ['--folder', '/shop', '--app', 'node app'], { app: 'node app', folder: '/shop' }],
  ])('%s', (_, words, expected) => {
    expect(readOptions(words, '/home/here')).toEqual(expect.objectContaining(expected));
  });

  test.each([
    ['an empty command', ['--app', ''], '--app must be a command, got ""'],
    ['an option that there is not', ['--destroy'], "Unknown option '--destroy'"],
    ['a word', ['guestbook'], 'guestbook'],
  ])('refuses %s', (_, words, message) => {
    expect(() => readOptions(words, '/')).toThrow(OptionsError);
    expect(() => readOptions(words, '/')).toThrow(message);
  });
});

describe('AWS_ENDPOINT_URL', () => {
  test.each([undefined, ''])('%p: an engine is started', (address) => {
    expect(readEndpoint({ AWS_ENDPOINT_URL: address })).toBeUndefined();
  });

  test.each(['http://127.0.0.1:4566', 'https://emulator.example.com'])('%s is used', (address) => {
    expect(readEndpoint({ AWS_ENDPOINT_URL: address })).toBe(address);
  });

  test.each([
    ['https://cloudformation.eu-west-1.amazonaws.com', 'AWS itself is refused'],
    ['https://cloudformation.cn-north-1.amazonaws.com.cn', 'AWS itself is refused'],
    ['https://cloudformation.eu-west-1.api.aws', 'AWS itself is refused'],
    ['127.0.0.1:4566', 'must be an address, got "127.0.0.1:4566"'],
    ['emulator', 'must be an address, got "emulator"'],
  ])('%s is refused', (address, message) => {
    expect(() => readEndpoint({ AWS_ENDPOINT_URL: address })).toThrow(message);
  });
});
