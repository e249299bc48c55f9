import { App } from 'aws-cdk-lib';
import { Templates } from './change';
import { jobs } from './jobs';
import { shop } from './shop';
import { exampleTemplates } from '../../support/example-assemblies';
import { newApp, WITHOUT_VALIDATOR } from '../../support/synthesis';

/** Correct apps: what this library makes of its examples; and, where it makes no such thing, what plain constructs of the CDK make. */
const APPS = {
  'guestbook': () => only(exampleTemplates('guestbook'), 'Guestbook-Production'),
  'guestbook, its pipeline': () => only(exampleTemplates('guestbook'), 'Guestbook-Codebase', 'Guestbook-Pipeline'),
  'guestbook, twice': () => only(exampleTemplates('guestbook'), 'Guestbook-Staging', 'Guestbook-Production'),
  'albums': () => only(exampleTemplates('backing-services'), 'Albums-Production'),
  'chatty': () => only(exampleTemplates('log-router'), 'Chatty-Production'),
  'jobs': () => only(synthesised(jobs), 'Jobs-Production'),
  'jobs, twice': () => synthesised(jobs),
  'shop': () => synthesised(shop),
};

export type AppName = keyof typeof APPS;
export const APP_NAMES = Object.keys(APPS) as AppName[];

const made = new Map<AppName, Templates>();

/** The templates of a correct app; they are made once, and nobody changes them. */
export function correct(name: AppName): Templates {
  const templates = made.get(name) ?? APPS[name]();
  made.set(name, templates);
  return templates;
}

function only(templates: Templates, ...stacks: string[]): Templates {
  return Object.fromEntries(stacks.map((name) => [name, templates[name]]));
}

function synthesised(make: (app: App) => void): Templates {
  const app = newApp(WITHOUT_VALIDATOR);
  make(app);
  return Object.fromEntries(app.synth().stacks.map((one) => [one.stackName, one.template]));
}
