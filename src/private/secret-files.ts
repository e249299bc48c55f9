import * as fs from 'fs';
import * as path from 'path';

/** Names of files and folders that hold keys or passwords, whatever is in them. */
const SECRET_NAMES = /^(\.ssh|\.aws|\.gnupg|\.netrc|\.pgpass|\.git-credentials|\.pypirc|id_(rsa|dsa|ecdsa|ed25519)|.*\.(p12|pfx|jks|keystore|ppk))$/i;

/** Files of variables, but for those that only show which there are. */
const VARIABLES = /^\.env(?!\.(example|sample|template)$)/i;

/** Files that hold a secret now and then, and what it looks like. A value that refers to a variable is none. */
const SECRET_WITHIN: [RegExp, RegExp][] = [
  [/^\.npmrc$/i, /^[^#;\n]*(_authToken|_auth|_password)\s*=\s*(?!\s*["']?\$\{)\S/m],
  [/^\.yarnrc\.yml$/i, /^[^#\n]*(npmAuthToken|npmAuthIdent)\s*:\s*(?!["']?\$\{)\S/m],
  [/\.(pem|key|crt|cer)$/i, /PRIVATE KEY/],
];

/** Whether a file or folder is one that is known to hold a secret. */
export function isSecret(file: string, isFolder: boolean): boolean {
  const name = path.basename(file);
  if (SECRET_NAMES.test(name) || !isFolder && VARIABLES.test(name)) {
    return true;
  }
  const within = SECRET_WITHIN.find(([pattern]) => pattern.test(name))?.[1];
  return !isFolder && within !== undefined && within.test(fs.readFileSync(file, 'utf8'));
}
