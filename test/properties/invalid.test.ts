import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { TwelveFactorFargateApp, TwelveFactorFargateAppProps } from '../../src';
import { app } from './arbitraries/apps';
import { OPTIONS } from './spoilers/app';
import { PARTS } from './spoilers/parts';
import { property } from './support/property';
import { newApp, NO_FLAGS, stackInUse } from '../support/synthesis';

const spoilers = fc.subarray([...OPTIONS, ...PARTS], { minLength: 1, maxLength: 5 }).chain((some) => fc.tuple(...some));
const cases = fc.record({ valid: app, spoilers });

property('whatever is wrong with an app, one error tells all of it, and nothing is made', 900, cases, ({ valid: { props, place }, spoilers: all }) => {
  const cdk = newApp(NO_FLAGS);
  const spoilt = all.reduce((made, { spoil }) => spoil(made), props.make(stackInUse(cdk, place)));
  const before = stacksOf(cdk);
  const error = errorOf(cdk, spoilt);
  if (!(error instanceof Error)) {
    return ['nothing is thrown'];
  }
  return [
    ...all.flatMap(({ told }) => told).filter((one) => !error.message.split('\n').some((line) => says(line, one))).map((one) => `not told: ${one}; but: ${error.message}`),
    ...(/^TwelveFactorFargateApp "Guestbook" has (one mistake|\d+ mistakes):(\n {2}- .+)+$/s.test(error.message) ? [] : [`not of our shape: ${error.stack}`]),
    ...(/^.*\n *at .*\bsrc\/private\/problems\.ts/.test(error.stack!.slice(error.message.length)) ? [] : [`thrown from elsewhere: ${error.stack}`]),
    ...stacksOf(cdk).filter((one) => !before.includes(one)).map((one) => `${one.node.path} is left`),
  ];
});

/** Whether a line has all parts of a text, in their order. */
function says(line: string, text: string): boolean {
  let from = 0;
  return text.split(' … ').every((part) => {
    const at = line.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

function errorOf(cdk: App, props: TwelveFactorFargateAppProps): unknown {
  try {
    new TwelveFactorFargateApp(cdk, 'Guestbook', props);
    return undefined;
  } catch (error) {
    return error;
  }
}

function stacksOf(cdk: App): Stack[] {
  return cdk.node.findAll().filter((one): one is Stack => Stack.isStack(one));
}
