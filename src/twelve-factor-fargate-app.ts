import * as cdk from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { BuildProvenance } from './build/build-provenance';
import { ImageBuild } from './build/image-build';
import { ImageBuildProject } from './build/image-build-project';
import { ImageScanProject } from './build/image-scan-project';
import { Provenance } from './build/provenance';
import { VulnerabilityGate } from './build/vulnerability-gate';
import { Codebase } from './codebase/codebase';
import { ICodebaseSource } from './codebase/codebase-source';
import { ImageRepository } from './codebase/image-repository';
import { ProvenanceKey } from './codebase/provenance-key';
import { repositoryByName } from './codebase/repository-by-name';
import { AppDescription } from './environment/app-description';
import { AppOptions } from './environment/app-options';
import { Environment } from './environment/environment';
import { FargateEnvironment } from './environment/fargate-environment';
import { checkReleasesKept } from './private/checks';
import { checkAppName, duplicates, pascalCase } from './private/naming';
import { areApart, checkPlace } from './private/places';
import { Problems } from './private/problems';
import { Given } from './private/shape';
import { checkIsUnique } from './private/unique-names';
import { Notifications } from './release/notifications';
import { ReleaseLedger } from './release/release-ledger';
import { ReleasePipeline } from './release/release-pipeline';
import { SmokeTest } from './release/smoke-test';

/**
 * Properties of `TwelveFactorFargateApp`.
 */
export interface TwelveFactorFargateAppProps extends AppOptions {
  /**
   * Where the code lives (factor I).
   */
  readonly codebase: Codebase;

  /**
   * The name of the app: a letter, then letters, digits and single hyphens, at most 24 characters, not starting with `aws` or `ssm`. Stacks,
   * parameters and task families are named after it, so another name is another app. The image repository is, too, in lower case.
   *
   * @default - the id of the construct, after the name of the stage that it is in
   */
  readonly appName?: string;

  /**
   * How the code is tested and becomes an image (factors II and V).
   *
   * @default - the file `Dockerfile` at the root of the codebase, its last stage, and no tests
   */
  readonly imageBuild?: ImageBuild;

  /**
   * What the registry's scan of an image may find before the image is released.
   *
   * @default - anything: what was found is printed, and stops no release
   */
  readonly vulnerabilityGate?: VulnerabilityGate;

  /**
   * Whether the pipeline signs where each image comes from, and environments release no other image.
   *
   * @default - nothing is signed, and every image of the app's repository can be released
   */
  readonly provenance?: Provenance;

  /**
   * What is tried on an environment before a release goes on to the next one.
   *
   * @default - the page `/` has to answer 200
   */
  readonly smokeTest?: SmokeTest;

  /**
   * Who is told when an approval is waited for, when a release has failed and when one has reached the last environment. At most ten.
   *
   * @default - nobody is told; the pipeline shows it
   */
  readonly notifications?: Notifications[];

  /**
   * The running copies of the app, in the order that a release reaches them (factor X): unlike that of the maps, this order means something.
   *
   * @default - staging, then production
   */
  readonly environments?: Environment[];

  /**
   * How many of the last releases of each environment can be gone back to: their ledger entries and their images are kept. A whole number from 2 to
   * 100.
   *
   * @default 20
   */
  readonly releasesKept?: number;

  /**
   * The account and region of all stacks, apart from those of environments that say theirs.
   *
   * @default - those of the stage that the app is in; known at deployment only when it says nothing
   */
  readonly env?: cdk.Environment;
}

/**
 * A complete twelve-factor app on ECS Fargate, from its codebase to its running environments.
 *
 * It defines one stack for the codebase, one for each environment, and one for the pipeline; each depends only on those before it, so
 * `cdk deploy --all` deploys them in order. No image is needed for that: the pipeline, which comes last, makes the first release.
 */
export class TwelveFactorFargateApp extends Construct {
  /** The name of the app. */
  public readonly appName: string;

  /** What the codebase offers to the pipeline. */
  public readonly source: ICodebaseSource;

  /** Where the images are. */
  public readonly imageRepository: ImageRepository;

  /** The running copies of the app, in the order that a release reaches them. */
  public readonly environments: FargateEnvironment[];

  /** What makes an image of a commit. */
  public readonly imageBuild: ImageBuildProject;

  /** What looks at an image before it is released. */
  public readonly imageScan: ImageScanProject;

  /** What carries a commit to every environment. */
  public readonly pipeline: ReleasePipeline;

  /** The key that signs provenance. Conditional: only with `provenance` without a key of your own. */
  public readonly provenanceKey?: kms.IKey;

  private readonly home: cdk.Environment;
  private readonly signer: string;
  private readonly ownKey?: ProvenanceKey;

