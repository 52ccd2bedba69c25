import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { installPeers, peersFolder } from '../support/peers.js';
import { atEnd, start, typescript, type Child } from '../support/process.js';
import type { Memory } from './answer.js';
import { startDiaodu, type Database, type Diaodu } from './diaodu.js';
import { document } from './event.js';
import type { Wish } from './line.js';
import { mark } from './mark.js';

/** A server that sends the same changes to many subscribers. */
export interface Contestant {
  readonly name: string;
  readonly pids: readonly number[];
  readonly url: string;
  /** Subscribers take these in turn; one where all are alike. */
  readonly wishes: readonly Wish[];
  /** Whether it reads a database for its events; its CPU is told apart. */
  readonly postmaster: number | undefined;
  /** Makes events with the marks from `first` on, at once. */
  publish(first: number, count: number): Promise<unknown>;
  memory(): Promise<Memory>;
}

export const names = {
  floor: 'raw ws.send of one Buffer',
  framed: 'one pre-built frame',
  graphqlJs: 'Apollo + graphql-ws, graphql-js',
  typeGraphql: 'Apollo + graphql-ws, type-graphql',
  mercurius: 'mercurius',
  yoga: 'graphql-yoga',
  postgraphile: 'PostGraphile, LISTEN/NOTIFY',
  diaodu: 'Diaodu',
} as const;
export type Name = keyof typeof names;

/** The project of all of Diaodu's events, by its row id. */
export const eventProject = 38;

/** `--expose-gc` only offers a collection of garbage to whom asks. The peers' PubSubs hold a listener for each subscriber. */
const execArgv = ['--expose-gc', '--disable-warning=MaxListenersExceededWarning', ...typescript];

let floorServer: Promise<Child<string>> | undefined;

/** Both floors are one process. */
async function floor(framed: boolean): Promise<Contestant> {
  const { pid, ready, ask } = await (floorServer ??= start<string>(join(import.meta.dirname, 'floor.ts'), { execArgv }));
  return {
    name: framed ? names.framed : names.floor, pids: [pid], url: ready, wishes: [{ query: '' }], postmaster: undefined,
    publish: (first, count) => ask({ publish: { first, count, framed } }),
    memory: () => ask({ memory: null }),
  };
}

/** A peer whose events are published in its own process. */
async function peer(name: Name, file: string): Promise<Contestant> {
  installPeers();
  const { pid, ready, ask } = await start<string>(join(peersFolder, 'fanout', file), { execArgv, folder: peersFolder });
  return {
    name: names[name], pids: [pid], url: ready, wishes: [{ query: document }], postmaster: undefined,
    publish: (first, count) => ask({ publish: { first, count } }),
    memory: () => ask({ memory: null }),
  };
}

/** The document of `changes` that every client relies on. */
export const changesDocument = readFileSync(join(import.meta.dirname, '../../test/contract/changes.graphql'), 'utf8');

/** Ten issues of the demonstration city, with the content that the peers send; each event changes the next of them, by SQL. */
export async function diaoduContestant({ client, pids, wsUrl, token, memory, postmaster }: Diaodu): Promise<Contestant> {
  const { rows } = await client.query<{ id: number }>(`
    update issue set status = 'CLOSED', level = 'PROJECT', project_id = ${eventProject}, lead_id = null, region_id = null, lead_unit_id = 14, due_on = '2020-03-11'
    where id <= 10 returning id`);
  return {
    name: names.diaodu, pids, url: wsUrl, postmaster, memory,
    wishes: [{ init: { authorization: `Bearer ${await token('ADMIN')}` }, query: changesDocument, variables: { scope: { types: ['ISSUE'] } } }],
    // Each a transaction of its own, one after the other, as strangers commit.
    async publish(first, count) {
      for (let number = first; number < first + count; number += 1) {
        await client.query('update issue set title = $1 where id = $2', [mark(number), rows[number % rows.length]!.id]);
      }
    },
  };
}

async function postgraphile({ url, postmaster, client: admin }: Database): Promise<Contestant> {
  installPeers();
  await admin.query('create database peers');
  const own = new URL(url);
  own.pathname = '/peers';
  const client = new pg.Client(own.href);
  await client.connect();
  atEnd(() => client.end());
  await client.query(readFileSync(join(peersFolder, 'fanout/postgraphile.sql'), 'utf8'));
  const { pid, ready, ask } = await start<string>(join(peersFolder, 'fanout/postgraphile.ts'), { execArgv, folder: peersFolder, environment: { DATABASE_URL: own.href } });
  return {
    name: names.postgraphile, pids: [pid], url: ready, postmaster, memory: () => ask({ memory: null }),
    wishes: [{ query: readFileSync(join(peersFolder, 'fanout/postgraphile.graphql'), 'utf8') }],
    async publish(first, count) {
      for (let number = first; number < first + count; number += 1) {
        await client.query('update peer.issue set title = $1 where id = peer.global_id($2)', [mark(number), 1 + (number % 10)]);
      }
    },
  };
}

/** How each is started. */
export const contestants: Readonly<Record<Name, (database: Database) => Promise<Contestant>>> = {
  floor: () => floor(false),
  framed: () => floor(true),
  graphqlJs: () => peer('graphqlJs', 'apollo-graphql-js.ts'),
  typeGraphql: () => peer('typeGraphql', 'type-graphql.ts'),
  mercurius: () => peer('mercurius', 'mercurius.ts'),
  yoga: () => peer('yoga', 'yoga.ts'),
  postgraphile,
  diaodu: async (database) => diaoduContestant(await startDiaodu(database)),
};
