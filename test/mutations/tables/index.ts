import { adminProcesses } from './admin-processes';
import { backingServices } from './backing-services';
import { buildReleaseRun } from './build-release-run';
import { codebase } from './codebase';
import { concurrency } from './concurrency';
import { config } from './config';
import { dependencies } from './dependencies';
import { disposability } from './disposability';
import { logs } from './logs';
import { operation } from './operation';
import { parity } from './parity';
import { portBinding } from './port-binding';
import { processes } from './processes';
import { Factor } from '../../../src/checks/factor';
import { Row } from '../support/mistake';

export { unseen } from './unseen';

/** The mistakes that a template shows, by the factor that they break. */
export const SHOWN: [Factor, Row[]][] = [
  [Factor.CODEBASE, codebase],
  [Factor.DEPENDENCIES, dependencies],
  [Factor.CONFIG, config],
  [Factor.BACKING_SERVICES, backingServices],
  [Factor.BUILD_RELEASE_RUN, buildReleaseRun],
  [Factor.PROCESSES, processes],
  [Factor.PORT_BINDING, portBinding],
  [Factor.CONCURRENCY, concurrency],
  [Factor.DISPOSABILITY, disposability],
  [Factor.PARITY, parity],
  [Factor.LOGS, logs],
  [Factor.ADMIN_PROCESSES, adminProcesses],
  [Factor.OPERATION, operation],
];
