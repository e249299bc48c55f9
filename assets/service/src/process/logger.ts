import { writeLine } from './output';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = typeof LOG_LEVELS[number];
export type LogFields = Record<string, unknown>;
type Log = (msg: string, fields?: LogFields) => void;

/** Logs are an event stream: one JSON object a line on stdout. Where the lines go is the platform's business. */
export type Logger = Record<LogLevel, Log>;

export interface LoggerOptions {
  readonly level?: LogLevel;
  readonly release?: string;
  readonly write?: (line: string) => void;
}

const LONGEST_MESSAGE = 300;

export function createLogger(options: LoggerOptions = {}): Logger {
  const { level = 'info', release, write = writeLine } = options;
  const log = (of: LogLevel): Log => {
    if (LOG_LEVELS.indexOf(of) < LOG_LEVELS.indexOf(level)) return () => {};
    return (msg, fields) => write(`${JSON.stringify({ time: new Date().toISOString(), level: of, msg, release, ...readable(fields) })}\n`);
  };
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** An Error has no enumerable fields and would be logged as `{}`. */
function readable(fields: LogFields | undefined): LogFields | undefined {
  return fields?.error instanceof Error ? { ...fields, error: readableError(fields.error) } : fields;
}

/**
 * The first line of the message, and the frames of the stack without it: when AWS refuses a signature it quotes
 * the request it received over the lines that follow, session token included.
 */
function readableError({ name, message, stack = '' }: Error): LogFields {
  const frames = stack.split('\n').filter((line) => /^ +at /.test(line)).join('\n');
  return { name, message: message.split('\n', 1)[0]?.slice(0, LONGEST_MESSAGE), stack: frames };
}
