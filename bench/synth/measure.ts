import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { coldly, FILES, warmly } from './default-app';
import { Figures, Series } from './figures';
import { run } from './fresh-process';
import { measureGrowth } from './growth';
import { Plan } from './options';
import { Taken } from './programs/usage';
import { TemplateSize, templateSizes } from './template-sizes';
import { synthesise } from '../../examples/demo/assembly';
import { Cleanup } from '../../examples/demo/cleanup';
import { progress } from '../../examples/demo/output';

/** Takes all measurements, one after the other. */
export async function measure(plan: Plan, cleanup: Cleanup): Promise<Figures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-synth-'));
  await cleanup.defer(() => rmSync(folder, { recursive: true, force: true }));
  const templates = await progress('Synthesising the default app and examples/typescript/guestbook, for their templates', measureTemplates(folder, cleanup));
  const imports = await progress(`Loading the package ${plan.imports} times`, measureImports(plan));
  const checks = await progress(`Checking the default app in ${plan.checks} processes`, measureChecks(folder, plan));
  const comparisons = [
    await progress('The default app, each in a new process', coldly('a new process', false, plan)),
    await progress('The same with the CDK\'s validator', coldly('a new process, with the CDK\'s validator', true, plan)),
    await progress('The default app, again and again in one process', warmly('a warm process', plan)),
  ];
  const growths = [
    await progress(`From 1 to ${plan.apps.at(-1)} apps`, measureGrowth('apps', plan)),
    await progress(`From 1 to ${plan.environments.at(-1)} environments`, measureGrowth('environments', plan)),
  ];
  return { comparisons, growths, templates, ...imports, ...checks };
}

async function measureTemplates(folder: string, cleanup: Cleanup): Promise<TemplateSize[]> {
  await run('assembly', [FILES.library, stackList(folder)], { outdir: path.join(folder, 'default') });
  const guestbook = await synthesise(folder, cleanup);
  return [
    ...templateSizes('the default app', JSON.parse(readFileSync(stackList(folder), 'utf8'))),
    ...templateSizes('the guestbook', guestbook.map(({ stackName, templateFullPath }) => ({ stackName, templatePath: templateFullPath }))),
  ];
}

/** The first time tells which modules of others are loaded with the package; from then on they are there before it. */
async function measureImports(plan: Plan): Promise<Pick<Figures, 'importMs' | 'importedModules'>> {
  const { modules } = (await run('import', [''])).found as { modules: string[] };
  const importMs: number[] = [];
  for (let count = 0; count < plan.imports; count++) importMs.push(((await run('import', [modules.join(',')])).found as Taken).ms);
  return { importMs, importedModules: modules.length };
}

async function measureChecks(folder: string, plan: Plan): Promise<Pick<Figures, 'firstChecks' | 'laterChecks'>> {
  const [firstChecks, laterChecks]: Series[] = [{ ms: [], cpuMs: [] }, { ms: [], cpuMs: [] }];
  for (let count = 0; count < plan.checks; count++) {
    const [first, ...later] = (await run('checks', [stackList(folder), '20'])).found as Taken[];
    firstChecks.ms.push(first.ms);
    firstChecks.cpuMs.push(first.cpuMs);
    laterChecks.ms.push(...later.slice(-5).map(({ ms }) => ms));
    laterChecks.cpuMs.push(...later.slice(-5).map(({ cpuMs }) => cpuMs));
  }
  return { firstChecks, laterChecks };
}

function stackList(folder: string): string {
  return path.join(folder, 'stacks.json');
}