  /**
   * @throws an error that tells every mistake in the props at once
   */
  constructor(scope: Construct, id: string, props: TwelveFactorFargateAppProps) {
    super(scope, id);
    const given = new Given<TwelveFactorFargateAppProps>('TwelveFactorFargateAppProps', props);
    this.appName = given.sound.appName ?? [cdk.Stage.of(this)?.stageName, id].filter(Boolean).join('-');
    const environments = given.sound.environments ?? [Environment.staging(), Environment.production()];
    this.home = homeOf(this, given.sound.env);
    this.checkProps(given, environments);

    const codebaseStack = this.createStack('Codebase', 'the codebase, its images and its release ledgers', this.home);
    this.source = props.codebase.bind(new Construct(codebaseStack, 'Source'), { appName: this.appName });
    this.imageRepository = new ImageRepository(codebaseStack, 'Images', {
      repositoryName: this.appName.toLowerCase(), keepsAttestations: props.provenance !== undefined,
    });
    this.signer = `${this.appName}-provenance-${codebaseStack.region}`;
    this.ownKey = props.provenance && !props.provenance._key
      ? new ProvenanceKey(codebaseStack, 'Provenance', { appName: this.appName, signerRoleName: this.signer }) : undefined;
    this.provenanceKey = this.ownKey?.key;
    const provenance = this.describeProvenance(codebaseStack, props.provenance);
    this.environments = [];
    for (const environment of environments) {
      this.environments.push(this.createEnvironment(environment, props, { codebaseStack, provenance }, this.environments.at(-1)));
    }
    const pipelineStack = this.createStack('Pipeline', 'the pipeline', this.home);
    pipelineStack.addStackDependency(codebaseStack);
    const repository = repositoryByName(pipelineStack, this.imageRepository.repository);
    this.imageBuild = new ImageBuildProject(pipelineStack, 'Build', { repository, imageBuild: props.imageBuild, provenance });
    this.imageScan = new ImageScanProject(pipelineStack, 'Scan', {
      repository, gate: props.vulnerabilityGate, provenance, roleName: provenance && this.signer,
    });
    this.pipeline = this.createPipeline(pipelineStack, props, environments);
  }

  /**
   * An environment by its name.
   *
   * @throws when there is none of this name
   */
  public environment(name: string): FargateEnvironment {
    const found = this.environments.find((environment) => environment.environmentName === name);
    if (!found) {
      throw new Error(`there is no environment named "${name}"; there is ${this.environments.map((one) => one.environmentName).join(', ')}`);
    }
    return found;
  }

  private checkProps(given: Given<TwelveFactorFargateAppProps>, environments: Environment[]): void {
    const problems = new Problems(`TwelveFactorFargateApp "${this.node.path}"`);
    const app = new AppDescription(given);
    const props = given.sound;
    const build = props.imageBuild ?? ImageBuild.dockerfile();
    given.check(problems);
    if (!given.isLost('appName')) {
      this.checkAppName(problems, props);
    }
    props.codebase?._checkPlace(problems, this.home);
    if (props.provenance) {
      props.codebase?._checkAddress(problems);
    }
    props.codebase?._check(problems, { path: build.path, stages: { target: build.target, testTarget: build.testTarget } });
    build._check(problems);
    props.vulnerabilityGate?._check(problems);
    props.provenance?._check(problems);
    props.smokeTest?._check(problems);
    checkReleasesKept(problems, props.releasesKept);
    Notifications._checkAll(problems, props.notifications, this.home);
    app.check(problems);
    environments.forEach((environment) => {
      app.checkIn(problems, environment, placeOf(environment, this.home));
      props.provenance?._checkPlace(problems, environment.name, placeOf(environment, this.home));
      environment.approval._checkPlace(problems, `environment ${environment.name}: approval`, this.home);
      checkPlace(problems, `environment ${environment.name}: env`, environment.options.env, this.home);
    });
    problems.must(environments.length > 0, 'environments', 'at least one, such as Environment.production()', environments);
    checkEnvironmentNames(problems, environments.filter((environment) => environment._isNamed).map((environment) => environment.name));
    problems.throwIfAny();
  }

  private checkAppName(problems: Problems, { appName }: Partial<TwelveFactorFargateAppProps>): void {
    const stage = cdk.Stage.of(this)?.stageName;
    const origin = `${stage ? `the name of the stage, "${stage}", and ` : ''}the id "${this.node.id}"`;
    checkAppName(problems, appName === undefined ? `the name of the app, made of ${origin},` : 'appName', this.appName,
      appName === undefined ? 'give a name of its own with the prop appName' : undefined);
    checkIsUnique(problems, 'the name of the app', {
      construct: this,
      isOne: (other): other is TwelveFactorFargateApp => other instanceof TwelveFactorFargateApp,
      nameOf: (one) => one.appName,
      placeOf: (one) => one.home,
      ignoreCase: true,
    }, 'stacks, parameters and the image repository are named after it', 'give one of them another appName, or give their Stages an env of their own');
  }

