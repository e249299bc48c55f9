/** The real script as a child process, with a stand-in for the AWS CLI on the PATH. test/fake-aws.mjs says how honest that one is. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { standIn } from './stand-in';
import { HELD_TAG_PREFIX, RELEASE_CONTRACT, RELEASE_CONTRACT_WITH_PROVENANCE } from '../../../src/private/well-known';
import { attestation, badAttestations, BUILDER, COMMIT, KEY, newKey, SOURCE } from '../../provenance/test/attestation';

jest.setTimeout(60_000);

const SCRIPT = join(__dirname, '..', 'release.mjs');
const STACK = 'Guestbook-Staging';
const ROOT = '/Guestbook/staging';
const HOLDS = 'kept_Guestbook_staging_';
const ROLE = 'arn:aws:iam::111111111111:role/Guestbook-Staging-Release';
const TARGETS = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/Guestbook-Staging-web/0123456789abcdef';
const [A, B, C, E] = ['a', 'b', 'c', 'e'].map(letter => `sha256:${letter.repeat(64)}`);

const own = standIn('fake-aws.mjs', 'release-');

interface State {
  inject: Record<string, number | string>;
  stack?: any;
  ledger: Record<string, Array<{ Value: string; Description: string }>>;
  images: Record<string, { manifest: string; mediaType: string; tags: string[]; archived?: boolean }>;
  services: Record<string, any>;
  stopped: unknown[];
  commands: any[];
  calls: string[][];
  publicKey?: string;
}

/** An image as a build has pushed it, with a tag of its own; its manifest is in several lines, as some are. */
function pushed(digest: string, tags: string[] = []): State['images'][string] {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  return { mediaType, manifest: JSON.stringify({ schemaVersion: 2, layers: [{ digest }] }, null, 3), tags: [`commit-${digest.slice(7, 11)}`, ...tags] };
}

/** An environment on which so many releases have been made, of builds A, B, C; the last one is current. None: as `cdk deploy` leaves it. */
function environment(releases: number, inject: State['inject'] = {}): State {
  const digests = [A, B, C].slice(0, releases);
  const digest = digests.at(-1) ?? 'none';
  const service = (minimum: number, usual: number, targetGroup?: string) => {
    const count = releases && usual;
    return { minimum, desired: count, running: count, healthy: count, draining: 0, digest, targetGroup };
  };
  const ledger: State['ledger'] = { [`${ROOT}/release`]: [{ Value: 'none', Description: 'The current release. Nothing but a release writes it.' }] };
  digests.forEach((Value, index) => {
    ledger[`${ROOT}/releases/${index + 1}`] = [{ Value, Description: JSON.stringify({ commit: `commit${index + 1}` }) }];
    ledger[`${ROOT}/release`].push({ Value, Description: JSON.stringify({ release: index + 1, commit: `commit${index + 1}` }) });
  });
  return {
    inject,
    stack: {
      name: STACK,
      status: releases ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE',
      states: [],
      events: [{ LogicalResourceId: 'Old', ResourceStatus: 'UPDATE_FAILED', ResourceStatusReason: 'long ago', ClientRequestToken: 'release-old' }],
      defaults: { BootstrapVersion: '/cdk-bootstrap/hnb659fds/version', Release: `${ROOT}/release`, Colour: 'blue' },
      parameters: {
        BootstrapVersion: '/cdk-bootstrap/custom/version',
        Release: releases ? `${ROOT}/releases/${releases}` : `${ROOT}/release`,
        Colour: 'green',
      },
      resolved: digest,
      outputs: {
        ReleaseContract: RELEASE_CONTRACT,
        ReleaseLedger: ROOT,
        ReleaseRoleArn: ROLE,
        ReleaseParameter: 'Release',
        ReleaseProcesses: JSON.stringify({
          web: { service: `${STACK}-web`, container: 'web', minimum: 2 },
          worker: { service: `${STACK}-worker`, container: 'worker', minimum: 0 },
        }),
        ClusterName: 'Cluster',
        ImageRepository: '222222222222.dkr.ecr.eu-central-1.amazonaws.com/guestbook',
        ReleasesKept: '20',
        Url: 'https://staging.example.com',
      },
    },
    ledger,
    images: Object.fromEntries([A, B, C, E].map((one, index) => [one, pushed(one, index < releases ? [`${HOLDS}${index + 1}`] : [])])),
    services: { web: service(2, 2, TARGETS), worker: service(0, 1) },
    stopped: [],
    commands: [],
    calls: [],
  };
}

/** The same with a release command, which was last given the current release's image. */
function withCommand(releases: number, inject: State['inject'] = {}, more: object = {}): State {
  const state = environment(releases, inject);
  state.stack.defaults.Candidate = `${ROOT}/release`;
  state.stack.parameters.Candidate = state.stack.parameters.Release;
  state.stack.candidate = state.stack.resolved;
  state.stack.outputs.ReleaseCommand = JSON.stringify({
    parameter: 'Candidate',
    taskDefinition: 'Guestbook-staging-release',
    container: 'release',
    subnets: ['subnet-1', 'subnet-2'],
    securityGroups: ['sg-1'],
    timeoutMinutes: 30,
    ...more,
  });
  return state;
}

function write(state: State): void {
  writeFileSync(join(own.folder, 'state.json'), JSON.stringify(state));
}

interface Run { status: number | null; signal: string | null; out: string; err: string; state: State; changes: string[]; tagged: string[] }

function run(...args: string[]): Run {
  const env = { PATH: `${own.folder}${delimiter}${process.env.PATH}` };
  const file = join(own.folder, 'state.json');
  const words = [SCRIPT, '--poll-seconds', '0.005', '--timeout-minutes', '0.5', ...args];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, words, { cwd: own.folder, env, encoding: 'utf8', timeout: 50_000 });
  const state = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const changes = changesOf(state);
  const tagged = changes.filter(isTagging);
  return { status, signal, out: stdout, err: stderr, state, changes: changes.filter(line => !isTagging(line)), tagged };
}

function release(state: State, ...args: string[]): Run {
  write(state);
  return run('--stack', STACK, ...args);
}

/** Which images are held has tests of its own, below. */
const isTagging = (line: string) => line.startsWith('ecr put-image');

/** The command lines of all calls that change something, word by word as AWS saw them. */
function changesOf(state?: State): string[] {
  const changing = (state?.calls ?? []).filter(([, command]) => !/^(describe|list|get|batch-get)-/.test(command));
  return changing.map(words => words.join(' ').replace(/release-[0-9a-f]{8}-[0-9a-f-]{27}/, '<token>'));
}

/** What was asked about targets, each question once. */
const asked = (state: State) => [...new Set(state.calls.map(words => words.join(' ')).filter(line => line.startsWith('elbv2')))];

const enter = (number: number, digest: string, notes: object = {}) =>
  `ssm put-parameter --name ${ROOT}/releases/${number} --type String --value ${digest}`
  + ` --description ${JSON.stringify(notes)} --no-overwrite --output json`;
const update = (entry: string) =>
  `cloudformation update-stack --stack-name ${STACK} --use-previous-template --role-arn ${ROLE} --capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM`
  + ` --parameters ParameterKey=BootstrapVersion,UsePreviousValue=true ParameterKey=Release,ParameterValue=${ROOT}/${entry}`
  + ' ParameterKey=Colour,UsePreviousValue=true --client-request-token <token> --output json';
const nameCandidate = (entry: string) => update(entry)
  .replace(/Release,ParameterValue=\S+/, 'Release,UsePreviousValue=true')
  .replace('Colour,UsePreviousValue=true', `Colour,UsePreviousValue=true ParameterKey=Candidate,ParameterValue=${ROOT}/${entry}`);
const updateBeside = (entry: string) =>
  update(entry).replace('Colour,UsePreviousValue=true', 'Colour,UsePreviousValue=true ParameterKey=Candidate,UsePreviousValue=true');
const runTask = (number: number) =>
  'ecs run-task --cluster Cluster --task-definition Guestbook-staging-release --launch-type FARGATE'
  + ' --network-configuration awsvpcConfiguration={subnets=[subnet-1,subnet-2],securityGroups=[sg-1],assignPublicIp=DISABLED}'
  + ` --started-by release-${number} --propagate-tags TASK_DEFINITION --client-token <token> --output json`;
const TASK = 'arn:aws:ecs:eu-west-1:111111111111:task/Cluster/command-1';
const stopTask = (number: number) =>
  `ecs stop-task --cluster Cluster --task ${TASK} --reason Release ${number} has given it up --output json`;
const makeCurrent = (number: number, digest: string, notes: object = {}) =>
  `ssm put-parameter --name ${ROOT}/release --type String --value ${digest}`
  + ` --description ${JSON.stringify({ release: number, ...notes })} --overwrite --output json`;

const currentOf = (state: State) => state.ledger[`${ROOT}/release`].at(-1)!.Value;
const CURRENT_NOTES = { release: 2, commit: 'commit2' };

