import { App } from 'aws-cdk-lib';
import { Codebase, TwelveFactorFargateApp } from 'cdk-twelve-factor-fargate';

new TwelveFactorFargateApp(new App(), 'Smallest', {
  codebase: Codebase.github('acme/guestbook', {
    connectionArn: 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d-4e5f-6789-abcd-ef0123456789',
  }),
});