  /** What is signed in the pipeline, and asked for in each environment: made of names, so that it ties no stack to another. */
  private describeProvenance(codebaseStack: cdk.Stack, provenance?: Provenance): BuildProvenance | undefined {
    const key = this.ownKey?.byAlias ?? provenance?._key;
    if (!key) {
      return undefined;
    }
    if (this.source.uri === undefined) {
      throw new Error(`TwelveFactorFargateApp "${this.node.path}": provenance names the repository of the code, and codebase does not give its address; `
        + 'return it as uri from bind()');
    }
    return { key, source: this.source.uri, builder: codebaseStack.formatArn({ service: 'codepipeline', resource: this.appName }) };
  }

  private createEnvironment(
    environment: Environment,
    props: TwelveFactorFargateAppProps,
    shared: { readonly codebaseStack: cdk.Stack; readonly provenance?: BuildProvenance },
    before?: FargateEnvironment,
  ): FargateEnvironment {
    const { codebaseStack, provenance } = shared;
    const id = pascalCase(environment.name);
    const { account, region } = placeOf(environment, this.home);
    const tasks = Object.keys({ ...props.processes, ...props.adminTasks }).length;
    const stack = this.createStack(id, `the environment ${environment.name}`, { account, region }, tasks > MANY_TASKS);
    cdk.Tags.of(stack).add('environment', environment.name); // what the CDK puts beside the environment too: the functions of its custom resources
    // A template reads parameters of its own account and region only, so an environment elsewhere has its ledger there.
    const ledgerStack = areApart(stack, codebaseStack)
      ? this.createStack(`${id}Ledger`, `the release ledger of ${environment.name}`, { account, region })
      : codebaseStack;
    const { config, backingServices, processes, adminTasks, release, logging, shutdown } = props;
    const created = new FargateEnvironment(stack, 'Default', {
      config,
      backingServices,
      processes,
      adminTasks,
      release,
      logging,
      shutdown,
      appName: this.appName,
      environment,
      repository: this.imageRepository.repository,
      requiredProvenance: provenance,
      ledger: new ReleaseLedger(ledgerStack, `${id}Ledger`, {
        appName: this.appName, environmentName: environment.name, releasesKept: props.releasesKept,
      }),
    });
    if (before) {
      created.cluster.node.addDependency(before.cluster); // orders the stacks: what is deployed here was deployed there first
    }
    if (stack.account !== codebaseStack.account) {
      const tags = { app: this.appName, environment: environment.name };
      this.imageRepository.shareWith(stack.account, tags);
      this.ownKey?.shareWith(stack.account, tags);
    }
    stack.addStackDependency(codebaseStack);
    return created;
  }

  private createPipeline(stack: cdk.Stack, props: TwelveFactorFargateAppProps, environments: Environment[]): ReleasePipeline {
    return new ReleasePipeline(stack, 'Releases', {
      appName: this.appName,
      source: this.source,
      imageBuild: this.imageBuild,
      imageScan: this.imageScan,
      steps: this.environments.map((target, index) => {
        const { approval, isProduction } = environments[index];
        return { target, approval, onlyWhileQuiet: isProduction };
      }),
      smokeTest: props.smokeTest,
      notifications: props.notifications,
    });
  }

  private createStack(id: string, what: string, env?: cdk.Environment, suppressTemplateIndentation?: boolean): cdk.Stack {
    const stack = new cdk.Stack(this, id, {
      env, stackName: `${this.appName}-${id}`, description: `${this.appName}: ${what}`, suppressTemplateIndentation,
    });
    cdk.Tags.of(stack).add('app', this.appName);
    return stack;
  }
}

/** From so many tasks on, the template of an environment could pass what CloudFormation takes, were it not for the blanks in it. */
const MANY_TASKS = 20;

/** The account and region of the app, as far as they are known at synthesis. */
function homeOf(app: Construct, env: cdk.Environment = {}): cdk.Environment {
  const stage = cdk.Stage.of(app);
  return { account: env.account ?? stage?.account, region: env.region ?? stage?.region };
}

/** The account and region of an environment, as far as they are known at synthesis. */
function placeOf({ options }: Environment, home: cdk.Environment): cdk.Environment {
  return { account: options.env?.account ?? home.account, region: options.env?.region ?? home.region };
}

function checkEnvironmentNames(problems: Problems, names: string[]): void {
  for (const name of duplicates(names)) {
    problems.add(`two environments are named "${name}"; give each its own name, with Environment.named()`);
  }
  for (const name of names) {
    problems.must(!/^(codebase|pipeline|source|build|approve.*|.*ledger)$/i.test(name), 'the name of an environment',
      'another one than that of a stack or stage that the app has anyway', name);
  }
}
