import { synthesise } from './assembly';
import { startBackends } from './backends';
import { Cleanup, temporaryFolder } from './cleanup';
import { Interruption, interruption } from './interruption';
import { printStacks } from './inventory';
import { Options, OptionsError, parseOptions, USAGE } from './options';
import { bold, dim, progress, readable, red, say, yellow } from './output';
import { Photographer } from './photographer';
import { choosePort } from './port';
import { Container, Production } from './production';
import { runTask, Service } from './service';
import { walkThrough } from './walkthrough';

async function main(): Promise<number> {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (!options.help) return await run(options);
    say(USAGE.trim());
    return 0;
  } catch (error) {
    console.error(red(error instanceof Error ? error.message : String(error)));
    if (error instanceof OptionsError) console.error(USAGE);
    return 1;
  }
}

/** Runs the demo until it is over or somebody stops it, and leaves nothing behind either way. */
async function run(options: Options): Promise<number> {
  const cleanup = new Cleanup();
  try {
    await Promise.race([demo(options, cleanup), interruption()]);
    return 0;
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    say(`\n${error.message}: first the service, which serves on for its lame-duck time as on Fargate, then the rest. Once more ends all at once.`);
    return options.walkthrough ? error.exitCode : 0; // nobody leaves `serve` in any other way
  } finally {
    await cleanup.run();
  }
}

async function demo(options: Options, cleanup: Cleanup): Promise<void> {
  const workspace = temporaryFolder();
  const stacks = await progress('Synthesising examples/typescript/guestbook', synthesise(workspace, cleanup));
  printStacks(stacks);

  const production = Production.among(stacks);
  const backends = await progress('Starting DynamoDB Local and an AppConfig Data endpoint', startBackends(production, cleanup));
  await progress('Running the admin task seed', runTask('seed', production.container('seed'), backends, cleanup));
  const container = await withFreePort(production.container('web'));
  const service = await progress('Starting the web process', Service.start(container, backends, cleanup));

  if (!options.walkthrough) return serve(service);
  const photographer = options.pictures === undefined ? undefined : new Photographer(options.pictures, workspace, cleanup);
  await walkThrough({ stacks, production, backends, service, photographer });
}

/** The template's port if it is free here. */
async function withFreePort(container: Container): Promise<Container> {
  const port = await choosePort(Number(container.environment.PORT));
  if (String(port) === container.environment.PORT) return container;
  say(`${yellow('Port')} ${container.environment.PORT} is taken: PORT is ${port} instead, the only difference to the template's environment`);
  return { ...container, port, environment: { ...container.environment, PORT: String(port) } };
}

async function serve(service: Service): Promise<void> {
  say(`\nProduction's web process runs at ${bold(service.url)}, with the environment of its task definition. Try:`);
  say(`  ${service.url}/hello           a page that greets with the fields of the seeded item`);
  say(`  ${service.url}/table-name      the table in use, known from the dynamic configuration`);
  say(`  ${service.url}/refresh-config  asks AppConfig for a newer configuration`);
  say(dim('npm run demo -- --walkthrough swaps the table and stops under load. Ctrl-C stops this. What follows is the service\'s log:\n'));
  service.onLog((line) => say(readable(line)));
  const { code, signal } = await service.exit;
  throw new Error(`The service ended by itself, with ${signal ?? `exit code ${code}`}`);
}

void main().then((code) => process.exit(code));