function expectSuccess(result: Run): void {
  expect({ status: result.status, err: result.err }).toEqual({ status: 0, err: '' });
}

/** Whatever went wrong: exit 1, the current entry untouched, the stack back on it, and every process too. */
function expectUndone(result: Run, current = B): void {
  expect(result.status).toBe(1);
  expect(currentOf(result.state)).toBe(current);
  expect(result.state.stack.resolved).toBe(current);
  expect(result.changes.filter(line => line.includes('--overwrite'))).toEqual([]);
}

/** The same choices for the same seed, on every machine. */
function random(seed: number): <T>(choices: T[]) => T {
  let state = seed;
  return choices => {
    state = (state * 48_271) % 2_147_483_647;
    return choices[Math.floor(state / 2_147_483_647 * choices.length)];
  };
}

describe('a release', () => {
  test('the first one, from none: the processes come up after CloudFormation is done', () => {
    const result = release(environment(0), '--digest', A, '--commit', 'abc123', '--execution', 'https://ci.example.com/jobs/7?x=1&y=2');
    const notes = { commit: 'abc123', execution: 'https://ci.example.com/jobs/7?x=1&y=2' };
    expectSuccess(result);
    expect(result.changes).toEqual([enter(1, A, notes), update('releases/1'), makeCurrent(1, A, notes)]);
    expect(result.out).toMatch(/UPDATE_COMPLETE\n[^]*web: 0 of 2 running[^]*web: 1 of 2 running[^]*web: 2 of 2 running[^]*Verified/);
    expect(result.out).toContain('no earlier release');
    expect(result.state.services.web).toMatchObject({ running: 2, digest: A });
  });

  test('the next one: other parameters keep their values, the report says how to roll back', () => {
    const result = release(environment(2), '--digest', C, '--commit', 'abc123');
    expectSuccess(result);
    expect(result.changes).toEqual([enter(3, C, { commit: 'abc123' }), update('releases/3'), makeCurrent(3, C, { commit: 'abc123' })]);
    expect(result.state.stack.parameters).toMatchObject({ BootstrapVersion: '/cdk-bootstrap/custom/version', Colour: 'green' });
    expect(result.out).toContain([
      'Release 3 is live on Guestbook-Staging.',
      '  commit     abc123',
      `  digest     ${C}`,
      '  url        https://staging.example.com',
      '  roll back  node release.mjs --stack Guestbook-Staging --rollback 2',
    ].join('\n'));
  });

  test('progress is said once, not at every look', () => {
    const lines = release(environment(2), '--digest', C).out.split('\n');
    expect(lines.filter((line, index) => line !== '' && line === lines[index - 1])).toEqual([]);
  });

  test('a rollout that has all its tasks is not done before ECS says so', () => {
    const { out } = release(environment(2), '--digest', C);
    expect(out).toMatch(/web: 2 of 2 running, [^\n]*rollout IN_PROGRESS\n[^]*web: 2 of 2 running, [^\n]*rollout COMPLETED\n[^]*Verified/);
  });

  test('a deployment that failed and has no task left is not waited for, however long ECS lists it', () => {
    const result = release(environment(2, { 'a failed deployment stays': 1 }), '--digest', C);
    expectSuccess(result);
    expect(result.out).toMatch(/^web: 2 of 2 running, 2 of 2 healthy, rollout COMPLETED$/m);
  });

  test('one that has a task is waited for', () => {
    const result = release(environment(2, { 'old tasks stay': 20 }), '--digest', C);
    expectSuccess(result);
    expect(result.out).toMatch(/rollout COMPLETED, older tasks still draining\n[^]*rollout COMPLETED\n[^]*Verified/);
  });

  test('the region goes with every call and into the command to roll back', () => {
    const result = release(environment(2), '--digest', C, '--region', 'eu-west-1');
    expectSuccess(result);
    expect(result.state.calls.filter(words => words[0] !== 'ecr' && !words.join(' ').endsWith('--region eu-west-1 --output json'))).toEqual([]);
    expect(result.out).toContain('--stack Guestbook-Staging --region eu-west-1 --rollback 2');
  });

  test('--outputs appends what a CI reads', () => {
    writeFileSync(join(own.folder, 'outputs'), 'BEFORE=1\n');
    expectSuccess(release(environment(2), '--digest', C, '--outputs', 'outputs'));
    expect(readFileSync(join(own.folder, 'outputs'), 'utf8')).toBe(`BEFORE=1\nRELEASE=3\nDIGEST=${C}\nURL=https://staging.example.com\n`);
  });

  test('running is not enough: every target group of every process is asked, until enough of its targets are healthy', () => {
    const { out, state } = release(environment(0), '--digest', A);
    const looks = [1, 2].map(healthy => `web: 2 of 2 running, ${healthy} of 2 healthy, rollout COMPLETED`);
    expect(out.split('\n').filter(line => line.includes('2 of 2 running,'))).toEqual(looks);
    expect(out).toMatch(/2 of 2 healthy, rollout COMPLETED\n[^]*Verified/);
    expect(asked(state)).toEqual([`elbv2 describe-target-health --target-group-arn ${TARGETS} --output json`]);
  });

  test('of a process that was scaled out, all targets are wanted, not only the minimum', () => {
    const state = environment(2);
    Object.assign(state.services.web, { desired: 4, running: 4, healthy: 2 });
    const { out } = release(state, '--digest', B);
    expect(out).toMatch(/2 of 4 healthy[^]*3 of 4 healthy[^]*4 of 4 healthy[^]*Verified/);
  });

  test('of a process that may be at zero, and is, no target is wanted', () => {
    const state = environment(2);
    state.stack.outputs.ReleaseProcesses = JSON.stringify({ web: { service: `${STACK}-web`, container: 'web', minimum: 0 } });
    Object.assign(state.services.web, { minimum: 0, desired: 0, running: 0 });
    const result = release(state, '--digest', C);
    expectSuccess(result);
    expect(asked(result.state)).toEqual([]);
  });

  test('an environment without a URL', () => {
    const state = environment(2);
    delete state.stack.outputs.Url;
    expect(release(state, '--digest', C).out).toContain('url        none');
  });

  test('the same build again keeps its number, and "No updates are to be performed" is success', () => {
    const result = release(environment(2), '--digest', B, '--commit', 'again');
    expectSuccess(result);
    expect(result.changes).toEqual([update('releases/2'), makeCurrent(2, B, { commit: 'again' })]);
    expect(result.out).toContain('nothing to update');
  });

  test('an older build that is not the newest release gets a new number', () => {
    const result = release(environment(2), '--digest', A);
    expectSuccess(result);
    expect(result.changes).toEqual([enter(3, A), update('releases/3'), makeCurrent(3, A)]);
  });

  test('a multi-platform image, of which ECS reports the platform\'s own digest', () => {
    expectSuccess(release(environment(2, { 'platform digest': 1 }), '--digest', C));
  });

  test('numbers are compared as numbers', () => {
    const state = environment(2);
    for (const number of [9, 10]) state.ledger[`${ROOT}/releases/${number}`] = [{ Value: A, Description: '{}' }];
    expect(release(state, '--digest', C).changes[0]).toBe(enter(11, C));
  });
});

