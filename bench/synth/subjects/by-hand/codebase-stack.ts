import { App, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { EnvironmentShape } from '../shape';

export interface CodebaseStackProps {
  readonly appName: string;
  readonly environments: EnvironmentShape[];
}

/** The images, and the parameter that holds each environment's release. */
export class CodebaseStack extends Stack {
  constructor(app: App, { appName, environments }: CodebaseStackProps) {
    super(app, `${appName}-Codebase`, { description: `${appName}: the codebase, its images and its release ledgers` });
    Tags.of(this).add('app', appName);

    new ecr.Repository(this, 'Images', {
      repositoryName: appName.toLowerCase(),
      imageTagMutability: ecr.TagMutability.IMMUTABLE_WITH_EXCLUSION,
      imageTagMutabilityExclusionFilters: ['layer-cache', 'kept_*'].map((tag) => ecr.ImageTagMutabilityExclusionFilter.wildcard(tag)),
      imageScanOnPush: true,
      encryption: ecr.RepositoryEncryption.AES_256,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        { description: 'Images that releases hold: more than there can be', tagPatternList: ['kept_*'], maxImageCount: 9999 },
        { description: 'The layer cache, of which there is one', tagPatternList: ['layer-cache'], maxImageCount: 1 },
        { description: 'Replaced layer caches and other untagged images', tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(14) },
        { description: 'Images that no release holds', tagStatus: ecr.TagStatus.ANY, maxImageAge: Duration.days(90) },
      ],
    });

    const logGroup = new logs.LogGroup(this, 'LedgerLogs', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    for (const { name } of environments) this.addLedger(appName, name, logGroup);
  }

  private addLedger(appName: string, environment: string, logGroup: logs.ILogGroup): void {
    const parameterName = `/${appName}/${environment}/release`;
    const parameterArn = this.formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameterName.slice(1) });
    new AwsCustomResource(this, `${environment}Ledger`, {
      resourceType: 'Custom::ReleaseLedger',
      onCreate: {
        service: 'SSM',
        action: 'putParameter',
        parameters: {
          Name: parameterName,
          Value: 'none',
          Type: 'String',
          Overwrite: false,
          Description: `Current release of ${appName} in ${environment}. Written by releases only`,
          Tags: [{ Key: 'app', Value: appName }, { Key: 'environment', Value: environment }],
        },
        ignoreErrorCodesMatching: 'ParameterAlreadyExists',
        physicalResourceId: PhysicalResourceId.of(parameterName),
      },
      policy: AwsCustomResourcePolicy.fromStatements([
        new iam.PolicyStatement({ actions: ['ssm:PutParameter', 'ssm:AddTagsToResource'], resources: [parameterArn] }),
        new iam.PolicyStatement({
          effect: iam.Effect.DENY, actions: ['ssm:PutParameter'], resources: [parameterArn], conditions: { StringEquals: { 'ssm:Overwrite': 'true' } },
        }),
      ]),
      installLatestAwsSdk: false,
      logGroup,
    });
  }
}
