import { failure } from './failure.js';
import { isRunning } from './postmaster.js';
import { until } from './until.js';

/** First the orderly end with a checkpoint, which ends all sessions; then the abrupt one, which leaves recovery to the next start. */
const STEPS = [
  { signal: 'SIGINT', patience: 15_000 },
  { signal: 'SIGQUIT', patience: 10_000 },
] as const;

/** Ends PostgreSQL and waits until it is gone. */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  for (const { signal, patience } of STEPS) {
    if (!(await isRunning(pid, data))) return;
    try {
      process.kill(pid, signal);
    } catch {
      continue; // gone in between; or not ours to end, which the last check finds
    }
    if (await until(async () => !(await isRunning(pid, data)) || undefined, { every: 10, within: patience })) return;
  }
  if (!(await isRunning(pid, data))) return;
  throw failure({
    happened: `PostgreSQL (process ${pid}) does not end, neither by SIGINT nor by SIGQUIT.`,
    means: 'It goes on; no data is lost, and the next start adopts it.',
    todo: `See what it waits for, often a disk; in the end: kill -9 ${pid}.`,
  });
}
