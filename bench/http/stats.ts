import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely';
import pg from 'pg';
import { forecastsOf, readProjectStats } from '../../src/project/project-stats.queries.js';
import { ProjectDimension } from '../../src/project/project-stats.type.js';
import { wordsOf } from '../../src/kernel/enumeration.js';
import { token } from '../live/diaodu.js';
import { startBuilt } from './built.js';
import { contract } from './contestants.js';
import type { Client } from './cost.js';
import type { Orders } from './load.js';

/** How long figures by all five dimensions take, milliseconds: by HTTP, and by the statements alone that Diaodu sends for it. */
export interface StatsTaken {
  readonly projects: number;
  readonly round: number;
  readonly http: number;
  readonly bare: number;
}

const forecastOn = '2020-06-30';

export async function measureStats(databaseUrl: string, client: Client, { rounds, times }: { rounds: number; times: number }): Promise<StatsTaken[]> {
  const server = await startBuilt({ DATABASE_URL: databaseUrl });
  const orders: Omit<Orders, 'until'> = {
    url: server.url, headers: { authorization: `Bearer ${await token('ADMIN')}` }, connections: 1, expected: '"forecastStartedCount"',
    bodies: [JSON.stringify({ query: contract('project-stats.graphql'), variables: { by: wordsOf(ProjectDimension), forecastOn } })],
  };
  const statements = await sentFor(databaseUrl);
  const bare = new pg.Client(databaseUrl);
  await bare.connect();
  const run = async () => {
    for (const [index, { sql, parameters }] of statements.entries()) await bare.query({ name: `bare ${index}`, text: sql, values: [...parameters] });
  };
  const { rows: [counted] } = await bare.query<{ count: number }>('select count(*)::int as count from project');
  const { answer } = await client.run({ ...orders, until: { requests: times } });
  const told = (JSON.parse(answer) as { data: { projectStats: { count: number }[] } }).data.projectStats.reduce((sum, { count }) => sum + count, 0);
  if (told !== counted!.count) throw new Error(`projectStats counts ${told} projects of ${counted!.count}`);
  for (let time = 0; time < times; time += 1) await run();

  const taken: StatsTaken[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { seconds } = await client.run({ ...orders, until: { requests: times } });
    const began = performance.now();
    for (let time = 0; time < times; time += 1) await run();
    taken.push({ projects: counted!.count, round, http: (1_000 * seconds) / times, bare: (performance.now() - began) / times });
  }
  await bare.end();
  await server.stop();
  console.log(`projectStats of ${counted!.count} projects  ${taken.map(({ http, bare: alone }) => `${http.toFixed(2)} : ${alone.toFixed(2)} ms`).join(', ')}`);
  return taken;
}

/** What Diaodu's own queries send, heard by the query builder. */
async function sentFor(databaseUrl: string): Promise<CompiledQuery[]> {
  const statements: CompiledQuery[] = [];
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 1 }) }), log: ({ query }) => void statements.push(query) });
  const wanted = { criteria: { sight: { kind: 'ALL' } as const }, by: wordsOf(ProjectDimension) };
  await readProjectStats(db, wanted);
  await forecastsOf.batch(db, [{ ...wanted, on: forecastOn }]);
  await db.destroy();
  return statements;
}
