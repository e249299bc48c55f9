import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { defaultCommand } from './image';
import { localRelease, localValues } from './local-values';
import { Template, TemplateBody } from './template';

/** A container as its task definition describes it. */
export interface Container {
  readonly command: string[];
  readonly environment: Record<string, string>;
  readonly port?: number;
  readonly stopTimeoutSeconds: number;
}

export interface TableSchema {
  readonly name: string;
  readonly attributes: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  readonly keys: { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
}

/** A hosted configuration: where it is deployed to, what it says, and what it has to obey. */
export interface HostedConfiguration {
  readonly location: readonly [application: string, environment: string, profile: string];
  readonly content: string;
  readonly schemas: string[];
}

/** What would run: the copies of each service and the state of each schedule. */
export interface Activity {
  /** undefined leaves the number to autoscaling. */
  readonly desiredCounts: unknown[];
  readonly minimumCounts: unknown[];
  readonly schedules: unknown[];
}

/** The production environment as its synthesised template describes it, with local values for what a deployment would make up. */
export class Production {
  static among(stacks: CloudFormationStackArtifact[]): Production {
    const stack = stacks.find(({ stackName }) => stackName === 'Guestbook-Production');
    if (!stack) throw new Error('The assembly has no stack Guestbook-Production');
    return new Production(stack.template, stack.stackName);
  }

  readonly release = localRelease();
  private readonly template: Template;
  private readonly releaseParameter: string;

  constructor(body: TemplateBody, stackName: string) {
    const template = new Template(body, localValues(body, stackName));
    this.releaseParameter = template.output('ReleaseParameter');
    this.template = template.with({ [this.releaseParameter]: this.release });
  }

  /** What a table must be called to take the datastore's place. */
  get swapPrefix(): string {
    return this.template.output('DatastoreSwapPrefix');
  }

  /** After how many failed health checks the load balancer leaves a process alone. */
  get unhealthyThreshold(): number {
    return Number(this.template.only('AWS::ElasticLoadBalancingV2::TargetGroup').properties.UnhealthyThresholdCount);
  }

  get tables(): TableSchema[] {
    return this.template.resources('AWS::DynamoDB::GlobalTable').map(({ id, properties }) => ({
      name: this.template.text({ Ref: id }, id),
      attributes: properties.AttributeDefinitions as TableSchema['attributes'],
      keys: properties.KeySchema as TableSchema['keys'],
    }));
  }

  get configuration(): HostedConfiguration {
    const { properties } = this.template.only('AWS::AppConfig::Deployment');
    const id = (name: string) => this.template.text(properties[name], `the deployment's ${name}`);
    return {
      location: [id('ApplicationId'), id('EnvironmentId'), id('ConfigurationProfileId')],
      content: this.template.text(this.template.only('AWS::AppConfig::HostedConfigurationVersion').properties.Content, 'the hosted configuration'),
      schemas: this.validators().filter(({ Type }) => Type === 'JSON_SCHEMA').map(({ Content }) => this.template.text(Content, 'the validator')),
    };
  }

  /** The container of that name, in whichever task definition has it. */
  container(name: string): Container {
    const definition = this.template.resources('AWS::ECS::TaskDefinition')
      .flatMap(({ properties }) => properties.ContainerDefinitions as any[])
      .find((each) => each.Name === name);
    if (!definition) throw new Error(`No task definition has a container ${name}`);
    if (definition.Secrets?.length) throw new Error(`The demo has no values for the secrets of the container ${name}`);
    const variables: { Name: string; Value: unknown }[] = definition.Environment ?? [];
    return {
      command: definition.Command ?? defaultCommand(),
      environment: Object.fromEntries(variables.map(({ Name, Value }) => [Name, this.template.text(Value, `${name}'s variable ${Name}`)])),
      port: definition.PortMappings?.[0]?.ContainerPort,
      stopTimeoutSeconds: definition.StopTimeout ?? 30, // ECS's own default
    };
  }

  /** What the template lets run when the ledger says this. */
  activity(release: string): Activity {
    const template = this.template.with({ [this.releaseParameter]: release });
    const all = (type: string, property: string) =>
      template.resources(type).map(({ id, properties }) => template.resolve(properties[property], `${id}.${property}`));
    return {
      desiredCounts: all('AWS::ECS::Service', 'DesiredCount'),
      minimumCounts: all('AWS::ApplicationAutoScaling::ScalableTarget', 'MinCapacity'),
      schedules: all('AWS::Scheduler::Schedule', 'State'),
    };
  }

  private validators(): { Type: string; Content: unknown }[] {
    return this.template.only('AWS::AppConfig::ConfigurationProfile').properties.Validators as [] ?? [];
  }
}
