import { Duration, Environment as Place } from 'aws-cdk-lib';
import { AppOptions } from './app-options';
import { Environment } from './environment';
import { checkTaskSize } from './task-limits';
import { AdminTask } from '../admin/admin-task';
import { Release } from '../admin/release';
import { BackingService } from '../backing-services/backing-service';
import { Config } from '../config/config';
import { checkValues } from '../config/config-schema';
import { Logging } from '../logging/logging';
import { checkName, duplicates, LONGEST_NAME } from '../private/naming';
import { sorted } from '../private/order';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';
import { Process } from '../processes/process';
import { Shutdown } from '../processes/shutdown';

/** The name of the task that runs the release command. */
export const RELEASE_TASK = 'release';

/** An app with its defaults filled in, and all that can be wrong with it. */
export class AppDescription {
  public readonly config: Config;
  public readonly backingServices: { [name: string]: BackingService };
  public readonly processes: { [name: string]: Process };
  public readonly adminTasks: { [name: string]: AdminTask };
  public readonly release?: Release;
  public readonly logging: Logging;
  public readonly shutdown: Shutdown;

  constructor(private readonly given: Given<AppOptions>) {
    const options = given.sound;
    this.config = options.config ?? Config.of();
    this.backingServices = sorted(options.backingServices ?? {});
    this.processes = sorted(options.processes ?? { web: Process.web() });
    this.adminTasks = sorted(options.adminTasks ?? {});
    this.release = options.release;
    this.logging = options.logging ?? Logging.cloudWatch();
    this.shutdown = options.shutdown ?? Shutdown.within(Duration.seconds(60));
  }

  /** The backing services of one environment. */
  public backingServicesIn(environment: Environment): { [name: string]: BackingService } {
    return { ...this.backingServices, ...environment.options.backingServices };
  }

  /** The variables of one environment, without those of backing services. */
  public variablesIn(environment: Environment): { [name: string]: string } {
    return { ...this.config.variables, ...environment.options.variables };
  }

  /** The dynamic values of one environment, without the handles of backing services. */
  public dynamicValuesIn(environment: Environment): { [key: string]: any } {
    return { ...this.config.dynamic?.values, ...environment.options.dynamicValues };
  }

  /** Notes what is wrong with the app in every environment. */
  public check(problems: Problems): void {
    this.checkNames(problems);
    this.config._check(problems);
    this.release?._check(problems);
    this.logging._check(problems);
    this.shutdown._check(problems, 'shutdown');
    Object.entries(this.backingServices).forEach(([name, service]) => service._check(problems, `backingServices.${name}`));
    Object.entries(this.processes).forEach(([name, process]) => process._check(problems, `processes.${name}`));
    const services = this.given.names('backingServices');
    Object.entries(this.adminTasks).forEach(([name, task]) => task._check(problems, `adminTasks.${name}`, this.backingServices, services));
    this.checkHandles(problems);
  }

  /** Notes what is wrong with the app in one environment. */
  public checkIn(problems: Problems, environment: Environment, place: Place): void {
    const { name, options } = environment;
    environment._check(problems);
    const where = `environment ${name}`;
    this.checkPlaces(problems, environment, place);
    checkKnown(problems, `${where}: variables`, options.variables, this.unlessLost('config', this.config._variableNames), 'give it a value in config.variables first');
    checkKnown(problems, `${where}: dynamicValues`, options.dynamicValues, this.unlessLost('config', this.dynamicNames()), 'give it a value in config.dynamic first');
    checkKnown(problems, `${where}: backingServices`, options.backingServices, this.given.names('backingServices'), 'add it to backingServices first');
    checkKnown(problems, `${where}: sizes`, options.sizes, this.taskNames(), 'only processes and admin tasks of the app have a size');
    checkTaskSize(problems, where, this.variablesIn(environment),
      [...Object.values(this.processes), ...Object.values(this.adminTasks), ...this.release ? [this.release] : []].map((task) => task.command));
    this.checkSizes(problems, environment);
    this.checkSwapped(problems, environment);
    if (this.config.dynamic && (this.config.dynamic.schema.type ?? 'object') === 'object') {
      checkValues(problems, `the dynamic value of ${where}`, this.dynamicValuesIn(environment), this.config.dynamic.schema, this.dynamicKeys());
    }
  }

  /** What was handed in has to be where the environment is. */
  private checkPlaces(problems: Problems, environment: Environment, place: Place): void {
    const where = `environment ${environment.name}: `;
    const hasWeb = Object.values(this.processes).some((process) => process.isWeb);
    environment.options.network?._checkExisting(problems, `${where}network`, place, hasWeb);
    this.logging._checkPlace(problems, `${where}logging`, place);
    for (const [name, service] of Object.entries(this.backingServicesIn(environment))) {
      service._checkPlace(problems, `${where}backingServices.${name}`, place);
    }
  }

