import { join } from 'node:path';
import { cpuSeconds, postgresCpuSeconds } from '../support/cpu.js';
import { start } from '../support/process.js';
import type { Orders, Served } from './load.js';

/** Sends requests from a process of its own, so that its work is not taken for the server's. */
export interface Client {
  readonly pid: number;
  run(orders: Orders): Promise<Served>;
}

export async function startClient(): Promise<Client> {
  const { pid, ask } = await start(join(import.meta.dirname, 'load.ts'));
  return {
    pid,
    async run(orders) {
      const served = await ask<Served | string>({ run: orders });
      if (typeof served === 'string') throw new Error(served);
      return served;
    },
  };
}

/** What requests cost, each; milliseconds of CPU. */
export interface Cost {
  readonly perSecond: number;
  readonly server: number;
  readonly postgres: number;
  readonly bytes: number;
  /** Share of a core that the client used: near 1 the server waited for it. */
  readonly client: number;
}

/** Measures by /proc, from outside, what the server and the whole of PostgreSQL need for the requests of an order. */
export async function costOf(client: Client, orders: Orders, pid: number, postmaster: number): Promise<Cost> {
  const reading = () => [cpuSeconds([pid]), postgresCpuSeconds(postmaster), cpuSeconds([client.pid])] as const;
  const before = reading();
  const { requests, seconds, bytes } = await client.run(orders);
  const [server, postgres, load] = reading().map((value, index) => value - before[index]!) as [number, number, number];
  return { perSecond: requests / seconds, server: (1_000 * server) / requests, postgres: (1_000 * postgres) / requests, bytes: bytes / requests, client: load / seconds };
}
