import { App, Stack, Validations } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { FargateEnvironment, ReleaseLedger, TwelveFactorChecks, TwelveFactorFargateApp } from '../../../src';
import { findings } from '../../support/findings';
import { newApp, stackInUse } from '../../support/synthesis';
import { Alone, AnyApp } from '../arbitraries/apps';

/** An app that is synthesised. */
export interface Made {
  readonly stacks: CloudFormationStackArtifact[];
  /** The templates of its environments: those that say how to release. */
  readonly environments: any[];
  /** What the CDK's validator and the checks of this library find. */
  readonly findings: string[];
}

type Flags = { [flag: string]: unknown };

/** The app of these props. The warning of a shared cache is none of its mistakes where it has one. */
export function make(one: AnyApp, flags: Flags): Made {
  const made = synthesised(makeApp(one, flags));
  return one.props.text.includes('LayerCache.shared()') ? { ...made, findings: made.findings.filter((rule) => rule !== SHARED_CACHE) } : made;
}

const SHARED_CACHE = 'Annotation::cdk-twelve-factor-fargate:ImageBuild.sharedLayerCache';

/** One environment, with somebody else's pipeline. */
export function makeAlone(one: Alone, flags: Flags): Made {
  return synthesised(makeEnvironment(one, flags));
}

/** The same app, not synthesised yet. */
export function makeApp({ props, place }: AnyApp, flags: Flags): App {
  const app = newApp(flags);
  new TwelveFactorFargateApp(app, 'Guestbook', props.make(stackInUse(app, place)));
  return app;
}

/** The same environment, not synthesised yet. */
export function makeEnvironment({ options, environment: written, appName: name }: Alone, flags: Flags): App {
  const app = newApp(flags);
  const elsewhere = stackInUse(app);
  const [appName, environment] = [name.make(elsewhere), written.make(elsewhere)];
  const ledger = new ReleaseLedger(new Stack(app, 'Ledgers'), 'Ledger', { appName, environmentName: environment.name });
  const stack = new Stack(app, 'Environment');
  const repository = Repository.fromRepositoryName(stack, 'Images', 'guestbook');
  new FargateEnvironment(stack, 'Guestbook', { ...options.make(elsewhere), appName, environment, ledger, repository });
  return app;
}

function synthesised(app: App): Made {
  Validations.of(app).addPlugins(new TwelveFactorChecks());
  const found = findings(app);
  const stacks = app.synth().stacksRecursively;
  return { stacks, findings: found, environments: stacks.map((one) => one.template).filter((one) => one.Outputs?.ReleaseParameter) };
}
