import { EmbeddedMetrics, EmbeddedMetricsOptions } from '../process/metrics';

/** What becomes of requests. */
export interface RequestMetrics {
  record(status: number, ms: number): void;
}

export const NO_REQUEST_METRICS: RequestMetrics = { record: () => {} };

const CLASSES = ['Status2xx', 'Status3xx', 'Status4xx', 'Status5xx'] as const;

export function requestMetrics(options: Pick<EmbeddedMetricsOptions<string>, 'namespace' | 'write'>): RequestMetrics & Pick<EmbeddedMetrics, 'flush'> {
  const metrics = new EmbeddedMetrics({ ...options, process: 'web', counts: ['Requests', ...CLASSES], duration: 'Latency' }).start();
  return {
    record: (status, ms) => metrics.record(ms, 'Requests', CLASSES[Math.floor(status / 100) - 2] ?? 'Status5xx'),
    flush: () => metrics.flush(),
  };
}
