import { setTimeout as delay } from 'node:timers/promises';
import type { Dice } from '../support/dice.js';
import type { Node, World } from './world.js';

type Doing = (world: World, node: Node, roll: Dice) => Promise<void>;

/** What befalls the world; each has ended when its promise is kept. */
const doings = {
  async 'server killed'(_, node, roll) {
    await node.end('SIGKILL');
    await delay(roll(1_000));
    await node.start();
  },
  async 'server told to end'(_, node) {
    await node.end('SIGTERM');
    await node.start();
  },
  async 'server paused'(_, node, roll) {
    process.kill(node.pid, 'SIGSTOP');
    await delay(500 + roll(2_500));
    process.kill(node.pid, 'SIGCONT');
  },
  async 'PostgreSQL killed'(world) {
    const postmaster = await world.postmaster();
    process.kill(postmaster, 'SIGKILL');
    await anotherPostmaster(world, postmaster);
  },
  async 'PostgreSQL stopped at once'(world) {
    const postmaster = await world.postmaster();
    process.kill(postmaster, 'SIGQUIT');
    await anotherPostmaster(world, postmaster);
  },
  async 'PostgreSQL process killed'(world) {
    const [victim] = await world.insist<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() limit 1`);
    process.kill(victim!.pid, 'SIGKILL');
    await world.insist('select');
  },
  async 'all sessions ended'(world) {
    await world.insist(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
  },
  async 'lines to clients cut'(_, node) {
    node.clients.cut();
  },
  async 'lines to clients stalled'(_, node, roll) {
    node.clients.stall();
    await delay(500 + roll(3_000));
    node.clients.resume();
  },
  async 'lines to the database cut'(_, node) {
    node.database.cut();
  },
  async 'lines to the database stalled'(_, node, roll) {
    node.database.stall();
    await delay(500 + roll(3_000));
    node.database.resume();
  },
} satisfies Record<string, Doing>;

export type Fault = keyof typeof doings;
export const faults = Object.keys(doings) as Fault[];

export async function befall(fault: Fault, world: World, roll: Dice): Promise<void> {
  await doings[fault](world, world.nodes[roll(world.nodes.length)]!, roll);
}

async function anotherPostmaster(world: World, before: number): Promise<void> {
  for (;;) {
    const now = await world.postmaster().catch(() => before);
    if (now !== before && (await world.query('select').then(() => true, () => false))) return;
    await delay(50);
  }
}
