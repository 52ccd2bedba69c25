import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { openSocket, type SocketClient } from '../support/socket.js';
import { run, startProcess, type Started } from './command.js';

let folder: string;
let started: Started | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diaodu-workers-'));
});
afterEach(async () => {
  started?.child.kill('SIGTERM');
  await started?.ended;
  started = undefined;
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

async function start(): Promise<Started> {
  return (started = await startProcess({ DATA_DIR: folder, WORKERS: '2', LOG_LEVEL: 'silent' }));
}

/** The processes that a process has started, but for PostgreSQL. */
function workersOf({ child: { pid } }: Started): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number).filter(isWorker);
}

/** Whether it runs; one that has ended and was not yet collected has no command line. */
function isWorker(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.js');
}

async function token(): Promise<string> {
  return (await run(['token', '--role', 'ADMIN'], { DATA_DIR: folder })).stdout.trim();
}

async function rename(name: string): Promise<void> {
  const client = new pg.Client({ connectionString: (await run(['database-url'], { DATA_DIR: folder })).stdout.trim() });
  await client.connect();
  await client.query(`update project set name = '${name}' where id = (select min(id) from project)`);
  await client.end();
}

interface Follower {
  readonly socket: SocketClient;
  readonly next: () => Promise<Data>;
  cursor: string;
}

/** Follows all projects on connections of their own, from where each of them stood. */
async function follow({ url }: Started, since: readonly (string | undefined)[]): Promise<Follower[]> {
  const authorization = `Bearer ${await token()}`;
  return Promise.all(since.map(async (cursor) => {
    const socket = await openSocket(`${url.replace('http', 'ws')}/graphql`, { authorization });
    const batch = socket.subscribe('subscription ($since: Cursor) { changes(scope: { types: [PROJECT] }, since: $since) { cursor reset changes { entity { ... on Project { name } } } } }', { since: cursor });
    const follower: Follower = { socket, cursor: '', next: async () => {
      const { changes } = await batch();
      follower.cursor = changes.cursor;
      return { reset: changes.reset, names: changes.changes.map(({ entity }: Data) => entity.name) };
    } };
    return follower;
  }));
}

/** Whether the other end is there: a ping that comes back. */
function answer({ socket }: SocketClient): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('pong', () => resolve(true));
    socket.ping();
  });
}

const all = (followers: readonly Follower[]) => Promise.all(followers.map(({ next }) => next()));

test('[T57] several workers serve on one port, each a node of its own: a change reaches the screens of all, and they end together', { timeout: 60_000 }, async () => {
  const server = await start();
  expect(server.lines.filter((line) => line.includes('ready in'))).toHaveLength(1);
  const workers = workersOf(server);
  expect(workers).toHaveLength(2);
  const followers = await follow(server, Array.from({ length: 6 }));
  expect(await all(followers)).toEqual(followers.map(() => ({ reset: false, names: [] })));
  await rename('两个进程');
  expect(await all(followers)).toEqual(followers.map(() => ({ reset: false, names: ['两个进程'] })));

  server.child.kill('SIGTERM');
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect((await Promise.all(followers.map(({ socket }) => socket.closed))).map(({ code }) => code)).toEqual(followers.map(() => 1012));
  expect(workers.filter(isWorker)).toEqual([]);
});

test('[T58] a worker that dies is replaced; the screens of the others notice nothing, its own resume', { timeout: 60_000 }, async () => {
  const server = await start();
  const [victim, survivor] = workersOf(server) as [number, number];
  const followers = await follow(server, Array.from({ length: 12 }));
  await all(followers);
  process.kill(victim, 'SIGKILL');
  const stands = await Promise.all(followers.map(({ socket }) => Promise.race([answer(socket), socket.closed.then(() => false)])));
  const [stayed, left] = [followers.filter((_, at) => stands[at]), followers.filter((_, at) => !stands[at])];
  expect([stayed.length, left.length]).not.toContain(0);
  await rename('少了一个');
  expect(await all(stayed)).toEqual(stayed.map(() => ({ reset: false, names: ['少了一个'] })));
  const back = await follow(server, left.map(({ cursor }) => cursor));
  expect(await all(back)).toEqual(back.map(() => ({ reset: false, names: ['少了一个'] })));
  await expect.poll(() => workersOf(server).filter((pid) => pid !== survivor && pid !== victim), { timeout: 20_000 }).toHaveLength(1);
  expect(workersOf(server)).toHaveLength(2);
});

test('[T59] when the process that started them is killed, its workers end, and the next start finds all as it was', { timeout: 60_000 }, async () => {
  const server = await start();
  const workers = workersOf(server);
  server.child.kill('SIGKILL');
  await server.ended;
  await expect.poll(() => workers.filter(isWorker)).toEqual([]);
  const again = await start();
  const followers = await follow(again, [undefined]);
  expect(await all(followers)).toEqual([{ reset: false, names: [] }]);
});
