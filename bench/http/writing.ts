import pg from 'pg';
import type { Database } from '../live/diaodu.js';
import { contract, names, readPeer, servers, turns, type Name, type Server } from './contestants.js';
import { costOf, type Client, type Cost } from './cost.js';
import type { Report } from './floor.js';

export const writers = {
  floor: names.floor,
  postgraphile: names.postgraphile,
  documented: names.documented,
  diaoduByRef: 'Diaodu, externalRef',
  diaoduByKey: 'Diaodu, Idempotency-Key',
} as const;
export type Writer = keyof typeof writers;

/** One measurement of reporting single issues. */
export interface Written extends Cost {
  readonly name: Writer;
  readonly round: number;
}

const connections = 16;

interface Project {
  readonly id: number;
  readonly code: string;
}

interface Contestant {
  readonly server: Name;
  /** A request that reports one issue; the number is another one each time. */
  body(number: number, project: Project): object;
  /** Stands in the answer where the issue was reported. */
  readonly expected: string;
}

const content = { kind: 'PROBLEM', category: 'TRANSPORT', severity: 'HIGH', title: '进场道路限行', detail: '' } as const;
const ref = (number: number) => ({ system: 'county-platform', key: `bench-${number}` });

const contestants: Readonly<Record<Writer, Contestant>> = {
  floor: {
    server: 'floor', expected: '"status":"REPORTED"',
    body: (number, { code }): Report => ({ ...content, number: `BULK-${number}`, projectCode: code, externalRef: ref(number) }),
  },
  postgraphile: {
    server: 'postgraphile', expected: '"status":"REPORTED"',
    body: (number, { id }) => ({
      query: readPeer('report.postgraphile.graphql'),
      variables: { issue: { ...content, number: `BULK-${number}`, status: 'REPORTED', level: 'PROJECT', projectId: id, externalSystem: ref(number).system, externalKey: ref(number).key } },
    }),
  },
  documented: {
    server: 'documented', expected: '"status":"REPORTED"',
    body: (number, { code }) => ({
      query: readPeer('report.documented.graphql'),
      variables: { input: { ...content, number: `BULK-${number}`, projectCode: code, externalSystem: ref(number).system, externalKey: ref(number).key } },
    }),
  },
  diaoduByRef: {
    server: 'diaodu', expected: '"userErrors":[]',
    body: (number, { code }) => ({ query: contract('issue-report.graphql'), variables: { input: { ...content, projectCode: code, externalRef: ref(number) } } }),
  },
  diaoduByKey: {
    server: 'diaodu', expected: '"userErrors":[]',
    body: (number, { code }) => ({ query: contract('issue-report.graphql'), variables: { input: { ...content, projectCode: code } }, extensions: { idempotencyKey: `bench-${number}` } }),
  },
};

/** What reporting one issue costs. All report as many in a round, so that their tables grow alike; rows are counted afterwards. */
export async function measureWriting(city: Database, client: Client, { rounds, requests }: { rounds: number; requests: number }): Promise<Written[]> {
  const { rows: projects } = await city.client.query<Project>('select id, code from project order by id');
  const all: { name: Writer; server: Server; count: pg.Client }[] = [];
  for (const name of Object.keys(writers) as Writer[]) {
    const server = await servers[contestants[name].server](city, `writing_${name.toLowerCase()}`);
    const count = new pg.Client(server.databaseUrl);
    await count.connect();
    all.push({ name, server, count });
  }
  let number = 0;
  const report = async ({ name, server, count }: (typeof all)[number]): Promise<Cost> => {
    const { body, expected } = contestants[name];
    const bodies = Array.from({ length: requests }, () => JSON.stringify(body((number += 1), projects[number % projects.length]!)));
    const before = await stored(count);
    const cost = await costOf(client, { url: name === 'floor' ? `${server.url}/issues` : server.url, headers: server.headers, bodies, connections, until: { requests }, expected }, server.pid, city.postmaster);
    const after = await stored(count);
    for (const table of ['issues', 'lines'] as const) {
      if (after[table] - before[table] !== requests) throw new Error(`${writers[name]}: ${requests} reports made ${after[table] - before[table]} ${table}`);
    }
    return cost;
  };
  for (const each of all) await report(each);
  const measured: Written[] = [];
  for (const { round, each } of turns(all, rounds)) {
    const cost = await report(each);
    console.log(`issueReport  ${writers[each.name].padEnd(34)} ${cost.perSecond.toFixed(0)}/s, server ${cost.server.toFixed(2)} ms, PostgreSQL ${cost.postgres.toFixed(2)} ms, client ${(100 * cost.client).toFixed(0)} %`);
    measured.push({ name: each.name, round, ...cost });
  }
  for (const { count } of all) await count.end();
  return measured;
}

/** Issues, and lines of their history: an issue has one when it was just reported. */
async function stored(client: pg.Client): Promise<{ readonly issues: number; readonly lines: number }> {
  const { rows } = await client.query<{ issues: number; lines: number }>(`
    select (select count(*)::int from issue) as issues, (select count(*)::int from history where type = 'Issue') as lines`);
  return rows[0]!;
}
