import { app, AnyApp } from './arbitraries/apps';
import { make, Made } from './support/made';
import { property } from './support/property';
import { unexplained } from '../support/parity';
import { RECOMMENDED } from '../support/synthesis';

property('staging and production have one shape', 15, app, (one) => {
  const [staging, production] = make(asItIs(one), RECOMMENDED).environments;
  return unexplained(staging, production);
});

property('the same props give the same templates and the same files', 10, app, (one) => {
  const [first, second] = [make(one, RECOMMENDED), make(one, RECOMMENDED)].map(written);
  return Object.keys(first).filter((stack) => first[stack] !== second[stack]);
});

/** An app whose environments change nothing of it. */
function asItIs({ props, place }: AnyApp): AnyApp {
  return { props: props.map((all) => ({ ...all, environments: undefined })), place };
}

/** What a deployment reads: templates, and the hashes of files. */
function written({ stacks }: Made): { [stack: string]: string } {
  return Object.fromEntries(stacks.map((one) => [one.hierarchicalId, JSON.stringify([one.template, one.assets])]));
}
