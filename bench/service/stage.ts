import * as path from 'node:path';
import { CACHE, SUBJECTS } from './cache';
import { compileService, compileSubject } from './compile';
import { flaskVersions, installFlask, NoPython } from './flask';
import { Subject } from './subject';
import { synthesise } from '../../examples/demo/assembly';
import { startBackends } from '../../examples/demo/backends';
import { Cleanup, temporaryFolder } from '../../examples/demo/cleanup';
import { imageEnvironment } from '../../examples/demo/image';
import { progress, say } from '../../examples/demo/output';
import { Container, Production } from '../../examples/demo/production';
import { runTask } from '../../examples/demo/service';
import { ROOT } from '../root';

/** What is compared. Python's two are missing where there is no Python. */
export interface Stage {
  readonly service: Subject;
  readonly bare: Subject;
  readonly flask?: Subject;
  readonly gunicorn?: Subject;
  readonly ceiling: Subject;
  /** The web process in production's template. */
  readonly container: Container;
  readonly unhealthyThreshold: number;
}

/** Threads, as gunicorn's plain workers keep no connection; and a process for each of two cores. */
const GUNICORN = ['--workers', '2', '--threads', '8', '--worker-class', 'gthread', '--keep-alive', '65', '--log-level', 'warning'];

export async function setStage(cleanup: Cleanup): Promise<Stage> {
  const stacks = await progress('Synthesising examples/typescript/guestbook, for the environment', synthesise(temporaryFolder(), cleanup));
  const production = Production.among(stacks);
  const backends = await progress('Starting DynamoDB Local and an AppConfig Data endpoint', startBackends(production, cleanup));
  await progress('Running the admin task seed', runTask('seed', production.container('seed'), backends, cleanup));
  const compiled = await progress('Compiling the service', Promise.resolve().then(compileService));

  const container = production.container('web');
  const environment = { ...container.environment, ...backends.environment };
  const aws = { ...backends.environment, AWS_DEFAULT_REGION: backends.environment.AWS_REGION };
  const [table] = production.tables;
  const node = (name: string, file: string, variables: Record<string, string>): Subject => (
    { name, command: process.execPath, args: () => [file], environment: { NODE_ENV: 'production', ...variables }, cwd: ROOT });
  return {
    service: node('the service', path.join(compiled, ...container.command.slice(1)), { ...imageEnvironment(), ...environment }),
    bare: node('bare node:http', compileSubject('bare'), { ...aws, TABLE_NAME: table.name }),
    ceiling: node('the ceiling', compileSubject('ceiling'), {}),
    ...await python({ ...environment, ...aws }),
    container,
    unhealthyThreshold: production.unhealthyThreshold,
  };
}

async function python(environment: Record<string, string>): Promise<Pick<Stage, 'flask' | 'gunicorn'>> {
  try {
    const bin = await progress(`Installing ${flaskVersions()} below ${path.relative(ROOT, CACHE)}`, Promise.resolve().then(installFlask));
    const cwd = path.join(SUBJECTS, 'flask');
    const common = { environment: { ...environment, PYTHONDONTWRITEBYTECODE: '1' }, cwd };
    return {
      flask: { ...common, name: 'Flask', command: path.join(bin, 'python'), args: () => ['app.py'] },
      gunicorn: { ...common, name: 'Flask, gunicorn', command: path.join(bin, 'gunicorn'), args: (port) => [...GUNICORN, '--bind', `127.0.0.1:${port}`, 'app:app'] },
    };
  } catch (error) {
    if (!(error instanceof NoPython) || process.env.CI) throw error; // where it is meant to run, it must
    say(`Flask is left out: ${error.message}`);
    return {};
  }
}
