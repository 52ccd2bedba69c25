import pg from 'pg';
import { fillWithDemonstration } from '../../src/demonstration/insert.js';
import { entities } from '../../src/server/entities.js';
import { openStore } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import type { Database } from '../live/diaodu.js';

/** Issues that are stored in all: the demonstration city's, and more of their kind, evenly over the projects. */
export const issues = 5_000;

/** Fills the database with the demonstration city: 354 projects, leaders on some, and so many issues. */
export async function fillCity({ url, client }: Database): Promise<void> {
  const store = await openStore(url, entities);
  try {
    await migrate(store);
    await fillWithDemonstration(store.db);
  } finally {
    await store.close();
  }
  await client.query('begin');
  await client.query(`select set_config('diaodu.actor', 'bench', true), set_config('diaodu.act', 'SEEDED', true)`);
  await client.query(`
    insert into issue (number, kind, category, title, severity, status, level, project_id, due_on, reported_at, closed_at)
    select 'BENCH-' || n, (array['PROBLEM', 'DEMAND'])[1 + n % 2], (array['LAND', 'FUNDS', 'LABOUR', 'TRANSPORT', 'POWER'])[1 + n % 5],
           '施工现场第' || n || '号问题待协调解决', (array['LOW', 'MEDIUM', 'HIGH'])[1 + n % 3], (array['REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'CLOSED'])[1 + n % 4], 'PROJECT',
           p.ids[1 + n % cardinality(p.ids)], business_today() + n % 60, business_now() - n * interval '1 minute', case when n % 4 = 3 then business_now() end
    from (select array_agg(id order by id) as ids from project) p, generate_series(1, ${issues} - (select count(*)::int from issue)) n`);
  await client.query('commit');
  await client.query('vacuum analyze');
}

/** A copy of the database under a name of its own, on the same PostgreSQL; nobody may be connected to the one that is copied. */
export async function copyOf({ url, client }: Database, name: string): Promise<string> {
  await client.query(`create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(new URL(url).pathname.slice(1))}`);
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.href;
}
