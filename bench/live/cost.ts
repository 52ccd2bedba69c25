import { cpuSeconds, machineCpuSeconds, postgresCpuSeconds } from '../support/cpu.js';
import type { Generator } from './generator.js';
import { now } from './instant.js';

/** What some work cost: seconds, and what came on the wire. */
export interface Cost {
  readonly server: number;
  /** PostgreSQL's, where one takes part. */
  readonly postgres: number;
  /** The load generator's: near 1 for each second it was saturated, and the server waited for it. */
  readonly load: number;
  /** Of all else that went on on the machine: it disturbs, latencies above all. */
  readonly others: number;
  readonly wall: number;
  readonly messages: number;
  readonly bytes: number;
  /** Messages that were read as JSON and looked through. */
  readonly sampled: number;
}

/** Measures from outside, by /proc, what some work costs the server, its database and the load generator. */
export async function costOf({ pids, postmaster }: { readonly pids: readonly number[]; readonly postmaster?: number | undefined }, generator: Generator, work: () => Promise<void>): Promise<Cost> {
  const reading = async () => {
    const [server, postgres, load] = [cpuSeconds(pids), postmaster === undefined ? 0 : postgresCpuSeconds(postmaster), cpuSeconds([generator.pid])];
    return { server, postgres, load, others: machineCpuSeconds() - server - postgres - load - cpuSeconds([process.pid]), wall: now() / 1_000, ...(await generator.received()) };
  };
  const before = await reading();
  await work();
  const after = await reading();
  return Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - before[name as keyof typeof before]])) as unknown as Cost;
}
