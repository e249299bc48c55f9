#!/usr/bin/env node
/** Stands in for the AWS CLI: a key of its own in a file, real signatures, and the calls that the script makes, each with exactly its options. */
import { createPublicKey, createPrivateKey } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
appendFileSync(join(folder, 'calls'), `${words.join(' ')}\n`);
const pem = readFileSync(join(folder, 'key.pem'));
const ARN = String.raw`arn:aws:kms:eu-west-1:111122223333:alias\/Guestbook-provenance`;

function answer(line) {
  if (existsSync(join(folder, 'denied'))) {
    process.stderr.write('\nAn error occurred (AccessDeniedException) when calling the operation: not authorized to perform this\n');
    process.exit(254);
  }
  if (/^ecr get-login-password$/.test(line)) return 'secret\n';
  if (new RegExp(`^kms get-public-key --key-id ${ARN} --region eu-west-1 --output json$`).test(line)) {
    return JSON.stringify({ PublicKey: createPublicKey(createPrivateKey(pem)).export({ format: 'der', type: 'spki' }).toString('base64') });
  }
  const [, file] = new RegExp(`^kms sign --key-id ${ARN} --message fileb://(\\S+) --message-type DIGEST --signing-algorithm ECDSA_SHA_256 --region eu-west-1 `
    + '--output json$').exec(line) ?? [];
  if (file && readFileSync(file).length === 32) return JSON.stringify({ Signature: signDigest(file).toString('base64') });
  throw new Error(`aws: error: Invalid choice: ${line}`);
}

/** node:crypto signs no digest that was made elsewhere, OpenSSL does. */
function signDigest(file) {
  const key = join(folder, 'signing.pem');
  writeFileSync(key, pem);
  return execFileSync('openssl', ['pkeyutl', '-sign', '-inkey', key, '-in', file], { cwd: tmpdir() });
}

process.stdout.write(answer(words.join(' ')));
