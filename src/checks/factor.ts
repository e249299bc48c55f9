/** What a rule belongs to: a factor, or the operation of the app. */
export enum Factor {
  CODEBASE = 'I',
  DEPENDENCIES = 'II',
  CONFIG = 'III',
  BACKING_SERVICES = 'IV',
  BUILD_RELEASE_RUN = 'V',
  PROCESSES = 'VI',
  PORT_BINDING = 'VII',
  CONCURRENCY = 'VIII',
  DISPOSABILITY = 'IX',
  PARITY = 'X',
  LOGS = 'XI',
  ADMIN_PROCESSES = 'XII',
  OPERATION = 'OPS',
}

/** The factors in their order, as they are called. */
export const FACTOR_NAMES: { [factor in Factor]: string } = {
  [Factor.CODEBASE]: 'Codebase',
  [Factor.DEPENDENCIES]: 'Dependencies',
  [Factor.CONFIG]: 'Config',
  [Factor.BACKING_SERVICES]: 'Backing services',
  [Factor.BUILD_RELEASE_RUN]: 'Build, release, run',
  [Factor.PROCESSES]: 'Processes',
  [Factor.PORT_BINDING]: 'Port binding',
  [Factor.CONCURRENCY]: 'Concurrency',
  [Factor.DISPOSABILITY]: 'Disposability',
  [Factor.PARITY]: 'Dev/prod parity',
  [Factor.LOGS]: 'Logs',
  [Factor.ADMIN_PROCESSES]: 'Admin processes',
  [Factor.OPERATION]: 'Operation',
};
