import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { token, type Database } from '../live/diaodu.js';
import { installPeers, peersFolder } from '../support/peers.js';
import { start } from '../support/process.js';
import { startBuilt } from './built.js';
import { copyOf } from './city.js';

export const names = {
  floor: 'SQL by hand, fastify + pg',
  postgraphile: 'PostGraphile',
  documented: 'Apollo + type-graphql + MikroORM',
  diaodu: 'Diaodu',
} as const;
export type Name = keyof typeof names;

/** A server that answers over HTTP, on a database that nobody else uses. */
export interface Server {
  readonly pid: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
}

/** Each on a copy of the city of its own, so that none pays for what another one writes. */
export const servers: Readonly<Record<Name, (city: Database, copy: string) => Promise<Server>>> = {
  async floor(city, copy) {
    const databaseUrl = await copyOf(city, copy);
    const { pid, ready } = await start<string>(join(import.meta.dirname, 'floor.ts'), { environment: { DATABASE_URL: databaseUrl }, execArgv: plain });
    return { pid, url: ready, headers: {}, databaseUrl };
  },
  async postgraphile(city, copy) {
    const databaseUrl = await copyOf(city, copy);
    const client = new pg.Client(databaseUrl);
    await client.connect();
    await client.query(readPeer('postgraphile.sql'));
    await client.end();
    return peer('postgraphile.js', databaseUrl);
  },
  documented: async (city, copy) => peer('documented.js', await copyOf(city, copy)),
  async diaodu(city, copy) {
    const databaseUrl = await copyOf(city, copy);
    const { pid, url } = await startBuilt({ DATABASE_URL: databaseUrl });
    return { pid, url, headers: { authorization: `Bearer ${await token('ADMIN')}` }, databaseUrl };
  },
};

/** By Node.js alone, as in production: with a loader of sources MikroORM, which imports as it runs, took twice the CPU. */
const plain = ['--disable-warning=ExperimentalWarning'];

async function peer(file: string, databaseUrl: string): Promise<Server> {
  compilePeers();
  const { pid, ready } = await start<string>(join(peersFolder, 'http/dist', file), { folder: peersFolder, environment: { DATABASE_URL: databaseUrl }, execArgv: plain });
  return { pid, url: ready, headers: {}, databaseUrl };
}

let compiled = false;

function compilePeers(): void {
  if (compiled) return;
  installPeers();
  execFileSync('npx', ['tsc', '-p', join(peersFolder, 'http/tsconfig.json')], { cwd: join(import.meta.dirname, '../..'), stdio: 'inherit' });
  compiled = true;
}

/** A file beside the peers. */
export function readPeer(file: string): string {
  return readFileSync(join(peersFolder, 'http', file), 'utf8');
}

/** A document that every client of Diaodu relies on. */
export function contract(file: string): string {
  return readFileSync(join(import.meta.dirname, '../../test/contract', file), 'utf8');
}

/** The contestants in turn, each round from another one on: a slow minute of the machine is nobody's alone. */
export function* turns<T>(all: readonly T[], rounds: number): Generator<{ readonly round: number; readonly each: T }> {
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < all.length; turn += 1) yield { round, each: all[(round + turn) % all.length]! };
  }
}
