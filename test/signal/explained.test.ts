import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTwoCounties } from '../lead/two-counties.js';
import type { City, Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openTwoCounties()));
afterAll(() => city.close());
beforeEach(() => city.query(`do $$ begin
  delete from issue; delete from sub_project; delete from progress_report; delete from project_year; delete from project_event;
  update project set origin = 'NEW', stage = 'UNDER_CONSTRUCTION', tier = 'MUNICIPAL', planned_start_on = null, started_on = '2020-03-01', resumed_on = null, planned_resumption_on = null, planned_completion_on = null, completed_on = null, ended_at = null where id = 1;
  update signal_rule set tiers = null, sectors = null, origins = null, stages = null;
end $$`));

const report = (day: string, columns: Record<string, number>, kind = 'DAILY') => city.query(`
  insert into progress_report (project_id, kind, day, counts_from, ${Object.keys(columns).join(', ')}) values (1, '${kind}', '${day}', '${day}', ${Object.values(columns).join(', ')})`);
const plan = (planned: number) => city.query(`insert into project_year (project_id, year, planned) values (1, 2020, ${planned}) on conflict (project_id, year) do update set planned = excluded.planned`);
const setRule = (input: object) => city.get('ADMIN', `mutation ($input: SignalRuleSetInput!) { signalRuleSet(input: $input) { userErrors { code path } } }`, { input });

async function signal(language: 'zh' | 'en' = 'en'): Promise<Data> {
  return (await city.get('VIEWER', `{ project(code: "P-1") { signal { colour
    reasons { rule colour message measure unit threshold since detail inputs { name unit day amount share } }
    checks { rule colour skipped measure unit yellowFrom redFrom detail } } } }`, {}, { language })).project.signal;
}
const check = async (rule: string) => (await signal()).checks.find((each: Data) => each.rule === rule);
const stuck = async () => ((await signal()).reasons.find((each: Data) => each.rule === 'STUCK'));

test('[SG1] STUCK counts the days since the last sign of progress: what is reported grows, a milestone is reached, or work began; yellow from 15 days on, red from 30', async () => {
  expect(await stuck()).toMatchObject({ colour: 'RED', measure: 46, unit: 'DAYS', threshold: 30, since: '2020-03-01', message: 'days without progress: 46 (stuck)', detail: 'last progress 2020-03-01 (start or resumption)' });
  await report('2020-03-10', { physical_progress: 0.1, completed_investment: 0 });
  await report('2020-03-20', { physical_progress: 0.2, completed_investment: 0 });
  await report('2020-04-10', { physical_progress: 0.2 });
  expect(await stuck()).toMatchObject({ colour: 'YELLOW', measure: 27, since: '2020-03-20', detail: 'last progress 2020-03-20 (physical progress)' });
  await report('2020-04-01', { completed_investment: 100 });
  expect(await stuck()).toMatchObject({ measure: 15, detail: 'last progress 2020-04-01 (investment)' });
  await city.query(`insert into sub_project (project_id, name, completed_on) values (1, '一期', '2020-04-02')`);
  expect(await stuck()).toBeUndefined();
  expect(await check('STUCK')).toMatchObject({ colour: 'GREEN', measure: 14, detail: 'last progress 2020-04-02 (milestone)' });
});

test('[SG1] a slip that was corrected on its day is no progress, one that goes back is none either', async () => {
  await report('2020-03-20', { physical_progress: 0.2 });
  await report('2020-04-10', { physical_progress: 0.02 });
  await report('2020-04-10', { physical_progress: 0.2 });
  expect((await stuck()).since).toBe('2020-03-20');
  await report('2020-04-11', { physical_progress: 0.15 });
  expect((await stuck()).since).toBe('2020-03-20');
});

test('[SG2] what counts as progress is data: with REPORT a report is enough, without INVESTMENT money is not', async () => {
  await report('2020-04-14', { physical_progress: 0, completed_investment: 0, workers_on_site: 7 });
  expect((await stuck()).measure).toBe(46);
  await setRule({ rule: 'STUCK', yellowFrom: 15, redFrom: 30, signs: ['REPORT'] });
  expect(await stuck()).toBeUndefined();
  await setRule({ rule: 'STUCK', yellowFrom: 15, redFrom: 30, signs: ['PHYSICAL'] });
  await report('2020-04-15', { completed_investment: 100 });
  expect((await stuck()).measure).toBe(46);
  await setRule({ rule: 'STUCK', yellowFrom: 15, redFrom: 30 });
  expect(await stuck()).toBeUndefined();
});

