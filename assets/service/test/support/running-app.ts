import { Server } from 'node:http';
import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './aws-environment';
import { RecordedLog } from './log-lines';
import { AppConfigDataServer } from '../../../../examples/demo/appconfig-data-server';
import { createApp } from '../../src/app';
import { connectConfig } from '../../src/config/connect';
import { createDynamoDb } from '../../src/greeting/dynamodb';
import { GreetingTable } from '../../src/greeting/greeting-table';
import { listen, portOf } from '../../src/http/server';
import { readEnvironment } from '../../src/process/environment';
import { COMMON_VARIABLES } from '../../src/process/variables';

/** The app in this process on a port of its own, wired as web.ts does, with AppConfig and DynamoDB behind real endpoints. */
export class RunningApp {
  static async start(dynamoDbEndpoint: string, document: object, options: { pollIntervalSeconds?: number } = {}): Promise<RunningApp> {
    const appConfig = new AppConfigDataServer({ pollIntervalSeconds: options.pollIntervalSeconds ?? 0 });
    const app = new RunningApp(appConfig);
    app.deploy(JSON.stringify(document));
    Object.assign(process.env, awsEnvironment({ appConfigData: await appConfig.listen(), dynamoDb: dynamoDbEndpoint }), SERVICE_VARIABLES);
    const environment = readEnvironment(COMMON_VARIABLES);
    const config = await connectConfig(environment, app.log.logger);
    const greetings = new GreetingTable(createDynamoDb(environment.AWS_REGION), () => config.current.TableName);
    const koa = createApp({ config, greetings, log: app.log.logger, release: environment.RELEASE, draining: () => app.draining });
    app.server = await listen(koa.callback(), { port: 0, keepAliveSeconds: 5 });
    return app;
  }

  draining = false;
  readonly log = new RecordedLog();
  private server?: Server;

  private constructor(readonly appConfig: AppConfigDataServer) {}

  deploy(content: string): void {
    this.appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, content);
  }

  async request(path: string, init?: RequestInit): Promise<{ status: number; text: string; headers: Headers }> {
    const response = await fetch(`http://127.0.0.1:${this.server ? portOf(this.server) : 0}${path}`, init);
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
    await this.appConfig.close();
  }
}
