import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { entities } from '../../src/server/entities.js';
import { migrateJobs } from '../../src/server/jobs.js';
import { openStore, sql } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => void (server = await startServer({ template: 'template1', before: filledAndUpgraded })));
afterAll(() => server.close());

/** A city that was filled before versions, reports and rules of escalation were kept. */
async function filledAndUpgraded(url: string): Promise<void> {
  const store = await openStore(url, entities);
  try {
    await store.orm.migrator.up({ to: 'Migration20261125044000_access_audited' });
    await sql.raw(`
    select set_config('diaodu.actor', 'register', true);
    update business_clock set ahead = timestamptz '2020-04-16 10:00+08' - now();
    insert into region (id, code, name, level) values (1, 'N', '北县', 'COUNTY');
    insert into unit (id, code, name, type, region_id) values (1, 'UN', '北县发改局', 'DEPARTMENT', 1);
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, started_on, physical_progress) values
      (1, 'P-1', '厂一', 'COUNTY', 'INDUSTRY', 'NEW', 'UNDER_CONSTRUCTION', 1, 100000, '2020-03-20', 0.3), (2, 'P-2', '厂二', 'COUNTY', 'INDUSTRY', 'NEW', 'UNDER_CONSTRUCTION', 1, 100000, '2020-03-20', 0);
    insert into project_year (project_id, year, planned, completed) values (1, 2019, 50000, 40000), (1, 2020, 50000, 20000), (2, 2020, 50000, 10000);
    insert into issue (id, number, kind, category, title, severity, status, level, project_id, lead_unit_id, due_on, closed_at) values
      (1, 'I-1', 'PROBLEM', 'LAND', '用地', 'LOW', 'REPORTED', 'PROJECT', 1, null, null, null), (2, 'I-2', 'PROBLEM', 'LAND', '用地', 'LOW', 'ASSIGNED', 'COUNTY', 1, 1, '2020-04-20', null),
      (3, 'I-3', 'PROBLEM', 'LAND', '用地', 'LOW', 'CLOSED', 'COUNTY', 1, 1, '2020-04-01', '2020-04-02')`).execute(store.db);
    await migrate(store, new URL(inject('postgresForServers')).username, () => migrateJobs(url));
  } finally {
    await store.close();
  }
}

test('[PR22] a city that was filled before there were reports keeps its figures through the upgrade, with an OPENING report each', async () => {
  expect(await server.query('select project_id as id, year, completed::int as completed from project_year order by 1, 2')).toEqual([
    { id: 1, year: 2019, completed: 40000 }, { id: 1, year: 2020, completed: 20000 }, { id: 2, year: 2020, completed: 10000 },
  ]);
  expect(await server.query('select id, physical_progress::float8 as progress from project order by id')).toEqual([{ id: 1, progress: 0.3 }, { id: 2, progress: 0 }]);
  expect(await server.query(`
    select project_id as id, kind, counts_from as day, physical_progress::float8 as progress, completed_investment::int as completed from progress_report order by 1, day, progress`)).toEqual([
    { id: 1, kind: 'OPENING', day: '2019-12-31', progress: null, completed: 40000 }, { id: 1, kind: 'OPENING', day: '2020-04-16', progress: 0.3, completed: null },
    { id: 1, kind: 'OPENING', day: '2020-04-16', progress: null, completed: 20000 }, { id: 2, kind: 'OPENING', day: '2020-04-16', progress: null, completed: 10000 },
  ]);
  // Of the months before, nobody says what was completed.
  const { list } = await server.get(await server.token('ADMIN'), '{ list(kind: PROGRESS, filter: { search: "P-1" }) { nodes { progress { completed(unit: YUAN) months { completed } } } } }');
  expect(list.nodes[0].progress).toEqual({ completed: '20000', months: Array.from({ length: 12 }, () => ({ completed: null })) });
});

test('[RV8] after the upgrade the past of every row has the columns that came with it, and no row\'s history tells of a change', async () => {
  await server.query(`update business_clock set ahead = timestamptz '2020-04-17 10:00+08' - now()`);
  const { issues, projects } = await server.get(await server.token('ADMIN'), `query @asOf(day: "2020-04-16") {
    issues(first: 10, orderBy: REPORTED_AT_ASC) { nodes { number reminders history { act } } } projects(first: 10) { nodes { code physicalProgress completedInvestment(unit: YUAN) latestReport { kind } history { act } } } }`);
  expect(issues.nodes).toEqual(['I-1', 'I-2', 'I-3'].map((number) => ({ number, reminders: 0, history: [] })));
  expect(projects.nodes).toEqual([
    { code: 'P-1', physicalProgress: 0.3, completedInvestment: '20000', latestReport: { kind: 'OPENING' }, history: [] },
    { code: 'P-2', physicalProgress: 0, completedInvestment: '10000', latestReport: { kind: 'OPENING' }, history: [] },
  ]);
  // What stands is the last thing that was kept, in every table.
  // What stands is what was kept last, in every table.
  const tables = await server.query<{ name: string; columns: string }>(`
    select table_name as name, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns where table_schema = 'past' and table_name <> 'history' group by 1`);
  for (const { name, columns } of tables) {
    const [now, kept] = [`select ${columns} from ${name}`, `select ${columns} from versions.${name} where kept_until = 'infinity'`];
    expect(await server.query(`(${now} except ${kept}) union all (${kept} except ${now})`), name).toEqual([]);
  }
});
