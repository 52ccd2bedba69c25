import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data, type ViewerOptions } from '../support/city.js';
import type { Role } from '../../src/kernel/viewer.js';

let city: City;
beforeAll(async () => {
  city = await openCity('big');
  // What the rows come to for screens, versions and the audit is not asked here, and would take minutes. Five thousand new projects have permits of nine kinds or eleven; so many again of kinds that every project needs.
  await city.query('alter table permit disable trigger user; alter table permit_paper disable trigger user; alter table permit_kind disable trigger user');
  await city.query(`
    insert into permit_kind (code, name_zh, name_en, position, after, working_days, land_use, papers_may_follow, sectors, origins) select 'MORE' || n, '手续' || n, 'permit ' || n, 200 + n, '{}', 5, false, true, '{}', '{}' from generate_series(1, 6) n;
    insert into permit (project_id, kind_id, authority_id, planned_on, state, applied_on, accepted_on, due_on, granted_on, channel)
      select p.id, k.id, 1 + (p.id + k.id) % 200, date '2020-03-01' + (p.id * 7 + k.id) % 120, s.state, case when s.state <> 'PLANNED' then s.day end, case when s.state in ('ACCEPTED', 'GRANTED') then s.day + 1 end,
             case when s.state in ('ACCEPTED', 'GRANTED') then s.day + 20 end, case when s.state = 'GRANTED' then s.day + 10 end, case when s.state <> 'PLANNED' then (array['ONLINE_NEVER_SEEN', 'ONLINE_NEVER_SEEN', 'ONE_VISIT', 'DONE_FOR_YOU'])[1 + p.id % 4] end
      from project p join permit_kind k on permit_is_needed(k.sectors, k.origins, p.sector, p.origin)
      cross join lateral (select case when (p.id * 31 + k.id * 17) % 100 < 3 then 'APPLIED' when (p.id * 31 + k.id * 17) % 100 < 6 then 'ACCEPTED' when (p.id * 31 + k.id * 17) % 100 < 30 then 'PLANNED' else 'GRANTED' end as state, date '2020-03-01' + (p.id + k.id) % 30 as day) s;
    insert into permit_paper (permit_id, name, due_on, deferred_by, delivered_on) select m.id, '材料', date '2020-04-01' + m.id % 60, 'x', case when m.id % 40 > 0 then date '2020-04-10' end from permit m where m.id % 4 = 0`);
  await city.query('alter table permit enable trigger user; alter table permit_paper enable trigger user; alter table permit_kind enable trigger user');
  for (const table of ['permit', 'permit_paper', 'permit_kind']) await city.query(`vacuum analyze ${table}`);
}, 240_000);
afterAll(() => city.close());

const ask = (source: string, role: Role = 'ADMIN', options: ViewerOptions = {}): Promise<Data> => city.get(role, source, {}, options);
const plan = async (statement: string): Promise<string> => (await city.query<{ 'QUERY PLAN': string }>(`explain ${statement}`)).map((row) => row['QUERY PLAN']).join('\n');

test('[PM18] over 100,000 permits of 10,000 projects a page with all that belongs to it takes as many statements however long it is, and so do the permits of a page of projects', async () => {
  expect((await city.query(`select count(*)::int as count from permit`))[0].count).toBeGreaterThan(100_000);
  const list = (first: number) => () => ask(`{ permits(first: ${first}, filter: { waiting: true }, orderBy: WAITING_SINCE_ASC) { totalCount nodes { state actions waiting { workingDays unit { name } } kind { nameZh after { code } } authority { name } papers { name permitKind { code } } project { name } } } }`);
  const few = await city.statements(list(20));
  expect(await city.statements(list(200))).toBe(few);
  expect(few).toBeLessThanOrEqual(6);
  const projects = (first: number) => () => ask(`{ projects(first: ${first}) { nodes { permits { state papers { name } } permitsComplete landProceduresDone permitsReady permitsNeeded { code } startCommitment { on } } } }`);
  expect(await city.statements(projects(100))).toBe(await city.statements(projects(20)));
  const figures = (source: string) => city.statements(() => ask(source));
  expect(await figures('{ permitStats(by: [CHANNEL, STATE]) { channel state share acceptance { median } waiting { longest } } }')).toBe(1);
  expect(await figures('{ permitProgress { needing landProceduresDone ready } }')).toBe(1);
});

test('[PM19] at that size what waits, what is late, one authority\'s, one project\'s and the due papers are found by indexes: no table is read from end to end', async () => {
  const today = `(select business_today())`;
  for (const statement of [
    `select * from permit m where m.state in ('APPLIED', 'ACCEPTED') order by coalesce(m.accepted_on, m.applied_on, date '9999-12-31'), m.id limit 51`,
    `select * from permit m order by m.planned_on, m.id limit 51`,
    `select * from permit m order by coalesce(m.due_on, date '9999-12-31'), m.id limit 51`,
    `select * from permit m where m.state = 'ACCEPTED' and m.due_on < ${today} order by m.planned_on, m.id limit 51`,
    `select * from permit m where m.authority_id = 17 and m.state in ('APPLIED', 'ACCEPTED') order by m.planned_on, m.id limit 51`,
    `select * from permit m join permit_kind k on k.id = m.kind_id where m.project_id = any('{1,2,3,4,5}') order by k.position`,
    `select d.permit_id from permit_paper d where d.delivered_on is null and d.due_on < ${today}`,
    `select * from permit_paper d where d.permit_id = any('{1,2,3,4,5}')`,
    `select p.id, count(k.id) from project p left join permit_kind k on k.active left join permit m on m.project_id = p.id and m.kind_id = k.id where p.id = any('{1,2,3,4,5}') group by p.id`,
  ]) expect(await plan(statement), statement).not.toMatch(/Seq Scan on (permit|permit_paper|project)\b/);
});
