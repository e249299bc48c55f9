import { App } from 'aws-cdk-lib';
import { Codebase, TwelveFactorFargateApp, TwelveFactorFargateAppProps } from '../../../src';
import { newApp } from '../../support/synthesis';

const { outdir } = newApp({});

/** A codebase that nothing has to be read for, and that ends what has passed all checks. */
class Elsewhere extends Codebase {
  public bind(): never {
    throw new Error(PASSED);
  }
}

const PASSED = 'nothing is wrong';
const codebase = new Elsewhere();

/** What the error lists that an app of these props throws; nothing when there is none. What must not be said can be seen, too. */
export function mistakesOf(props: Partial<{ [K in keyof TwelveFactorFargateAppProps]: unknown }>): string[] {
  try {
    new TwelveFactorFargateApp(new App({ outdir, analyticsReporting: false }), 'Guestbook', { codebase, ...props } as TwelveFactorFargateAppProps);
    return ['the codebase was not bound'];
  } catch (error) {
    if ((error as Error).message === PASSED) {
      return [];
    }
    const [subject, ...lines] = (error as Error).message.split('\n');
    expect(subject).toMatch(/^TwelveFactorFargateApp "Guestbook" has (one mistake|\d+ mistakes):$/);
    return lines.map((line) => line.replace('  - ', ''));
  }
}
