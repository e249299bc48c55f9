import { checkIsKnown } from '../private/checks';
import { checkIsSchema } from '../private/json-schema';
import { sortedDeep } from '../private/order';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options of `DynamicConfig.json()`.
 */
export interface JsonConfigOptions {
  /**
   * The values, as a JSON object. The handles of dynamically attached backing services are added to it. The order of its keys changes nothing, at
   * any depth: the document has them sorted. Lists keep their order.
   */
  readonly values: { [key: string]: any };

  /**
   * The JSON schema (draft 4) that every version of the values must keep to, with `type: object` at its root. It is checked at synthesis,
   * and again by AppConfig at every deployment. The handles of dynamically attached backing services are added to it as required strings.
   *
   * @default - any object that holds the handles of the dynamically attached backing services
   * @see https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-configuration-and-profile-validators.html
   */
  readonly schema?: { [key: string]: any };
}

/**
 * The part of the config that changes while the app runs (factor III): kept in AppConfig, validated, rolled out gradually, rolled back
 * when the environment is not healthy, read by running processes with no restart.
 *
 * Use it for what an operator changes, such as a limit, a feature switch or the table in use. Everything else is a variable: it changes by
 * releasing.
 */
export class DynamicConfig {
  /**
   * A JSON document.
   */
  public static json(options: JsonConfigOptions): DynamicConfig {
    const given = new Given<JsonConfigOptions>('DynamicConfig.json', { options });
    return new DynamicConfig(given, sortedDeep(given.sound.values ?? {}), sortedDeep(given.sound.schema ?? {}));
  }

  private constructor(
    private readonly given: Given<JsonConfigOptions>,
    /** The values of every environment that does not override them. */
    public readonly values: { [key: string]: any },
    /** The JSON schema of the values. */
    public readonly schema: { [key: string]: any },
  ) {}

  /**
   * The names of all values, those that are no data too.
   * @internal
   */
  public get _names(): string[] | undefined {
    return this.given.names('values');
  }

  /**
   * Notes what is wrong with the dynamic config, apart from its values, which differ between environments.
   * @internal
   */
  public _check(problems: Problems): void {
    this.given.check(problems, 'config.dynamic');
    checkIsKnown(problems, 'config.dynamic.schema, or something in it,', this.schema, 'values are compared with it there; give plain text and numbers');
    problems.must((this.schema.type ?? 'object') === 'object', 'config.dynamic.schema', 'the schema of an object: put "type": "object" at its root', this.schema);
    checkIsSchema(problems, 'config.dynamic.schema', this.schema);
  }
}
