import { AdminTask } from '../admin/admin-task';
import { Release } from '../admin/release';
import { BackingService } from '../backing-services/backing-service';
import { Config } from '../config/config';
import { Logging } from '../logging/logging';
import { Process } from '../processes/process';
import { Shutdown } from '../processes/shutdown';

/**
 * What an app is, apart from its codebase: the same in every environment. The order of names changes nothing, here and in every other map.
 */
export interface AppOptions {
  /**
   * Everything that differs between deploys and is not code (factor III).
   *
   * @default - no variables and no dynamic values but those of the platform and of attached backing services
   */
  readonly config?: Config;

  /**
   * The resources that the app uses, by name (factor IV).
   *
   * @default - none
   */
  readonly backingServices?: { [name: string]: BackingService };

  /**
   * The long-running parts of the app, by name (factors VI to IX): one image, several commands. At most one of them serves HTTP.
   *
   * @default - a web process named `web` that binds port 8080
   */
  readonly processes?: { [name: string]: Process };

  /**
   * The short runs of the same image, by name (factor XII).
   *
   * @default - none
   */
  readonly adminTasks?: { [name: string]: AdminTask };

  /**
   * What a release does before it replaces any process (factor V), such as a database migration.
   *
   * @default - it replaces the processes at once
   */
  readonly release?: Release;

  /**
   * Where the event streams go (factor XI).
   *
   * @default - to CloudWatch Logs, with a log group for each process, kept for a month
   */
  readonly logging?: Logging;

  /**
   * How long a process may take to stop (factor IX).
   *
   * @default - 60 seconds
   */
  readonly shutdown?: Shutdown;
}
