import { join } from 'node:path';
import { start } from '../support/process.js';
import type { Expected, Opening } from './crowd.js';
import type { Arrivals, Latencies } from './latencies.js';
import type { Received } from './load.js';

/** The load generator, asked from outside. */
export interface Generator {
  readonly pid: number;
  /** Until all have subscribed. */
  open(opening: Opening): Promise<void>;
  /** Until all, or so many, have all marks from `first` to `last`; throws where one is missing after a minute. */
  reach(first: number, last: number, by?: number): Promise<void>;
  /** Whether all have the mark, after so many milliseconds at most. */
  has(mark: number, within: number): Promise<boolean>;
  latencies(arrivals: Arrivals): Promise<Latencies>;
  received(): Promise<Received>;
  /** The last message to a subscriber of each wish, bytes. */
  sizes(): Promise<number[]>;
  close(): Promise<void>;
}

/** Longest that a delivery may take before it counts as lost, milliseconds. */
const patience = 60_000;

export async function startGenerator(): Promise<Generator> {
  const child = await start(join(import.meta.dirname, 'load.ts'));
  return {
    pid: child.pid,
    open: (opening) => child.ask({ open: opening }),
    async reach(first, last, by) {
      const missing = await child.ask<number>({ reach: { first, last, within: patience, by } satisfies Expected });
      if (missing > 0) throw new Error(`LOST: ${missing} deliveries of the events ${first} to ${last} did not come within ${patience / 1_000} s`);
    },
    has: async (mark, within) => (await child.ask<number>({ reach: { first: mark, last: mark, within } satisfies Expected })) === 0,
    latencies: (arrivals) => child.ask({ latencies: arrivals }),
    received: () => child.ask({ received: null }),
    sizes: () => child.ask({ sizes: null }),
    close: () => child.ask({ close: null }),
  };
}
