import { DynamicConfig } from './dynamic-config';
import { checkVariableName } from './variable-name';
import { sorted } from '../private/order';
import { Problems } from '../private/problems';

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
    return new Config(sorted(options.variables ?? {}), options.dynamic);
  }

  private constructor(
    /** The environment variables of every environment that does not override them. */
    public readonly variables: { [name: string]: string },
    /** What changes while the app runs. */
    public readonly dynamic?: DynamicConfig,
  ) {}

  /**
   * Notes what is wrong with this config.
   * @internal
   */
  public _check(problems: Problems): void {
    for (const name of Object.keys(this.variables)) {
      checkVariableName(problems, 'config.variables', name);
    }
    this.dynamic?._check(problems);
  }
}
