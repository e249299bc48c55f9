import { request } from 'http';
import { setTimeout as sleep } from 'timers/promises';
import { Aws } from './aws';
import { Engine } from './engine';

/** The paths of an app that are fetched, each with the status that it has to answer. */
export interface Pages {
  readonly [path: string]: number;
}

/** What runs, and with what. */
interface Situation {
  readonly build?: string;
  /** With backing services that are new, and no release command since. */
  readonly isEmpty?: boolean;
}

/** What the load balancer of an environment serves, where containers are real. */
export class FrontDoor {
  private readonly host: string;

  constructor(
    private readonly aws: Aws, private readonly engine: Engine, url: string, private readonly pages: Pages, private readonly emptyPages: Pages,
  ) {
    this.host = new URL(url).host;
  }

  /** What has to be so when a build is released, or none is. */
  public serves({ build, isEmpty }: Situation): string {
    const pages = { ...this.pages, ...isEmpty ? this.emptyPages : {} };
    return inWords(Object.entries(pages).map(([path, status]) => `${path} ${build ? status : 503}`), build ? [build] : []);
  }

  /** What is so. A container that has just started gets its time, since this engine makes no health check. */
  public async look(expected: Situation): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const seen = inWords(await Promise.all(Object.keys(this.pages).map(async (path) => `${path} ${await this.fetch(path)}`)), await this.builds());
      if (seen === this.serves(expected) || attempt === 60) {
        return seen;
      }
      await sleep(500);
    }
  }

  /** Through the load balancer: the engine goes by the name of the host. */
  private async fetch(path: string): Promise<number> {
    const { hostname, port } = new URL(this.engine.endpoint);
    return new Promise((resolve) => {
      request({ hostname, port, path, headers: { Host: this.host, Accept: 'text/html' }, timeout: 10_000 }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode!));
      }).once('timeout', function (this: { destroy(): void }) {
        this.destroy();
      }).once('error', () => resolve(0)).end();
    });
  }

  /** The builds of the containers that are behind it. */
  private async builds(): Promise<string[]> {
    const { LoadBalancers } = await this.aws.must('elbv2', 'describe-load-balancers');
    const { LoadBalancerArn } = LoadBalancers.find(({ DNSName }: any) => DNSName.toLowerCase() === this.host.toLowerCase());
    const { TargetGroups } = await this.aws.must('elbv2', 'describe-target-groups', '--load-balancer-arn', LoadBalancerArn);
    const targets = await Promise.all(TargetGroups.map(async ({ TargetGroupArn }: any) => (
      (await this.aws.must('elbv2', 'describe-target-health', '--target-group-arn', TargetGroupArn)).TargetHealthDescriptions)));
    const containers = await this.engine.containers!.running(Number(new URL(this.engine.endpoint).port));
    return [...new Set(targets.flat().map(({ Target: { Id } }: any) => containers.find(({ address }) => address === Id)?.build ?? 'no container'))].sort();
  }
}

function inWords(pages: string[], builds: string[]): string {
  return `serves ${pages.join(', ')} from ${builds.length > 0 ? `containers of ${builds.join(' and ')}` : 'no container'}`;
}
