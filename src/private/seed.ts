import * as fs from 'fs';
import * as path from 'path';
import { Annotations, IgnoreMode, Token } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { Problems } from './problems';
import { isLeftOut, leftOut } from './seed-files';

/** What the bundled service may have here but not in the package, so that its seed is the same from both. */
const NOT_PACKAGED = ['test', 'dist', '.gitignore', '.git', '**/node_modules', '**/cdk.out', '**/.env', '**/.DS_Store'];

/** The files of the service that comes with this library. */
export function bundledSeed(scope: Construct, id: string, folder: string): Asset {
  return new Asset(scope, id, { path: folder, exclude: NOT_PACKAGED });
}

/** The files of a folder, without those that its `.gitignore` names and without secrets: a warning says which these are. */
export function seedOf(scope: Construct, id: string, folder: string): Asset {
  const { patterns, secrets } = leftOut(folder);
  if (secrets.length > 0) {
    Annotations.of(scope).addWarningV2('cdk-twelve-factor-fargate:Codebase.secretsLeftOut',
      `the first commit does not have ${secrets.join(', ')} of codebase.seed, which look like secrets; name them in its .gitignore, and this warning goes`);
  }
  return new Asset(scope, id, { path: folder, exclude: patterns, ignoreMode: IgnoreMode.GIT });
}

/** What the build expects of a codebase. */
export interface ExpectedDockerfile {
  readonly path: string;
  /** The stages that are built by name, by the option that names them. */
  readonly stages: { readonly [option: string]: string | undefined };
}

/** Notes what is wrong with a folder that shall become the first commit of a repository. */
export function checkSeed(problems: Problems, folder: string, dockerfile: ExpectedDockerfile): void {
  if (Token.isUnresolved(folder)) {
    problems.add('codebase.seed is a token; its files have to be known at synthesis: give the path of a folder');
  } else if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) {
    problems.add(`codebase.seed is "${folder}", which is not a folder here; give the folder that holds the app's code`);
  } else if (fs.readdirSync(folder).length === 0) {
    problems.add(`codebase.seed is "${folder}", which is empty; the first build would have nothing to build: put the app's code there`);
  } else if (Token.isUnresolved(dockerfile.path)) {
    return; // which file it is turns out at deployment
  } else if (!fs.statSync(path.join(folder, dockerfile.path), { throwIfNoEntry: false })?.isFile()) {
    problems.add(`codebase.seed is "${folder}", which has no ${dockerfile.path}; add one, or name another file with ImageBuild.dockerfile({ dockerfile })`);
  } else if (isLeftOut(folder, dockerfile.path, leftOut(folder))) {
    problems.add(`codebase.seed is "${folder}", whose ${dockerfile.path} is left out of the first commit by a .gitignore; take it out of there`);
  } else {
    checkStages(problems, fs.readFileSync(path.join(folder, dockerfile.path), 'utf8'), dockerfile);
  }
}

/** Docker does not mind the case of a stage's name. A number is a stage's too. */
function checkStages(problems: Problems, text: string, { path: name, stages }: ExpectedDockerfile): void {
  const known = [...text.matchAll(/^\s*FROM\s.*?\sAS\s+(\S+)\s*$/gim)].map(([, stage]) => stage.toLowerCase());
  for (const [option, stage] of Object.entries(stages)) {
    problems.unless(stage === undefined || Token.isUnresolved(stage) || /^\d+$/.test(stage) || known.includes(stage.toLowerCase()),
      `imageBuild.${option} is "${stage}", which is no stage of the ${name} in codebase.seed; it has ${known.join(', ') || 'none with a name'}`);
  }
}
