import { join } from 'node:path';
import pg from 'pg';
import { mintToken, type Claims } from '../../src/server/token.js';
import { startProcess, type Started } from '../server/command.js';
import type { Data } from './city.js';
import { cloneDatabase } from './database.js';
import { openReverseProxy, type ReverseProxy } from './reverse-proxy.js';

/** One server as a process of its own, which keeps its port when it is started again. */
export interface Node {
  readonly url: string;
  readonly wsUrl: string;
  start(): Promise<void>;
  /** Sends the signal and waits for the end; how it ended. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Several nodes on one database, and a reverse proxy in front of them. */
export interface Nodes {
  readonly all: readonly Node[];
  readonly proxy: ReverseProxy;
  token(claims: Partial<Claims> & Pick<Claims, 'role'>, seconds?: number): Promise<string>;
  /** SQL as a stranger would run it with psql. */
  query<T = Data>(statement: string): Promise<T[]>;
  close(): Promise<void>;
}

const secrets = { TOKEN_SECRET: 'a secret that only these nodes know, for tokens', CURSOR_SECRET: 'a secret that only these nodes know, for cursors' };

/**
 * A node for each clock, on the demonstration city of 16 April 2020. The server must have been compiled.
 * @param more settings of all nodes
 * @param clocks by how many milliseconds a node's wall clock is wrong; several where it jumps to and fro
 */
export async function openNodes(clocks: readonly (readonly number[])[], more: Readonly<Record<string, string>> = {}): Promise<Nodes> {
  const database = await cloneDatabase('demonstration');
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const all = await Promise.all(clocks.map((clock) => openNode(database.url, clock, more)));
  const proxy = await openReverseProxy(all.map(({ url }) => Number(new URL(url).port)));
  await proxy.ready(all.length);
  return {
    all,
    proxy,
    token: ({ role, subject = role, name = role, ...scope }, seconds = 3_600) =>
      mintToken(secrets.TOKEN_SECRET, { role, subject, name, ...scope }, new Date(Date.now() + seconds * 1_000)),
    query: async <T>(statement: string) => (await client.query(statement)).rows as T[],
    async close() {
      await proxy.close();
      await Promise.all(all.map((node) => node.end('SIGKILL')));
      await client.end();
      await database.drop();
    },
  };
}

async function openNode(databaseUrl: string, clock: readonly number[], more: Readonly<Record<string, string>>): Promise<Node> {
  const environment = {
    ...secrets, ...more, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent',
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'shifted-clock.ts')}`, CLOCK_SHIFT: clock.join(','),
  };
  let started: Started = await startProcess(environment);
  const { url } = started;
  return {
    url,
    wsUrl: `${url.replace('http', 'ws')}/graphql`,
    async start() {
      started = await startProcess({ ...environment, PORT: new URL(url).port });
    },
    end(signal) {
      started.child.kill(signal);
      return started.ended;
    },
  };
}