describe('what may get in the way', () => {
  test('a stack that is busy is waited for', () => {
    const state = environment(2);
    Object.assign(state.stack, { status: 'UPDATE_IN_PROGRESS', states: ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'] });
    const result = release(state, '--digest', C);
    expectSuccess(result);
    expect(result.out).toMatch(/UPDATE_IN_PROGRESS[^]*CLEANUP_IN_PROGRESS[^]*UPDATE_COMPLETE\nRelease 3 is/);
  });

  test('a stack that is busy for ever is given up, before anything is changed', () => {
    const state = environment(2);
    Object.assign(state.stack, { status: 'UPDATE_IN_PROGRESS', states: Array(10_000).fill('UPDATE_IN_PROGRESS') });
    const result = release(state, '--digest', C, '--timeout-minutes', '0.01');
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toBe('Gave up after 0.01 minutes: stack Guestbook-Staging is still UPDATE_IN_PROGRESS\n');
  });

  test('a ledger entry that CloudFormation does not see at once', () => {
    const result = release(environment(2, { 'the entry is not seen yet': 3 }), '--digest', C);
    expectSuccess(result);
    expect(result.out).toContain('CloudFormation does not see the new ledger entry yet');
    expect(result.changes).toEqual([enter(3, C), ...Array(4).fill(update('releases/3')), makeCurrent(3, C)]);
  });

  test('a ledger entry that CloudFormation never sees', () => {
    const result = release(environment(2, { 'the entry is not seen yet': 1000 }), '--digest', C);
    expect(result.status).toBe(1);
    expect(result.err).toContain('Unable to fetch parameters [/Guestbook/staging/releases/3] from parameter store');
    expect(result.changes).toEqual([enter(3, C), ...Array(12).fill(update('releases/3'))]);
    expect(currentOf(result.state)).toBe(B);
  });

  test('a stack that becomes busy between the look and the call', () => {
    const result = release(environment(2, { 'busy at the call': 1 }), '--digest', C);
    expectSuccess(result);
    expect(result.changes).toEqual([enter(3, C), update('releases/3'), update('releases/3'), makeCurrent(3, C)]);
  });

  test.each([
    'cloudformation describe-stacks', 'cloudformation update-stack', 'ssm put-parameter', 'ecs describe-services',
  ])('%s is throttled', command => {
    const result = release(environment(2, { [`throttle ${command}`]: 1 }), '--digest', C);
    expectSuccess(result);
    const tokens = result.state.calls.filter(words => words[1] === 'update-stack').map(words => words[words.indexOf('--client-request-token') + 1]);
    expect(new Set(tokens).size).toBe(1); // a repetition must be recognisable as one
  });

  test('another release takes the number', () => {
    const result = release(environment(2, { 'somebody else takes the number': 1 }), '--digest', C);
    expectSuccess(result);
    expect(result.changes).toEqual([enter(3, C), enter(4, C), update('releases/4'), makeCurrent(4, C)]);
    expect(result.state.ledger[`${ROOT}/releases/3`][0].Value).toBe(E);
  });

  test('another update points the stack elsewhere: nothing of it is touched', () => {
    const result = release(environment(2, { 'somebody else updates': 1 }), '--digest', C);
    expect(result).toMatchObject({ status: 1, changes: [enter(3, C), update('releases/3')] });
    expect(result.err).toBe(`Another update has pointed the stack at sha256:${'d'.repeat(64)} meanwhile.\n`);
  });
});

describe('a run that is overtaken while it verifies', () => {
  test.each([1, 2, 3, 4])('says so and touches nothing, whatever else it has seen by then (at look %i)', (look) => {
    const result = release(environment(2, { 'somebody else updates at this look at services': look }), '--digest', C);
    expect(result).toMatchObject({ status: 1, changes: [enter(3, C), update('releases/3')] });
    expect(result.err).toContain(`Another update has pointed the stack at sha256:${'d'.repeat(64)} meanwhile.\n`);
  });
});

describe('a run that is killed', () => {
  test.each([
    ['after the entry is written', 'ssm put-parameter', [enter(3, C), update('releases/3'), makeCurrent(3, C)]],
    ['after the update is started', 'cloudformation update-stack', [enter(3, C), update('releases/3'), update('releases/3'), makeCurrent(3, C)]],
    ['during the verification', 'ecs list-tasks', [enter(3, C), update('releases/3'), update('releases/3'), makeCurrent(3, C)]],
  ])('%s is finished by the next one', (_, command, changes) => {
    expect(release(environment(2, { 'kill after': command }), '--digest', C)).toMatchObject({ status: null, signal: 'SIGKILL' });
    const result = run('--stack', STACK, '--digest', C);
    expectSuccess(result);
    expect(result.changes).toEqual(changes);
    expect(result.state.services.web).toMatchObject({ running: 2, digest: C });
  });

  test('is replaced by another build', () => {
    release(environment(1, { 'kill after': 'cloudformation update-stack' }), '--digest', B);
    const result = run('--stack', STACK, '--digest', C);
    expectSuccess(result);
    expect(result.changes.slice(2)).toEqual([enter(3, C), update('releases/3'), makeCurrent(3, C)]);
    expect(result.out).toContain('--rollback 1'); // release 2 was never current
  });

  test('and replaced by one that fails: the stack goes back beyond it, to the current release', () => {
    const killed = release(environment(2, { 'kill after': 'cloudformation update-stack' }), '--digest', C).state;
    for (let looks = 0; looks < 3; looks++) run('--stack', STACK, '--list'); // CloudFormation goes on by itself
    const { state } = run('--stack', STACK, '--list');
    expect(killed.stack.status).toBe('UPDATE_IN_PROGRESS');
    expect(state.stack).toMatchObject({ status: 'UPDATE_COMPLETE', resolved: C });
    state.inject = { 'the update fails': 1 };
    const result = release(state, '--digest', E);
    expectUndone(result);
    expect(result.changes.slice(2)).toEqual([enter(4, E), update('releases/4'), update('release')]);
  });

  test('after the current entry moved: the next one changes nothing more', () => {
    const killed = release(environment(2), '--digest', C).state;
    const result = release(killed, '--digest', C);
    expectSuccess(result);
    expect(result.changes.slice(3)).toEqual([update('releases/3'), makeCurrent(3, C)]);
  });
});

describe('a release that fails', () => {
  test('CloudFormation undoes the update: the first failing events and the reasons of stopped tasks are said', () => {
    const result = release(environment(2, { 'the update fails': 1 }), '--digest', C);
    expectUndone(result);
    expect(result.changes).toEqual([enter(3, C), update('releases/3')]);
    expect(result.err).toBe([
      'Release 3 failed: CloudFormation did not complete the update: the stack is UPDATE_ROLLBACK_COMPLETE.',
      '  WebService UPDATE_FAILED: Error occurred during operation \'ECS Deployment Circuit Breaker was triggered\'.',
      '  Guestbook-Staging UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [WebService].',
      '  web stopped: Essential container in task exited, web exited with 1',
      'Release 3 was not made. Guestbook-Staging is on the current release (2).',
      '',
    ].join('\n'));
  });

  test('and can be repeated under the same number', () => {
    const { state } = release(environment(2, { 'the update fails': 1 }), '--digest', C);
    const result = release(state, '--digest', C);
    expectSuccess(result);
    expect(result.changes.slice(2)).toEqual([update('releases/3'), makeCurrent(3, C)]);
    const tokens = result.state.calls.filter(words => words[1] === 'update-stack').map(words => words.at(-3));
    expect(new Set(tokens).size).toBe(2); // or CloudFormation would take the second for a repetition of the first
  });

  test('ECS has rolled a service back behind CloudFormation\'s back', () => {
    const result = release(environment(2, { 'the circuit breaker rolls back': 1 }), '--digest', C);
    expectUndone(result);
    expect(result.changes).toEqual([enter(3, C), update('releases/3'), update('release')]);
    expect(result.err).toContain(`web is stable but runs ${B}: ECS has rolled it back`);
  });

  test('ECS gives a rollout up', () => {
    const result = release(environment(2, { 'ecs gives up': 1 }), '--digest', C);
    expectUndone(result);
    expect(result.err).toContain('ECS gave up on web: tasks failed to start');
  });

  test('the verification takes too long', () => {
    const result = release(environment(2, { 'tasks hang': 1 }), '--digest', C, '--timeout-minutes', '0.02');
    expectUndone(result);
    expect(result.changes).toEqual([enter(3, C), update('releases/3'), update('release')]);
    expect(result.err).toContain('Gave up after 0.02 minutes: web: 0 of 2 running, 0 of 2 healthy, rollout IN_PROGRESS');
  });

  test.each([
    ['the first one, back to zero', 0, A, 'none', 'never healthy'],
    ['a later one, while the targets of the one before still drain', 2, C, B, 'never healthy'],
    ['in one of two target groups', 2, C, B, 'second target group'],
  ])('the tasks run but their targets never become healthy: %s', (_, releases, digest, current, inject) => {
    const result = release(environment(releases, { [inject]: 1 }), '--digest', digest, '--timeout-minutes', '0.02');
    expectUndone(result, current);
    expect(result.changes).toEqual([enter(releases + 1, digest), update(`releases/${releases + 1}`), update('release')]);
    expect(result.err).toContain('Gave up after 0.02 minutes: web: 2 of 2 running, 0 of 2 healthy, rollout COMPLETED'
      + ' (Target.ResponseCodeMismatch: Health checks failed with these codes: [404])');
  });

  test('the health of the targets may not be read: it goes back, for which that is not needed', () => {
    const result = release(environment(2, { 'deny elbv2 describe-target-health': 1 }), '--digest', C);
    expectUndone(result);
    expect(result.err).toContain('Release 3 failed: aws elbv2 describe-target-health: An error occurred (AccessDenied)');
  });

  test('the update takes too long: it is cancelled', () => {
    const result = release(environment(2, { 'the update hangs': 1 }), '--digest', C, '--timeout-minutes', '0.02');
    expectUndone(result);
    expect(result.changes).toEqual([enter(3, C), update('releases/3'), `cloudformation cancel-update-stack --stack-name ${STACK} --output json`]);
  });

  test('a first release whose tasks crash, with no circuit breaker watching: back to zero', () => {
    const result = release(environment(0, { 'tasks crash': 1 }), '--digest', A);
    expectUndone(result, 'none');
    expect(result.changes).toEqual([enter(1, A), update('releases/1'), update('release')]);
    expect(result.err).toContain('web does not start: 3 tasks of this release have stopped and none runs.');
    expect(result.state.services.web).toMatchObject({ desired: 0, running: 0 });
  });

  test('CloudFormation cannot undo the update either', () => {
    const result = release(environment(2, { 'the rollback fails': 1 }), '--digest', C);
    expect(result.status).toBe(1);
    expect(result.err).toMatch(/UPDATE_ROLLBACK_FAILED and cannot be updated\. .*continue-update-rollback\.\n$/);
    expect(currentOf(result.state)).toBe(B);
  });

  test('the reasons cannot be read: it goes back all the same', () => {
    const result = release(environment(2, { 'the circuit breaker rolls back': 1, 'deny cloudformation describe-stack-events': 1 }), '--digest', C);
    expectUndone(result);
    expect(result.err).toContain('the reasons could not be read');
  });

  test('the update is not allowed: nothing but the entry was written', () => {
    const result = release(environment(2, { 'deny cloudformation update-stack': 1 }), '--digest', C);
    expect(result).toMatchObject({ status: 1, changes: [enter(3, C), update('releases/3')] });
    expect(result.err).toContain('AccessDenied');
    expect(result.err).not.toContain('    at ');
  });
});

describe('a release command', () => {
  const ALL = [enter(3, C), nameCandidate('releases/3'), runTask(3), updateBeside('releases/3'), makeCurrent(3, C)];
  const imageOf = (task: any) => task.containers[1].imageDigest;

  /** Nothing but the entry, the candidate and a task has ever been. */
  function expectUntouched(result: Run, ...message: string[]): void {
    expectUndone(result);
    expect(result.state.stack.parameters.Release).toBe(`${ROOT}/releases/2`);
    expect(result.state.services).toEqual(environment(2).services);
    expect(result.changes.filter(line => line === updateBeside('releases/3'))).toEqual([]);
    const last = 'Release 3 was not made. The release command comes first: no process of Guestbook-Staging was touched.';
    expect(result.err.split('\n')).toEqual([...message, last, '']);
  }

  const log = '  Its log: where the environment\'s logs go, stream .../release/command-1';

  test('runs once, in the new image, before anything is replaced', () => {
    const result = release(withCommand(2), '--digest', C);
    expectSuccess(result);
    expect(result.changes).toEqual(ALL);
    expect(result.state.commands.map(imageOf)).toEqual([C]);
    expect(result.state.stack.parameters).toMatchObject({ Release: `${ROOT}/releases/3`, Candidate: `${ROOT}/releases/3`, Colour: 'green' });
    const order = /release command: PROVISIONING [^]*PENDING [^]*RUNNING [^]*STOPPED [^]*has succeeded[^]*web: 0 of 2 running[^]*Verified/;
    expect(result.out).toMatch(order);
    const tokens = result.state.calls.filter(words => words[1] === 'update-stack').map(words => words.at(-3));
    expect(new Set(tokens).size).toBe(2);
  });

  test('runs before the first processes ever', () => {
    const result = release(withCommand(0), '--digest', A);
    expectSuccess(result);
    expect(result.changes).toEqual([enter(1, A), nameCandidate('releases/1'), runTask(1), updateBeside('releases/1'), makeCurrent(1, A)]);
  });

  test('that the environment does not have is not run, and nothing is asked about it', () => {
    const { state } = release(environment(2), '--digest', C);
    expect(state.calls.filter(words => words.includes('--family'))).toEqual([]);
  });

  test('a new task that is not to be found at once is waited for', () => {
    expect(release(withCommand(2, { 'not to be found at once': 1 }), '--digest', C)).toMatchObject({ status: 0, changes: ALL });
  });

  test('run-task is throttled: one token, one task', () => {
    const result = release(withCommand(2, { 'throttle ecs run-task': 1 }), '--digest', C);
    expectSuccess(result);
    const tokens = result.state.calls.filter(words => words[1] === 'run-task').map(words => words.at(-3));
    expect([tokens.length, new Set(tokens).size, result.state.commands.length]).toEqual([2, 1, 1]);
  });

  test('the candidate has that image already: there is nothing to update, and it runs', () => {
    const state = withCommand(2);
    state.stack.candidate = C;
    state.ledger[`${ROOT}/releases/3`] = [{ Value: C, Description: '{}' }];
    state.stack.parameters.Candidate = `${ROOT}/releases/3`;
    const result = release(state, '--digest', C);
    expectSuccess(result);
    expect(result.changes).toEqual(ALL.slice(1));
  });

  test('its own time is not taken from the update', () => {
    const result = release(withCommand(2, { 'the command takes': 100 }), '--digest', C, '--poll-seconds', '0.04', '--timeout-minutes', '0.06');
    expectSuccess(result); // the command alone takes 100 looks, 4 seconds, which is more than all the rest may take
  });

  test('that fails changes nothing: the exit code, the reason and where the log is are said', () => {
    const result = release(withCommand(2, { 'the command exits with': 3 }), '--digest', C);
    const reason = 'Essential container in task exited, log-router exited with 137, release exited with 3';
    expectUntouched(result, `Release 3 failed: the release command failed: ${reason}`, log);
    expect(result.changes).toEqual(ALL.slice(0, 3));
  });

  test('and can be repeated under the same number, with a new task', () => {
    const { state } = release(withCommand(2, { 'the command exits with': 3 }), '--digest', C);
    state.inject = {};
    const result = release(state, '--digest', C);
    expectSuccess(result);
    expect(result.changes.slice(3)).toEqual(ALL.slice(1));
    expect(result.state.commands).toHaveLength(2);
  });

  test('the log group is named when the environment tells it', () => {
    const result = release(withCommand(2, { 'the command exits with': 3 }, { logGroup: 'Guestbook' }), '--digest', C);
    expect(result.err).toContain('  Its log: log group Guestbook, stream .../release/command-1\n');
  });

  test('that never starts has no exit code', () => {
    const result = release(withCommand(2, { 'the image cannot be pulled': 1 }), '--digest', C);
    const reason = 'CannotPullContainerError: pull access denied';
    expectUntouched(result, `Release 3 failed: the release command did not come to its end: ${reason}`, log);
  });

  test('ECS has no room for it', () => {
    const result = release(withCommand(2, { 'no capacity': 1 }), '--digest', C);
    expectUntouched(result, 'Release 3 failed: ECS did not start the release command: RESOURCE:ENI, no address is left');
  });

  test('that takes too long is stopped', () => {
    const result = release(withCommand(2, { 'the command takes': 10_000 }, { timeoutMinutes: 0.005 }), '--digest', C);
    expectUntouched(result, 'Release 3 failed: the release command took longer than 0.005 minutes', log);
    expect(result.changes).toEqual([...ALL.slice(0, 3), stopTask(3)]);
  });

  test('and the next run waits until it has stopped, then starts another', () => {
    const { state } = release(withCommand(2, { 'the command takes': 10_000 }, { timeoutMinutes: 0.005 }), '--digest', C);
    state.inject = {};
    const result = release(state, '--digest', C);
    expectSuccess(result);
    expect(result.out).toContain(`waiting for ${TASK}, started by release-3`);
    expect(result.changes.slice(4)).toEqual(ALL.slice(1));
  });

  test('ECS starts an older revision: it is stopped before it does anything', () => {
    const result = release(withCommand(2, { 'an older revision runs': 1 }), '--digest', C);
    const image = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/guestbook@older';
    expectUntouched(result, `Release 3 failed: the release command runs ${image}, which is not the release's`, log);
    expect(result.changes).toEqual([...ALL.slice(0, 3), stopTask(3)]);
  });

  test('the candidate cannot be updated: the failing event is said, nothing runs', () => {
    const result = release(withCommand(2, { 'the candidate fails': 1 }), '--digest', C);
    expectUntouched(result,
      '  ReleaseTask UPDATE_FAILED: Role is not valid.',
      'Release 3 failed: CloudFormation did not complete the update: the stack is UPDATE_ROLLBACK_COMPLETE.');
    expect(result.changes).toEqual(ALL.slice(0, 2));
  });

  test('another release names its own candidate: nothing runs', () => {
    const result = release(withCommand(2, { 'somebody else names a candidate': 1 }), '--digest', C);
    expect(result).toMatchObject({ status: 1, changes: ALL.slice(0, 2) });
    expect(result.err).toBe(`Another update has pointed the stack at sha256:${'d'.repeat(64)} meanwhile.\n`);
  });

  test.each(['ecs run-task', 'ecs describe-tasks'])('a run that is killed after %s: the next one follows the same task', command => {
    expect(release(withCommand(2, { 'kill after': command }), '--digest', C)).toMatchObject({ signal: 'SIGKILL', changes: ALL.slice(0, 3) });
    const result = run('--stack', STACK, '--digest', C);
    expectSuccess(result);
    expect(result.changes).toEqual([...ALL.slice(0, 3), nameCandidate('releases/3'), ...ALL.slice(3)]);
    expect(result.state.commands).toHaveLength(1);
    expect(result.out).toContain('The release command of release 3 runs already.');
  });

  test('a run that is killed after it: the next one runs it again', () => {
    expect(release(withCommand(2, { 'kill after': 'elbv2 describe-target-health' }), '--digest', C).signal).toBe('SIGKILL');
    const result = run('--stack', STACK, '--digest', C);
    expectSuccess(result);
    expect(result.changes.slice(4)).toEqual(ALL.slice(1));
  });

  test('another release\'s command is waited for: never two at once', () => {
    release(withCommand(2, { 'kill after': 'ecs run-task' }), '--digest', C);
    const result = run('--stack', STACK, '--digest', E);
    expectSuccess(result);
    expect(result.out).toMatch(/waiting for \S+command-1, started by release-3\n[^]*PROVISIONING \(\S+command-2\)/);
    expect(result.changes.slice(3)).toEqual([enter(4, E), nameCandidate('releases/4'), runTask(4), updateBeside('releases/4'), makeCurrent(4, E)]);
    expect(result.state.commands.map(imageOf)).toEqual([C, E]);
  });

  test('another release\'s command that does not end is given up on, and left alone', () => {
    release(withCommand(2, { 'kill after': 'ecs run-task', 'the command takes': 10_000 }), '--digest', C);
    const result = run('--stack', STACK, '--digest', E, '--timeout-minutes', '0.05');
    expect(result.status).toBe(1);
    expect(result.err).toContain(`Gave up after 0.05 minutes: the release command that release-3 started has not ended: ${TASK}`);
    expect(result.changes.slice(3)).toEqual([enter(4, E), nameCandidate('releases/4')]);
  });

  test('a release that fails after it goes back by the release parameter alone', () => {
    const result = release(withCommand(2, { 'the circuit breaker rolls back': 1 }), '--digest', C);
    expectUndone(result);
    expect(result.changes).toEqual([...ALL.slice(0, 4), updateBeside('release')]);
  });

  test('a rollback neither runs nor undoes it, and says so', () => {
    const result = release(withCommand(2), '--rollback', '1');
    expectSuccess(result);
    expect(result.changes).toEqual([updateBeside('releases/1'), makeCurrent(1, A, { commit: 'commit1' })]);
    expect(result.out).toContain('A rollback does not run the release command, and does not undo what it has done.\n');
    expect(run('--help').out).toMatch(/--rollback .*migration.* neither run nor undone/);
  });

  test('a build that worked before is gone back to: its command is not run on what a newer one has left', () => {
    const result = release(withCommand(2), '--digest', A); // as CodePipeline does when a stage fails after its release
    expectSuccess(result);
    expect(result.changes).toEqual([enter(3, A), updateBeside('releases/3'), makeCurrent(3, A)]);
    expect(result.out).toContain('This build worked as release 1 already, so to release it once more is to go back.\n');
  });

  test('--dry-run says that it would run, and changes nothing', () => {
    const result = release(withCommand(2), '--digest', C, '--dry-run');
    expectSuccess(result);
    expect(result.changes).toEqual([]);
    const said = result.out.split('\n').filter(line => line.startsWith('Would run: aws ') && !line.includes('ecr put-image'));
    expect(said.map(line => `${line.slice(15).replace(/release-[0-9a-f]{8}-[0-9a-f-]{27}/, '<token>')} --output json`)).toEqual(ALL);
  });

  test('without the parameter that it reads, nothing is begun', () => {
    const result = release(withCommand(2, {}, { parameter: 'Other' }), '--digest', C);
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toBe('Stack Guestbook-Staging has no parameter Other, from which its release command takes its image.\n');
  });
});

describe('an environment that cannot be released to', () => {
  test.each([
    ['ROLLBACK_COMPLETE', 'deploy it again: cdk deploy deletes the failed stack first.'],
    ['ROLLBACK_FAILED', 'cdk deploy deletes the failed stack first, and delete.mjs does when it cannot.'],
    ['CREATE_FAILED', 'Delete it with delete.mjs, and deploy it again.'],
    ['DELETE_IN_PROGRESS', 'is DELETE_FAILED and cannot be updated. Delete it with delete.mjs, and deploy it again.'],
    ['REVIEW_IN_PROGRESS', 'Deploy it first.'],
    ['UPDATE_FAILED', 'aws cloudformation rollback-stack'],
    ['UPDATE_ROLLBACK_FAILED', 'aws cloudformation continue-update-rollback'],
  ])('%s', (status, advice) => {
    const state = environment(2);
    Object.assign(state.stack, { status, outputs: {}, states: status === 'DELETE_IN_PROGRESS' ? ['DELETE_FAILED'] : [] });
    const result = release(state, '--digest', C);
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toContain(advice);
  });

  test('no such stack', () => {
    write(environment(2));
    expect(run('--stack', 'Other', '--digest', C)).toMatchObject({
      status: 1, changes: [], err: 'Stack Other does not exist in this account and region. Deploy it first.\n',
    });
  });

  const oneProcess = (more: object) => JSON.stringify({ web: { service: 'web', container: 'web', minimum: 1, ...more } });
  const command = (more: object) => JSON.stringify({ ...JSON.parse(withCommand(2).stack.outputs.ReleaseCommand), ...more });

  test.each([
    ['Url', 'http://x/$(touch pwned)'],
    ['Url', 'https://x.example/\nNODE_OPTIONS=--require=/tmp/x.js'],
    ['Url', 'javascript:alert(1)'],
    ['Url', 'https://user:password@x.example'],
    ['Url', 'https://x.example/<b>'],
    ['ReleaseLedger', '/Guestbook/staging\n'],
    ['ReleaseLedger', '--overwrite'],
    ['ReleaseRoleArn', 'arn:aws:iam::1:role/x'],
    ['ReleaseParameter', 'Release,ParameterValue=x ParameterKey=Other'],
    ['ReleasesKept', '-1'],
    ['ClusterName', '--profile'],
    ['ReleaseProcesses', 'web'],
    ['ReleaseProcesses', 'null'],
    ['ReleaseProcesses', oneProcess({ service: '--cluster' })],
    ['ReleaseProcesses', oneProcess({ container: 'web\u001b[2J' })],
    ['ReleaseProcesses', oneProcess({ minimum: '1' })],
    ['ReleaseCommand', command({ taskDefinition: ['x'] })],
    ['ReleaseCommand', command({ subnets: ['subnet-1],securityGroups=[sg-2'] })],
    ['ReleaseCommand', command({ subnets: undefined })],
    ['ReleaseCommand', command({ timeoutMinutes: 'x' })],
    ['ImageRepository', '222222222222.dkr.ecr.eu-central-1.amazonaws.com/--region'],
  ])('an output that is none of this library\'s: %s %j', (name, value) => {
    const state = withCommand(2);
    state.stack.outputs[name] = value;
    const { status, out, err, changes, tagged } = release(state, '--digest', C, '--outputs', 'outputs');
    expect(status).toBe(1);
    expect({ changes, tagged }).toEqual({ changes: [], tagged: [] });
    expect(err).toMatch(new RegExp(`^Output ${name} of stack ${STACK} is ".*", ${name === 'ImageRepository' ? 'which is' : 'expected is: .* Nothing was released\\. Deploy the'} .*\\n$`));
    expect(out + err).toMatch(/^[ -~\n]*$/);
  });

  test('outputs that others wrote: nothing is run, and no line of the log is forged', () => {
    const { outputs } = withCommand(2).stack;
    const piece = fc.constantFrom('$(touch pwned)', '`touch pwned`', '\n', '\r', '\u001b[2J', '\u202e', '<script>', '--profile', '"', '\'', '{', '\u0000', 'é');
    const text = fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 30 }), fc.tuple(piece, fc.nat(9)).map(([one, times]) => one.repeat(10 ** Math.min(times, 5))));
    fc.assert(fc.property(fc.constantFrom(...Object.keys(outputs)), text, fc.boolean(), (name, hostile, appended) => {
      const state = withCommand(2);
      state.stack.outputs[name] = appended ? `${outputs[name]}${hostile}` : hostile;
      const { status, out, err, changes, tagged } = release(state, '--digest', C);
      expect(existsSync(join(own.folder, 'pwned'))).toBe(false);
      expect(out + err).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(err.split('\n').length).toBeLessThan(3);
      expect(err.length).toBeLessThan(3000);
      const isRefused = status !== 0 && /^Output |release contract/.test(err);
      expect(isRefused ? [...changes, ...tagged] : []).toEqual([]);
      expect(isRefused || /^[ -~\s]*$/.test(hostile)).toBe(true); // space around JSON is no harm; all else that is not plain never reaches a call
    }), { numRuns: 20 });
  });

  test('a stack of another kind: all missing outputs are named', () => {
    const state = environment(2);
    delete state.stack.outputs.ReleaseLedger;
    delete state.stack.outputs.ClusterName;
    const result = release(state, '--digest', C);
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toContain('has no output ReleaseLedger, ClusterName:');
  });

  test('a version of the contract that it does not know: nothing is tried', () => {
    const state = environment(2);
    state.stack.outputs.ReleaseContract = '3';
    const result = release(state, '--digest', C);
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toMatch(/was deployed with version 3 of the release contract, and this script knows version 1 and 2: run the script of the version/);
  });

  test('no ledger', () => {
    const result = release({ ...environment(0), ledger: {} }, '--digest', A);
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toBe(`The ledger entry ${ROOT}/release does not exist. The codebase stack creates the ledger: deploy that one first.\n`);
  });

  test('a ledger that somebody has written to', () => {
    const state = environment(2);
    state.ledger[`${ROOT}/release`].push({ Value: 'latest', Description: '' });
    const result = release(state, '--digest', C);
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toContain('holds "latest", neither none nor a digest');
  });

  test('a service that is not there', () => {
    const state = environment(2);
    delete state.services.worker;
    expect(release(state, '--digest', C).err).toContain('The service of worker, Guestbook-Staging-worker, is not in the cluster Cluster.');
  });

  test('no AWS CLI', () => {
    rmSync(join(own.folder, 'aws'));
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT, '--stack', STACK, '--list'], { env: { PATH: own.folder }, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'There is no aws command on the PATH: install the AWS CLI.\n' });
  });
});

