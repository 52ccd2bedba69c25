import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../live/diaodu.js';
import { contract, names, readPeer, servers, turns, type Name, type Server } from './contestants.js';
import { costOf, type Client, type Cost } from './cost.js';
import type { Orders } from './load.js';

/** One measurement of the `projects` document, or of what answers the same. */
export interface Read extends Cost {
  readonly name: Name;
  readonly round: number;
}

const connections = 16;
const first = 50;

const asked: Readonly<Record<Name, (server: Server) => Pick<Orders, 'url' | 'bodies'>>> = {
  floor: ({ url }) => ({ url: `${url}/projects`, bodies: [JSON.stringify({ first })] }),
  postgraphile: ({ url }) => ({ url, bodies: [JSON.stringify({ query: readPeer('projects.postgraphile.graphql'), variables: { first } })] }),
  documented: ({ url }) => ({ url, bodies: [JSON.stringify({ query: readPeer('projects.documented.graphql'), variables: { first } })] }),
  diaodu: ({ url }) => ({ url, bodies: [JSON.stringify({ query: contract('projects.graphql'), variables: { first } })] }),
};

/** What requests for 50 projects with leader and 5 of their open issues each cost; who answers otherwise than Diaodu fails. */
export async function measureReading(city: Database, client: Client, { rounds, seconds }: { rounds: number; seconds: number }): Promise<Read[]> {
  const all: { name: Name; pid: number; orders: Omit<Orders, 'until'> }[] = [];
  for (const name of Object.keys(names) as Name[]) {
    const server = await servers[name](city, `reading_${name}`);
    all.push({ name, pid: server.pid, orders: { ...asked[name](server), headers: server.headers, connections, expected: '"nodes"' } });
  }
  await compare(all, client);
  // What is compiled and cached on the way is so before it counts.
  for (const { orders } of all) await client.run({ ...orders, until: { seconds } });

  const measured: Read[] = [];
  for (const { round, each: { name, pid, orders } } of turns(all, rounds)) {
    const cost = await costOf(client, { ...orders, until: { seconds } }, pid, city.postmaster);
    console.log(`projects  ${names[name].padEnd(34)} ${cost.perSecond.toFixed(0)}/s, server ${cost.server.toFixed(2)} ms, PostgreSQL ${cost.postgres.toFixed(2)} ms, client ${(100 * cost.client).toFixed(0)} %`);
    measured.push({ name, round, ...cost });
  }
  return measured;
}

interface Node {
  readonly code: string;
  readonly region: { readonly name: string };
  readonly leader: { readonly name: string } | null;
  readonly issues: { readonly totalCount: number; readonly nodes: readonly { readonly title: string; readonly status: string; readonly dueOn: string | null }[] };
}

interface Answer {
  readonly data: { readonly projects: { readonly totalCount: number; readonly nodes: readonly Node[] } };
}

async function compare(all: readonly { name: Name; orders: Omit<Orders, 'until'> }[], client: Client): Promise<void> {
  const answers = new Map<Name, Answer>();
  for (const { name, orders } of all) answers.set(name, JSON.parse((await client.run({ ...orders, connections: 1, until: { requests: 1 } })).answer) as Answer);
  const own = answers.get('diaodu')!;
  if (own.data.projects.nodes.length !== first) throw new Error(`Diaodu answered ${own.data.projects.nodes.length} projects instead of ${first}`);
  if (!isDeepStrictEqual(answers.get('floor'), own)) throw new Error('the hand-written SQL answers otherwise than Diaodu');
  for (const [name, answer] of answers) {
    if (!isDeepStrictEqual(contentOf(answer), contentOf(own))) throw new Error(`${names[name]} answers otherwise than Diaodu`);
  }
}

/** What all have in common: without ids, amounts and lights, which each says in its own way or not at all. */
function contentOf({ data: { projects } }: Answer): unknown {
  return [projects.totalCount, projects.nodes.map(({ code, region, leader, issues }) => [
    code, region.name, leader?.name ?? null, issues.totalCount, issues.nodes.map(({ title, status, dueOn }) => [title, status, dueOn]),
  ])];
}
