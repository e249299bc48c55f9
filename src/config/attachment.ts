import { checkVariableName } from './variable-name';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * How the handle of a backing service reaches the app's code (factors III and IV).
 *
 * A variable is part of a release: the app reads it at start. A dynamic value can change while the app runs.
 */
export class Attachment {
  /**
   * As an environment variable, read at start.
   *
   * @param name the name of the variable, such as `TABLE_NAME`
   */
  public static variable(name: string): Attachment {
    return new Attachment(new Given<{ name: string }>('Attachment.variable', { name }), name, false);
  }

  /**
   * As a key of the dynamic configuration, so that the service can be swapped for another without a restart.
   *
   * @param key the key in the configuration document, such as `TableName`
   */
  public static dynamic(key: string): Attachment {
    return new Attachment(new Given<{ key: string }>('Attachment.dynamic', { key }), key, true);
  }

  private constructor(
    private readonly given: Given<object>,
    /** The name of the variable, or the key of the dynamic configuration. */
    public readonly name: string,
    /** Whether the handle can change while the app runs. */
    public readonly isDynamic: boolean,
  ) {}

  /**
   * Notes what is wrong with this attachment.
   * @internal
   */
  public _check(problems: Problems, where: string): void {
    if (!this.given.check(problems, where)) {
      return;
    }
    if (this.isDynamic) {
      problems.must(/^[A-Za-z_][\w-]*$/.test(this.name), `${where}: the dynamic key`,
        'letters, digits, "_" and "-" with a letter or "_" first', this.name);
    } else {
      checkVariableName(problems, where, this.name);
    }
  }
}
