import { AppName } from './apps';

/** The templates of an app, by the name of each stack. */
export type Templates = { [stack: string]: any };

/** A place in a correct app: a resource, by its logical id with or without the hash at its end. */
export interface Place {
  readonly app: AppName;
  readonly stack: string;
  readonly id: string;
}

/** What somebody does to the templates of an app. */
export interface Change {
  readonly app: AppName;
  readonly apply: (templates: Templates) => void;
}

/** Says a resource's whole logical id, for a reference to it. */
export type Named = (id: string) => string;

/** Names the resources of one stack. */
export function stack(app: AppName, name: string): (id: string) => Place {
  return (id) => ({ app, stack: name, id });
}

/** Changes a resource in any way. */
export function edit(place: Place, work: (properties: any, named: Named, resource: any) => void): Change {
  return {
    app: place.app,
    apply: (templates) => {
      const template = templates[place.stack];
      const resource = template.Resources[logicalId(template, place.id)];
      work(resource.Properties, (id) => logicalId(template, id), resource);
    },
  };
}

/** Sets one property by its path; undefined leaves it out. */
export function set(place: Place, path: string, value: any): Change {
  return edit(place, (properties) => assign(properties, path, value));
}

/** Sets several. */
export function setAll(place: Place, values: { [path: string]: any }): Change {
  return edit(place, (properties) => Object.entries(values).forEach(([path, value]) => assign(properties, path, value)));
}

/** Leaves a resource out, and out of what others wait for. */
export function remove({ app, stack: name, id }: Place): Change {
  return {
    app,
    apply: (templates) => {
      const { Resources: resources } = templates[name];
      const gone = logicalId(templates[name], id);
      delete resources[gone];
      for (const one of Object.values<any>(resources).filter(({ DependsOn }) => Array.isArray(DependsOn) && DependsOn.includes(gone))) {
        one.DependsOn = one.DependsOn.filter((other: string) => other !== gone);
      }
    },
  };
}

/** Adds a resource. */
export function add({ app, stack: name, id }: Place, resource: (named: Named) => any): Change {
  return { app, apply: (templates) => templates[name].Resources[id] = resource((one) => logicalId(templates[name], one)) };
}

/** Changes the container of a task that runs the app, or the one of a name. */
export function container(task: Place, changes: { [path: string]: any }, name?: string): Change {
  return edit(task, ({ ContainerDefinitions: all }) => {
    const found = name === undefined ? all[all.length - 1] : all.find((one: any) => one.Name === name);
    Object.entries(changes).forEach(([path, value]) => assign(found, path, value));
  });
}

/** Gives the app a variable another value, or one more variable. */
export function variable(task: Place, name: string, value: any): Change {
  return edit(task, ({ ContainerDefinitions: all }, named) => {
    const app = all[all.length - 1];
    const others = (app.Environment ?? []).filter((one: any) => one.Name !== name);
    app.Environment = [...others, { Name: name, Value: typeof value === 'function' ? value(named) : value }];
  });
}

/** Sets an attribute of a load balancer or of a target group; undefined leaves it to its default. */
export function attribute(place: Place, key: string, value: string | undefined): Change {
  return edit(place, (properties, _, { Type }) => {
    const list = Type.endsWith('TargetGroup') ? 'TargetGroupAttributes' : 'LoadBalancerAttributes';
    const others = properties[list].filter((one: any) => one.Key !== key);
    properties[list] = value === undefined ? others : [...others, { Key: key, Value: value }];
  });
}

/** Takes actions out of a policy. */
export function forbid(policy: Place, ...actions: string[]): Change {
  return edit(policy, ({ PolicyDocument: document }) => {
    document.Statement = document.Statement
      .map((one: any) => ({ ...one, Action: [one.Action].flat().filter((action) => !actions.includes(action)) }))
      .filter((one: any) => one.Action.length > 0);
  });
}

/** Puts a statement into a policy. */
export function allow(policy: Place, action: string | string[], resource: any, rest: any = {}): Change {
  return edit(policy, ({ PolicyDocument: document }, named) => {
    document.Statement.push({ Effect: 'Allow', Action: action, Resource: typeof resource === 'function' ? resource(named) : resource, ...rest });
  });
}

/** Rewrites the statements of a policy that allow an action. */
export function restate(policy: Place, action: string, changes: { [key: string]: any }): Change {
  return edit(policy, ({ PolicyDocument: document }) => document.Statement
    .filter((one: any) => [one.Action].flat().includes(action))
    .forEach((one: any) => Object.entries(changes).forEach(([path, value]) => assign(one, path, value))));
}

/** Several changes that are one mistake. */
export function together(...changes: Change[]): Change {
  return { app: changes[0].app, apply: (templates) => changes.forEach((one) => one.apply(templates)) };
}

function assign(target: any, path: string, value: any): void {
  const names = path.split('.');
  const last = names.pop()!;
  const holder = names.reduce((one, name) => one[name] ??= {}, target);
  if (value === undefined) {
    delete holder[last];
  } else {
    holder[last] = value;
  }
}

function logicalId(template: any, id: string): string {
  const found = Object.keys(template.Resources).filter((one) => one === id || one.startsWith(id) && /^[0-9A-F]{8,}$/.test(one.slice(id.length)));
  if (found.length !== 1) {
    throw new Error(`${id} stands for ${found.length} resources`);
  }
  return found[0];
}