test('[SG3] who has not begun, is completed or left the register is not stuck', async () => {
  await city.query(`update project set started_on = null where id = 1`);
  expect(await check('STUCK')).toMatchObject({ skipped: 'NOTHING_TO_MEASURE', measure: null });
  await city.query(`update project set started_on = '2020-03-01', stage = 'COMPLETED', completed_on = '2020-04-01' where id = 1`);
  expect(await check('STUCK')).toMatchObject({ colour: 'GREEN', skipped: 'NOTHING_TO_MEASURE' });
  await city.query(`update project set stage = 'UNDER_CONSTRUCTION', completed_on = null, ended_at = business_now() where id = 1`);
  expect(await signal()).toEqual({ colour: 'GREEN', reasons: [], checks: [] });
});

test('[SG4] SLOW: by how much of the whole year\'s plan less is completed than the curve expects; yellow from 3 points on, red from 10, since the day by which the plan had run so far ahead', async () => {
  await plan(10_000);
  const slow = async (completed: number) => (await report('2020-04-16', { completed_investment: completed }), (await signal()).reasons.find((each: Data) => each.rule === 'SLOW'));
  expect(await slow(221)).toBeUndefined();
  expect(await slow(220)).toMatchObject({ colour: 'YELLOW', measure: 0.03, unit: 'SHARE', threshold: 0.03, since: '2020-04-16', message: 'completed investment 3 points of the annual plan behind (slow)' });
  expect((await slow(20)).since).toBe('2020-04-06');
  await setRule({ rule: 'SLOW', yellowFrom: 0.03, redFrom: 0.05 });
  expect(await slow(20)).toMatchObject({ colour: 'RED', threshold: 0.05, measure: 0.05 });
  await setRule({ rule: 'SLOW', yellowFrom: 0.03, redFrom: 0.1 });
});

test('[SG5] a reason tells the measure, the threshold that it reached, and every number that it was reckoned from', async () => {
  await plan(10_000);
  await report('2020-04-16', { completed_investment: 300, physical_progress: 0.1 });
  const { reasons } = await signal('zh');
  expect(reasons).toEqual([{
    rule: 'BEHIND_PLAN', colour: 'RED', message: '完成投资比当期计划少 42%', measure: 0.42, unit: 'SHARE', threshold: 0.4, since: '2020-04-07',
    detail: '年度计划 1 万元，当期应完成 5.2%，应完成投资 0.1 万元，已完成投资 0 万元',
    inputs: [
      { name: 'ANNUAL_PLAN', unit: 'YUAN', day: null, amount: '10000', share: null }, { name: 'EXPECTED_SHARE', unit: 'SHARE', day: null, amount: null, share: 0.052 },
      { name: 'EXPECTED_INVESTMENT', unit: 'YUAN', day: null, amount: '520', share: null }, { name: 'COMPLETED_INVESTMENT', unit: 'YUAN', day: null, amount: '300', share: null },
    ],
  }]);
  await city.query(`update project set planned_completion_on = '2020-04-06' where id = 1`);
  expect((await signal('zh')).reasons[1]).toMatchObject({ rule: 'COMPLETION_OVERDUE', measure: 10, threshold: 1, since: '2020-04-06', inputs: [{ name: 'PLANNED_ON', unit: 'DATE', day: '2020-04-06' }] });
});

test('[SG6] every rule says what it found, also where it did not fire, and why where it measured nothing', async () => {
  await plan(10_000);
  await report('2020-04-16', { completed_investment: 500, physical_progress: 0.1 });
  await city.query(`update project set planned_completion_on = '2020-10-30' where id = 1`);
  await setRule({ rule: 'ISSUES_OVERDUE', yellowFrom: 1, redFrom: 3, enabled: false });
  await setRule({ rule: 'STUCK', yellowFrom: 15, redFrom: 30, tiers: ['COUNTY'] });
  const { colour, checks } = await signal();
  await setRule({ rule: 'ISSUES_OVERDUE', yellowFrom: 1, redFrom: 3 });
  await setRule({ rule: 'STUCK', yellowFrom: 15, redFrom: 30 });
  expect(colour).toBe('GREEN');
  expect(checks.map(({ rule, skipped, measure }: Data) => [rule, skipped, measure])).toEqual([
    ['BEHIND_PLAN', null, 0.03], ['COMPLETION_OVERDUE', null, -197], ['SLOW', null, 0.002], ['MILESTONES_LATE', 'NOTHING_TO_MEASURE', null], ['START_OVERDUE', 'NOTHING_TO_MEASURE', null], ['ISSUES_OVERDUE', 'OFF', null], ['STUCK', 'OTHER_PROJECTS', null],
  ]);
});

