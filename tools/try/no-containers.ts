import { Aws } from './aws';
import { RunningEnvironment } from './environment';
import { Answer } from '../../test/rehearsal/aws-cli';

/**
 * Stands in for containers on an engine that was not started here: images have no layers, so that nothing could run. Tasks are registered with the
 * load balancer, as ECS would do, and the release command is stopped, which ministack takes for an end with exit code 0.
 */
export class NoContainers {
  constructor(private readonly aws: Aws, private readonly environment: RunningEnvironment) {}

  /** To be called with all that the release script asks. */
  public async hear(words: string[], { code, text }: Answer): Promise<void> {
    const call = words.slice(0, 2).join(' ');
    if (code === 0 && call === 'elbv2 describe-target-health') {
      await this.register(words[words.indexOf('--target-group-arn') + 1], JSON.parse(text).TargetHealthDescriptions.length);
    } else if (code === 0 && ['ecs run-task', 'ecs describe-tasks'].includes(call)) {
      await this.end(JSON.parse(text).tasks);
    }
  }

  private async register(targetGroup: string, there: number): Promise<void> {
    const wanted = Math.max(...Object.values(this.environment.outputs.processes).map(({ minimum }) => minimum));
    if (there < wanted) {
      const targets = Array.from({ length: wanted }, (_, index) => `Id=198.18.0.${index + 1}`); // addresses that no host has
      await this.aws.must('elbv2', 'register-targets', '--target-group-arn', targetGroup, '--targets', ...targets);
    }
  }

  private async end(tasks: any[]): Promise<void> {
    const { command, cluster } = this.environment.outputs;
    const running = tasks.filter(({ lastStatus, taskDefinitionArn }) => lastStatus === 'RUNNING' && taskDefinitionArn.includes(`/${command}:`));
    for (const { taskArn } of running) {
      await this.aws.must('ecs', 'stop-task', '--cluster', cluster, '--task', taskArn, '--reason', 'No container engine');
    }
  }
}
