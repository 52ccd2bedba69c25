import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { openCity, type City } from '../support/city.js';

let city: City;

beforeAll(async () => {
  city = await openCity('empty');
  await city.query(`
    insert into region (code, name, level) values ('HL', '黑龙江省', 'PROVINCE');
    insert into region (code, name, level, parent_id) select 'DQ', '大庆市', 'CITY', id from region where code = 'HL';
    insert into region (code, name, level, parent_id) select code, name, 'COUNTY', (select id from region where code = 'DQ') from (values ('LF', '龙凤区'), ('LD', '林甸县')) as county(code, name);
    insert into unit (code, name, type, region_id) select code, code, 'DEPARTMENT', (select id from region where code = 'DQ') from (values ('A'), ('B')) as unit(code);
    insert into leader (code, name, title) values ('L1', '市领导 01', '副市长'), ('L2', '市领导 02', '副市长');
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
      select code, code, 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', (select id from region where code = region), 1e8 from (values ('P1', 'LF'), ('P2', 'LD')) as project(code, region);
    insert into meeting (title, mode, starts_at, region_id) select '会议', 'JOINT_HANDLING', now(), id from region where code = 'DQ';
    insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id)
      select 'I1', 'PROBLEM', 'LAND', '用地', 'LOW', 'REPORTED', 'PROJECT', p.id, u.id from project p, unit u where p.code = 'P1' and u.code = 'A';
  `);
});

afterAll(() => city.close());

interface Logged {
  type: string;
  key: string;
  moved: boolean;
  before: Record<string, unknown[]> | null;
  actor: string;
}

/** What a piece of SQL made the database log, by readable keys. */
async function loggedBy(statement: string): Promise<Logged[]> {
  const [{ last }] = await city.query<{ last: string }>('select coalesce(max(seq), 0) as last from change_log') as [{ last: string }];
  await city.query(statement);
  return city.query(`
    select l.type, coalesce(p.code, i.number, r.code, u.code, l.entity_id::text) as key, l.moved, to_jsonb(l.before) as before, l.actor
    from change_log l
    left join project p on l.type = 'Project' and p.id = l.entity_id
    left join issue i on l.type = 'Issue' and i.id = l.entity_id
    left join region r on l.type = 'Region' and r.id = l.entity_id
    left join unit u on l.type = 'Unit' and u.id = l.entity_id
    where l.seq > ${last} order by l.seq`);
}

const brief = (logged: Logged[]) => logged.map(({ type, key, moved }) => `${type} ${key}${moved ? ' moved' : ''}`);

test('[K1] a write by SQL is logged with the database role as its actor', async () => {
  const logged = await loggedBy(`update project set name = '甲' where code = 'P1'`);
  expect(logged).toMatchObject([{ type: 'Project', key: 'P1', moved: false, actor: 'sql:postgres' }]);
  expect(await city.query(`select act, actor_subject from history where type = 'Project' order by id desc limit 1`)).toEqual([{ act: 'CHANGED_BY_SQL', actor_subject: null }]);
});

test('[K2] a write that changes nothing is not logged', async () => {
  expect(await loggedBy(`update project set name = name`)).toEqual([]);
});

test('[K3] an issue logs its project, whose light it may change', async () => {
  expect(brief(await loggedBy(`update issue set due_on = '2026-01-01'`))).toEqual(['Issue I1', 'Project P1']);
});

test('[K4] an issue that moves to another project logs both projects, and carries the keys from before', async () => {
  const logged = await loggedBy(`update issue set project_id = (select id from project where code = 'P2')`);
  expect(brief(logged).toSorted()).toEqual(['Issue I1 moved', 'Project P1 moved', 'Project P2 moved']);
  const [region] = await city.query<{ id: number }>(`select id from region where code = 'LF'`);
  expect(logged[0]!.before!['regions']).toContain(region!.id);
});

test('[K5] an assignment and an agenda item move the project and what hangs on it', async () => {
  expect(brief(await loggedBy(`insert into assignment (role, leader_id, project_id) select 'GENERAL_SERVICE_OFFICER', l.id, p.id from leader l, project p where l.code = 'L1' and p.code = 'P2'`)))
    .toEqual([expect.stringMatching(/^Assignment \d+ moved$/), 'Project P2 moved', 'Issue I1 moved']);
  expect(brief(await loggedBy(`insert into agenda_item (meeting_id, position, minutes, project_id) select m.id, 1, 10, p.id from meeting m, project p where p.code = 'P2'`)))
    .toEqual([expect.stringMatching(/^Meeting \d+ moved$/), 'Project P2 moved', expect.stringMatching(/^Assignment \d+ moved$/), 'Issue I1 moved']);
});

test('[K6] a region that moves below another moves all that lies in it', async () => {
  const logged = brief(await loggedBy(`update region set parent_id = (select id from region where code = 'HL') where code = 'LD'`));
  expect(logged).toEqual(expect.arrayContaining(['Region LD', 'Project P2 moved', 'Issue I1 moved']));
});

