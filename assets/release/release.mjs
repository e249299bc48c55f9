#!/usr/bin/env node
/**
 * Releases one build to one environment, or rolls the environment back to an earlier release. Node >= 18 and the AWS CLI, nothing else.
 *
 *   1. read the environment's stack; wait while it is busy
 *   2. see that the image is in its repository, and has signed provenance where the environment requires it; enter the release in the ledger:
 *      <ledger>/releases/<N>, never overwritten
 *   3. where the environment has a release command (a database migration): run it in the new image, and stop here when it fails
 *   4. point the stack at that entry: same template, every other parameter as it was, under the release role
 *   5. follow the update
 *   6. verify that every process runs that digest, enough of it, stably, and healthy where a load balancer asks
 *   7. hold the image by a tag that no rule of the repository expires, beside those of the last releases
 *   8. copy the digest to <ledger>/release, the current entry
 *   9. delete the entries of releases that are no longer kept
 *   On failure from step 5 to 8: say why, and point the stack back at the current entry, which nothing but step 8 ever writes.
 *
 * The release command is a task definition that reads its image from a parameter of its own, the candidate. Step 3 points that one at the entry,
 * which changes that task definition and nothing else, and runs it once. A rollback does not run it: no migration is ever undone here.
 *
 * Safe to kill at any line and to run again, because each step asks AWS what is so, and trusts no memory of an earlier run:
 *
 *   killed                          | what is left                           | the next run with the same digest; with another one
 *   before the entry is written     | nothing                                | starts over; likewise
 *   after the entry is written      | a numbered entry that is not current   | takes that number; takes the next one
 *   while the release command runs  | a task that runs to its end            | follows that very task; waits until it has ended, runs its own
 *   after the release command       | what it has done                       | runs it again, so it has to bear repetition; runs its own
 *   during the update               | a stack that is busy, then moved       | waits, finds nothing to update, verifies; waits, replaces it
 *   during the verification         | a stack on an entry not yet current    | verifies it; replaces it, and if it fails goes back to the current one
 *   before the current entry moves  | a good release, held, not yet current  | verifies again, then moves it; replaces it
 *   after the current entry moved   | all but old entries to delete          | keeps the number, deletes them; deletes them with its own
 *   while going back                | a stack that is busy or not yet back   | releases from wherever the stack stands
 *
 * One release at a time is the pipeline's duty (CodePipeline's QUEUED mode, a concurrency group elsewhere). Two at once do no harm all the
 * same: they get two numbers, CloudFormation takes one update at a time, and a run that sees the stack pointed elsewhere stops, touching nothing.
 *
 * Whoever runs it, here the caller, needs:
 *
 *   call                                 | IAM action                                | on
 *   cloudformation describe-stacks       | cloudformation:DescribeStacks             | the stack
 *   cloudformation describe-stack-events | cloudformation:DescribeStackEvents        | the stack
 *   cloudformation update-stack          | cloudformation:UpdateStack                | the stack, if cloudformation:RoleArn is the release role
 *     under the release role             | iam:PassRole                              | that role, as iam:PassedToService cloudformation.amazonaws.com
 *     with the template's parameters     | ssm:GetParameters                         | what they name: <ledger>/release and releases/*, CDK's version
 *   cloudformation cancel-update-stack   | cloudformation:CancelUpdateStack          | the stack
 *   ssm get-parameter-history            | ssm:GetParameterHistory                   | <ledger>/release, <ledger>/releases/*
 *   ssm put-parameter                    | ssm:PutParameter                          | <ledger>/release, <ledger>/releases/*
 *   ssm get-parameters-by-path           | ssm:GetParametersByPath                   | <ledger>/releases, <ledger>/releases/*
 *   ssm delete-parameter                 | ssm:DeleteParameter                       | <ledger>/releases/*
 *   ecr batch-get-image                  | ecr:BatchGetImage                         | the image repository
 *   ecr list-images                      | ecr:ListImages                            | the image repository
 *   ecr put-image                        | ecr:PutImage                              | the image repository
 *   ecs describe-services                | ecs:DescribeServices                      | the cluster's services
 *   ecs list-tasks                       | ecs:ListTasks                             | *, if ecs:cluster is the cluster
 *   ecs describe-tasks                   | ecs:DescribeTasks                         | the cluster's tasks
 *   elbv2 describe-target-health         | elasticloadbalancing:DescribeTargetHealth | *, it knows no narrower resource
 *   where provenance is required:
 *   kms get-public-key                   | kms:GetPublicKey                          | the key, if kms:RequestAlias is its alias
 *   for a release command only:
 *   ecs run-task                         | ecs:RunTask                               | task-definition/<its family>:*, if ecs:cluster is the cluster
 *     with that task's roles             | iam:PassRole                              | those two, as iam:PassedToService ecs-tasks.amazonaws.com
 *     with that task definition's tags   | ecs:TagResource                           | task/<cluster>/*, if ecs:CreateAction is RunTask
 *   ecs stop-task                        | ecs:StopTask                              | task/<cluster>/*
 *
 * The release role, which CloudFormation assumes, needs what the update itself does (src/release/release-role.ts), and ssm:GetParameters for the
 * same parameters as the caller: it is not documented which of the two looks them up.
 */
