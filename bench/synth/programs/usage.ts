/** CPU of this process until now: user and system, of all threads, those of the compiler and of the garbage collector included. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export interface Taken {
  readonly ms: number;
  readonly cpuMs: number;
}

/** What some work takes. */
export function taken(work: () => void): Taken {
  const [start, before] = [performance.now(), cpuMs()];
  work();
  return { ms: performance.now() - start, cpuMs: cpuMs() - before };
}

/** The most memory that the process has had. */
export function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

/** For whoever started the program: the last line that it says. */
export function tell(found: unknown): void {
  console.log(`\n${JSON.stringify(found)}`);
}