test('[K7] a renamed unit wakes the issues that show it', async () => {
  expect(brief(await loggedBy(`update unit set name = '发改委' where code = 'A'`))).toEqual(['Unit A', 'Issue I1']);
});

test('[K8] upserts, MERGE and cascades are logged', async () => {
  expect(brief(await loggedBy(`insert into project_year (project_id, year, planned) select id, 2026, 1 from project where code = 'P1' on conflict (project_id, year) do update set planned = excluded.planned`))).toEqual(['Project P1']);
  expect(brief(await loggedBy(`insert into project_year (project_id, year, planned) select id, 2026, 2 from project where code = 'P1' on conflict (project_id, year) do update set planned = excluded.planned`))).toEqual(['Project P1']);
  expect(brief(await loggedBy(`merge into project p using (values ('P1')) as wanted(code) on p.code = wanted.code when matched then update set name = '乙'`))).toEqual(['Project P1']);
  await city.query(`insert into issue_supporting_unit select i.id, u.id from issue i, unit u where u.code = 'B'`);
  expect(brief(await loggedBy(`delete from issue`))).toEqual(expect.arrayContaining(['Issue ' + (await city.query<{ id: number }>(`select entity_id as id from history where type = 'Issue' limit 1`))[0]!.id + ' moved', 'Project P2 moved']));
});

test('[K9] a role that may write the tables but not the log is captured all the same', async () => {
  await city.query(`
    do $$ begin if not exists (select from pg_roles where rolname = 'clerk') then create role clerk login password 'clerk'; end if; end $$;
    grant select, insert, update on project, region to clerk;`);
  const url = new URL(city.store.url);
  url.username = 'clerk';
  url.password = 'clerk';
  const clerk = new pg.Client({ connectionString: url.href });
  await clerk.connect();
  await expect(clerk.query('select * from change_log')).rejects.toThrow(/permission denied/);
  await clerk.query(`update project set name = '丙' where code = 'P1'`);
  await clerk.end();
  expect(await city.query(`select actor from change_log order by seq desc limit 1`)).toEqual([{ actor: 'sql:clerk' }]);
});

test('[K10] triggers fire also for a replication role, which skips ordinary ones', async () => {
  expect(brief(await loggedBy(`begin; set local session_replication_role = replica; update project set name = '丁' where code = 'P1'; commit`))).toEqual(['Project P1']);
});

test('[K11] a clock that is set turns the day: what became overdue is logged, once', async () => {
  await city.query(`
    insert into issue (number, kind, category, title, severity, status, level, project_id, due_on)
    select 'I2', 'PROBLEM', 'LAND', '到期', 'LOW', 'ASSIGNED', 'PROJECT', id, business_today() + 10 from project where code = 'P1'`);
  const logged = brief(await loggedBy(`update business_clock set ahead = interval '11 days'`));
  expect(logged).toEqual([expect.stringMatching(/^Clock/), 'Issue I2', 'Project P1', expect.stringMatching(/^Calendar \d{4}$/)]);
  expect(await loggedBy(`select turn_day()`)).toEqual([]);
});

test('[K12] TRUNCATE is logged as the end of the rows', async () => {
  const logged = brief(await loggedBy(`truncate issue cascade`));
  expect(logged.filter((line) => line.startsWith('Issue'))).toEqual([expect.stringMatching(/^Issue \d+ moved$/)]);
  expect(await city.query(`select count(*)::int as left from entity_scope where type = 'Issue'`)).toEqual([{ left: 0 }]);
});

test('[K20] what shows a leader, a unit or a region by name is logged when the name changes', async () => {
  await city.query(`
    update project set owner_unit_id = (select id from unit where code = 'B') where code = 'P1';
    update meeting set chair_id = (select id from leader where code = 'L2');
    insert into assignment (role, leader_id, project_id) select 'CHIEF_SERVICE_OFFICER', l.id, p.id from leader l, project p where l.code = 'L2' and p.code = 'P2'`);
  const types = (logged: Logged[]) => logged.map(({ type, key }) => (type === 'Project' ? `Project ${key}` : type));
  expect(types(await loggedBy(`update leader set name = '新' where code = 'L2'`))).toEqual(['Leader', 'Assignment', 'Project P2', 'Meeting']);
  expect(types(await loggedBy(`update unit set name = '新' where code = 'B'`))).toEqual(['Unit', 'Project P1']);
  expect(types(await loggedBy(`update region set name = '新' where code = 'DQ'`))).toEqual(['Region', 'Meeting']);
});

test('[K21] the day turns once, however many nodes see it', async () => {
  await city.query('update day_turn set last_day = last_day - 1');
  const turned = await Promise.all(Array.from({ length: 4 }, () => city.query<{ turned: boolean }>('select turn_day() as turned')));
  expect(turned.flat().filter((row) => row.turned)).toHaveLength(1);
});
