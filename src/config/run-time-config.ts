import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { withHandles } from './config-schema';
import { checkRollout } from './rollout';
import { acknowledge } from '../private/acknowledge';
import { checkLength } from '../private/checks';
import { sortedDeep } from '../private/order';
import { checkProps } from '../private/shape';

/**
 * Properties of `RunTimeConfig`.
 */
export interface RunTimeConfigProps {
  /**
   * The name that the AppConfig application gets.
   */
  readonly applicationName: string;

  /**
   * The name that the AppConfig environment gets.
   */
  readonly environmentName: string;

  /**
   * The values, without the handles of backing services.
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };

  /**
   * The JSON schema (draft 4) of the values, without the handles of backing services.
   *
   * @default - any object
   */
  readonly schema?: { [key: string]: any };

  /**
   * The handles of dynamically attached backing services, by their keys.
   *
   * @default - none
   */
  readonly handles?: { [key: string]: string };

  /**
   * How a new version spreads over the running processes.
   */
  readonly rollout: appconfig.RolloutStrategy;

  /**
   * The alarm that rolls a deployment back. A metric alarm will not do: AppConfig also rolls back while an alarm has no data, which every
   * new metric alarm has at first. A composite alarm settles at once.
   *
   * @default - only a person rolls a deployment back
   * @see https://docs.aws.amazon.com/appconfig/latest/userguide/monitoring-deployments.html
   */
  readonly alarm?: cloudwatch.CompositeAlarm;
}

/**
 * The dynamic config of one environment, in AppConfig (factor III).
 */
export class RunTimeConfig extends Construct {
  /** The AppConfig application: one for each environment, so that nothing done in one reaches another. */
  public readonly application: appconfig.Application;

  /** The AppConfig environment. */
  public readonly environment: appconfig.Environment;

  /** The hosted configuration profile, its validator, its version and its deployment. */
  public readonly configuration: appconfig.HostedConfiguration;

  /** The variables that tell a process where to find the configuration. */
  public readonly variables: { [name: string]: string };

  constructor(scope: Construct, id: string, props: RunTimeConfigProps) {
    super(scope, id);
    checkProps(this, 'RunTimeConfigProps', props, (problems, { applicationName, environmentName, rollout }) => {
      checkLength(problems, 'applicationName', applicationName, 1, 64);
      checkLength(problems, 'environmentName', environmentName, 1, 64);
      checkRollout(problems, 'rollout', rollout);
    });
    const values = sortedDeep({ ...props.values, ...props.handles });
    const schema = withHandles(props.schema ?? {}, Object.keys(props.handles ?? {}));

    this.application = new appconfig.Application(this, 'Application', { applicationName: props.applicationName });
    this.environment = new appconfig.Environment(this, 'Environment', {
      application: this.application,
      environmentName: props.environmentName,
      monitors: props.alarm ? [appconfig.Monitor.fromCloudWatchAlarm(props.alarm, this.createMonitorRole())] : undefined,
    });
    if (!props.alarm) {
      acknowledge(this.environment, 'Nothing that AWS counts tells whether an app without a web process is well', 'TwelveFactorChecks::TF-III-RolloutMonitored');
    }
    this.configuration = new appconfig.HostedConfiguration(this, 'Configuration', {
      application: this.application,
      content: appconfig.ConfigurationContent.fromInline(Stack.of(this).toJsonString(values), 'application/json'),
      validators: [appconfig.JsonSchemaValidator.fromInline(JSON.stringify(schema))],
      deployTo: [this.environment],
      deploymentStrategy: new appconfig.DeploymentStrategy(this, 'Rollout', { rolloutStrategy: props.rollout }),
    });
    // The CDK would keep each version, and AppConfig deletes no profile that has versions: neither a first deployment could be rolled back nor a stack
    // be deleted. AppConfig serves what was deployed, not the stored version.
    (this.configuration.node.findChild('Resource') as CfnResource).applyRemovalPolicy(RemovalPolicy.DESTROY);
    this.variables = {
      APPCONFIG_APPLICATION: this.application.applicationId,
      APPCONFIG_ENVIRONMENT: this.environment.environmentId,
      APPCONFIG_PROFILE: this.configuration.configurationProfileId,
    };
  }

  /** Lets a role read this configuration and no other. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration'],
      resourceArns: [Stack.of(this).formatArn({
        service: 'appconfig',
        resource: 'application',
        resourceName: [
          this.application.applicationId,
          'environment', this.environment.environmentId,
          'configuration', this.configuration.configurationProfileId,
        ].join('/'),
      })],
    });
  }

  private createMonitorRole(): iam.Role {
    const role = new iam.Role(this, 'MonitorRole', {
      assumedBy: new iam.ServicePrincipal('appconfig.amazonaws.com'),
      inlinePolicies: {
        DescribeAlarms: new iam.PolicyDocument({
          statements: [new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] })],
        }),
      },
    });
    acknowledge(role, 'DescribeAlarms returns composite alarms only to a role that may describe every alarm', 'AwsSolutions-IAM5[Resource::*]');
    return role;
  }
}
