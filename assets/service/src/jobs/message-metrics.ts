import { EmbeddedMetrics, EmbeddedMetricsOptions } from '../process/metrics';

/** What becomes of messages. One that failed counts again when it comes back. */
export interface MessageMetrics {
  record(outcome: 'Processed' | 'Failed', ms: number): void;
}

export const NO_MESSAGE_METRICS: MessageMetrics = { record: () => {} };

export function messageMetrics(options: Pick<EmbeddedMetricsOptions<string>, 'namespace' | 'write'>): MessageMetrics & Pick<EmbeddedMetrics, 'flush'> {
  const metrics = new EmbeddedMetrics({ ...options, process: 'worker', counts: ['Processed', 'Failed'], duration: 'Duration' }).start();
  return { record: (outcome, ms) => metrics.record(ms, outcome), flush: () => metrics.flush() };
}
