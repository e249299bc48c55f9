const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => coloured ? `\u001b[${code}m${text}\u001b[0m` : text;

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const yellow = paint(33);

export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Says what is under way, and how long it took. */
export async function progress<T>(what: string, work: Promise<T>): Promise<T> {
  const start = performance.now();
  process.stdout.write(`${what} … `);
  try {
    const result = await work;
    say(dim(`${secondsSince(start)} s`));
    return result;
  } catch (error) {
    say(red('failed'));
    throw error;
  }
}

export function secondsSince(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}

/** Phrases in lines of a width, all but the first line indented. No phrase is broken. */
export function wrap(phrases: string[], width: number, indent: number): string {
  const lines = [''];
  for (const phrase of phrases) {
    if (lines[lines.length - 1].length + phrase.length > width) lines.push('');
    lines[lines.length - 1] += `${phrase} `;
  }
  return lines.map((line) => line.trimEnd()).join(`\n${' '.repeat(indent)}`);
}

/** A line of the service's log for people; whatever is not its JSON stays as it is. */
export function readable(line: string): string {
  try {
    const { time, level, msg, release, ...fields } = JSON.parse(line);
    const colour = { error: red, warn: yellow }[level as string] ?? dim;
    const rest = Object.entries(fields).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
    return `${dim(time.slice(11, 19))} ${colour(level.padEnd(5))} ${msg} ${dim(rest.join(' '))}`;
  } catch {
    return line;
  }
}
