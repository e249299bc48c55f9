import { Item } from './datastore';
import { expectEqual, expectTrue } from './surprise';

/** Fetches the page and expects every field of the item on it, and the item's colour behind it. */
export async function expectHello(url: string, item: Item): Promise<string> {
  const response = await fetch(`${url}/hello`);
  const page = await response.text();
  expectEqual('The status of /hello', response.status, 200);
  const { Application, BgColor, ...fields } = Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S ?? '']));
  for (const [name, value] of Object.entries(fields)) expectTrue(`The field ${name} on /hello`, page, value, page.includes(value));
  expectTrue('The colour of /hello', page, BgColor, page.includes(`:${BgColor}`));
  return `${Object.values(fields).join(', ')} on ${BgColor}`;
}
