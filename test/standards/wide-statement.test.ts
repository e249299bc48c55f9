import { App, Fn, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { allow, WideStatement } from '../../src/private/wide-statement';
import { newApp } from '../support/synthesis';

/** What cdk-nag finds of wildcards in an app. */
function wildcards(app: App): string[] {
  app.synth();
  return new AwsSolutionsChecks().validateScope(app).violations.map((one) => one.ruleName).filter((one) => one.startsWith('AwsSolutions-IAM5'));
}

const ARNS: { [what: string]: (stack: Stack) => string } = {
  'everything': () => '*',
  'a plain ARN': () => 'arn:aws:s3:::acme/*',
  'an attribute and pseudo parameters': (stack) => `${new Queue(stack, 'Queue').queueArn}/${stack.account}/*`,
  'a reference to another stack': (stack) => `${new Queue(new Stack(stack.node.root as App, 'Other'), 'Queue').queueArn}/*`,
  'an import': () => `${Fn.importValue('Exported')}/*`,
  'another function': () => `${Fn.select(1, Fn.split('/', Fn.ref('AWS::StackId')))}/*`,
};

describe.each(Object.entries(ARNS))('a wide statement on %s', (_what, arn) => {
  const granted = (reason?: string) => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    const statement = new WideStatement(reason ?? '', { actions: ['sqs:SendMessage'], resources: [arn(stack)] });
    if (reason) {
      allow(role, statement);
    } else {
      role.addToPolicy(statement);
    }
    return app;
  };

  test('is found by cdk-nag', () => {
    expect(wildcards(granted())).toHaveLength(1);
  });

  test('is acknowledged under the name that cdk-nag gives it', () => {
    expect(wildcards(granted('it has to be'))).toEqual([]);
  });
});
