import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';
import { foundSmallCity } from '../support/small-city.js';

let city: City;
beforeAll(async () => {
  city = await openCity('empty');
  await foundSmallCity(city);
});
afterAll(() => city.close());

const project = (id: number, name = '甲') => `insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment)
  values (${id}, 'P${id}', '${name}', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 2, 1)`;

/** Sets business time to so many minutes after the beginning of a day that nobody lives in. */
const setClock = (minutes: number) => city.query(`update business_clock set ahead = timestamptz '2020-04-16 00:00Z' + interval '${minutes} minutes' - now()`);

function versionsOf(id: number): Promise<Data[]> {
  return city.query(`select name, kept_actor as actor, kept_act as act, kept_from < kept_until as lasted, kept_until = 'infinity' as stands, gone_xid is null as here from versions.project where id = ${id} order by kept_id`);
}

test('[RV1] every state that a row was in is kept, with who did it by which act: by the API and by SQL, changed, deleted and truncated', async () => {
  await city.query(project(1));
  await city.query(`update project set name = '乙' where id = 1`);
  const { project: { id, version } } = await city.get('ADMIN', '{ project(code: "P1") { id version } }');
  const { projectCorrect } = await city.get('ADMIN', 'mutation ($id: ID!, $version: Int!) { projectCorrect(id: $id, input: { version: $version, name: "丙" }) { userErrors { code } } }', { id, version });
  expect(projectCorrect.userErrors).toEqual([]);
  await city.query('delete from project where id = 1');
  const [by] = await city.query<{ who: string }>(`select 'sql:' || session_user as who`);
  expect(await versionsOf(1)).toEqual([
    { name: '甲', actor: by!.who, act: null, lasted: true, stands: false, here: false },
    { name: '乙', actor: by!.who, act: null, lasted: true, stands: false, here: false },
    { name: '丙', actor: 'admin', act: 'projectCorrect', lasted: true, stands: false, here: false },
  ]);
  await city.query(project(2));
  await city.query('truncate project cascade');
  expect(await versionsOf(2)).toEqual([{ name: '甲', actor: by!.who, act: null, lasted: true, stands: false, here: false }]);
});

test('[RV2] what is written without a difference makes no version', async () => {
  await city.query(project(3));
  await city.query(`update project set name = name`);
  await city.query(`insert into project select * from project where id = 3 on conflict (id) do update set name = excluded.name`);
  expect(await versionsOf(3)).toHaveLength(1);
});

test('[RV3] whatever is written while the clock goes on, each moment has the rows that stood then', { timeout: 60_000 }, async () => {
  const act = fc.oneof(
    fc.record({ write: fc.constantFrom('put', 'drop'), id: fc.constantFrom(11, 12, 13), name: fc.constantFrom('甲', '乙', '丙') }),
    fc.record({ write: fc.constant('twice'), id: fc.constantFrom(11, 12, 13), name: fc.constantFrom('甲', '乙', '丙') }),
  );
  const toSql = ({ write, id, name }: { write: string; id: number; name: string }): string => {
    if (write === 'drop') return `delete from project where id = ${id}`;
    const put = `${project(id, name)} on conflict (id) do update set name = excluded.name`;
    return write === 'put' ? put : `begin; ${put}; update project set name = name || '!' where id = ${id}; commit`;
  };
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
    await city.query('delete from project; delete from versions.project');
    const standing: Data[] = [];
    for (const [minute, each] of acts.entries()) {
      await setClock(minute);
      await city.query(toSql(each));
      standing.push((await city.query('select id, name, version from project order by id')));
    }
    for (const [minute, rows] of standing.entries()) {
      const asked = await city.query(`select id, name, version from versions.project
        where kept_from <= timestamptz '2020-04-16 00:00:59Z' + interval '${minute} minutes' and kept_until > timestamptz '2020-04-16 00:00:59Z' + interval '${minute} minutes' order by id`);
      expect(asked).toEqual(rows);
    }
  }), { numRuns: 25 });
});

test('[RV4] where the clock was set back, what lay ahead ends with the next write, and no moment has a row twice', async () => {
  await city.query('delete from project; delete from versions.project');
  await setClock(10);
  await city.query(project(21));
  await setClock(30);
  await city.query(`update project set name = '乙' where id = 21`);
  await setClock(20);
  await city.query(`update project set name = '丙' where id = 21`);
  const at = async (minute: number) => (await city.query<{ name: string }>(`select name from versions.project
    where kept_from <= timestamptz '2020-04-16 00:00:30Z' + interval '${minute} minutes' and kept_until > timestamptz '2020-04-16 00:00:30Z' + interval '${minute} minutes'`)).map(({ name }) => name);
  expect([await at(5), await at(10), await at(20), await at(30)]).toEqual([[], ['甲'], ['丙'], ['丙']]);
});

test('[RV5] every table that the change log follows has its versions and its view in the past, with each of its columns', async () => {
  const followed = await city.query<{ table: string }>(`
    select event_object_table as table from information_schema.triggers where trigger_name like 'capture\\_%' and event_object_table <> 'business_clock' group by 1 order by 1`);
  const columnsIn = async (schema: string) => new Map((await city.query<{ table: string; columns: string[] }>(`
    select table_name as table, array_agg(column_name::text order by column_name) filter (where column_name not like 'kept\\_%' and column_name <> 'gone_xid') as columns
    from information_schema.columns where table_schema = '${schema}' group by 1`)).map(({ table, columns }) => [table, columns]));
  const [now, kept, past] = await Promise.all(['public', 'versions', 'past'].map(columnsIn));
  expect(followed.length).toBeGreaterThan(14);
  // Grants, keys and screens are asked about by the audit.
  for (const { table } of followed.filter(({ table: name }) => !['access_grant', 'api_key', 'screen', 'access_withdrawal'].includes(name))) {
    expect(kept!.get(table), table).toEqual(now!.get(table));
    expect(past!.get(table), table).toEqual(now!.get(table));
  }
});

test('[RV6] the server reads versions and writes none; no row of them is ever pruned', async () => {
  const [server] = await city.query<{ role: string }>(`select rolname as role from pg_roles where has_table_privilege(rolname, 'project', 'insert') and not rolsuper and rolcanlogin`);
  const privileges = await city.query<{ table: string; may: string[] }>(`
    select c.relname as table, array(select p from unnest('{select,insert,update,delete,truncate}'::text[]) p where has_table_privilege('${server!.role}', c.oid, p)) as may
    from pg_class c where c.relnamespace in ('versions'::regnamespace, 'past'::regnamespace) and c.relkind in ('r', 'v')`);
  expect(privileges.length).toBeGreaterThan(30);
  for (const { table, may } of privileges) expect(may, table).toEqual(['select']);
});

test('[RV7] a state is kept by two statements of the database, whatever the number of rows', async () => {
  const [body] = await city.query<{ source: string }>(`select prosrc as source from pg_proc where proname = 'keep_project'`);
  expect(body!.source.match(/\b(insert into|update) versions\./g)).toHaveLength(5); // inserted: one; updated: two; deleted, truncated: one each
  const counted = async () => (await city.query<{ count: number }>('select count(*)::int as count from versions.project'))[0]!.count;
  await city.query(`insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment)
    select 1000 + n, 'X' || n, '丁', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 2, 1 from generate_series(1, 500) n`);
  const before = await counted();
  await city.query(`update project set name = '戊' where code like 'X%'`);
  expect(await counted() - before).toBe(500);
});
