import { DynamicConfig } from './dynamic-config';
import { checkVariableName } from './variable-name';
import { sorted } from '../private/order';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options of `Config.of()`.
 */
export interface ConfigOptions {
  /**
   * Environment variables of every process and admin task. An environment may give another value, but no other variable.
   *
   * @default - none but those of the platform and of attached backing services
   */
  readonly variables?: { [name: string]: string };

  /**
   * What changes while the app runs.
   *
   * @default - none but the handles of dynamically attached backing services
   */
  readonly dynamic?: DynamicConfig;
}

/**
 * Everything that differs between deploys and is not code (factor III).
 */
export class Config {
  /**
   * A config with these variables and dynamic values.
   */
  public static of(options: ConfigOptions = {}): Config {
    const given = new Given<ConfigOptions>('Config.of', { options });
    return new Config(given, sorted(given.sound.variables ?? {}), given.sound.dynamic);
  }

  private constructor(
    private readonly given: Given<ConfigOptions>,
    /** The environment variables of every environment that does not override them. */
    public readonly variables: { [name: string]: string },
    /** What changes while the app runs. */
    public readonly dynamic?: DynamicConfig,
  ) {}

  /**
   * The names of all variables, those with a value that is no text too.
   * @internal
   */
  public get _variableNames(): string[] | undefined {
    return this.given.names('variables');
  }

  /**
   * Whether something was given for the dynamic values that is none of them.
   * @internal
   */
  public get _isDynamicLost(): boolean {
    return this.given.isLost('dynamic');
  }

  /**
   * Notes what is wrong with this config.
   * @internal
   */
  public _check(problems: Problems): void {
    this.given.check(problems, 'config');
    for (const name of Object.keys(this.variables)) {
      checkVariableName(problems, 'config.variables', name);
    }
    this.dynamic?._check(problems);
  }
}
