import { GreetingTable } from '../greeting/greeting-table';

/** The job of this worker: `{"BgColor":"gold"}` gives the greeting another colour. Done twice it is the same as once. */
export async function recolour(body: string, greetings: GreetingTable): Promise<void> {
  await greetings.setColour(colourOf(body));
}

function colourOf(body: string): string {
  const job = parse(body);
  const colour = typeof job === 'object' && job !== null && 'BgColor' in job ? job.BgColor : undefined;
  if (typeof colour !== 'string') throw new Error('The message is not a JSON object with a text BgColor'); // never quoted: it may be anything
  return colour;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
