import { App, IReusableStackSynthesizer, Stage } from 'aws-cdk-lib';
import { DeployableStack, stacksOf } from './assembly';
import { Codebase, TwelveFactorFargateApp, TwelveFactorFargateAppProps } from '../../../src';
import { GUESTBOOK, newApp, RECOMMENDED } from '../../support/synthesis';

export type Props = Partial<TwelveFactorFargateAppProps>;

/** One version of an app: how it differs from the guestbook. */
export interface Version {
  /** The CDK app is for what else it defines. */
  readonly props?: Props | ((app: App) => Props);
  /** The id of the construct. */
  readonly id?: string;
  /** The stage that it is in. */
  readonly stage?: string;
  readonly flags?: { [flag: string]: unknown };
  readonly synthesizer?: IReusableStackSynthesizer;
  /** A second one beside it. */
  readonly and?: Version;
}

// The rules of the CDK have their own tests, and take as long as the synthesis itself.
process.env.CDK_VALIDATION = 'false';

/** As the CDK CLI runs it, with the paths of constructs in the templates; without what only takes time here. */
const CLI = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:disable-stack-trace': true, 'aws:cdk:tree-metadata': false };

/** A repository elsewhere: no seed is copied at each synthesis. */
export const CODEBASE = Codebase.github('acme/guestbook', {
  connectionArn: 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d-4e5f-6789-abcd-ef0123456789',
});

/** The stacks of this version. */
export function made(version: Version = {}): DeployableStack[] {
  const app = newApp({ ...version.flags ?? RECOMMENDED, ...CLI }, version.synthesizer);
  for (let one: Version | undefined = version; one !== undefined; one = one.and) {
    const { props, id = 'Guestbook', stage } = one;
    const scope = stage === undefined ? app : new Stage(app, stage);
    new TwelveFactorFargateApp(scope, id, { ...GUESTBOOK, codebase: CODEBASE, ...typeof props === 'function' ? props(app) : props });
  }
  return stacksOf(app);
}
