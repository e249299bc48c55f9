import { CfnResource, Stack } from 'aws-cdk-lib';
import { fullApp, resourcesOf } from './full-app';
import { STATEFUL } from './stateful';

interface Pinned {
  /** Its place below the stack, by the ids of the constructs. */
  readonly path: string;
  readonly type: string;
  readonly logicalId: string;
  /** Whether it stays when its stack goes, or when it is replaced. */
  readonly stays: boolean;
}

/** The stateful resources of the full app, as tables. */
export function pinnedDocs(): string {
  const { codebase, staging, production, pipeline } = fullApp();
  const stacks = { codebase: pinned(codebase), staging: pinned(staging), production: pinned(production), pipeline: pinned(pipeline) };
  return [
    '## The codebase\'s stack', table(stacks.codebase),
    '## An environment\'s stack', environmentTable(stacks.staging, stacks.production),
    '## The pipeline\'s stack', table(stacks.pipeline),
    '## What a new one would lose', losses(Object.values(stacks).flat()), '',
  ].join('\n\n');
}

function pinned(stack: Stack): Pinned[] {
  return resourcesOf(stack).filter((resource) => resource.cfnResourceType in STATEFUL).map((resource) => ({
    path: resource.node.path.slice(stack.node.path.length + 1),
    type: resource.cfnResourceType,
    logicalId: stack.resolve(resource.logicalId),
    stays: stays(resource),
  }));
}

/** The two policies say the same of every resource, or the table would tell half the truth. */
function stays({ cfnOptions, node }: CfnResource): boolean {
  const kept = [cfnOptions.deletionPolicy, cfnOptions.updateReplacePolicy].map((policy) => policy !== undefined && policy !== 'Delete');
  if (kept[0] !== kept[1]) {
    throw new Error(`${node.path} is kept when its stack goes, or when it is replaced, but not both`);
  }
  return kept[0];
}

function table(rows: Pinned[]): string {
  return render(['Construct', 'Type', 'Logical id', 'Stays'], rows.map((row) => [row.path, row.type, row.logicalId, yesOrNo(row)]));
}

/** Staging and production side by side: they differ in what stays, and in what only one of them has. */
function environmentTable(staging: Pinned[], production: Pinned[]): string {
  const find = (rows: Pinned[], { logicalId }: Pinned) => rows.find((row) => row.logicalId === logicalId);
  return render(['Construct', 'Type', 'Logical id', 'Stays in staging', 'in production'], production.map((row) => (
    [row.path, row.type, row.logicalId, yesOrNo(find(staging, row)), yesOrNo(row)]
  )));
}

function losses(rows: Pinned[]): string {
  return render(['Type', 'What'], [...new Set(rows.map((row) => row.type))].sort().map((type) => [type, STATEFUL[type]]));
}

function yesOrNo(row: Pinned | undefined): string {
  return row ? (row.stays ? 'yes' : 'no') : 'has none';
}

function render(header: string[], rows: string[][]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
