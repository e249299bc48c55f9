/**
 * The smallest app, before its first release.
 *
 * | Scenario | Expectation | What it validates |
 * |---|---|---|
 * | all stacks are deployed, and there is no image | every stack succeeds | a first deployment waits for no image |
 * | nothing was released | the ledger says `none`, every service is at rest, every scalable target may stay at 0 | no release, no processes |
 * | somebody opens the page | the load balancer answers 503 | the way to the processes stands before they do |
 * | everything is destroyed | nothing is left | no stack holds on to another |
 *
 * Its codebase is an archive in a bucket, and nobody uploads one: so the pipeline has nothing to release meanwhile.
 */
import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { expectNoRelease, inTurn } from './support/assertions';
import { integTest, newIntegApp } from './support/integ-app';
import { Codebase, Environment, TwelveFactorFargateApp } from '../../src';

const app = newIntegApp();
const archives = new Bucket(new Stack(app, 'IntegArchives'), 'Archives', { versioned: true, eventBridgeEnabled: true });
const { environments: [staging] } = new TwelveFactorFargateApp(app, 'IntegSmallest', {
  codebase: Codebase.s3({ bucket: archives, key: 'app.zip' }),
  environments: [Environment.staging()],
});

const { assertions } = integTest(app, 'Smallest');
inTurn(expectNoRelease(assertions, staging));
