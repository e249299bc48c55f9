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

export function createLogger(options: LoggerOptions = {}): Logger {
  // Node writes to a pipe synchronously on Linux: no line is lost when the process exits right after it.
  const { level = 'info', release, write = (line) => { process.stdout.write(line); } } = options;
  const log = (of: LogLevel): Log => (msg, fields) => {
    if (LOG_LEVELS.indexOf(of) < LOG_LEVELS.indexOf(level)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level: of, msg, release, ...fields }, readableErrors)}\n`);
  };
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** An Error has no enumerable fields and would be logged as `{}`. */
function readableErrors(_key: string, value: unknown): unknown {
  return value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;
}
