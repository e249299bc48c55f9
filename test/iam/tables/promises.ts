import { ledgerRole } from './custom-resources';
import { actionRoles, buildRole, pipelineRole, scanRole, smokeTestRole, sourceRole } from './pipeline-roles';
import { releaseRoles } from './release-role';
import { releaserRoles } from './releaser-roles';
import { executionRoles, taskRoles } from './task-roles';
import { Promised } from '../support/promised';

const DATA = [/read (a secret|the app's data|other files)/];

/** The last column of the table "Who can do what" in docs/security.md, by the first words of a row's first column. Each clause of a cell. */
export const CANNOT: { [who: string]: Promised[] } = {
  'the build': [
    { says: 'release', of: [buildRole], provenBy: [/^update a stack/, /^pass a release role/, /^become a release role/, /^write a ledger/, /^update a service/, /^run a task/] },
    { says: 'read secrets or data', of: [buildRole], provenBy: [...DATA, /^read a ledger/] },
    { says: 'start, approve or roll back a release', of: [buildRole], provenBy: [/^A5: start/, /^A5: approve/, /^A5: roll/, /^A5: override/, /^A5: retry/, /^start a build/] },
    { says: 'delete or expire an image', of: [buildRole], provenBy: [/^delete an image/, /^A7: expire/] },
    { says: 'make tags movable', of: [buildRole], provenBy: [/^make tags movable/] },
    { says: 'write the code or a script of the release', of: [buildRole], provenBy: [/^change the code/, /^write the CDK's assets/] },
  ],
  'the scan': [
    { says: 'release', of: [scanRole], provenBy: [/^update a stack/, /^pass a release role/, /^become a release role/, /^write a ledger/, /^update a service/, /^run a task/] },
    { says: 'sign with another key', of: [scanRole], provenBy: [/^sign with another key/, /^sign with any key/] },
    { says: 'change who signs', of: [scanRole], provenBy: [/^change who signs/, /^let others sign/, /^give the name of the key/] },
  ],
  'a releaser': [
    { says: 'update the stack under another role, or by a template at a URL', of: releaserRoles, provenBy: [/with no role/, /with another role/, /another environment's role/, /^A2: .* at a URL/] },
    { says: 'overwrite a recorded release', of: releaserRoles, provenBy: [/^A9: rewrite a recorded/] },
    { says: 'register a task definition or update a service itself', of: releaserRoles, provenBy: [/^register a task/, /^UpdateService by itself/] },
    { says: 'push a layer of an image', of: releaserRoles, provenBy: [/^push an image/] },
    { says: 'read data itself', of: releaserRoles, provenBy: [/^read a secret/, /^read the app's data/, /^read the app's files/] },
    {
      says: 'do any of this in another environment',
      of: releaserRoles,
      provenBy: [/^update another environment's stack/, /in another environment's ledger/, /^A9: .* of another environment/, /^run another environment's command/, /^stop another/, /^pass another environment's/],
    },
  ],
  'the release role': [
    {
      says: 'change a role, a policy, a security group, a load balancer or data',
      of: releaseRoles,
      provenBy: [/RolePolicy on its own/, /^widen itself/, /^create a policy/, /^open a security group/, /^change the load balancer/, /^A2: send traffic/, /^delete a table/, /^read the app's data/],
    },
    {
      says: 'update the services, task definitions or schedules of another environment, or pass its roles',
      of: releaseRoles,
      provenBy: [/^update a service of another/, /^register a task of another/, /^update another environment's schedule/, /^pass another environment's role/],
    },
    { says: 'scale what is tagged as another environment\'s', of: releaseRoles, provenBy: [/^A1: scale a service of another environment/, /^A1: tag a scalable target/] },
    { says: 'move a service to other subnets', of: releaseRoles, provenBy: [/^A2: move a service to subnets/, /^A2: move a service to one more/] },
    { says: 'turn on public addresses or ECS Exec of a service', of: releaseRoles, provenBy: [/^A2: give tasks public/, /^A2: turn ECS Exec on/] },
    { says: 'register a task larger than the environment\'s largest', of: releaseRoles, provenBy: [/^A2: register a task of 16/, /^A2: register a task of 120/] },
  ],
  'the app': [
    { says: 'push an image', of: [...taskRoles, ...executionRoles], provenBy: [/^push an image/] },
    { says: 'release', of: taskRoles, provenBy: [/^closed: update its service/, /^closed: register a task/, /^closed: write its ledger/, /^closed: become its releaser/] },
    { says: 'read another environment', of: taskRoles, provenBy: [/another environment's (table|files|config)/] },
    { says: 'read a secret or the ledger', of: taskRoles, provenBy: [/^read a secret/, /^read the ledger/] },
    { says: 'start a task or open a shell in one', of: taskRoles, provenBy: [/^start a task/, /^open a shell/, /^closed: let ECS Exec in/] },
  ],
};

/** Sentences elsewhere in the documentation, as they are written there. */
export const SENTENCES: { [page: string]: Promised[] } = {
  'docs/releases.md': [
    { says: 'The codebase\'s stack creates the current entry once and never touches it again.', of: [ledgerRole], provenBy: [/^A9: move the current entry of staging/, /^A9: .* of production/, /^delete the current/] },
    { says: 'releasers are denied to overwrite it', of: releaserRoles, provenBy: [/^A9: rewrite a recorded/] },
    { says: 'the releaser may update that stack with that role and no other', of: releaserRoles, provenBy: [/with no role/, /with another role/] },
    { says: 'What a build could do at the worst is what its project may do', of: [buildRole], provenBy: [/^push to another/, /^delete an image/, /^become a role of the CDK/, /^clone the code/] },
  ],
  'docs/security.md': [
    { says: 'an inline build specification that the codebase cannot change', of: [buildRole], provenBy: [/^change a project/] },
    { says: 'IAM has a condition key for a template at a URL, which is refused', of: releaserRoles, provenBy: [/^A2: .* at a URL/] },
  ],
  'README.md': [
    { says: 'which no releaser may overwrite', of: releaserRoles, provenBy: [/^A9: rewrite a recorded/] },
    { says: 'the pipeline may update that stack with no other role', of: [...releaserRoles, buildRole, scanRole, smokeTestRole, pipelineRole, sourceRole, ...actionRoles], provenBy: [/^update (a|its) stack/] },
    { says: 'Each process and task has its own role, which reaches its backing services and nothing else.', of: taskRoles, provenBy: [/^use another table/, /^use another environment's table/] },
  ],
};

/** The attack paths that end at a policy. Each is in a row of a table: what IAM refuses in `mayNot`, what it cannot refuse in `byDesign`. */
export const PATHS: { [id: string]: ('mayNot' | 'byDesign')[] } = {
  A1: ['mayNot', 'byDesign'],
  A2: ['mayNot', 'byDesign'],
  A5: ['mayNot', 'byDesign'],
  A7: ['mayNot', 'byDesign'],
  A9: ['mayNot', 'byDesign'],
  A10: ['byDesign'],
  A13: ['mayNot', 'byDesign'],
  closed: ['mayNot', 'byDesign'],
};