test('[SG29] MILESTONES_LATE counts from the earliest planned day that was missed, of the start where it has not begun, else of the end; nothing without a standing schedule', async () => {
  const milestones = async () => { const { colour, measure, skipped, detail } = await check('MILESTONES_LATE'); return { colour, measure, skipped, detail }; };
  expect(await milestones()).toEqual({ colour: 'GREEN', measure: null, skipped: 'NOTHING_TO_MEASURE', detail: '' });
  await city.query(`insert into back_schedule (id, project_id, ends_on, drawn_by) values (1, 1, '2020-06-01', 'x')`);
  await city.query(`insert into milestone (id, schedule_id, project_id, position, code, name, days, counting, planned_start, planned_finish, started_on, finished_on) values
    (1, 1, 1, 1, 'a', 'papers', 9, 'CALENDAR_DAYS', '2020-02-01', '2020-02-10', '2020-02-01', '2020-03-01'), (2, 1, 1, 2, 'b', 'footing', 9, 'CALENDAR_DAYS', '2020-03-01', '2020-04-20', '2020-03-01', null), (3, 1, 1, 3, 'c', 'frame', 9, 'CALENDAR_DAYS', '2020-04-16', '2020-05-20', null, null)`);
  expect(await milestones()).toEqual({ colour: 'GREEN', measure: 0, skipped: null, detail: '' });
  await city.query(`update milestone set planned_start = '2020-04-10' where id = 3`);
  expect(await milestones()).toMatchObject({ colour: 'GREEN', measure: 6, detail: '“frame” was due on 2020-04-10' });
  await city.query(`update milestone set planned_finish = '2020-03-17' where id = 2`);
  expect((await signal()).reasons.find(({ rule }: Data) => rule === 'MILESTONES_LATE')).toEqual({
    rule: 'MILESTONES_LATE', colour: 'RED', measure: 30, unit: 'DAYS', threshold: 30, since: '2020-03-17', message: 'days since a planned day of a milestone was missed: 30', detail: '“footing” was due on 2020-03-17',
    inputs: [{ name: 'MISSED_ON', unit: 'DATE', day: '2020-03-17', amount: null, share: null }],
  });
  await city.query(`update milestone set finished_on = '2020-04-01' where id = 2`);
  expect(await milestones()).toMatchObject({ colour: 'GREEN', measure: 6 });
  await city.query(`update back_schedule set ended_at = business_now(), end_reason = 'x' where id = 1`);
  expect(await milestones()).toMatchObject({ skipped: 'NOTHING_TO_MEASURE' });
});

test('[SG7] a rule is for the tiers, sectors, origins and stages that it names, in lights and in the progress list alike', async () => {
  await plan(10_000);
  await report('2020-04-16', { completed_investment: 0, physical_progress: 0.1 });
  const behind = async () => [(await check('BEHIND_PLAN')).skipped, (await city.get('VIEWER', '{ list(kind: PROGRESS, first: 5) { nodes { state project { code } } } }')).list.nodes.find(({ project }: Data) => project.code === 'P-1').state];
  expect(await behind()).toEqual([null, 'LATE']);
  for (const scope of [{ tiers: ['COUNTY'] }, { sectors: ['HEALTHCARE', 'LIVELIHOOD'] }, { origins: ['CONTINUING'] }, { stages: ['SUSPENDED'] }, { tiers: ['MUNICIPAL'], origins: ['CONTINUING'] }]) {
    await setRule({ rule: 'BEHIND_PLAN', yellowFrom: 0.1, redFrom: 0.4, ...scope });
    expect(await behind(), JSON.stringify(scope)).toEqual(['OTHER_PROJECTS', 'OPEN']);
  }
  await setRule({ rule: 'BEHIND_PLAN', yellowFrom: 0.1, redFrom: 0.4, tiers: ['MUNICIPAL', 'COUNTY'], sectors: ['INDUSTRY'], origins: ['NEW'], stages: ['UNDER_CONSTRUCTION'] });
  expect(await behind()).toEqual([null, 'LATE']);
  await setRule({ rule: 'BEHIND_PLAN', yellowFrom: 0.1, redFrom: 0.4 });
});
