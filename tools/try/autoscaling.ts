import { Aws } from './aws';
import { RunningEnvironment } from './environment';
import { Answer } from '../../test/rehearsal/aws-cli';

const STEADY = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

/**
 * Stands in for Application Auto Scaling where the engine has none: when a stack has been updated, a service has at least the minimum of its
 * scalable target, which with no release is zero, and so is the maximum. It asks nothing by itself: it learns from what the release script is
 * answered, and acts after the script's own look at the services, as in AWS the count is lifted some time after the update.
 */
export class AutoScaling {
  private stack: { readonly steady: boolean; readonly released: boolean } = { steady: false, released: false };

  constructor(private readonly aws: Aws, private readonly environment: RunningEnvironment) {}

  /** To be called with all that the release script asks. */
  public async hear(words: string[], { code, text }: Answer): Promise<void> {
    const call = words.slice(0, 2).join(' ');
    if (code === 0 && call === 'cloudformation describe-stacks') {
      this.note(JSON.parse(text).Stacks[0]);
    } else if (code === 0 && call === 'ecs describe-services') {
      await this.scale(JSON.parse(text).services);
    }
  }

  /** After a deployment, which nobody follows. */
  public async look(): Promise<void> {
    const { stack, outputs: { cluster, processes } } = this.environment;
    this.note((await this.aws.must('cloudformation', 'describe-stacks', '--stack-name', stack)).Stacks[0]);
    const names = Object.values(processes).map(({ service }) => service);
    await this.scale((await this.aws.must('ecs', 'describe-services', '--cluster', cluster, '--services', ...names)).services);
  }

  private note({ StackStatus: status, Parameters: parameters }: any): void {
    const { parameter } = this.environment.outputs;
    const { ParameterValue: value, ResolvedValue: resolved } = parameters.find(({ ParameterKey: key }: any) => key === parameter);
    this.stack = { steady: STEADY.includes(status), released: (resolved ?? value) !== 'none' };
  }

  private async scale(services: any[]): Promise<void> {
    const { cluster, processes } = this.environment.outputs;
    for (const { serviceName, desiredCount } of this.stack.steady ? services : []) {
      const { minimum } = Object.values(processes).find(({ service }) => service.endsWith(serviceName))!;
      const wanted = this.stack.released ? Math.max(minimum, desiredCount) : 0;
      if (wanted !== desiredCount) {
        await this.aws.must('ecs', 'update-service', '--cluster', cluster, '--service', serviceName, '--desired-count', String(wanted));
      }
    }
  }
}
