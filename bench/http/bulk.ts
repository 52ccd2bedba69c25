import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import type { Database } from '../live/diaodu.js';
import { fromPeers } from '../support/peers.js';
import { copyOf } from './city.js';
import { servers } from './contestants.js';
import type { Client } from './cost.js';

/** How long 5,000 issues take, seconds: as one COPY, and as one request. */
export interface BulkTaken {
  readonly round: number;
  readonly copy: number;
  readonly request: number;
}

export const rows = 5_000;

const content = { kind: 'PROBLEM', category: 'LAND', severity: 'HIGH' } as const;
const title = (number: number) => `施工现场第${number}号问题`;

const document = `mutation ($inputs: [IssueReportInput!]!) {
  issueReportMany(inputs: $inputs) { results { issue { id number } userErrors { code message path } } userErrors { code message } }
}`;

export async function measureBulk(city: Database, client: Client, rounds: number): Promise<BulkTaken[]> {
  const { rows: projects } = await city.client.query<{ id: number; code: string }>('select id, code from project order by id');
  const copying = new pg.Client(await copyOf(city, 'bulk_copy'));
  await copying.connect();
  const diaodu = await servers.diaodu(city, 'bulk_request');
  const counting = new pg.Client(diaodu.databaseUrl);
  await counting.connect();
  const numbers = (round: number) => Array.from({ length: rows }, (_, index) => round * rows + index);

  const taken: BulkTaken[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const lines = numbers(round).map((number) => ['BULK-' + number, content.kind, content.category, title(number), content.severity, 'REPORTED', 'PROJECT', projects[number % projects.length]!.id, 'bench', number].join('\t') + '\n');
    const copy = await counted(copying, async () => {
      const began = performance.now();
      await copyIn(copying, 'issue (number, kind, category, title, severity, status, level, project_id, external_system, external_key)', lines);
      return (performance.now() - began) / 1_000;
    });
    const inputs = numbers(round).map((number) => ({ ...content, title: title(number), projectCode: projects[number % projects.length]!.code, externalRef: { system: 'bench', key: String(number) } }));
    const request = await counted(counting, async () => {
      const { answer, seconds } = await client.run({
        url: diaodu.url, headers: diaodu.headers, bodies: [JSON.stringify({ query: document, variables: { inputs } })], connections: 1, until: { requests: 1 }, expected: '"results":[',
      });
      const reported = (JSON.parse(answer) as { data: { issueReportMany: { results: { issue: { id: string } | null }[] } } }).data.issueReportMany.results.filter(({ issue }) => issue);
      if (reported.length !== rows) throw new Error(`${rows} reports in one request: ${reported.length} are told to be reported`);
      return seconds;
    });
    console.log(`${rows} issues: COPY ${copy.toFixed(2)} s, one request ${request.toFixed(2)} s`);
    taken.push({ round, copy, request });
  }
  await copying.end();
  await counting.end();
  return taken;
}

/** Does the work and verifies that it made so many issues, each with its line of history. */
async function counted<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  const stored = async () => (await client.query<{ issues: number; lines: number }>(`
    select (select count(*)::int from issue) as issues, (select count(*)::int from history where type = 'Issue') as lines`)).rows[0]!;
  const before = await stored();
  const result = await work();
  const after = await stored();
  if (after.issues - before.issues !== rows || after.lines - before.lines !== rows) throw new Error(`${rows} issues made ${JSON.stringify(before)} into ${JSON.stringify(after)}`);
  return result;
}

async function copyIn(client: pg.Client, into: string, lines: readonly string[]): Promise<void> {
  const { from } = fromPeers('pg-copy-streams') as { from(statement: string): Writable & pg.Submittable };
  const stream = client.query(from(`copy ${into} from stdin`));
  await pipeline(Readable.from(lines), stream);
}
