const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Somebody asked the demo to stop. */
export class Interruption extends Error {
  constructor(readonly signal: keyof typeof SIGNALS) {
    super(`Stopping on ${signal}`);
  }

  /** What a shell expects of a process that a signal ended. */
  get exitCode(): number {
    return 128 + SIGNALS[this.signal];
  }
}

/** Rejects at the first signal to stop. At the second nothing is waited for any more. */
export function interruption(): Promise<never> {
  let interrupted = false;
  return new Promise((_resolve, reject) => {
    for (const signal of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]) {
      process.on(signal, () => {
        const reason = new Interruption(signal);
        if (interrupted) process.exit(reason.exitCode);
        interrupted = true;
        reject(reason);
      });
    }
  });
}
