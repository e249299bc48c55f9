import { createLogger, Logger } from '../../src/process/logger';

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** Fails unless every complete line is a JSON object. */
export function parseLines(output: string): LogLine[] {
  return output.split('\n').slice(0, -1).map((line) => JSON.parse(line));
}

/** A logger whose lines can be looked at. */
export class RecordedLog {
  text = '';
  readonly logger: Logger = createLogger({ level: 'debug', release: 'test', write: (line) => { this.text += line; } });

  get lines(): LogLine[] {
    return parseLines(this.text);
  }
}
