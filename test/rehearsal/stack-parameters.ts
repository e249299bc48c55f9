import { Moto } from './moto';

/** Parameter by parameter: the name in Parameter Store, or what it holds. */
export interface Values { [parameter: string]: string }

/** The parameters that this update-stack gives; one that it leaves out falls back to its default, as in CloudFormation. */
export function namesAfter(words: string[], template: any, before: Values): Values {
  const given = words.filter((word) => word.startsWith('ParameterKey=')).map((word) => (
    Object.fromEntries(word.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))));
  return Object.fromEntries(Object.entries<any>(template.Parameters).map(([name, { Default }]) => {
    const one = given.find(({ ParameterKey }) => ParameterKey === name);
    return [name, one?.UsePreviousValue === 'true' ? before[name] : one?.ParameterValue ?? Default];
  }));
}

/** What the names hold now, and those that are not there. */
export async function resolve(moto: Moto, names: Values): Promise<{ values: Values; missing: string[] }> {
  const { Parameters, InvalidParameters } = await moto.ssm('GetParameters', { Names: [...new Set(Object.values(names))] });
  const valueOf = (name: string) => Parameters.find(({ Name }: any) => Name === name)?.Value;
  const values = Object.fromEntries(Object.entries(names).map(([parameter, name]) => [parameter, valueOf(name)]));
  return { values, missing: InvalidParameters ?? [] };
}
