import { Duration, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { checkWholeNumber } from '../private/checks';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

const MOST_TASKS = 5000;

/**
 * Between how many copies a process runs.
 */
export interface ScalingRange {
  /**
   * The lowest number of copies. Two or more let a web process lose an availability zone.
   */
  readonly min: number;

  /**
   * The highest number of copies.
   */
  readonly max: number;
}

/**
 * How many copies of a process run (factor VIII). The count belongs to autoscaling: no deployment resets it.
 */
export class Scaling {
  /**
   * Always as many copies.
   */
  public static fixed(count: number): Scaling {
    const given = new Given<{ count: number }>('Scaling.fixed', { count });
    const { count: copies } = given.sound;
    return new Scaling(given, { min: copies, max: copies });
  }

  /**
   * As many copies as keep the average CPU use near a target.
   *
   * @param targetPercent the average CPU use to aim for, from 10 to 90
   * @param range between how many copies
   */
  public static cpu(targetPercent: number, range: ScalingRange): Scaling {
    const given = new Given<{ targetPercent: number } & ScalingRange>('Scaling.cpu', { targetPercent, range });
    return new Scaling(given, given.sound, given.sound.targetPercent);
  }

  /**
   * As many copies as keep the requests for each near a target. For web processes only.
   *
   * @param perMinute the requests that one copy should serve in a minute
   * @param range between how many copies
   */
  public static requests(perMinute: number, range: ScalingRange): Scaling {
    const given = new Given<{ perMinute: number } & ScalingRange>('Scaling.requests', { perMinute, range });
    return new Scaling(given, given.sound, undefined, given.sound.perMinute);
  }

  /** Between how many copies the process runs. */
  public readonly range: ScalingRange;

  private constructor(
    private readonly given: Given<object>,
    { min, max }: Partial<ScalingRange>,
    private readonly cpuPercent?: number,
    private readonly requestsPerMinute?: number,
  ) {
    this.range = { min: min ?? max ?? 1, max: max ?? min ?? 1 };
  }

  /**
   * Notes what is wrong with this scaling.
   * @internal
   */
  public _check(problems: Problems, where: string, web: boolean): void {
    this.given.check(problems, where);
    const { min, max } = this.range;
    const scales = this.cpuPercent !== undefined || this.requestsPerMinute !== undefined;
    checkWholeNumber(problems, `${where}.min`, min, scales ? 1 : 0, MOST_TASKS, scales ? 'no load is measured where nothing runs' : undefined);
    checkWholeNumber(problems, `${where}.max`, max, 1, MOST_TASKS);
    problems.unless(Token.isUnresolved(min) || Token.isUnresolved(max) || !(min > max),
      `${where}.min must be at most max, which is ${max}, got ${min}`);
    checkWholeNumber(problems, `${where}: the CPU target in percent`, this.cpuPercent, 10, 90);
    checkWholeNumber(problems, `${where}: the requests for each copy in a minute`, this.requestsPerMinute, 1, 1_000_000_000);
    problems.unless(web || this.requestsPerMinute === undefined, `${where} counts requests, which only the web process gets; use Scaling.cpu() or Scaling.fixed()`);
  }

  /**
   * Adds what makes the count follow the load. The policies are named after the process: the CDK would name them after the whole path, so that a
   * construct that moves would get a second policy for the same metric, which is refused.
   * @internal
   */
  public _apply(target: ecs.ScalableTaskCount, name: string, targetGroup?: elbv2.ApplicationTargetGroup): void {
    const cooldowns = { scaleInCooldown: Duration.minutes(5), scaleOutCooldown: Duration.minutes(1) };
    if (this.cpuPercent !== undefined) {
      target.scaleOnCpuUtilization('Cpu', { policyName: `${name}-cpu`, targetUtilizationPercent: this.cpuPercent, ...cooldowns });
    }
    if (this.requestsPerMinute !== undefined && targetGroup) {
      target.scaleOnRequestCount('Requests', { policyName: `${name}-requests`, requestsPerTarget: this.requestsPerMinute, targetGroup, ...cooldowns });
    }
  }
}
