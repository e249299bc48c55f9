import { arn } from '../support/physical';
import { Row } from '../support/role-table';
import { Context } from '../support/simulator';

/** The key that signs provenance: other stacks know it by its alias, which the caller has to name. */
export const KEY = arn('kms', 'key/0a1b2c3d-4e5f-6789-abcd-ef0123456789');
export const BY_ALIAS: Context = { 'kms:RequestAlias': 'alias/Guestbook-provenance' };

/** Who signs may do that. */
export const SIGN: Row[] = ['Sign', 'GetPublicKey'].map((action): Row => ['sign provenance', `kms:${action}`, KEY, BY_ALIAS]);

/** Nobody else may. */
export const MUST_NOT_SIGN: Row[] = [
  ['sign provenance', 'kms:Sign', KEY, BY_ALIAS],
  ['let others sign', 'kms:CreateGrant', KEY],
  ['change who signs', 'kms:PutKeyPolicy', KEY],
  ['give the name of the key to another key', 'kms:UpdateAlias', arn('kms', 'alias/Guestbook-provenance')],
];

/** Whoever has to do with the key, signing or verifying, must not. */
export const MUST_NOT_CHANGE_KEY: Row[] = [
  ...MUST_NOT_SIGN.slice(1),
  ['delete the key', 'kms:ScheduleKeyDeletion', KEY],
  ['use another key by its alias', 'kms:GetPublicKey', KEY, { 'kms:RequestAlias': 'alias/another' }],
  ['use any key by its id', 'kms:GetPublicKey', KEY],
];
