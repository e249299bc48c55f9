import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Environment as Place, IReusableStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Topic } from 'aws-cdk-lib/aws-sns';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { Construct } from 'constructs';
import {
  AdminTask, Attachment, BackingService, Codebase, Config, DynamicConfig, Environment, FargateEnvironment, FargateEnvironmentProps, Process,
  ReleaseLedger, TwelveFactorFargateApp, TwelveFactorFargateAppProps,
} from '../../src';

/** All flags that a new CDK project has, and none. */
export const RECOMMENDED: { [flag: string]: unknown } = recommended;
export const NO_FLAGS = {};

const outdirs: string[] = [];
afterAll(() => outdirs.splice(0).forEach((dir) => fs.rmSync(dir, { recursive: true, force: true })));

/** A CDK app whose output goes with the test. */
export function newApp(context: { [flag: string]: unknown } = RECOMMENDED, defaultStackSynthesizer?: IReusableStackSynthesizer): App {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'twelve-factor-'));
  outdirs.push(outdir);
  return new App({ context, outdir, analyticsReporting: false, defaultStackSynthesizer });
}

/** Where tests import what exists, whatever app they are about. */
export const ELSEWHERE = new Stack(newApp(), 'Elsewhere');

/** An app with something in every room. */
export const GUESTBOOK: TwelveFactorFargateAppProps = {
  codebase: Codebase.codeCommit(),
  config: Config.of({
    variables: { LOG_LEVEL: 'info' },
    dynamic: DynamicConfig.json({
      values: { Greeting: 'Hello' },
      schema: { type: 'object', properties: { Greeting: { type: 'string', maxLength: 40 } } },
    }),
  }),
  backingServices: {
    Datastore: BackingService.dynamoDbTable({ partitionKey: { name: 'Application', type: AttributeType.STRING }, attach: Attachment.dynamic('TableName') }),
    Uploads: BackingService.bucket({ attach: Attachment.variable('UPLOADS_BUCKET') }),
    Countries: BackingService.existingDynamoDbTable({
      table: Table.fromTableName(ELSEWHERE, 'Countries', 'countries'), attach: Attachment.variable('COUNTRIES_TABLE'),
    }),
  },
  processes: {
    web: Process.web(),
    worker: Process.worker({ command: ['node', 'dist/worker.js'] }),
  },
  adminTasks: {
    seed: AdminTask.oneOff({ command: ['node', 'dist/admin/seed.js'] }),
    backup: AdminTask.scheduled({
      command: ['node', 'dist/admin/backup.js'], schedule: ScheduleExpression.cron({ hour: '0', minute: '0' }), backsUp: ['Datastore'],
    }),
  },
};

/** The templates of an app, by the name of the stack's construct. */
export interface Synthesised {
  readonly app: TwelveFactorFargateApp;
  readonly codebase: Template;
  readonly staging: Template;
  readonly production: Template;
  readonly pipeline: Template;
  template(id: string): Template;
}

export function synthesise(props: Partial<TwelveFactorFargateAppProps> = {}, scope: Construct = newApp()): Synthesised {
  const app = new TwelveFactorFargateApp(scope, 'Guestbook', { ...GUESTBOOK, ...props });
  const templates = new Map<string, Template>();
  const template = (id: string) => {
    templates.set(id, templates.get(id) ?? Template.fromStack(app.node.findChild(id) as Stack));
    return templates.get(id)!;
  };
  return {
    app,
    template,
    get codebase() { return template('Codebase'); },
    get staging() { return template('Staging'); },
    get production() { return template('Production'); },
    get pipeline() { return template('Pipeline'); },
  };
}

/** The recommended flags, without the CDK's own validator: for what it would refuse, and where others ask it and it takes the time. */
export const WITHOUT_VALIDATOR = { ...RECOMMENDED, '@aws-cdk/core:validateAgainstDefaultRules': false };

/** One environment by itself, as somebody with another pipeline uses it. */
export function environmentAlone(
  props: Partial<FargateEnvironmentProps> = {}, app = newApp(), before: (stack: Stack) => void = () => {}, env?: Place,
) {
  const environment = props.environment ?? Environment.production();
  const ledger = new ReleaseLedger(new Stack(app, 'Ledgers', { env }), 'Ledger', { appName: 'Guestbook', environmentName: environment.name });
  const stack = new Stack(app, 'Environment', { env });
  before(stack);
  const { codebase, provenance, ...description } = GUESTBOOK;
  const fargate = new FargateEnvironment(stack, 'Guestbook', {
    ...description, appName: 'Guestbook', environment, ledger, repository: Repository.fromRepositoryName(stack, 'Images', 'guestbook'), ...props,
  });
  return { environment: fargate, get template() { return Template.fromStack(stack); } };
}

/** A stack for things that exist; the bundled validator takes none that is empty. */
export function stackInUse(app: App, env?: Place): Stack {
  const stack = new Stack(app, 'InUse', { env });
  new Topic(stack, 'Something');
  return stack;
}

/** The resources of one type, by logical name. */
export function resources(template: Template, type: string): { [logicalId: string]: any } {
  return template.findResources(type);
}

/** The only resource of a type. */
export function only(template: Template, type: string): any {
  const found = Object.values(resources(template, type));
  expect(found).toHaveLength(1);
  return (found[0] as any).Properties;
}

/** The task definition of a process or admin task, by the name of its container. */
export function taskDefinition(template: Template, name: string): any {
  const all = Object.values(resources(template, 'AWS::ECS::TaskDefinition')).map((one) => one.Properties);
  return all.find((one) => one.ContainerDefinitions.some((each: any) => each.Name === name));
}

/** A container by its name. */
export function container(template: Template, name: string): any {
  return taskDefinition(template, name).ContainerDefinitions.find((one: any) => one.Name === name);
}

/** All IAM statements of a template, with the logical name of what holds them. */
export function statements(template: Template): { holder: string; statement: any }[] {
  return Object.entries(template.toJSON().Resources as { [id: string]: any }).flatMap(([holder, { Type, Properties }]) => {
    const documents = Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::ManagedPolicy' ? [Properties.PolicyDocument]
      : Type === 'AWS::IAM::Role' ? (Properties.Policies ?? []).map((policy: any) => policy.PolicyDocument)
        : [];
    return documents.flatMap((document: any) => document.Statement.map((statement: any) => ({ holder, statement })));
  });
}

export function list<T>(value: T | T[] | undefined): T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
