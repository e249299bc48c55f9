import { request, Server } from 'node:http';
import { FaultyAppConfig } from './appconfig-faults';
import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './aws-environment';
import { Answer } from './contract';
import { RecordedLog } from './log-lines';
import { createApp } from '../../src/app';
import { connectConfig } from '../../src/config/connect';
import { CurrentConfig } from '../../src/config/current-config';
import { attachedTable } from '../../src/greeting/attached-table';
import { createDynamoDb } from '../../src/greeting/dynamodb';
import { GreetingTable, tryTable } from '../../src/greeting/greeting-table';
import { listen, portOf } from '../../src/http/server';
import { readEnvironment } from '../../src/process/environment';
import { COMMON_VARIABLES } from '../../src/process/variables';

export interface AppOptions {
  readonly pollIntervalSeconds?: number;
  readonly maxConnections?: number;
  readonly keepAliveSeconds?: number;
  /** The environment's table, beside what the document says. */
  readonly table?: string;
}

/** The app in this process on a port of its own, wired as web.ts does, with AppConfig and DynamoDB behind real endpoints. */
export class RunningApp {
  /** Without a document the app has no dynamic configuration. */
  static async start(dynamoDbEndpoint: string, document: object | undefined, options: AppOptions = {}): Promise<RunningApp> {
    const appConfig = new FaultyAppConfig({ pollIntervalSeconds: options.pollIntervalSeconds ?? 0 });
    const app = new RunningApp(appConfig);
    if (document) app.deploy(JSON.stringify(document));
    Object.assign(process.env, awsEnvironment({ appConfigData: await appConfig.listen(), dynamoDb: dynamoDbEndpoint }));
    const environment = readEnvironment(COMMON_VARIABLES, { ...process.env, ...(document && SERVICE_VARIABLES), TABLE_NAME: options.table });
    const dynamoDb = createDynamoDb(environment.AWS_REGION);
    const { logger: log } = app.log;
    const config = app.currentConfig = await connectConfig(environment, log, async (successor, current) => tryTable(dynamoDb, successor, current));
    const greetings = new GreetingTable(dynamoDb, () => attachedTable(config, environment));
    const koa = createApp({ config, greetings, log, metrics: app.metrics, release: environment.RELEASE, draining: () => app.draining });
    app.server = await listen(koa.callback(), 0, { keepAliveSeconds: options.keepAliveSeconds ?? 1, maxConnections: options.maxConnections ?? 100 });
    return app;
  }

  draining = false;
  readonly counted: number[] = [];
  private readonly metrics = { record: (status: number) => { this.counted.push(status); } };
  readonly log = new RecordedLog();
  private server?: Server;
  private currentConfig?: CurrentConfig;

  private constructor(readonly appConfig: FaultyAppConfig) {}

  deploy(content: string): void {
    this.appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, content);
  }

  get config(): CurrentConfig {
    if (!this.currentConfig) throw new Error('The app is not started');
    return this.currentConfig;
  }

  get port(): number {
    return this.server ? portOf(this.server) : 0;
  }

  async connections(): Promise<number> {
    return new Promise((resolve, reject) => this.server?.getConnections((error, count) => error ? reject(error) : resolve(count)));
  }

  async request(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, init);
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  /** A request with headers that `fetch` would not send, or with the beginning of a body that never ends. */
  async requestWith(method: string, path: string, headers: Record<string, string>, begin?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: this.port, method, path, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => { body += chunk; }).once('end', () => {
          sent.destroy();
          resolve({ status: response.statusCode ?? 0, text: body, headers: new Headers(response.headers as Record<string, string>) });
        });
      }).on('error', reject);
      if (begin === undefined) sent.end();
      else sent.write(begin);
    });
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
    await this.appConfig.close();
  }
}
