import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeAll(async () => {
  city = await openCity('big');
  await city.query(`insert into back_schedule (id, project_id, ends_on, drawn_by) select n, n, date '2020-09-01' + n % 300, '调度办' from generate_series(1, 10000) n`);
  // Ten milestones one after another; some of every fiftieth project have missed their day.
  const milestones = (first: number, last: number) => city.query(`insert into milestone (schedule_id, project_id, position, code, name, days, counting, unit_id, planned_start, planned_finish, started_on, finished_on)
    select n, n, k, 'M' || k, '节点' || k, 10, 'WORKING_DAYS', 1 + n % 20, day, day + 13, case when k = 1 and n % 50 > 0 then day end, case when k = 1 and n % 50 > 0 then day + 10 end
    from generate_series(${first}, ${last}) n, generate_series(1, 10) k, lateral (select date '2020-03-20' + 14 * k - 14 + case when k > 1 then 60 else 0 end as day) d`);
  // The sights of projects are reckoned by plans for a table that is known to be large.
  await city.query('analyze back_schedule');
  await milestones(1, 200);
  await city.query('analyze milestone');
  await milestones(201, 10_000);
  await city.query(`insert into milestone_link (milestone_id, after_id, kind) select m.id, b.id, 'FINISH_START' from milestone m join milestone b on b.schedule_id = m.schedule_id and b.position = m.position - 1`);
  await city.query(`insert into schedule_baseline (id, schedule_id, number, ends_on, reason, made_by) select id, id, 1, ends_on, '', '调度办' from back_schedule`);
  await city.query(`insert into baseline_days (baseline_id, milestone_id, days, planned_start, planned_finish) select schedule_id, id, days, planned_start, planned_finish from milestone`);
  await city.query('vacuum analyze');
}, 240_000);
afterAll(() => city.close());

const page = (first: number, more = ''): string => `{ schedules(first: ${first}${more}) { totalCount nodes { state lateDays lateCount slack project { code } milestones { name forecastFinishOn baselineFinishOn unit { code } after { milestone { code } } } } } }`;

test('[BS20] over 10,000 projects and 100,000 milestones a page of schedules costs the same few statements, whatever its size and order, and no big table is read through for what is shown', async () => {
  expect((await city.query<{ count: number }>('select count(*)::int as count from milestone'))[0]!.count).toBe(100_000);
  for (const more of ['', ', orderBy: ENDS_ON_ASC', ', orderBy: CODE_ASC', ', behind: true']) {
    const counts: number[] = [];
    for (const first of [2, 20]) counts.push(await city.statements(() => city.get('DISPATCHER', page(first, more))));
    expect([more, ...counts]).toEqual([more, counts[0], counts[0]]);
    expect(counts[0]).toBeLessThanOrEqual(6);
  }
  const { schedules } = await city.get('DISPATCHER', page(20, ', behind: true'));
  expect(schedules.totalCount).toBe(200);
  expect(await city.statements(() => city.get('DISPATCHER', '{ projects(first: 20) { nodes { code schedule { state projectedEnd } } } }'))).toBe(4);

  const plan = async (statement: string): Promise<string> => (await city.query<{ 'QUERY PLAN': string }>(`explain ${statement}`)).map((row) => row['QUERY PLAN']).join('\n');
  const shown = [
    `select b.id from back_schedule b where b.project_id = any('{1,2,3}'::int[]) and b.ended_at is null`,
    `select b.id from back_schedule b where b.ended_at is null order by b.ends_on, b.id limit 21`,
    `select m.id, (select jsonb_agg(l.after_id) from milestone_link l where l.milestone_id = m.id) from milestone m left join schedule_baseline f on f.schedule_id = m.schedule_id and f.number = 1
      left join baseline_days d on d.baseline_id = f.id and d.milestone_id = m.id where m.schedule_id = any('{1,2,3,4,5}'::int[]) order by m.schedule_id, m.position, m.id`,
    `select m.unit_id from milestone m where m.project_id = any('{1,2,3}'::int[])`,
    `select m.id from milestone m where m.schedule_id in (select x.schedule_id from milestone x where x.id = 7)`,
  ];
  for (const statement of shown) expect(await plan(statement)).not.toMatch(/Seq Scan on (milestone|back_schedule|milestone_link|baseline_days|schedule_baseline)/);
}, 120_000);
