import pg from 'pg';
import type { Database } from '../live/diaodu.js';
import { copyOf } from './city.js';

/** Projects that a large register holds; the first 200 of them have 200 issues each. */
export const largeRegister = 100_000;

/** A copy of the city with more projects and issues of its own kind. Without triggers: scopes matter to none who sees all. */
export async function largeCopyOf(city: Database): Promise<string> {
  const url = await copyOf(city, 'large');
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const table of ['project', 'project_year', 'issue']) await client.query(`alter table ${table} disable trigger all`);
    await client.query(`
      insert into project (code, name, tier, sector, origin, stage, region_id, total_investment, planned_start_on, started_on, planned_resumption_on, resumed_on, planned_completion_on)
      select 'LARGE-' || lpad(n::text, 6, '0'), p.name || n, p.tier, p.sector, p.origin, p.stage, p.region_id, p.total_investment, p.planned_start_on, p.started_on,
             p.planned_resumption_on, p.resumed_on, p.planned_completion_on
      from generate_series(1, ${largeRegister} - (select count(*)::int from project)) n
      join (select row_number() over (order by id) - 1 as place, project.* from project) p on p.place = n % (select count(*) from project)`);
    await client.query(`
      insert into project_year (project_id, year, planned, completed)
      select id, 2020, total_investment / 3, total_investment / 10 from project on conflict do nothing`);
    await client.query(`
      insert into issue (number, kind, category, title, severity, status, level, project_id, region_id, due_on)
      select 'LARGE-' || n, 'PROBLEM', 'LAND', '施工现场第' || n || '号问题待协调解决', 'HIGH', 'REPORTED', 'PROJECT', p.ids[1 + n % 200], null, '2020-05-01'
      from (select array_agg(id order by code) as ids from project) p, generate_series(1, 40000) n`);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
  return url;
}
