/** What the process has taken, for whoever started it: the last line that it says. */
export function finish(): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(`\n${JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes: maxRSS * 1024 })}`);
}
