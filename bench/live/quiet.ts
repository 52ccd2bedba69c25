import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds } from '../support/cpu.js';

/** How long one look lasts, milliseconds, and how much of a core a server may use that has nothing left to do but its pings. */
const look = 250;
const idle = 0.2;

/** Until a server has finished what it was given. */
export async function quiet(pids: readonly number[]): Promise<void> {
  for (let before = cpuSeconds(pids), after = Infinity; after - before > (idle * look) / 1_000;) {
    before = Math.min(after, cpuSeconds(pids));
    await delay(look);
    after = cpuSeconds(pids);
  }
}
