import * as path from 'path';
import * as fc from 'fast-check';
import * as ts from 'typescript';
import { alone, app } from './arbitraries/apps';
import { ROOT } from '../support/snippets';

/** What is in no random app by its own name, and why. */
const ELSEWHERE: { [why: string]: string[] } = {
  'an app gives it to its own constructs': [
    'ImageRepositoryProps', 'ImageBuildProjectProps', 'ImageScanProjectProps', 'ReleaseLedgerProps', 'ReleasePipelineProps', 'ReleaseStep', 'RunTimeConfigProps',
    'WebEntryPointProps', 'HealthProps', 'FargateEnvironmentProps', 'BuildProvenance',
  ],
  'it is beside an app, for a pipeline of its own': ['PipelineIdentity', 'GitHubIdentityOptions', 'GitLabIdentityOptions', 'PipelineRolesProps'],
  'the library hands it out': ['CodebaseBindOptions', 'BackingServiceBindOptions', 'RunningProcess', 'ReadyAdminTask'],
  'a codebase gives it to the pipeline': ['FetchedCode'],
  'its options are those of the structs that extend it': ['ProcessOptions'],
  'it changes nothing of an app': ['TwelveFactorChecksProps'],
};
const elsewhere = Object.values(ELSEWHERE).flat();

/** What the random apps of the properties are made of. */
const used = new Set([
  ...fc.sample(app, { seed: 1, numRuns: 400 }).flatMap(({ props }) => props.uses),
  ...fc.sample(alone, { seed: 1, numRuns: 100 }).flatMap(({ options, environment }) => [...options.uses, ...environment.uses]),
]);

test('every factory, constant and option that the library has is somewhere in the random apps', () => {
  const all = api();
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((name) => !used.has(name) && !elsewhere.includes(name.split('.')[0]))).toEqual([]);
});

test('what is said to be elsewhere is in no random app', () => {
  expect(elsewhere.filter((type) => [...used].some((name) => name.startsWith(`${type}.`)))).toEqual([]);
});

/** The static members of exported classes, and the options of exported structs. */
function api(): string[] {
  const index = path.join(ROOT, 'src', 'index.ts');
  const program = ts.createProgram([index], { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 });
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index)!)!);
  return exported.flatMap((symbol) => membersOf(checker, symbol).map((member) => `${symbol.name}.${member}`));
}

function membersOf(checker: ts.TypeChecker, symbol: ts.Symbol): string[] {
  const declaration = symbol.declarations?.[0];
  if (declaration && ts.isClassDeclaration(declaration)) {
    const isPublic = (kinds: ts.SyntaxKind[]) => kinds.includes(ts.SyntaxKind.StaticKeyword) && !kinds.includes(ts.SyntaxKind.PrivateKeyword);
    return declaration.members.filter((one) => ts.canHaveModifiers(one) && isPublic((ts.getModifiers(one) ?? []).map(({ kind }) => kind)))
      .map((one) => one.name!.getText()).filter((name) => !name.startsWith('_'));
  }
  // jsii's structs are the interfaces whose name does not begin with an I.
  return declaration && ts.isInterfaceDeclaration(declaration) && !/^I[A-Z]/.test(symbol.name)
    ? checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).map(({ name }) => name)
    : [];
}