describe('a rollback', () => {
  test('to release N writes no new entry', () => {
    const result = release(environment(3), '--rollback', '1', '--execution', 'job7');
    expectSuccess(result);
    expect(result.changes).toEqual([update('releases/1'), makeCurrent(1, A, { commit: 'commit1', execution: 'job7' })]);
    expect(result.state.services.web).toMatchObject({ running: 2, digest: A });
  });

  test('to the previous one skips releases that failed', () => {
    const failed = release(environment(2, { 'the update fails': 1 }), '--digest', C).state;
    const { state } = release(failed, '--digest', E);
    expect(currentOf(state)).toBe(E); // release 4; release 3 failed
    const result = release(state, '--rollback', 'previous');
    expectSuccess(result);
    expect(result.changes.slice(-2)).toEqual([update('releases/2'), makeCurrent(2, B, { commit: 'commit2' })]);
  });

  test('twice goes back twice', () => {
    const { state } = release(environment(3), '--rollback', 'previous');
    const result = release(state, '--rollback', 'previous');
    expect(currentOf(result.state)).toBe(A);
  });

  test('to a release that does not exist', () => {
    const result = release(environment(3), '--rollback', '7');
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toBe(`Release 7 is not in the ledger ${ROOT}. The last ones are: 1, 2, 3. The current one is: 3.\n`);
  });

  test.each([0, 1])('to the previous one after %d releases', releases => {
    const result = release(environment(releases), '--rollback', 'previous');
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toContain('No earlier release has ever been current.');
  });

  test('that fails leaves the current release', () => {
    const result = release(environment(2, { 'the update fails': 1 }), '--rollback', '1');
    expectUndone(result);
    expect(JSON.parse(result.state.ledger[`${ROOT}/release`].at(-1)!.Description)).toEqual(CURRENT_NOTES);
  });
});

