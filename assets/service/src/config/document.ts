/** The dynamic configuration: what may change while processes run. Keys that this code does not know are allowed. */
export interface Document {
  /** The name of the table. @default - the variable TABLE_NAME; without that one too, no table is attached */
  readonly TableName?: string;
  /** The word to greet with. */
  readonly Greeting?: string;
}

/** Parses and validates before anything is swapped. Messages never quote the content: it may be confidential, and logs are not. */
export function parseDocument(content: string): Document {
  const document = parseJson(content);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw new Error('The configuration is not a JSON object');
  const { TableName, Greeting } = document as Record<string, unknown>;
  if (TableName !== undefined && (typeof TableName !== 'string' || TableName.trim() === '')) {
    throw new Error('The configuration\'s TableName is not a non-empty text');
  }
  if (Greeting !== undefined && typeof Greeting !== 'string') throw new Error('The configuration\'s Greeting is not a text');
  return Object.freeze({ TableName, Greeting });
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // The parser's own message quotes the text around the fault.
    throw new Error('The configuration is not valid JSON');
  }
}
