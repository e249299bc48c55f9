import { checkVariableName } from './variable-name';
import { Problems } from '../private/problems';

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
    return new Attachment(name, false);
  }

  /**
   * As a key of the dynamic configuration, so that the service can be swapped for another without a restart.
   *
   * @param key the key in the configuration document, such as `TableName`
   */
  public static dynamic(key: string): Attachment {
    return new Attachment(key, true);
  }

  private constructor(
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
    if (this.isDynamic) {
      problems.unless(/^[A-Za-z_][\w-]*$/.test(this.name),
        `${where} is the dynamic key "${this.name}"; a key has letters, digits, "_" and "-" and starts with a letter or "_"`);
    } else {
      checkVariableName(problems, where, this.name);
    }
  }
}
