import { Server } from 'node:http';
import { FaultyAppConfig } from './appconfig-faults';
import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './aws-environment';
import { RecordedLog } from './log-lines';
import { createApp } from '../../src/app';
import { connectConfig } from '../../src/config/connect';
import { createDynamoDb } from '../../src/greeting/dynamodb';
import { GreetingTable, tryTable } from '../../src/greeting/greeting-table';
import { listen, portOf } from '../../src/http/server';
import { readEnvironment } from '../../src/process/environment';
import { COMMON_VARIABLES } from '../../src/process/variables';

export interface AppOptions {
  readonly pollIntervalSeconds?: number;
  readonly maxConnections?: number;
}

/** The app in this process on a port of its own, wired as web.ts does, with AppConfig and DynamoDB behind real endpoints. */
export class RunningApp {
  static async start(dynamoDbEndpoint: string, document: object, options: AppOptions = {}): Promise<RunningApp> {
    const appConfig = new FaultyAppConfig({ pollIntervalSeconds: options.pollIntervalSeconds ?? 0 });
    const app = new RunningApp(appConfig);
    app.deploy(JSON.stringify(document));
    Object.assign(process.env, awsEnvironment({ appConfigData: await appConfig.listen(), dynamoDb: dynamoDbEndpoint }), SERVICE_VARIABLES);
    const environment = readEnvironment(COMMON_VARIABLES);
    const dynamoDb = createDynamoDb(environment.AWS_REGION);
    const config = await connectConfig(environment, app.log.logger, async (successor, current) => tryTable(dynamoDb, successor, current));
    const greetings = new GreetingTable(dynamoDb, () => config.current.TableName);
    const koa = createApp({ config, greetings, log: app.log.logger, metrics: app.metrics, release: environment.RELEASE, draining: () => app.draining });
    app.server = await listen(koa.callback(), 0, { keepAliveSeconds: 1, maxConnections: options.maxConnections ?? 100 });
    return app;
  }

  draining = false;
  readonly counted: number[] = [];
  private readonly metrics = { record: (status: number) => { this.counted.push(status); } };
  readonly log = new RecordedLog();
  private server?: Server;

  private constructor(readonly appConfig: FaultyAppConfig) {}

  deploy(content: string): void {
    this.appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, content);
  }

  get port(): number {
    return this.server ? portOf(this.server) : 0;
  }

  async request(path: string, init?: RequestInit): Promise<{ status: number; text: string; headers: Headers }> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, init);
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
    await this.appConfig.close();
  }
}
