import { CurrentConfig } from '../config/current-config';
import { EnvironmentError } from '../process/environment';
import { Logger } from '../process/logger';

/** The app has no table. To wait or to try again does not help, as with any other environment that is not complete. */
export class NoTableError extends EnvironmentError {
  constructor() {
    super(['TABLE_NAME is missing (the table; expected a TableName in the dynamic configuration, or this variable)']);
  }
}

/** The table in use now: what the dynamic configuration says, or else the environment. */
export function attachedTable({ current }: CurrentConfig, { TABLE_NAME }: { readonly TABLE_NAME: string }): string {
  const name = current.TableName ?? TABLE_NAME;
  if (!name) throw new NoTableError();
  return name;
}

/** For processes that run without a table, and do less: once at the start, so that the first look at the log tells why. */
export function warnIfNoTable(table: () => string, log: Logger): void {
  try {
    table();
  } catch (error) {
    if (!(error instanceof NoTableError)) throw error;
    log.warn('no table is attached: what needs one will not work', { problems: error.problems });
  }
}
