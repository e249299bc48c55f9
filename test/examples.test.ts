import * as fs from 'fs';
import * as path from 'path';
import { contextOf, EXAMPLE_NAMES, EXAMPLES, exampleAssembly, exampleTemplates, reportsOf } from './support/example-assemblies';

/** What a user of the example would be shown at synthesis: what the CDK's own plugins have found. */
function findings(name: string): { ruleName: string; description: string }[] {
  return reportsOf(exampleAssembly(name)).filter((one) => ['CloudFormation Validate', 'Construct Annotations'].includes(one.pluginName))
    .flatMap((one) => one.violations);
}

const EXPECTED: { [name: string]: string[] } = {
  'guestbook': ['Guestbook-Codebase', 'Guestbook-Pipeline', 'Guestbook-Production', 'Guestbook-Staging'],
  'backing-services': ['Albums-Codebase', 'Albums-Pipeline', 'Albums-Production', 'Albums-Staging', 'Existing'],
  'log-router': ['Chatty-Codebase', 'Chatty-Pipeline', 'Chatty-Production', 'Chatty-Staging'],
  'own-pipeline': ['Guestbook-Codebase', 'Guestbook-Pipeline', 'Guestbook-production', 'Guestbook-staging'],
};

test('every example is tried here', () => {
  expect(EXAMPLE_NAMES).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.entries(EXPECTED))('%s synthesises with no finding but that it has no domain', (name, expected) => {
  expect(Object.keys(exampleTemplates(name)).sort()).toEqual(expected);
  expect(findings(name).filter((one) => one.ruleName !== 'Annotation::cdk-twelve-factor-fargate:WebEntryPoint.http')).toEqual([]);
}, 60_000);

test.each(Object.keys(EXPECTED))('%s is type-checked before it is run, so that a misspelled prop is found', (name) => {
  const read = (file: string) => JSON.parse(fs.readFileSync(path.join(EXAMPLES, name, file), 'utf8'));
  expect(read('cdk.json').app).toBe('npx tsc --noEmit && npx tsx app.ts');
  expect(read('tsconfig.json').compilerOptions).toMatchObject({ strict: true, noEmit: true, types: ['node'] });
});

test.each(Object.keys(EXPECTED))('%s has every recommended flag on, with the strict validator', (name) => {
  expect(contextOf(name)).toEqual(JSON.parse(fs.readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')));
  expect(contextOf(name)['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
});