describe('the image of a release', () => {
  const REPOSITORY = '--registry-id 222222222222 --repository-name guestbook';
  const tag = (number: number, digest: string) => `ecr put-image ${REPOSITORY} --image-tag ${HOLDS}${number} --image-digest ${digest}`
    + ` --image-manifest-media-type ${pushed(digest).mediaType} --image-manifest ${pushed(digest).manifest} --region eu-central-1 --output json`;
  const holdsOf = (state: State) => Object.fromEntries(Object.entries(state.images)
    .flatMap(([digest, { tags }]) => tags.filter(one => one.startsWith(HOLDS)).map(one => [Number(one.slice(HOLDS.length)), digest])));
  const numbersOf = (state: State) => Object.keys(state.ledger).map(name => Number(name.split('/').pop())).filter(Boolean).sort((a, b) => a - b);
  const keeping = (number: number, state: State) => {
    state.stack.outputs.ReleasesKept = String(number);
    return state;
  };
  /** As many releases as there are letters, each of its own build; the last one is current. */
  const history = (letters: string, kept: number, inject: State['inject'] = {}) => {
    const state = keeping(kept, environment(1, inject));
    letters.split('').slice(1).forEach((letter, index) => {
      const digest = build(letter);
      state.ledger[`${ROOT}/releases/${index + 2}`] = [{ Value: digest, Description: '{}' }];
      state.ledger[`${ROOT}/release`].push({ Value: digest, Description: JSON.stringify({ release: index + 2 }) });
      state.images[digest] = pushed(digest, [`${HOLDS}${index + 2}`]);
    });
    const last = build(letters.at(-1)!);
    Object.assign(state.stack, { resolved: last, parameters: { ...state.stack.parameters, Release: `${ROOT}/releases/${letters.length}` } });
    Object.values(state.services).forEach(service => Object.assign(service, { digest: last }));
    state.images[E] ??= pushed(E);
    return state;
  };
  const build = (letter: string) => `sha256:${letter.repeat(64)}`;
  const [D, F] = ['d', 'f'].map(build);

  describe('is held', () => {
    test('after the verification and before the release becomes current, by its own manifest, where the repository is', () => {
      const result = release(environment(2), '--digest', C);
      expectSuccess(result);
      expect(result.tagged).toEqual([tag(3, C)]);
      const order = changesOf(result.state);
      expect(order.indexOf(tag(3, C))).toBe(order.indexOf(makeCurrent(3, C)) - 1);
      expect(order.indexOf(tag(3, C))).toBeGreaterThan(order.indexOf(update('releases/3')));
      expect(result.state.images[C].tags).toEqual([...pushed(C).tags, `${HOLDS}3`]);
    });

    test('at a first release', () => {
      expect(holdsOf(release(environment(0), '--digest', A).state)).toEqual({ 1: A });
    });

    test('once, however often it is released', () => {
      const { state } = release(environment(2), '--digest', C);
      expect(release(state, '--digest', A).tagged).toEqual([tag(3, C)]);
      expect(release(state, '--rollback', '1').tagged).toEqual([tag(3, C)]);
    });

    test('when an earlier run was killed before the current entry moved', () => {
      const killed = release(environment(2, { 'kill after': 'ecr put-image' }), '--digest', C);
      expect(killed.signal).toBe('SIGKILL');
      expect([currentOf(killed.state), holdsOf(killed.state)]).toEqual([B, { 1: A, 2: B, 3: C }]);
      const result = run('--stack', STACK, '--digest', C);
      expectSuccess(result);
      expect([currentOf(result.state), holdsOf(result.state)]).toEqual([C, { 1: A, 2: B, 3: C }]);
    });

    test('when the answer is lost and the call is made again', () => {
      const result = release(environment(2, { 'the answer of put-image is lost': 1 }), '--digest', C);
      expectSuccess(result);
      expect(result.tagged).toEqual([tag(3, C), tag(3, C)]);
    });

    test('or the release is not made', () => {
      const result = release(environment(2, { 'deny ecr put-image': 1 }), '--digest', C);
      expectUndone(result);
      expect(result.err).toContain('Release 3 failed: aws ecr put-image: An error occurred (AccessDenied)');
    });

    test('not when the release fails', () => {
      expect(release(environment(2, { 'the circuit breaker rolls back': 1 }), '--digest', C).tagged).toEqual([]);
    });

    test('by a tag that this library\'s repository lets move and never expires', () => {
      expect(HOLDS.startsWith(HELD_TAG_PREFIX)).toBe(true);
    });

    test('in a repository of one\'s own where no tag moves: none is given up', () => {
      const result = release(history('abc', 2, { 'no tag moves': 1 }), '--digest', E);
      expectSuccess(result);
      expect(release(result.state, '--digest', D)).toMatchObject({ status: 1 }); // it was never built
      expect(holdsOf(result.state)).toEqual({ 1: A, 2: B, 3: C, 4: E });
    });
  });

  describe('is given up', () => {
    test('by the release after the one that pushes it out of the last ones: entry and image stay as long as either could be gone back to', () => {
      const first = release(history('abc', 3), '--digest', E);
      expectSuccess(first);
      expect([numbersOf(first.state), holdsOf(first.state)]).toEqual([[2, 3, 4], { 1: A, 2: B, 3: C, 4: E }]);
      first.state.images[D] = pushed(D);
      const second = release(first.state, '--digest', D);
      expect([numbersOf(second.state), holdsOf(second.state)]).toEqual([[3, 4, 5], { 1: D, 2: B, 3: C, 4: E }]);
    });

    test('not while it is current, though it is older than the last ones', () => {
      const back = release(history('abcdf', 3), '--rollback', '1');
      expect([numbersOf(back.state), holdsOf(back.state)]).toEqual([[1, 3, 4, 5], { 1: A, 2: A, 3: C, 4: D, 5: F }]);
      const failed = release({ ...back.state, inject: { 'deny ssm put-parameter': 1 } }, '--rollback', '5');
      expect([failed.status, currentOf(failed.state), holdsOf(failed.state)[1]]).toEqual([1, A, A]);
    });

    test('not because of releases that were held and killed before they became current', () => {
      let { state } = release(history('ab', 2, { 'kill after': 'ecr put-image' }), '--digest', C);
      for (const digest of [E, F]) {
        state.images[digest] ??= pushed(digest);
        ({ state } = release({ ...state, inject: { 'kill after': 'ecr put-image' } }, '--digest', digest));
      }
      expect([currentOf(state), Object.values(holdsOf(state)).slice(0, 2)]).toEqual([B, [A, B]]);
      expectSuccess(release({ ...state, inject: {} }, '--rollback', 'previous'));
    });

    test('not because another release has failed', () => {
      const result = release(history('abc', 3, { 'the update fails': 1 }), '--digest', E);
      expect([numbersOf(result.state), holdsOf(result.state)]).toEqual([[1, 2, 3, 4], { 1: A, 2: B, 3: C }]);
    });

    test('never for another environment whose name begins alike, or another app', () => {
      const state = history('abc', 2);
      state.images[A].tags = ['kept_Guestbook_staging-2_1', 'kept_Guestbook_production_1', 'kept_Guestbook-2_staging_1', 'kept_Guestbook_1'];
      const before = [...state.images[A].tags];
      expect(release(state, '--digest', E).state.images[A].tags).toEqual(before);
    });

    test('when fewer are to be kept than before: all tags that are too many go to the newest image', () => {
      const { state } = release(keeping(2, history('abcdf', 5)), '--digest', E);
      expect([numbersOf(state), holdsOf(state)]).toEqual([[5, 6], { 1: E, 2: E, 3: E, 4: D, 5: F }]);
    });

    test('not because the current entry\'s history is full of one release that was repeated', () => {
      const state = history('abc', 3);
      state.ledger[`${ROOT}/release`] = Array(100).fill(state.ledger[`${ROOT}/release`].at(-1));
      const result = release(state, '--digest', E);
      expect([numbersOf(result.state), holdsOf(result.state)]).toEqual([[2, 3, 4], { 1: A, 2: B, 3: C, 4: E }]);
    });
  });

  describe('is needed', () => {
    test('before a release is entered: nothing is written without', () => {
      const result = release(environment(2), '--digest', D);
      expect(result).toMatchObject({ status: 1, changes: [], tagged: [] });
      expect(result.err).toBe(`Image ${D} is not in the repository 222222222222.dkr.ecr.eu-central-1.amazonaws.com/guestbook.`
        + ' Build and push it first. If it was there once, it has expired.\n');
    });

    test('before a rollback: nothing is touched without', () => {
      const state = environment(3);
      delete state.images[A];
      const result = release(state, '--rollback', '1');
      expect(result).toMatchObject({ status: 1, changes: [], tagged: [] });
      expect(result.err).toContain('It has expired, so release 1 cannot be restored.\n');
    });

    test('and one that ECR has archived is none', () => {
      const state = environment(2);
      state.images[C].archived = true;
      expect(release(state, '--digest', C)).toMatchObject({ status: 1, changes: [], err: `Image ${C} cannot be had: The image is archived\n` });
    });

    test('in a repository of ECR', () => {
      const state = environment(2);
      state.stack.outputs.ImageRepository = 'docker.io/acme/guestbook';
      expect(release(state, '--digest', C).err).toContain('is "docker.io/acme/guestbook", which is no repository of Amazon ECR.');
    });
  });

  describe('and its entry', () => {
    const remove = (number: number) => `ssm delete-parameter --name ${ROOT}/releases/${number} --output json`;

    test('go once the release is current, failed ones before them too', () => {
      const state = history('abcd', 2);
      state.ledger[`${ROOT}/release`].splice(3, 1); // release 3 has failed
      delete state.images[C];
      const result = release(state, '--digest', E);
      expectSuccess(result);
      expect(result.changes.slice(-4)).toEqual([makeCurrent(5, E), remove(1), remove(2), remove(3)]);
      expect(result.out).toContain('Release 3 is no longer kept: the last 2 are.');
    });

    test('stay when the stack reads it, for its candidate or its release, when it is the newest, and when it is current', () => {
      const state = withCommand(2);
      state.stack.outputs.ReleasesKept = '2';
      for (const number of [3, 4]) state.ledger[`${ROOT}/releases/${number}`] = [{ Value: C, Description: '{}' }]; // both have failed
      state.stack.parameters.Candidate = `${ROOT}/releases/1`;
      state.stack.candidate = A;
      const back = release(state, '--rollback', '2');
      expectSuccess(back);
      expect(numbersOf(back.state)).toEqual([1, 2, 3, 4]);
      const first = release(back.state, '--rollback', '1');
      first.state.images[D] = pushed(D);
      const next = release(first.state, '--digest', D);
      expect(numbersOf(next.state)).toEqual([2, 3, 4, 5]);
      const again = release(next.state, '--rollback', '2');
      expect(again.state.stack.parameters).toMatchObject({ Release: `${ROOT}/releases/2`, Candidate: `${ROOT}/releases/5` });
      expect(numbersOf(again.state)).toEqual([2, 3, 4, 5]);
    });

    test('stay as long as fewer have worked than are to be kept', () => {
      expect(numbersOf(release(history('abc', 5), '--digest', E).state)).toEqual([1, 2, 3, 4]);
    });

    test('which cannot be deleted is a warning: the release is made', () => {
      const result = release(history('abc', 2, { 'deny ssm delete-parameter': 1 }), '--digest', E);
      expect(result).toMatchObject({ status: 0, err: expect.stringMatching(/^Warning: an old ledger entry was not deleted, the next release tries again\./) });
      expect(result.out).toContain('Release 4 is live');
      expect([currentOf(result.state), numbersOf(result.state)]).toEqual([E, [1, 2, 3, 4]]);
      const next = release({ ...result.state, inject: {} }, '--digest', E);
      expect(numbersOf(next.state)).toEqual([3, 4]);
    });

    test('are left by a run that was killed, to the next one', () => {
      release(history('abcd', 2, { 'kill after': 'ssm delete-parameter' }), '--digest', E);
      expect(numbersOf(run('--stack', STACK, '--digest', E).state)).toEqual([4, 5]);
    });

    test('that is gone cannot be gone back to, and it is said why', () => {
      const { state } = release(history('abc', 2), '--digest', E);
      expect(release(state, '--rollback', '1').err).toBe(
        `Release 1 is not in the ledger ${ROOT} any more: the last 2 that worked are kept. The last ones are: 3, 4. The current one is: 4.\n`);
    });

    test('are told by a dry run, which changes neither', () => {
      const { out, state } = release(history('abc', 2), '--digest', E, '--dry-run');
      expect(out).toContain(`Would run: aws ecr put-image ${REPOSITORY} --image-tag ${HOLDS}1 --image-digest ${E}`);
      expect(out).toContain(`Would run: aws ssm delete-parameter --name ${ROOT}/releases/2\n`);
      expect(changesOf(state)).toEqual([]);
    });

    test('are both marked by --list', () => {
      const state = history('abc', 3);
      state.images[B].tags = [];
      const lines = release(state, '--list').out.trimEnd().split('\n');
      expect(lines.map(line => line.endsWith('  kept'))).toEqual([true, false, true]);
    });
  });

  /**
   * Releases, rollbacks, failures and kills in an order that chance chose, builds older and newer than what runs; and after each, ECR at its worst:
   * every image that no rule protects is gone at once. What is current, and the last releases that worked, are there all the same.
   */
  test.each([1, 2, 3])('of what is current, and of the last releases that worked, is always there (%i)', (seed) => {
    const chance = random(seed);
    let state = keeping(3, environment(0));
    for (let step = 0; step < 14; step++) {
      const digest = build(chance(['a', 'b', 'c', 'd', 'e', 'f']));
      state.images[digest] ??= pushed(digest);
      const past = numbersOf(state);
      const words = past.length > 0 && chance([false, false, true]) ? ['--rollback', String(chance(past))] : ['--digest', digest];
      const accident = chance(['', '', '', 'the update fails', 'the circuit breaker rolls back', 'kill ecr put-image', 'kill ssm put-parameter',
        'kill cloudformation update-stack', 'deny ssm delete-parameter']);
      state.inject = accident.startsWith('kill ') ? { 'kill after': accident.slice(5) } : accident ? { [accident]: 1 } : {};
      state = release({ ...state, calls: [] }, ...words).state;

      for (const [name, { tags }] of Object.entries(state.images)) if (!tags.some(one => one.startsWith(HOLDS))) delete state.images[name];
      const worked = new Set(state.ledger[`${ROOT}/release`].map(version => JSON.parse(version.Description.replace(/^[^{].*/, '{}')).release));
      const restorable = [...worked].filter(Boolean).sort((a, b) => a - b).slice(-3);
      const missing = restorable.filter(number => !state.images[state.ledger[`${ROOT}/releases/${number}`]?.[0].Value]);
      expect({ step, words, accident, missing }).toEqual({ step, words, accident, missing: [] });
      const current = currentOf(state);
      expect(current === 'none' || current in state.images).toBe(true);
      expect(Object.keys(holdsOf(state)).length).toBeLessThanOrEqual(8);
    }
  });
});

describe('looking without touching', () => {
  test('--list names the last releases, newest first, and marks the current one', () => {
    const result = release(environment(2), '--list');
    expectSuccess(result);
    expect(result.out).toBe(`* 2  ${B}  commit commit2  execution -  kept\n  1  ${A}  commit commit1  execution -  kept\n`);
    expect(result.changes).toEqual([]);
  });

  test('--list before the first release', () => {
    expect(release(environment(0), '--list').out).toBe('Guestbook-Staging has seen no release.\n');
  });

  test.each([
    ['--digest', C, [enter(3, C), update('releases/3'), makeCurrent(3, C)]],
    ['--rollback', '1', [update('releases/1'), makeCurrent(1, A, { commit: 'commit1' })]],
  ])('--dry-run of %s says every change and makes none', (option, value, changes) => {
    const result = release(environment(2), option, value, '--dry-run');
    expectSuccess(result);
    expect(result.changes).toEqual([]);
    const said = result.out.split('\n').filter(line => line.startsWith('Would run: aws ') && !line.includes('ecr put-image'));
    expect(said.map(line => `${line.slice(15).replace(/release-[0-9a-f]{8}-[0-9a-f-]{27}/, '<token>')} --output json`)).toEqual(changes);
  });

  test('--dry-run does not wait for a stack that is busy', () => {
    const state = environment(2);
    Object.assign(state.stack, { status: 'UPDATE_IN_PROGRESS', states: Array(10_000).fill('UPDATE_IN_PROGRESS') });
    expect(release(state, '--digest', C, '--dry-run')).toMatchObject({ status: 0, changes: [] });
  });

  test('--help', () => {
    const result = run('--help');
    expect(result).toMatchObject({ status: 0, err: '' });
    expect(result.out).toContain('--dry-run');
    expect(result.out).toMatch(/--timeout-minutes <n> .*twice/);
  });
});

describe('bad arguments', () => {
  test('all mistakes are named at once, before any call', () => {
    write(environment(2));
    const wrong = ['--stack', 'a b', '--digest', 'sha256:ABC', '--list', '--commit', 'two words', '--timeout-minutes', '0'];
    const result = run(...wrong, '--colour', 'red', '--region');
    expect(result.status).toBe(2);
    expect(result.state.calls).toEqual([]);
    for (const mistake of [
      '--stack is "a b", allowed is: letters, digits and hyphens',
      '--digest is "sha256:ABC", allowed is: sha256: and 64 lower-case hexadecimal digits',
      '--commit is "two words"',
      '--timeout-minutes is "0", allowed is: a number above 0',
      '--colour is no option; there are --stack, --digest',
      '"red" belongs to no option',
      '--region needs a value: a region such as eu-west-1',
      'needed is one of --digest, --rollback, --list; given: --digest --list',
    ]) expect(result.err).toContain(mistake);
  });

  test.each([
    [[], '--stack is missing'],
    [['--stack', STACK], 'given: none'],
    [['--stack', STACK, '--rollback', '0'], '--rollback is "0", allowed is: a release number, or previous'],
    [['--stack', STACK, '--rollback', '1', '--commit', 'x'], '--commit goes with --digest'],
    [['--stack', STACK, '--list', '--dry-run=no'], '--dry-run takes no value'],
  ])('%j', (args, mistake) => {
    const result = run(...args);
    expect(result.status).toBe(2);
    expect(result.err).toContain(mistake);
  });
});

describe('where the environment requires provenance', () => {
  const key = newKey();
  const ATTESTATION = `sha256:${'7'.repeat(64)}`;

  /** Two releases, the second one current, and what the tag of an image's attestation names. */
  function requiring(attestations: { [digest: string]: string }, inject: State['inject'] = {}): State {
    const state = environment(2, inject);
    state.publicKey = key.publicKey;
    Object.assign(state.stack.outputs, {
      ReleaseContract: RELEASE_CONTRACT_WITH_PROVENANCE, ReleaseProvenance: JSON.stringify({ key: KEY, source: SOURCE, builder: BUILDER }),
    });
    Object.entries(attestations).forEach(([digest, manifest], index) => {
      const mediaType = 'application/vnd.oci.image.manifest.v1+json';
      state.images[`${ATTESTATION.slice(0, -1)}${index}`] = { mediaType, manifest, tags: [`${digest.replace(':', '-')}.att`] };
    });
    return state;
  }

  /** Exit 1, nothing written, and what was found, expected and to do. */
  function expectRefused(result: Run, says: RegExp): void {
    expect(result.err).toMatch(says);
    expect(result.err).toMatch(/^ {2}found {5}.+\n {2}expected {2}.+signed by arn:aws:kms:\S+\n {2}to do {5}.+/m);
    expect(result.err).toContain('Nothing was changed. The current release is 2.');
    expect(result.err).toMatch(/^[\x20-\x7e\n]*$/);
    expect(result.changes).toEqual([]);
    expectUndone(result);
  }

  const good = (digest: string, commit = COMMIT) => ({ [digest]: JSON.stringify(attestation(digest, key, { commit })) });

  test('an image that the pipeline has built is released, with its commit or without', () => {
    for (const words of [['--commit', COMMIT], []]) {
      const result = release(requiring(good(C)), '--digest', C, ...words);
      expectSuccess(result);
      expect(currentOf(result.state)).toBe(C);
      expect(result.out).toContain(`Provenance: built from ${SOURCE}${words.length > 0 ? ` at commit ${COMMIT}` : ''} by ${BUILDER}`);
    }
  });

  test('one without provenance is refused, and a dry run says so, too', () => {
    for (const words of [['--dry-run'], []]) {
      expectRefused(release(requiring({}), '--digest', C, '--commit', COMMIT, ...words), new RegExp(`there is no tag ${C.replace(':', '-')}.att`));
    }
  });

  test('one that another image has provenance for is refused', () => {
    const state = requiring(good(A));
    Object.values(state.images).forEach((image) => { image.tags = image.tags.map((tag) => tag.replace(A.slice(7), C.slice(7))); });
    expectRefused(release(state, '--digest', C), /a statement about "sha256:aaaa/);
  });

  test.each(badAttestations(C, key))('one with an attestation %s is refused', (_what, text, says) => {
    expectRefused(release(requiring({ [C]: text }), '--digest', C, '--commit', COMMIT), says);
  });

  test('one of another commit is refused', () => {
    expectRefused(release(requiring(good(C)), '--digest', C, '--commit', 'f'.repeat(40)), /commit "0123[^"]+", expected is "ffff/);
  });

  test('a rollback is held to it, too, with the commit of that release', () => {
    const back = release(requiring(good(A, 'commit1')), '--rollback', '1');
    expectSuccess(back);
    expect(currentOf(back.state)).toBe(A);
    expectRefused(release(requiring(good(A, 'commit9')), '--rollback', '1'), /commit "commit9", expected is "commit1"/);
  });

  test('a rollback to a release from before says how that one gets its provenance', () => {
    const state = requiring({});
    state.ledger[`${ROOT}/releases/1`][0].Description = JSON.stringify({ commit: COMMIT });
    const result = release(state, '--rollback', 'previous');
    expectRefused(result, /If this one is older than the requirement, build its commit anew: delete the tag that names the commit,\n +then run the pipeline for it:/);
    expect(result.err).toContain('aws codepipeline start-pipeline-execution --name Guestbook --region eu-west-1 \\\n');
    expect(result.err).toContain(`--source-revisions actionName=Source,revisionType=COMMIT_ID,revisionValue=${COMMIT}`);
  });

  test('going back to the current release after a failure asks for nothing: it is what runs', () => {
    const result = release(requiring(good(C), { 'the update fails': 1 }), '--digest', C);
    expectUndone(result);
    expect(result.err).toContain('Release 3 was not made.');
  });

  test.each(['{', '{}', '[]', 'null', JSON.stringify({ key: KEY, source: SOURCE }), JSON.stringify({ key: 'alias/x', source: SOURCE, builder: BUILDER })])(
    'an output that is %s is no reason to skip it', (output) => {
      const state = requiring(good(C));
      state.stack.outputs.ReleaseProvenance = output;
      const result = release(state, '--digest', C);
      expect(result.err).toContain('Output ReleaseProvenance of stack Guestbook-Staging is "');
      expectUndone(result);
      expect(result.changes).toEqual([]);
    });

  test('nor is an output that is missing', () => {
    const state = requiring(good(C));
    delete state.stack.outputs.ReleaseProvenance;
    const result = release(state, '--digest', C);
    expect(result.err).toContain('has no output ReleaseProvenance');
    expectUndone(result);
  });

  test('without the right to read the key, nothing is released', () => {
    const result = release(requiring(good(C), { 'deny kms get-public-key': 1 }), '--digest', C);
    expect(result.err).toContain('aws kms get-public-key: An error occurred (AccessDenied)');
    expectUndone(result);
  });
});