import { execFile } from 'node:child_process';
import { createHash, createPublicKey, randomUUID, verify as verifySignature } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const WORD = { test: /^[^\s"\\]{1,400}$/, allows: '1 to 400 characters, no space, quote or backslash' }; // two fit a parameter's description (1,024)
const NUMBER = { test: /^(?=.*[1-9])\d{1,4}(\.\d+)?$/, allows: 'a number above 0' };
const OPTIONS = {
  'stack': { value: 'name', help: 'the environment\'s stack', test: /^[A-Za-z][A-Za-z0-9-]{0,127}$/, allows: 'letters, digits and hyphens' },
  'digest': { value: 'digest', help: 'release this image', test: DIGEST, allows: 'sha256: and 64 lower-case hexadecimal digits' },
  'rollback': {
    value: 'N|previous', help: 'go back to a release; a release command (a migration) is neither run nor undone',
    test: /^([1-9]\d{0,8}|previous)$/, allows: 'a release number, or previous',
  },
  'list': { help: 'list the last releases' },
  'commit': { value: 'id', help: 'recorded with the release', ...WORD },
  'execution': { value: 'id', help: 'recorded likewise: the pipeline\'s execution or job', ...WORD },
  'region': { value: 'region', help: 'when it is not the AWS CLI\'s own', test: /^[a-z]+(-[a-z]+)+-\d+$/, allows: 'a region such as eu-west-1' },
  'outputs': { value: 'file', help: 'append RELEASE=, DIGEST= and URL= to this file', test: /./, allows: 'a file name' },
  'timeout-minutes': {
    value: 'n', help: 'give up after this long (45), then go back: at most twice this, plus a release command; credentials must last as long', ...NUMBER,
  },
  'poll-seconds': { value: 'n', help: 'look this often (10)', ...NUMBER },
  'dry-run': { help: 'say what would change, change nothing' },
  'help': { help: 'this text' },
};

class Failure extends Error {} // an expected failure: its message is the whole story, no stack trace
class Overtaken extends Failure {} // somebody else moved the stack meanwhile: nothing here is ours to undo any more

async function main() {
  let deadline = newDeadline();
  const environment = await openEnvironment(deadline);
  if (options.list) return list(environment);
  const release = options.rollback ? await earlierRelease(environment) : await enterRelease(environment);
  if (environment.command) deadline += await commandFirst(environment, release, deadline); // its time is not the update's
  const update = await startUpdate(environment, { [environment.parameter]: release.name }, deadline);
  if (options['dry-run']) return finish(environment, release);
  try {
    if (update.started) await followUpdate(environment, environment.parameter, release.digest, deadline);
    update.reached = true; // from here on a stack that points elsewhere is somebody else's
    await verify(environment, release, deadline);
    await finish(environment, release);
  } catch (failure) {
    if (failure instanceof Overtaken) throw failure;
    if (update.reached) refuseOvertaken(await readStack(environment), environment.parameter, release.digest);
    console.error(`Release ${release.number} failed: ${failure.message}`);
    await explain(environment, release, update);
    await goBack(environment, release);
  }
  await report(environment, release);
}

// ---- 1. The environment's stack ------------------------------------------------------------------------------------------------------------

// Which outputs there are and what they mean: src/private/well-known.ts says the same numbers, and the second is that of environments that require
// provenance, so that a script which does not know of it makes no release there.
const CONTRACTS = { 1: [], 2: ['ReleaseProvenance'] };
const NEEDED_OUTPUTS = [
  'ReleaseContract', 'ReleaseLedger', 'ReleaseRoleArn', 'ReleaseParameter', 'ReleaseProcesses', 'ReleasesKept', 'ImageRepository', 'ClusterName',
];
const CANNOT_UPDATE = {
  REVIEW_IN_PROGRESS: 'Its first deployment never ran. Deploy it first.',
  ROLLBACK_COMPLETE: 'Its first deployment failed. Fix what its events name and deploy it again: cdk deploy deletes the failed stack first.',
  ROLLBACK_FAILED: 'Its first deployment failed, and so did its rollback. Fix what its events name and deploy it again: '
    + 'cdk deploy deletes the failed stack first, and delete.mjs does when it cannot.',
  UPDATE_ROLLBACK_FAILED: 'Fix what its events name, then run aws cloudformation continue-update-rollback.',
  UPDATE_FAILED: 'It was updated with rollback disabled. Run aws cloudformation rollback-stack.',
};

async function openEnvironment(deadline) {
  // The state comes first: a stack has outputs only once it has been created, and the ledger must be read after another release has ended.
  const named = { stack: options.stack, processes: [] };
  const { outputs, parameters } = options.list ? await readStack(named) : await updatableStack(named, deadline);
  const more = Object.hasOwn(CONTRACTS, outputs.ReleaseContract) ? CONTRACTS[outputs.ReleaseContract] : [];
  const missing = [...NEEDED_OUTPUTS, ...more].filter(key => !outputs[key]);
  if (missing.length > 0) {
    throw new Failure(`Stack ${options.stack} has no output ${missing.join(', ')}: it is no environment of this library, or an older version's.`);
  }
  if (!Object.hasOwn(CONTRACTS, outputs.ReleaseContract)) {
    throw new Failure(`Stack ${options.stack} was deployed with version ${oneLine(outputs.ReleaseContract)} of the release contract, and this script knows version `
      + `${Object.keys(CONTRACTS).join(' and ')}: run the script of the version of cdk-twelve-factor-fargate that deployed the stack.`);
  }
  checkOutputs(outputs);
  return {
    stack: options.stack,
    root: outputs.ReleaseLedger,
    holds: `kept${outputs.ReleaseLedger.replaceAll('/', '_')}_`, // no name holds a _, so no environment's tags begin as another's do
    role: outputs.ReleaseRoleArn,
    parameter: outputs.ReleaseParameter,
    cluster: outputs.ClusterName,
    images: readRepository(outputs.ImageRepository),
    releasesKept: Number(outputs.ReleasesKept),
    command: outputs.ReleaseCommand && readCommand(outputs.ReleaseCommand, parameters),
    provenance: outputs.ReleaseProvenance && readExpectation(outputs.ReleaseProvenance),
    url: outputs.Url ?? '',
    processes: Object.entries(JSON.parse(outputs.ReleaseProcesses)).map(([name, process]) => ({ name, ...process })),
  };
}

const NAME = /^[A-Za-z0-9][\w-]{0,254}$/;
const all = (pattern, ...values) => values.every(value => typeof value === 'string' && pattern.test(value));
/** What the outputs may be that become arguments, files or lines of the log. Every caller that can update the stack can write them. */
const OUTPUTS = {
  ReleaseLedger: { test: value => /^(\/[\w.-]{1,128}){1,15}$/.test(value), allows: 'a path such as /app/environment' },
  ReleaseRoleArn: { test: value => /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/.test(value), allows: 'the ARN of an IAM role' },
  ReleaseParameter: { test: value => /^[A-Za-z0-9]{1,255}$/.test(value), allows: 'the logical id of a parameter: letters and digits' },
  ReleasesKept: { test: value => /^[1-9]\d{0,3}$/.test(value), allows: 'a whole number above 0' },
  ClusterName: { test: value => NAME.test(value), allows: 'the name of a cluster: letters, digits, hyphens and underscores' },
  Url: {
    test: value => /^https?:\/\/[A-Za-z0-9]([A-Za-z0-9.-]{0,252})(:\d{1,5})?(\/[\w./~%-]{0,500})?$/.test(value),
    allows: 'http:// or https://, a host, and at most a port and a path of letters, digits and . _ ~ % - /',
  },
  ReleaseProcesses: {
    test: value => Object.entries(JSON.parse(value)).every(([name, { service, container, minimum }]) => (
      all(NAME, name, container) && all(/^[A-Za-z0-9][\w:/-]{0,511}$/, service) && Number.isInteger(minimum) && minimum >= 0)),
    allows: 'JSON: of each process a service, a container and a minimum, by their names',
  },
  ReleaseCommand: {
    test: value => {
      const { parameter, taskDefinition, container, subnets, securityGroups, timeoutMinutes, logGroup = 'none' } = JSON.parse(value);
      return all(NAME, parameter, taskDefinition, container) && all(/^subnet-[0-9a-z]+$/, ...subnets) && all(/^sg-[0-9a-z]+$/, ...securityGroups)
        && timeoutMinutes > 0 && all(/^[\w./#-]{1,512}$/, logGroup);
    },
    allows: 'JSON: a parameter, a task definition, a container, subnets, security groups and a timeout in minutes',
  },
};

function checkOutputs(outputs) {
  for (const [name, { test, allows }] of Object.entries(OUTPUTS)) {
    let isSound = outputs[name] === undefined;
    try {
      isSound ||= test(outputs[name]);
    } catch {
      isSound = false; // it is not JSON, or has something else where a list or an object should be
    }
    if (!isSound) {
      throw new Failure(`Output ${name} of stack ${options.stack} is ${shown(outputs[name])}, expected is: ${allows}. Nothing was released. `
        + 'Deploy the stack again; the event UpdateStack in CloudTrail says who has changed its outputs.');
    }
  }
}

/** What runs first, where, and for how long at most; and which parameter holds its image: without that one, an old image would run. */
function readCommand(output, parameters) {
  const command = JSON.parse(output);
  if (Object.hasOwn(parameters, command.parameter)) return command;
  throw new Failure(`Stack ${options.stack} has no parameter ${command.parameter}, from which its release command takes its image.`);
}

/** Whose signature counts, and what must be signed. With a part missing, everything would be as expected. */
function readExpectation(output) {
  const expected = parsed(output);
  if (['key', 'source', 'builder'].every(name => typeof expected?.[name] === 'string') && /^arn:[a-z-]+:kms:[a-z0-9-]+:/.test(expected.key)) return expected;
  throw new Failure(`Output ReleaseProvenance of stack ${options.stack} is ${show(output)}, not the JSON of a key, a source and a builder. Deploy the stack again.`);
}

/** Its name, and where it is: the environment may be in another account or region. */
function readRepository(uri) {
  const [, account, region, name] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+\/([a-z0-9][a-z0-9._/-]*)$/.exec(uri) ?? [];
  if (name) return { uri, account, region, name };
  throw new Failure(`Output ImageRepository of stack ${options.stack} is ${shown(uri)}, which is no repository of Amazon ECR.`);
}

async function readStack({ stack }) {
  const { Stacks: [found] } = await aws('cloudformation describe-stacks', '--stack-name', stack)
    .catch(insteadOf(/does not exist/, `Stack ${stack} does not exist in this account and region. Deploy it first.`));
  return {
    status: found.StackStatus,
    // Each with its value; of one that points at a ledger entry, what that entry said when the stack was last updated.
    parameters: Object.fromEntries((found.Parameters ?? []).map(given => [given.ParameterKey, given.ResolvedValue ?? given.ParameterValue])),
    names: (found.Parameters ?? []).map(given => given.ParameterValue), // of the ledger entries among them, their names
    outputs: Object.fromEntries((found.Outputs ?? []).map(output => [output.OutputKey, output.OutputValue])),
  };
}

/** Waits until nothing is in progress on the stack; says which state and which process counts change meanwhile. */
async function settledStack(environment, deadline) {
  for (;;) {
    const stack = await readStack(environment);
    sayIfNew(environment.stack, stack.status);
    if (!stack.status.endsWith('_IN_PROGRESS') || stack.status === 'REVIEW_IN_PROGRESS') return stack;
    if (options['dry-run']) return stack;
    for (const service of await readServices(environment)) sayIfNew(service.process.name, progressOf(service));
    await pause(deadline, `stack ${environment.stack} is still ${stack.status}`);
  }
}

async function updatableStack(environment, deadline) {
  const stack = await settledStack(environment, deadline);
  const advice = CANNOT_UPDATE[stack.status] ?? (/_FAILED$|^DELETE_/.test(stack.status) && 'Delete it with delete.mjs, and deploy it again.');
  if (advice) throw new Failure(`Stack ${environment.stack} is ${stack.status} and cannot be updated. ${advice}`);
  return stack;
}

// ---- 2. The ledger -------------------------------------------------------------------------------------------------------------------------

/** The current entry and the numbered ones, oldest first. */
async function readLedger({ root }) {
  const [current, ...older] = await entryVersions(`${root}/release`);
  if (current.digest !== 'none' && !DIGEST.test(current.digest)) {
    throw new Failure(`${root}/release holds "${current.digest}", neither none nor a digest. Nothing but a release may write the ledger.`);
  }
  const { Parameters } = await aws('ssm get-parameters-by-path', '--path', `${root}/releases`);
  const releases = Parameters.map(({ Name: name, Value: digest }) => ({ name, digest, number: Number(name.split('/').pop()) }));
  return {
    current,
    formerlyCurrent: older.map(version => version.release), // only these are known to have worked
    releases: releases.filter(({ number }) => Number.isInteger(number)).sort((a, b) => a.number - b.number),
  };
}

/** All versions of one entry, newest first. The history is the only call that tells a parameter's description and can be granted by name. */
async function entryVersions(name) {
  const { Parameters } = await aws('ssm get-parameter-history', '--name', name)
    .catch(insteadOf(/ParameterNotFound/, `The ledger entry ${name} does not exist. The codebase stack creates the ledger: deploy that one first.`));
  return Parameters.sort((a, b) => b.Version - a.Version).map(version => ({ ...parseNotes(version.Description), digest: version.Value }));
}

function parseNotes(description) {
  try {
    return Object(JSON.parse(description ?? '{}', (_, value) => typeof value === 'string' ? oneLine(value) : value));
  } catch {
    return {}; // the codebase stack's own words for a ledger that has seen no release
  }
}

/**
 * A build that is the newest release already keeps its number: an earlier run was killed, or is being repeated.
 * Otherwise it takes the next number, and the one after that when another release took it at the same moment.
 */
async function enterRelease(environment) {
  const image = await findImage(environment, options.digest, 'Build and push it first. If it was there once, it has expired.');
  await requireProvenance(environment, options.digest, options.commit);
  for (let attempt = 1; attempt <= 10; attempt++) {
    const { current, releases } = await readLedger(environment);
    const newest = releases.at(-1);
    const notes = { commit: options.commit, execution: options.execution };
    if (newest?.digest === options.digest) {
      console.log(`Release ${newest.number} is this build already.`);
      return { ...newest, ...notes, image };
    }
    const number = Math.max(newest?.number ?? 0, current.release ?? 0) + 1;
    const name = `${environment.root}/releases/${number}`;
    try {
      const text = JSON.stringify(notes);
      await change('ssm put-parameter', '--name', name, '--type', 'String', '--value', options.digest, '--description', text, '--no-overwrite');
      console.log(`Release ${number} is ${options.digest}`);
      return { name, number, digest: options.digest, ...notes, image };
    } catch (error) {
      if (!/ParameterAlreadyExists/.test(error.message)) throw error;
      console.log(`Number ${number} was taken by another release a moment ago.`);
      await sleep(pollMillis * Math.random()); // the next look must not be as stale as this one
    }
  }
  throw new Failure('Ten numbers in a row were taken by other releases: let only one release of an environment run at a time.');
}

/**
 * Where the environment requires it: nothing is released, and nothing gone back to, unless the key of the app's pipeline has signed that this image
 * is that pipeline's. It is asked before anything is written.
 */
async function requireProvenance(environment, digest, commit) {
  if (!environment.provenance) return;
  const { images, provenance: { key, source, builder } } = environment;
  const tag = `${digest.replace(':', '-')}.att`;
  const types = MANIFESTS.map(type => `application/vnd.${type}+json`);
  const words = ['--image-ids', `imageTag=${tag}`, '--accepted-media-types', ...types];
  const { images: [found], failures: [failure] = [] } = await aws('ecr batch-get-image', ...inRepository(images, ...words));
  if (!found && failure?.failureCode !== 'ImageNotFound') throw new Failure(`ECR could not return ${tag}: ${failure?.failureReason ?? 'it gives no reason'}`);
  const { PublicKey: publicKey } = found ? await aws('kms get-public-key', '--key-id', key, '--region', regionOf(key)) : {};
  const problem = found ? problemOfProvenance(found.imageManifest, { digest, key, source, builder, commit, publicKey }) : `there is no tag ${tag}`;
  if (!problem) return console.log(`Provenance: built from ${source}${commit ? ` at commit ${commit}` : ''} by ${builder}`);
  const { current } = await readLedger(environment);
  throw new Failure([
    `Image ${digest} has no provenance that ${environment.stack} accepts, so it is not released.`,
    `  found     ${problem}, in ${images.uri}`,
    `  expected  SLSA provenance of this image: built from ${source}${commit ? ` at commit ${commit}` : ''} by ${builder}, signed by ${key}`,
    `  to do     ${found ? 'see who has written that tag; release an image that the pipeline has built' : remedy(builder, commit)}`,
    `Nothing was changed. The current release is ${current.release ?? 'none'}.`,
  ].join('\n'));
}

/** An image from before provenance was required never gets it, since nothing tells who has built it: its commit is built anew. */
function remedy(builder, commit) {
  const [, region, pipeline] = /^arn:[a-z-]+:codepipeline:([^:]+):\d+:(.+)$/.exec(builder) ?? [];
  if (!pipeline) return 'sign it with provenance.mjs where it is built';
  const type = /^([0-9a-f]{40}|[0-9a-f]{64}|undefined)$/.test(commit) ? 'COMMIT_ID' : 'S3_OBJECT_VERSION_ID';
  return [
    'release an image that the pipeline has built. If this one is older than the requirement, build its commit anew: delete the tag that names the commit,',
    'then run the pipeline for it:',
    `aws codepipeline start-pipeline-execution --name ${pipeline} --region ${region} \\`,
    `  --source-revisions actionName=Source,revisionType=${type},revisionValue=${commit ?? '<commit>'}`,
  ].join('\n            ');
}

async function earlierRelease(environment) {
  const ledger = await readLedger(environment);
  const number = options.rollback === 'previous' ? previousRelease(ledger) : Number(options.rollback);
  const release = ledger.releases.find(entry => entry.number === number);
  if (!release) {
    const last = ledger.releases.slice(-5).map(entry => entry.number).join(', ') || 'none';
    const why = number < ledger.releases[0]?.number ? ` any more: the last ${environment.releasesKept} that worked are kept` : '';
    const what = number ? `Release ${number} is not in the ledger ${environment.root}${why}.` : 'No earlier release has ever been current.';
    throw new Failure(`${what} The last ones are: ${last}. The current one is: ${ledger.current.release ?? 'none'}.`);
  }
  const image = await findImage(environment, release.digest, `It has expired, so release ${number} cannot be restored.`);
  const [{ commit }] = await entryVersions(release.name);
  await requireProvenance(environment, release.digest, commit);
  console.log(`Back to release ${number}: ${release.digest}`);
  return { ...release, commit, execution: options.execution, image };
}

/** The highest number below the current one that was current once and is still kept: a release that failed is nothing to go back to. */
function previousRelease({ current, formerlyCurrent, releases }) {
  return releases.map(release => release.number).filter(number => number < current.release && formerlyCurrent.includes(number)).at(-1);
}

/** The number that the same build worked under before this release. */
async function earlierSuccess(environment, { number, digest }) {
  const { current, formerlyCurrent, releases } = await readLedger(environment);
  const worked = releases.filter(release => [current.release, ...formerlyCurrent].includes(release.number));
  return worked.find(release => release.digest === digest && release.number < number)?.number;
}

// ---- 3. The release command ----------------------------------------------------------------------------------------------------------------

/** Returns how long the command took, in milliseconds. When it fails, no process has been touched and there is nothing to undo. */
async function commandFirst(environment, release, deadline) {
  const earlier = options.rollback ? undefined : await earlierSuccess(environment, release);
  if (options.rollback || earlier) {
    if (earlier) console.log(`This build worked as release ${earlier} already, so to release it once more is to go back.`); // as a pipeline does by itself
    console.log('A rollback does not run the release command, and does not undo what it has done.');
    return 0;
  }
  try {
    await nameCandidate(environment, release, deadline);
    if (options['dry-run']) return startCommand(environment, release).then(() => 0);
    const running = await commandUnderWay(environment, release, deadline);
    const started = Date.now();
    await followCommand(environment, release, running ?? await startCommand(environment, release));
    return Date.now() - started;
  } catch (failure) {
    if (failure instanceof Overtaken) throw failure;
    console.error(`Release ${release.number} failed: ${failure.message}`);
    throw new Failure(`Release ${release.number} was not made. The release command comes first: no process of ${environment.stack} was touched.`);
  }
}

/** Gives the release command's task definition the new image, and changes nothing else: the release parameter keeps its value. */
async function nameCandidate(environment, release, deadline) {
  const { parameter } = environment.command;
  const update = await startUpdate(environment, { [parameter]: release.name }, deadline);
  if (options['dry-run'] || !update.started) return;
  try {
    await followUpdate(environment, parameter, release.digest, deadline);
  } catch (failure) {
    await explain({ ...environment, processes: [] }, release, update); // no process has had a part in it
    throw failure;
  }
}

/**
 * Two migrations at once could do harm. This release's own command, of a run that was killed, is followed; any other is waited for: another
 * release's, one that somebody started by hand, or one that was told to stop and has not yet.
 */
async function commandUnderWay(environment, release, deadline) {
  for (;;) {
    const tasks = [];
    // In the order in which a task passes them, or one might slip through in between. One that is told to stop may go on for two minutes.
    for (const desiredStatus of ['RUNNING', 'STOPPED']) tasks.push(...await readTasks(environment, environment.command, desiredStatus));
    const underWay = tasks.filter(task => task.lastStatus !== 'STOPPED');
    const own = underWay.find(task => task.startedBy === starterOf(release) && task.desiredStatus === 'RUNNING');
    if (own) console.log(`The release command of release ${release.number} runs already.`);
    if (own || underWay.length === 0) return own;
    const [{ taskArn, startedBy = 'somebody' }] = underWay;
    sayIfNew('release command', `waiting for ${taskArn}, started by ${startedBy}`);
    await pause(deadline, `the release command that ${startedBy} started has not ended: ${taskArn}`);
  }
}

async function startCommand({ cluster, command }, release) {
  const network = `subnets=[${command.subnets}],securityGroups=[${command.securityGroups}],assignPublicIp=DISABLED`;
  // A token of this run's own, which its retries share: one for each number would give a release that is repeated the task that failed.
  const answer = await change('ecs run-task', '--cluster', cluster, '--task-definition', command.taskDefinition, '--launch-type', 'FARGATE',
    '--network-configuration', `awsvpcConfiguration={${network}}`, '--started-by', starterOf(release), '--propagate-tags', 'TASK_DEFINITION',
    '--client-token', `release-${randomUUID()}`);
  if (options['dry-run'] || answer.tasks.length > 0) return answer?.tasks[0];
  const reasons = answer.failures.map(({ reason, detail }) => detail ? `${reason}, ${detail}` : reason);
  throw new Failure(`ECS did not start the release command: ${reasons.join('; ') || 'it gives no reason'}`);
}

/** Until it has ended, which must be with exit code 0. */
async function followCommand(environment, release, task) {
  const { timeoutMinutes } = environment.command;
  const deadline = Date.now() + timeoutMinutes * 60_000;
  for (;;) {
    sayIfNew('release command', `${task.lastStatus} (${task.taskArn})`);
    const problem = problemOf(environment, release, task);
    if (problem) await giveUpCommand(environment, release, task, problem);
    if (task.lastStatus === 'STOPPED') return console.log('The release command has succeeded.');
    if (Date.now() > deadline) await giveUpCommand(environment, release, task, `took longer than ${timeoutMinutes} minutes`);
    await sleep(pollMillis);
    task = (await describeTasks(environment, [task.taskArn]))[0] ?? task; // a new one may not be found at once
  }
}

/** A container beside the command's own, such as a log router, may end as it likes. */
function problemOf({ command }, release, task) {
  const container = containerOf(task, command);
  if (container.image && !isOf(release, container)) return `runs ${container.image}, which is not the release's`; // ECS took an older revision
  if (task.lastStatus !== 'STOPPED' || container.exitCode === 0) return undefined;
  return `${container.exitCode === undefined ? 'did not come to its end' : 'failed'}: ${reasonOf(task)}`;
}

async function giveUpCommand({ cluster, command }, release, { taskArn, lastStatus }, problem) {
  if (lastStatus !== 'STOPPED') {
    const reason = `Release ${release.number} has given it up`;
    await change('ecs stop-task', '--cluster', cluster, '--task', taskArn, '--reason', reason).catch(error => console.error(error.message));
  }
  const where = command.logGroup ? `log group ${command.logGroup}` : 'where the environment\'s logs go';
  throw new Failure(`the release command ${problem}\n  Its log: ${where}, stream .../${command.container}/${taskArn.split('/').pop()}`);
}

function starterOf({ number }) {
  return `release-${number}`;
}

// ---- 4. and 5. The update ------------------------------------------------------------------------------------------------------------------

/** Parameter Store is not consistent at once. An entry that is not seen by then is not late: it was deleted, or may not be read. */
const MOST_LOOKS = 12;

/** Points parameters at ledger entries. Returns the token that marks the events of this update, and whether there is an update at all. */
async function startUpdate(environment, entries, deadline) {
  // A token of this run's own: CloudFormation may take one that it has seen before for a repetition, and do nothing. Retries share it.
  const token = `release-${randomUUID()}`;
  for (let looks = 1; ; looks++) {
    const stack = await updatableStack(environment, deadline);
    const valueOf = key => entries[key] ? `ParameterValue=${entries[key]}` : 'UsePreviousValue=true';
    const parameters = Object.keys(stack.parameters).map(key => `ParameterKey=${key},${valueOf(key)}`);
    try {
      await change('cloudformation update-stack', '--stack-name', environment.stack, '--use-previous-template', '--role-arn', environment.role,
        '--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', '--parameters', ...parameters, '--client-request-token', token);
      return { token, started: true };
    } catch (error) {
      if (/No updates are to be performed/.test(error.message)) {
        console.log('CloudFormation has nothing to update.');
        return { token, started: false };
      }
      if (/Unable to fetch parameters/.test(error.message) && looks < MOST_LOOKS) {
        sayIfNew(environment.stack, 'CloudFormation does not see the new ledger entry yet');
        await pause(deadline, error.message);
        continue;
      }
      if (!/_IN_PROGRESS state and can ?not be updated/.test(error.message)) throw error;
      await pause(deadline, 'the stack was busy each time'); // somebody was faster between the look and the call
    }
  }
}

async function followUpdate(environment, parameter, digest, deadline) {
  const stack = await settledStack(environment, deadline);
  if (stack.status !== 'UPDATE_COMPLETE') throw new Failure(`CloudFormation did not complete the update: the stack is ${stack.status}.`);
  refuseOvertaken(stack, parameter, digest);
}

function refuseOvertaken({ parameters }, parameter, digest) {
  if (parameters[parameter] !== digest) throw new Overtaken(`Another update has pointed the stack at ${parameters[parameter]} meanwhile.`);
}

// ---- 6. The verification -------------------------------------------------------------------------------------------------------------------

/**
 * UPDATE_COMPLETE is no proof: at a first release it comes with no task at all, and Application Auto Scaling lifts the counts afterwards,
 * outside any deployment in which ECS would wait for health checks; and a service that ECS rolled back by itself has been reported as a
 * success before.
 */
async function verify(environment, release, deadline) {
  const stoppedBefore = new Set();
  for (const process of environment.processes) for (const task of await readTasks(environment, process, 'STOPPED')) stoppedBefore.add(task.taskArn);
  for (;;) {
    refuseOvertaken(await readStack(environment), environment.parameter, release.digest);
    const waitingFor = [];
    for (const service of await readServices(environment)) {
      const health = await readHealth(service);
      const progress = progressOf(service, health);
      sayIfNew(service.process.name, progress);
      const done = await runsRelease(environment, service, release, stoppedBefore) && health.healthy >= health.wanted;
      if (!done) waitingFor.push(`${service.process.name}: ${progress}${health.reasons.length > 0 ? ` (${health.reasons.join('; ')})` : ''}`);
    }
    if (waitingFor.length === 0) return console.log(`Verified: every process runs release ${release.number}.`);
    await pause(deadline, waitingFor.join('; '));
  }
}

/** Yes, not yet, or a failure when waiting longer is no use. */
async function runsRelease(environment, service, release, stoppedBefore) {
  const { process, primary } = service;
  if (primary.rolloutState === 'FAILED') throw new Failure(`ECS gave up on ${process.name}: ${primary.rolloutStateReason}`);
  if (service.desiredCount > 0 && service.runningCount === 0) await refuseCrashLoop(environment, process, release, stoppedBefore);
  if (hasOlderTasks(service) || primary.rolloutState !== 'COMPLETED' || service.pendingCount > 0) return false;
  if (service.desiredCount < process.minimum || service.runningCount !== service.desiredCount) return false;

  const running = (await readTasks(environment, process, 'RUNNING')).filter(task => task.lastStatus === 'RUNNING');
  const other = running.map(task => containerOf(task, process)).find(container => !isOf(release, container));
  if (other) {
    throw new Failure(`${process.name} is stable but runs ${other.imageDigest ?? other.image}: ECS has rolled it back (circuit breaker or alarm).`);
  }
  return running.length >= service.runningCount; // the list of tasks may lag behind the count
}

/** A first release starts outside any ECS deployment, so no circuit breaker watches it. Three tasks, the breaker's own least, are enough. */
async function refuseCrashLoop(environment, process, release, stoppedBefore) {
  const stopped = (await readTasks(environment, process, 'STOPPED')).filter(task => !stoppedBefore.has(task.taskArn));
  const crashed = stopped.filter(task => isOf(release, containerOf(task, process)));
  if (crashed.length >= 3) throw new Failure(`${process.name} does not start: ${crashed.length} tasks of this release have stopped and none runs.`);
}

async function readServices({ cluster, processes }) {
  const services = [];
  for (const some of batches(processes, 10)) {
    const found = await aws('ecs describe-services', '--cluster', cluster, '--services', ...some.map(process => process.service));
    for (const process of some) {
      const service = found.services.find(({ serviceName, serviceArn }) => [serviceName, serviceArn].includes(process.service));
      if (!service) throw new Failure(`The service of ${process.name}, ${process.service}, is not in the cluster ${cluster}.`);
      services.push({ ...service, process, primary: service.deployments.find(({ status }) => status === 'PRIMARY') ?? {} });
    }
  }
  return services;
}

/** How many targets are healthy, in the target group that has the fewest, how many must be, and what the load balancer says of the others. */
async function readHealth({ process, desiredCount, loadBalancers = [] }) {
  const wanted = Math.max(process.minimum, desiredCount);
  const groups = wanted > 0 ? loadBalancers.map(({ targetGroupArn }) => targetGroupArn).filter(Boolean) : [];
  const healthy = [];
  const reasons = new Set();
  for (const group of groups) {
    const { TargetHealthDescriptions: targets } = await aws('elbv2 describe-target-health', '--target-group-arn', group);
    healthy.push(targets.filter(({ TargetHealth: { State: state } }) => state === 'healthy').length);
    for (const { TargetHealth: { State: state, Reason: reason, Description: text = 'no description' } } of targets) {
      if (!['healthy', 'draining'].includes(state)) reasons.add(`${reason}: ${text}`); // a target drains because its task was told to stop
    }
  }
  return { asked: groups.length > 0, healthy: Math.min(...healthy), wanted, reasons: [...reasons] }; // of no group: Infinity, always enough
}

/** The tasks of a process, or of the release command. ECS takes one such filter, and keeps a stopped task for an hour or so. */
async function readTasks(environment, { service, taskDefinition }, desiredStatus) {
  const filter = service ? ['--service-name', service] : ['--family', taskDefinition];
  const { taskArns } = await aws('ecs list-tasks', '--cluster', environment.cluster, ...filter, '--desired-status', desiredStatus);
  const tasks = [];
  for (const some of batches(taskArns, 100)) tasks.push(...await describeTasks(environment, some));
  return tasks;
}

async function describeTasks({ cluster }, taskArns) {
  return (await aws('ecs describe-tasks', '--cluster', cluster, '--tasks', ...taskArns)).tasks;
}

function containerOf(task, process) {
  return task.containers.find(container => container.name === process.container) ?? {};
}

/** An image pinned by digest is that digest. Of a multi-platform image ECS may report the digest of the platform's own manifest instead. */
function isOf(release, { image, imageDigest }) {
  return imageDigest === release.digest || Boolean(image?.endsWith(`@${release.digest}`));
}

/** Another deployment than the current one counts while it has tasks: one that failed may be listed for long, with none. */
function hasOlderTasks({ primary, deployments }) {
  return deployments.some(other => other !== primary && (other.runningCount ?? 0) + (other.pendingCount ?? 0) > 0);
}

function progressOf(service, health) {
  const { primary, desiredCount } = service;
  const old = hasOlderTasks(service) ? ', older tasks still draining' : '';
  const healthy = health?.asked ? `, ${health.healthy} of ${health.wanted} healthy` : '';
  return `${primary.runningCount} of ${desiredCount} running${healthy}, rollout ${primary.rolloutState}${old}`;
}

// ---- 7. to 9. What is kept -----------------------------------------------------------------------------------------------------------------

/**
 * ECR's lifecycle rules know when an image was first pushed, never when it was released or whether it runs: "the newest twenty" would expire an
 * older build that was released late, while it runs. So the repository's rules leave alone what has a tag kept_<app>_<environment>_<n>, and each
 * release says what has: the last releases that worked, the current one, and itself, before it becomes current. Whatever runs, or may be gone
 * back to, is held at every moment, in whatever order images were pushed, released, rolled back to or failed, and wherever a run is killed.
 * A tag on any other image is moved to this one; a new tag is made only when there is none such. So the tags do not grow in number.
 */
async function finish(environment, release) {
  const ledger = await readLedger(environment);
  const holds = await readHolds(environment);
  const { names } = await readStack(environment);
  await hold(environment, release, holds, [release, ledger.current, ...restorable(environment, ledger, holds)]);
  await makeCurrent(environment, release);
  await prune(environment, afterwards(ledger, release), holds, [...names, release.name]);
}

/** The ledger as it is once this release is the current one. */
function afterwards({ current, formerlyCurrent, releases }, { number, name, digest }) {
  const others = releases.filter(entry => entry.number !== number);
  return {
    current: { release: number, digest },
    formerlyCurrent: [current.release, ...formerlyCurrent],
    releases: [...others, { number, name, digest }].sort((a, b) => a.number - b.number),
  };
}

/**
 * The last releases that worked, as the history of the current entry tells, of which SSM keeps 100 versions. Where it has forgotten, because one
 * release was repeated a hundred times, the tags remember: only an image that worked has ever got one.
 */
function restorable({ releasesKept }, { current, formerlyCurrent, releases }, holds) {
  const known = releases.filter(({ number }) => [current.release, ...formerlyCurrent].includes(number));
  const worked = releases.filter(entry => known.includes(entry) || holds.some(({ digest }) => digest === entry.digest));
  return [...new Set([...worked.slice(-releasesKept), ...known.slice(-releasesKept)])];
}

/** A release whose image may vanish is not made: what goes wrong here makes it fail. */
async function hold(environment, release, holds, kept) {
  let held = holds.some(({ digest }) => digest === release.digest);
  for (const { tag } of holds.filter(({ digest }) => !kept.some(entry => entry.digest === digest))) {
    if (!await tagImage(environment, release, tag)) break; // tags do not move in this repository, which is not of this library: they add up
    held = true;
  }
  const next = Math.max(0, ...holds.map(({ number }) => number)) + 1;
  if (!held && !await tagImage(environment, release, `${environment.holds}${next}`)) {
    throw new Failure(`Tag ${environment.holds}${next} was taken by another release a moment ago.`);
  }
}

/** The tags that hold images for this environment. */
async function readHolds({ holds, images }) {
  const { imageIds } = await aws('ecr list-images', ...inRepository(images, '--filter', 'tagStatus=TAGGED'));
  const own = imageIds.filter(({ imageTag }) => imageTag?.startsWith(holds));
  return own.map(({ imageTag: tag, imageDigest: digest }) => ({ tag, digest, number: Number(tag.slice(holds.length)) || 0 }));
}

/** Says whether the image has the tag now; it has not when the tag is another's and may not move. */
async function tagImage({ images }, { digest, image }, tag) {
  const words = ['--image-tag', tag, '--image-digest', digest, '--image-manifest-media-type', image.mediaType, '--image-manifest', image.manifest];
  try {
    await change('ecr put-image', ...inRepository(images, ...words));
  } catch (error) {
    if (/ImageTagAlreadyExists/.test(error.message)) return false;
    if (!/ImageAlreadyExists/.test(error.message)) throw error; // a call that is retried may have been heard the first time
  }
  return true;
}

const MANIFESTS = ['docker.distribution.manifest.v2', 'docker.distribution.manifest.list.v2', 'oci.image.manifest.v1', 'oci.image.index.v1'];

/** What tags an image: its own manifest, to the letter. ECR translates none that is asked for by digest. */
async function findImage({ images }, digest, otherwise) {
  const types = MANIFESTS.map(type => `application/vnd.${type}+json`);
  const words = ['--image-ids', `imageDigest=${digest}`, '--accepted-media-types', ...types];
  const { images: [found], failures: [failure] = [] } = await aws('ecr batch-get-image', ...inRepository(images, ...words));
  if (found) return { manifest: found.imageManifest, mediaType: found.imageManifestMediaType };
  if (failure?.failureCode !== 'ImageNotFound') throw new Failure(`Image ${digest} cannot be had: ${failure?.failureReason ?? 'ECR gives no reason'}`);
  throw new Failure(`Image ${digest} is not in the repository ${images.uri}. ${otherwise}`);
}

function inRepository({ account, region, name }, ...words) {
  return ['--registry-id', account, '--repository-name', name, ...words, '--region', region];
}

async function makeCurrent({ root }, { number, digest, commit, execution }) {
  const notes = JSON.stringify({ release: number, commit, execution });
  await change('ssm put-parameter', '--name', `${root}/release`, '--type', 'String', '--value', digest, '--description', notes, '--overwrite');
}

/** The release is made, whatever becomes of older entries. What the stack reads stays, or it could not be updated any more. */
async function prune(environment, ledger, holds, inUse) {
  const kept = restorable(environment, ledger, holds);
  if (kept.length < environment.releasesKept) return;
  const oldest = Math.min(...kept.map(({ number }) => number));
  try {
    for (const { number, name } of ledger.releases) {
      if (number >= oldest || inUse.includes(name)) continue;
      await change('ssm delete-parameter', '--name', name).catch(ignore(/ParameterNotFound/));
      console.log(`Release ${number} is no longer kept: the last ${environment.releasesKept} are.`);
    }
  } catch (error) {
    console.error(`Warning: an old ledger entry was not deleted, the next release tries again. ${error.message}`);
  }
}

// ---- Success -------------------------------------------------------------------------------------------------------------------------------

async function report(environment, { number, digest, commit }) {
  const previous = previousRelease(await readLedger(environment));
  const region = options.region ? ` --region ${options.region}` : '';
  console.log(`\nRelease ${number} is live on ${environment.stack}.`);
  console.log(`  commit     ${commit ?? 'not given'}\n  digest     ${digest}\n  url        ${environment.url || 'none'}`);
  console.log(`  roll back  ${previous ? `node release.mjs --stack ${environment.stack}${region} --rollback ${previous}` : 'no earlier release'}`);
  if (options.outputs) appendFileSync(options.outputs, `RELEASE=${number}\nDIGEST=${digest}\nURL=${environment.url}\n`);
}

async function list(environment) {
  const { current, releases } = await readLedger(environment);
  const held = (await readHolds(environment)).map(({ digest }) => digest);
  if (releases.length === 0) console.log(`${environment.stack} has seen no release.`);
  for (const { number, name, digest } of releases.slice(-Math.max(10, environment.releasesKept)).reverse()) {
    const [{ commit = '-', execution = '-' }] = await entryVersions(name);
    const kept = held.includes(digest) ? '  kept' : '';
    console.log(`${number === current.release ? '*' : ' '} ${number}  ${digest}  commit ${commit}  execution ${execution}${kept}`);
  }
}

// ---- Failure -------------------------------------------------------------------------------------------------------------------------------

/** Says what went wrong first, which is what matters: events come newest first, and most of a failed update's are mere consequences. */
async function explain(environment, release, { token }) {
  try {
    const { StackEvents } = await aws('cloudformation describe-stack-events', '--stack-name', environment.stack, '--max-items', '300');
    const failed = StackEvents.reverse().filter(event => event.ClientRequestToken === token
      && /_FAILED$|^UPDATE_ROLLBACK_IN_PROGRESS$/.test(event.ResourceStatus) && !/^Resource \w+ cancelled/i.test(event.ResourceStatusReason));
    for (const { LogicalResourceId: what, ResourceStatus: status, ResourceStatusReason: reason } of failed.slice(0, 5)) {
      console.error(`  ${what} ${status}: ${oneLine(reason ?? 'no reason given')}`);
    }

    for (const process of environment.processes) {
      const stopped = (await readTasks(environment, process, 'STOPPED')).filter(task => isOf(release, containerOf(task, process)));
      for (const reason of [...new Set(stopped.map(reasonOf))].slice(0, 5)) console.error(`  ${process.name} stopped: ${reason}`);
    }
  } catch (error) {
    console.error(`  (the reasons could not be read: ${error.message})`);
  }
}

function reasonOf(task) {
  const containers = task.containers.filter(container => container.exitCode || container.reason)
    .map(({ name, exitCode, reason }) => `${name}${exitCode === undefined ? '' : ` exited with ${exitCode}`}${reason ? ` ${reason}` : ''}`);
  return oneLine([task.stoppedReason ?? task.stopCode, ...containers].join(', '));
}

/**
 * Leaves the stack on the current entry, wherever the failure has left it: still updating (it took too long), on this release (the
 * verification failed), on a release that a killed run never verified (CloudFormation undid this one to it), or on the current one already.
 */
async function goBack(environment, release) {
  const deadline = newDeadline();
  const { current } = await readLedger(environment);
  const { status, parameters } = await readStack(environment);
  if (status === 'UPDATE_IN_PROGRESS' && parameters[environment.parameter] === release.digest) { // if it has ended since, nothing is cancelled
    await change('cloudformation cancel-update-stack', '--stack-name', environment.stack).catch(error => console.error(error.message));
  }
  if ((await updatableStack(environment, deadline)).parameters[environment.parameter] !== current.digest) {
    console.log(`Going back to the current release (${current.release ?? 'none'}).`);
    const { started } = await startUpdate(environment, { [environment.parameter]: `${environment.root}/release` }, deadline);
    if (started) await followUpdate(environment, environment.parameter, current.digest, deadline);
  }
  throw new Failure(`Release ${release.number} was not made. ${environment.stack} is on the current release (${current.release ?? 'none'}).`);
}

// ---- What provenance must be: the same lines in release.mjs and provenance.mjs -------------------------------------------------------------

const BUILD_TYPE = 'https://github.com/cdk-twelve-factor-fargate/cdk-twelve-factor-fargate/blob/main/docs/provenance.md#build-type-v1';
const ENVELOPE = 'application/vnd.dsse.envelope.v1+json';
const PAYLOAD = 'application/vnd.in-toto+json';
const STATEMENT = 'https://in-toto.io/Statement/v1';
const PREDICATE = 'https://slsa.dev/provenance/v1';
const MOST_CHARACTERS = 256 * 1024; // provenance has some thousand

/** Why the manifest of an attestation is not what is expected; undefined when it is. Whatever it holds comes from a registry that others write. */
function problemOfProvenance(text, expected) {
  if (text.length > MOST_CHARACTERS) return `a manifest of ${text.length} characters; at most ${MOST_CHARACTERS} are read`;
  const manifest = parsed(text);
  if (!Array.isArray(manifest?.layers)) return `${manifest === undefined ? 'text that is not JSON' : show(manifest?.mediaType)}, not the manifest of an attestation`;
  const envelopes = manifest.layers.filter(layer => layer?.mediaType === ENVELOPE);
  if (envelopes.length === 0) return `a manifest without an envelope of type ${ENVELOPE}`;
  const problems = envelopes.slice(0, 16).map(layer => problemOfEnvelope(layer, expected));
  return problems.includes(undefined) ? undefined : problems[0];
}

function problemOfEnvelope({ data, digest, size }, expected) {
  if (typeof data !== 'string') return 'an envelope that is not embedded in its manifest, as that of provenance.mjs is';
  const bytes = Buffer.from(data, 'base64');
  if (digest !== sha256(bytes) || size !== bytes.length) return `an embedded envelope that is not the one of digest ${show(digest)}`;
  const envelope = parsed(bytes);
  if (envelope?.payloadType !== PAYLOAD) return `a payload of type ${show(envelope?.payloadType)}, expected is ${PAYLOAD}`;
  const payload = Buffer.from(String(envelope.payload), 'base64');
  const signatures = Array.isArray(envelope.signatures) ? envelope.signatures.slice(0, 16) : [];
  const isSigned = signatures.some(one => verifies(expected.publicKey, preAuthenticationEncoding(payload), one?.sig)); // one of ours is enough
  return isSigned ? problemOfStatement(parsed(payload), expected) : `${signatures.length} signatures, none by ${expected.key}`;
}

function problemOfStatement(statement, { digest, source, builder, commit }) {
  const { externalParameters: parameters, buildType } = statement?.predicate?.buildDefinition ?? {};
  const subjects = Array.isArray(statement?.subject) ? statement.subject.map(one => `sha256:${one?.digest?.sha256}`) : [];
  if (!subjects.includes(digest)) return `a statement about ${show(subjects.slice(0, 3).join(', '))}, not about this image`;
  const facts = [
    ['statement type', statement._type, STATEMENT],
    ['predicate type', statement.predicateType, PREDICATE],
    ['build type', buildType, BUILD_TYPE],
    ['repository', parameters?.repository, source],
    ['builder', statement.predicate?.runDetails?.builder?.id, builder],
    ['commit', parameters?.commit, commit ?? parameters?.commit],
  ];
  const [what, found, wanted] = facts.find(([, is, must]) => is !== must) ?? [];
  return what && `${what} ${show(found)}, expected is ${show(wanted)}`;
}

function verifies(publicKey, message, signature) {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verifySignature('sha256', message, key, Buffer.from(String(signature), 'base64'));
  } catch {
    return false;
  }
}

/** What is signed: type and content, each after its length. @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
function preAuthenticationEncoding(payload) {
  return Buffer.concat([Buffer.from(`DSSEv1 ${PAYLOAD.length} ${PAYLOAD} ${payload.length} `), payload]);
}

function sha256(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In one line, whatever it is: control characters must not forge a log. */
function show(value) {
  return String(JSON.stringify(value)).replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

function regionOf(arn) {
  return arn.split(':')[3];
}

// ---- Tools ---------------------------------------------------------------------------------------------------------------------------------

const TRANSIENT = /Throttl|RequestLimitExceeded|Rate exceeded|TooMany(Updates|Requests)|ServiceUnavailable|Internal(Server)?(Error|Failure)/;

/** One call of the AWS CLI, arguments as an array: no shell reads them. Retried with growing random pauses when AWS is busy. */
async function aws(command, ...words) {
  const region = options.region && !words.includes('--region') ? ['--region', options.region] : [];
  // By variables, because version 1 knows no --no-cli-pager. The error format is the one that this script reads.
  const env = { ...process.env, AWS_PAGER: '', AWS_CLI_ERROR_FORMAT: 'legacy' };
  for (let attempt = 1; ; attempt++) {
    try {
      const call = [...command.split(' '), ...words, ...region, '--output', 'json'];
      const { stdout } = await promisify(execFile)('aws', call, { env, maxBuffer: 64 * 1024 * 1024 });
      return stdout.trim() ? JSON.parse(stdout) : {};
    } catch (error) {
      if (error.code === 'ENOENT') throw new Failure('There is no aws command on the PATH: install the AWS CLI.');
      const message = error.stderr?.trim() || error.message;
      if (attempt === 8 || !TRANSIENT.test(message)) throw new Failure(`aws ${command}: ${message}`);
      await sleep(Math.random() * Math.min(30_000, 500 * 2 ** attempt));
    }
  }
}

/** The same for a call that changes something: a dry run only says it, manifests shortened. */
async function change(command, ...words) {
  if (!options['dry-run']) return aws(command, ...words);
  console.log(`Would run: aws ${[command, ...words].map(word => word.length > 500 ? `${word.slice(0, 40)}...` : word).join(' ')}`);
}

function newDeadline() {
  return Date.now() + Number(options['timeout-minutes']) * 60_000;
}

/** For catch(): these words instead of the AWS CLI's, when that is what it says. */
function insteadOf(pattern, message) {
  return error => {
    throw pattern.test(error.message) ? new Failure(message) : error;
  };
}

/** For catch(): nothing has to be done any more, when that is what the AWS CLI says. */
function ignore(pattern) {
  return error => {
    if (!pattern.test(error.message)) throw error;
  };
}

/** AWS describes ten services or a hundred tasks at a time. */
function batches(items, size) {
  return items.length > 0 ? [items.slice(0, size), ...batches(items.slice(size), size)] : [];
}

async function pause(deadline, waitingFor) {
  if (Date.now() > deadline) throw new Failure(`Gave up after ${options['timeout-minutes']} minutes: ${waitingFor}`);
  await sleep(pollMillis);
}

/** What others wrote, as a part of one line of the log: control characters and what turns the direction of text are shown as escapes. */
function oneLine(text) {
  return text.slice(0, 2000).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, one => `\\u${one.codePointAt(0).toString(16).padStart(4, '0')}`).slice(0, 2000);
}

/** The same in quotes, and not long. */
function shown(text) {
  return `"${oneLine(text.slice(0, 200))}"`;
}

const said = new Map();
function sayIfNew(topic, text) {
  if (said.get(topic) !== text) console.log(`${topic}: ${text}`);
  said.set(topic, text);
}

// ---- The command line ----------------------------------------------------------------------------------------------------------------------

/** Finds all mistakes before it names any: nobody should have to run a pipeline once per typing error. */
function readOptions(argv) {
  const types = Object.fromEntries(Object.entries(OPTIONS).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }]));
  const { values, positionals } = parseArgs({ args: argv, options: types, strict: false });
  if (values.help) return values;

  const mistakes = positionals.map(word => `"${word}" belongs to no option`);
  for (const [name, given] of Object.entries(values)) {
    const option = OPTIONS[name];
    if (!option) mistakes.push(`--${name} is no option; there are --${Object.keys(OPTIONS).join(', --')}`);
    else if (!option.value && given !== true) mistakes.push(`--${name} takes no value, "${given}" was given`);
    else if (option.value && given === true) mistakes.push(`--${name} needs a value: ${option.allows}`);
    else if (option.value && !option.test.test(given)) mistakes.push(`--${name} is "${given}", allowed is: ${option.allows}`);
  }
  const tasks = ['digest', 'rollback', 'list'].filter(name => values[name] !== undefined);
  if (values.stack === undefined) mistakes.push(`--stack is missing: ${OPTIONS.stack.help}`);
  const given = tasks.map(name => `--${name}`).join(' ') || 'none';
  if (tasks.length !== 1) mistakes.push(`needed is one of --digest, --rollback, --list; given: ${given}`);
  if (values.commit && values.rollback) mistakes.push('--commit goes with --digest: the ledger knows the commit of an earlier release');
  return mistakes.length > 0 ? { mistakes } : { 'timeout-minutes': '45', 'poll-seconds': '10', ...values };
}

function usage() {
  const lines = Object.entries(OPTIONS).map(([name, { value, help }]) => `  ${`--${name}${value ? ` <${value}>` : ''}`.padEnd(24)} ${help}`);
  return ['node release.mjs --stack <name> (--digest <digest> | --rollback <N|previous> | --list) [options]', ...lines].join('\n');
}

const options = readOptions(process.argv.slice(2));
const pollMillis = Number(options['poll-seconds']) * 1000;
if (options.help) {
  console.log(usage());
} else if (options.mistakes) {
  console.error(['release.mjs cannot start:', ...options.mistakes.map(mistake => `  ${mistake}`), 'Run it with --help for all options.'].join('\n'));
  process.exitCode = 2;
} else {
  main().catch(error => {
    console.error(error instanceof Failure ? error.message : error.stack);
    process.exitCode = 1;
  });
}
