import { allOrNone, integer, oneOf, text, Variable } from './environment';
import { LOG_LEVELS } from './logger';
import { Document, parseDocument } from '../config/document';

/** What every process of the image is given, web, worker and admin tasks alike. */
export const COMMON_VARIABLES = {
  // An app may have no dynamic configuration; then the platform sets none of the three.
  ...allOrNone({
    APPCONFIG_APPLICATION: 'the AppConfig application that holds the dynamic configuration',
    APPCONFIG_ENVIRONMENT: 'the AppConfig environment to read it for',
    APPCONFIG_PROFILE: 'the AppConfig configuration profile to read',
  }),
  APPCONFIG_DELIVERY: oneOf('who brings the configuration: AppConfig itself, or its agent beside the process', ['sdk', 'agent'] as const, 'sdk'),
  APPCONFIG_AGENT_URL: text('where the agent listens', 'http://localhost:2772'),
  APPCONFIG_AGENT_TOKEN: text('what the agent was given as ACCESS_TOKEN, if anything', ''),
  // AppConfig's own default. The session asks for the shortest interval, 15 s, so that /refresh-config has something to ask for in between.
  APPCONFIG_POLL_SECONDS: integer('the pace of background polls, unless AppConfig asks for a slower one', { min: 15, max: 86400, fallback: 60 }),
  APPCONFIG_DEFAULT: document('the configuration to start with if AppConfig has none to give'),
  TABLE_NAME: text('the table, unless the dynamic configuration has a TableName', ''),
  AWS_REGION: text('the AWS region of the backing services'),
  LOG_LEVEL: oneOf('the least severe level that is logged', LOG_LEVELS, 'info'),
  RELEASE: text('the release this process runs, named in every log line', 'none'),
};

const SHUTDOWN_SECONDS = integer('the time limit of the whole shutdown, below the platform\'s own', { min: 1, max: 118, fallback: 25 });

// CloudWatch bills each metric by the month: so none unless somebody wants them.
const METRICS_NAMESPACE = text('the CloudWatch namespace of the metrics; without it there are none', '');

export const WEB_VARIABLES = {
  ...COMMON_VARIABLES,
  PORT: integer('the port to listen on; 0 lets the system choose', { min: 0, max: 65535 }),
  // Longer than the load balancer's idle timeout (60 s), or it sends requests into connections that this end has just closed.
  KEEP_ALIVE_SECONDS: integer('how long an idle connection is kept', { min: 1, max: 4000, fallback: 65 }),
  MAX_CONNECTIONS: integer('how many connections are held; one more is closed at once', { min: 1, max: 1_000_000, fallback: 20_000 }),
  LAME_DUCK_SECONDS: integer('how long to keep serving after SIGTERM', { min: 0, max: 110, fallback: 5 }),
  SHUTDOWN_SECONDS,
  METRICS_NAMESPACE,
};

export const WORKER_VARIABLES = {
  ...COMMON_VARIABLES,
  QUEUE_URL: text('the SQS queue to work on; without it a queue in this process, fed from stdin', ''),
  VISIBILITY_SECONDS: integer('how long a message stays hidden from others, renewed while it is worked on', { min: 2, max: 43200, fallback: 30 }),
  SHUTDOWN_SECONDS,
  METRICS_NAMESPACE,
};

export const BACKUP_VARIABLES = {
  ...COMMON_VARIABLES,
  BACKUP_RETENTION_DAYS: integer('how long the backups are kept', { min: 1, max: 36500, fallback: 35 }),
};

export const RESTORE_VARIABLES = {
  ...COMMON_VARIABLES,
  RESTORE_MINUTES: integer('how long to wait for the restored table', { min: 1, max: 1440, fallback: 60 }),
};

/** A whole document, or none. */
function document(purpose: string): Variable<Document | undefined> {
  return { purpose, expected: 'a valid configuration as JSON', optional: true, parse: (value) => attempt(() => parseDocument(value)) };
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
