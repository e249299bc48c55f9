import { ExpectedResult, IApiCall, IDeployAssert, Match } from '@aws-cdk/integ-tests-alpha';
import { Duration } from 'aws-cdk-lib';
import { FargateEnvironment } from '../../../src';

/** How an environment is that has no release: complete, and at rest. */
export function expectNoRelease(assertions: IDeployAssert, environment: FargateEnvironment): IApiCall[] {
  return [
    ledgerSays(assertions, environment, 'none'),
    servicesAre(assertions, environment, { status: 'ACTIVE', desiredCount: 0, runningCount: 0 }),
    assertions.awsApiCall('ApplicationAutoScaling', 'describeScalableTargets', {
      ServiceNamespace: 'ecs', ResourceIds: environment.services.map((service) => `service/${environment.cluster.clusterName}/${service.serviceName}`),
    }).expect(ExpectedResult.objectLike({ ScalableTargets: environment.services.map(() => ({ MinCapacity: 0 })) })),
    answers(assertions, environment, 503), // the load balancer's own answer: it has nobody to ask
  ];
}

/** How an environment is that runs a release. */
export function expectRelease(assertions: IDeployAssert, environment: FargateEnvironment, copies: number): IApiCall[] {
  return [
    ledgerSays(assertions, environment, Match.stringLikeRegexp('^sha256:[0-9a-f]{64}$')),
    servicesAre(assertions, environment, { status: 'ACTIVE', desiredCount: copies, runningCount: copies }),
    answers(assertions, environment, 200),
  ];
}

/** Long waits look rarely. Nothing may take longer than an hour, which is CloudFormation's limit for a custom resource. */
export function waitFor(call: IApiCall): IApiCall {
  return call.waitForAssertions({ totalTimeout: Duration.minutes(55), interval: Duration.seconds(30) });
}

/** One call after the other. */
export function inTurn(calls: IApiCall[]): void {
  calls.reduce((before, after) => before.next(after));
}

function ledgerSays(assertions: IDeployAssert, environment: FargateEnvironment, value: unknown): IApiCall {
  return assertions.awsApiCall('SSM', 'getParameter', { Name: environment.ledger.currentEntryName })
    .expect(ExpectedResult.objectLike({ Parameter: { Value: value } }));
}

function servicesAre(assertions: IDeployAssert, environment: FargateEnvironment, like: object): IApiCall {
  return assertions.awsApiCall('ECS', 'describeServices', {
    cluster: environment.cluster.clusterName, services: environment.services.map((service) => service.serviceName),
  }).expect(ExpectedResult.objectLike({ services: environment.services.map(() => like) }));
}

function answers(assertions: IDeployAssert, environment: FargateEnvironment, status: number): IApiCall {
  return assertions.httpApiCall(environment.url!).expect(ExpectedResult.objectLike({ status }));
}
