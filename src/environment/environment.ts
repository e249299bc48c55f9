import { Environment as Place } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import { BackingService } from '../backing-services/backing-service';
import { checkRollout } from '../config/rollout';
import { Network } from '../network/network';
import { checkName, LONGEST_NAME } from '../private/naming';
import { sorted, sortedDeep } from '../private/order';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';
import { Scaling } from '../processes/scaling';
import { TaskSize } from '../processes/task-size';
import { Approval } from '../release/approval';

/**
 * What an environment may say about one process or admin task.
 */
export interface SizeOverride {
  /**
   * CPU and memory.
   *
   * @default - that of the process
   */
  readonly size?: TaskSize;

  /**
   * How many copies run; for processes only.
   *
   * @default - that of the process
   */
  readonly scaling?: Scaling;
}

/**
 * What may differ between environments: values and sizes, and nothing else. An environment can neither add a process nor change a command
 * nor swap the image; that is dev/prod parity (factor X) by construction.
 */
export interface EnvironmentOptions {
  /**
   * Other values for variables of the app's config.
   *
   * @default - those of the app
   */
  readonly variables?: { [name: string]: string };

  /**
   * Other values for keys of the app's dynamic config.
   *
   * @default - those of the app
   */
  readonly dynamicValues?: { [key: string]: any };

  /**
   * How a new version of the dynamic config spreads over the running processes.
   *
   * @default - in production a fifth of them every two minutes, then ten minutes of watching; elsewhere one half after the other within two
   * minutes, then two minutes of watching
   */
  readonly configRollout?: appconfig.RolloutStrategy;

  /**
   * Other resources for backing services of the app, such as a table that exists. They are attached as the app says.
   *
   * @default - those of the app
   */
  readonly backingServices?: { [name: string]: BackingService };

  /**
   * Other sizes for processes and admin tasks of the app.
   *
   * @default - those of the app
   */
  readonly sizes?: { [name: string]: SizeOverride };

  /**
   * Where the processes run.
   *
   * @default - a new network
   */
  readonly network?: Network;

  /**
   * The account and the region of this environment, where they are not the app's. Its ledger then is there too, in a small stack of its own; it
   * runs the images of the app's one repository. Both places have to be bootstrapped, and the app has to say its own `env`. What is left out is
   * the app's.
   *
   * @default - the account and region of the app
   */
  readonly env?: Place;

  /**
   * Whether somebody decides before a release goes to this environment.
   *
   * @default - manual approval for production, none for other environments
   */
  readonly approval?: Approval;
}

/**
 * Options of `Environment.named()`.
 */
export interface NamedEnvironmentOptions extends EnvironmentOptions {
  /**
   * Whether the environment has the defaults of production: data that is kept and protected, two copies of each process, a NAT gateway for each
   * zone, approval before a release.
   *
   * @default false
   */
  readonly production?: boolean;
}

/** What stands for a name that is no text. */
const NO_NAME = 'without-a-name';

/**
 * One running copy of the app: what it is called, and the values and sizes that are its own (factor X).
 */
export class Environment {
  /**
   * The environment `staging`: one copy of each process, one NAT gateway, data that goes with the stack.
   */
  public static staging(options: EnvironmentOptions = {}): Environment {
    const given = new Given<EnvironmentOptions>('Environment.staging', { options });
    return new Environment(given, 'staging', false);
  }

  /**
   * The environment `production`: two copies of each process, a NAT gateway for each availability zone, data that is kept and protected,
   * and a release only after approval.
   */
  public static production(options: EnvironmentOptions = {}): Environment {
    const given = new Given<EnvironmentOptions>('Environment.production', { options });
    return new Environment(given, 'production', true);
  }

  /**
   * An environment of any other name, with the defaults of staging unless it says that it is production.
   *
   * @param name the name, such as `demo`: a letter, then letters, digits and single hyphens, at most 16 characters
   * @param options the values and sizes that are its own
   */
  public static named(name: string, options: NamedEnvironmentOptions = {}): Environment {
    const given = new Given<{ name: string } & NamedEnvironmentOptions>('Environment.named', { name, options });
    return new Environment(given, given.sound.name ?? NO_NAME, given.sound.production ?? false);
  }

  /** Whether somebody decides before a release goes to this environment. */
  public readonly approval: Approval;

  /** The values and sizes that are its own. */
  public readonly options: EnvironmentOptions;

  private constructor(
    private readonly given: Given<EnvironmentOptions>,
    /** The name of the environment. */
    public readonly name: string,
    /** Whether data is kept and protected, and copies are spread over zones. */
    public readonly isProduction: boolean,
  ) {
    this.options = {
      ...given.sound,
      variables: sorted(given.sound.variables),
      dynamicValues: sortedDeep(given.sound.dynamicValues),
      backingServices: sorted(given.sound.backingServices),
      sizes: sorted(given.sound.sizes),
    };
    this.approval = given.sound.approval ?? (isProduction ? Approval.manual() : Approval.none());
  }

  /**
   * Whether its name is text.
   * @internal
   */
  public get _isNamed(): boolean {
    return !this.given.isLost('name');
  }

  /**
   * Notes what is wrong with this environment by itself.
   * @internal
   */
  public _check(problems: Problems): void {
    this.given.check(problems, `environment ${this.name}: `);
    checkName(problems, 'the name of an environment', this.name, LONGEST_NAME.environment);
    checkRollout(problems, `environment ${this.name}: configRollout`, this.options.configRollout);
    this.options.network?._check(problems, `environment ${this.name}: network`);
    this.approval._check(problems, `environment ${this.name}: approval`);
  }
}