  private checkNames(problems: Problems): void {
    const tasks = [...Object.keys(this.processes), ...Object.keys(this.adminTasks)];
    problems.unless(!this.release || !duplicates([...tasks, RELEASE_TASK]).length || duplicates(tasks).length > 0,
      `a process or admin task is named "${RELEASE_TASK}", as the task of the release command is; choose another name`);
    problems.unless(tasks.length > 0 || this.given.isLost('processes') || this.given.isLost('adminTasks'), 'processes is empty and there is no admin task; give at least one, such as { web: Process.web() }');
    for (const name of tasks) {
      checkName(problems, 'the name of a process or admin task', name, LONGEST_NAME.task);
    }
    for (const name of Object.keys(this.backingServices)) {
      checkName(problems, 'the name of a backing service', name, LONGEST_NAME.task);
    }
    for (const name of duplicates(tasks)) {
      problems.add(`two processes or admin tasks are named "${name}"; upper and lower case and hyphens do not make a difference: give each its own name`);
    }
    for (const name of duplicates(Object.keys(this.backingServices))) {
      problems.add(`two backing services are named "${name}"; upper and lower case and hyphens do not make a difference: give each its own name`);
    }
    const web = Object.entries(this.processes).filter(([, process]) => process.isWeb).map(([name]) => name);
    problems.unless(web.length <= 1, `${web.join(' and ')} are both web processes; an app has one: make the others Process.worker(), or apps of their own`);
  }

  private checkHandles(problems: Problems): void {
    const attachments = Object.values(this.backingServices).flatMap((service) => service._attachment ?? []);
    const variables = [...Object.keys(this.config.variables), ...attachments.filter((one) => !one.isDynamic).map((one) => one.name)];
    const keys = [...Object.keys(this.config.dynamic?.values ?? {}), ...this.dynamicKeys()];
    for (const [what, names] of [['variable', variables], ['dynamic key', keys]] as const) {
      for (const name of names.filter((one, index) => names.indexOf(one) !== index)) {
        problems.add(`the ${what} ${name} is set twice; give each backing service a name of its own that the config does not use`);
      }
    }
  }

  private checkSizes(problems: Problems, environment: Environment): void {
    for (const [name, override] of Object.entries(environment.options.sizes ?? {})) {
      const where = `environment ${environment.name}: sizes.${name}`;
      override.size?._check(problems, `${where}.size`);
      override.scaling?._check(problems, `${where}.scaling`, Object.hasOwn(this.processes, name) && this.processes[name].isWeb);
      problems.unless(!(override.scaling && Object.hasOwn(this.adminTasks, name)), `${where}.scaling is given, but ${name} is an admin task, which runs once; remove it`);
    }
  }

  private checkSwapped(problems: Problems, environment: Environment): void {
    for (const [name, service] of Object.entries(environment.options.backingServices ?? {})) {
      const where = `environment ${environment.name}: backingServices.${name}`;
      const expected = Object.hasOwn(this.backingServices, name) ? this.backingServices[name]._attachment : undefined;
      const { _attachment: attachment } = service;
      service._check(problems, where);
      problems.unless(!expected || !attachment || expected.name === attachment.name && expected.isDynamic === attachment.isDynamic,
        `${where} must be attached as the app expects it, as ${expected?.name}, got ${attachment?.name}`);
    }
  }

  private dynamicKeys(): string[] {
    return Object.values(this.backingServices).flatMap((service) => service._attachment?.isDynamic ? service._attachment.name : []);
  }

  /** The names of processes and admin tasks, as far as it is known which were meant. */
  private taskNames(): string[] | undefined {
    const [processes, adminTasks] = [this.given.names('processes'), this.given.names('adminTasks')];
    return processes && adminTasks && [...processes, ...adminTasks, ...Object.keys(this.processes)];
  }

  private dynamicNames(): string[] | undefined {
    return this.config.dynamic ? this.config.dynamic._names : this.config._isDynamicLost ? undefined : [];
  }

  private unlessLost(prop: string, names: string[] | undefined): string[] | undefined {
    return this.given.isLost(prop) ? undefined : names;
  }
}

/** Parity: an environment changes what the app has, and adds nothing. */
function checkKnown(problems: Problems, where: string, given: object | undefined, known: string[] | undefined, remedy: string): void {
  for (const name of Object.keys(given ?? {}).filter((one) => known && !known.includes(one))) {
    problems.add(`${where} has "${name}", which the app does not have; environments differ in values only: ${remedy}`);
  }
}
