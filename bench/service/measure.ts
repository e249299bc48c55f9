import { BARE, Figures, SERVICE, seriesOf } from './figures';
import { measureLatency } from './latency';
import { fullLoad, warmUp } from './load';
import { Plan } from './options';
import { soak } from './soak';
import { Stage } from './stage';
import { measureStarts } from './start-time';
import { stopUnderLoad } from './stops';
import { RunningSubject, Subject } from './subject';
import { steadyRate } from './targets';
import { measureThroughput } from './throughput';
import { Cleanup } from '../../examples/demo/cleanup';
import { progress } from '../../examples/demo/output';

/** Takes all measurements, one after the other. */
export async function measure(stage: Stage, plan: Plan, cleanup: Cleanup): Promise<Figures> {
  const subjects = [stage.service, stage.bare, ...[stage.flask, stage.gunicorn].filter((subject) => subject !== undefined)];
  const starts = await progress(`Starting each ${plan.starts} times`, measureStarts(subjects, plan.starts, cleanup));
  const ceilingPerSecond = await progress('The load generator against a server that does nothing', ceiling(stage.ceiling, plan, cleanup));

  const running: RunningSubject[] = [];
  for (const subject of subjects) running.push(await RunningSubject.start(subject, cleanup));
  const hello = await progress(`/hello at full load, ${plan.rounds} rounds`, measureThroughput(running, '/hello', plan));
  const root = await progress(`/ at full load, ${plan.rounds} rounds`, measureThroughput(running, '/', plan));

  const both = steadyRate([seriesOf(hello, SERVICE), seriesOf(hello, BARE)]);
  const rated = hello.map((series) => ({ subject: series.subject, rate: [SERVICE, BARE].includes(series.name) ? both : steadyRate([series]) }));
  const steady = await progress(`/hello at 70 % load, ${plan.latencyRounds} rounds`, measureLatency(rated, '/hello', plan));
  await Promise.all(running.map((one) => one.stop('SIGKILL')));

  const soaked = await RunningSubject.start(stage.service, cleanup);
  const soakResult = await progress(`A soak of ${plan.soakRequests} requests`, soak(soaked, plan));
  await soaked.stop('SIGKILL');
  const stops = await progress(
    `${plan.stopCycles} SIGTERM cycles under load`,
    stopUnderLoad(stage.service, stage.unhealthyThreshold, plan.stopCycles, plan.stopsAtOnce, cleanup),
  );
  const startsMs = new Map([...starts].map(([subject, ms]) => [subject.name, ms]));
  return { hello, root, steady, startsMs, ceilingPerSecond, soak: soakResult, stops };
}

async function ceiling(subject: Subject, plan: Plan, cleanup: Cleanup): Promise<number> {
  const running = await RunningSubject.start(subject, cleanup);
  const target = { port: running.port, path: '/' };
  await warmUp(target, plan.warmUpRequests);
  const { requests, seconds } = await fullLoad(target, plan.roundSeconds);
  await running.stop('SIGKILL');
  return requests / seconds;
}
