/** A reference inside a value: to which logical id, by which attribute (`Ref` for the id itself), and where, without the functions around it. */
export interface Reference {
  readonly to: string;
  readonly attribute: string;
  readonly at: string;
}

/** All references in a value of a template. */
export function referencesIn(value: any, at: string[] = []): Reference[] {
  const path = at.filter((one) => !/^(\d+|Fn::.*)$/.test(one)).join('.');
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => referencesIn(one, [...at, String(index)]));
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  if (typeof value.Ref === 'string') {
    return [{ to: value.Ref, attribute: 'Ref', at: path }];
  }
  if (value['Fn::GetAtt']) {
    const [to, attribute] = typeof value['Fn::GetAtt'] === 'string' ? value['Fn::GetAtt'].split(/\.(.*)/) : value['Fn::GetAtt'];
    return [{ to, attribute, at: path }];
  }
  const text = value['Fn::Sub'] === undefined ? undefined : [value['Fn::Sub']].flat()[0];
  const substituted = text === undefined ? [] : [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => {
    const [to, attribute = 'Ref'] = name.split(/\.(.*)/);
    return { to, attribute, at: path };
  });
  return [...substituted, ...Object.entries(value).flatMap(([key, one]) => referencesIn(one, [...at, key]))];
}
