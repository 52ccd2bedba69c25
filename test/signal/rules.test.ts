import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTwoCounties } from '../lead/two-counties.js';
import type { City } from '../support/city.js';

const clockSet = `mutation ($to: DateTime!) { clockSet(input: { to: $to }) { clock { today } } }`;

let city: City;
beforeAll(async () => {
  city = await openTwoCounties();
  await today('2020-04-15');
});
afterAll(() => city.close());
beforeEach(() => city.query(`do $$ begin
  delete from issue; delete from project_year;
  update project set origin = 'NEW', stage = 'PREPARING', planned_start_on = null, started_on = null, planned_resumption_on = null, resumed_on = null, planned_completion_on = null, completed_on = null, ended_at = null;
end $$`));

async function today(day: string): Promise<void> {
  expect((await city.get('ADMIN', clockSet, { to: `${day}T04:00:00Z` })).clockSet.clock.today).toBe(day);
}

const set = (columns: string) => city.query(`update project set ${columns} where id = 1`);
const issues = (count: number, dueOn: string, status = 'ASSIGNED') => city.query(`
  insert into issue (number, kind, category, title, severity, status, level, project_id, due_on)
  select '${dueOn}${status}' || n, 'PROBLEM', 'LAND', '用地', 'LOW', '${status}', 'PROJECT', 1, '${dueOn}' from generate_series(1, ${count}) n`);
const year = (planned: number, completed: number) => city.query(`
  insert into project_year (project_id, year, planned, completed) values (1, 2020, ${planned}, ${completed}) on conflict (project_id, year) do update set planned = excluded.planned, completed = excluded.completed`);

/** The light of project 1 in one line: its colour, then rule, colour and sentence of each reason. */
async function light(language: 'zh' | 'en' = 'en'): Promise<string[]> {
  const { project } = await city.get('VIEWER', `{ project(code: "P-1") { signal { colour reasons { rule colour message } } } }`, {}, { language });
  return [project.signal.colour, ...project.signal.reasons.map((reason: { rule: string; colour: string; message: string }) => `${reason.rule} ${reason.colour} ${reason.message}`)];
}

describe('each rule alone', () => {
  const others = (enabled: boolean) => () => city.query(`update signal_rule set enabled = ${enabled} where rule in ('STUCK', 'SLOW')`);
  beforeAll(others(false));
  afterAll(others(true));

  test('[S1] a project of which no rule has anything to say is green, without reasons', async () => {
    expect(await light()).toEqual(['GREEN']);
  });

  test('[S2] a new project past its planned start is yellow from 1 day on and red from 15', async () => {
    const start = async (day: string) => (await set(`planned_start_on = '${day}'`), light());
    expect(await start('2020-04-15')).toEqual(['GREEN']);
    expect(await start('2020-04-14')).toEqual(['YELLOW', 'START_OVERDUE YELLOW days past the planned start or resumption: 1']);
    expect(await start('2020-04-01')).toEqual(['YELLOW', 'START_OVERDUE YELLOW days past the planned start or resumption: 14']);
    expect(await start('2020-03-31')).toEqual(['RED', 'START_OVERDUE RED days past the planned start or resumption: 15']);
    await set(`started_on = '2020-04-15'`);
    expect(await light()).toEqual(['GREEN']);
  });

  test('[S3] a continuing project goes by its planned resumption; its first start of an earlier year does not count', async () => {
    await set(`origin = 'CONTINUING', started_on = '2019-05-01', planned_start_on = '2019-05-01', planned_resumption_on = '2020-04-05'`);
    expect(await light('zh')).toEqual(['YELLOW', 'START_OVERDUE YELLOW 开（复）工已逾期 10 天']);
    await set(`resumed_on = '2020-04-10'`);
    expect(await light()).toEqual(['GREEN']);
  });

  test('[S4] a project past its planned completion is yellow from 1 day on and red from 30, until it is completed', async () => {
    const due = async (day: string) => (await set(`planned_completion_on = '${day}'`), light());
    expect(await due('2020-04-15')).toEqual(['GREEN']);
    expect(await due('2020-04-14')).toEqual(['YELLOW', 'COMPLETION_OVERDUE YELLOW days past the planned completion: 1']);
    expect(await due('2020-03-17')).toEqual(['YELLOW', 'COMPLETION_OVERDUE YELLOW days past the planned completion: 29']);
    expect(await due('2020-03-16')).toEqual(['RED', 'COMPLETION_OVERDUE RED days past the planned completion: 30']);
    expect(await light('zh')).toEqual(['RED', 'COMPLETION_OVERDUE RED 竣工已逾期 30 天']);
    await set(`completed_on = '2020-04-15', stage = 'COMPLETED'`);
    expect(await light()).toEqual(['GREEN']);
  });

  test('[S5] the curve is the plan: 5 % completed in mid-April is on plan, 10 % less of it is yellow, 40 % less red', async () => {
    await set(`started_on = '2020-03-01', stage = 'UNDER_CONSTRUCTION'`);
    const completed = async (amount: number) => (await year(10_000, amount), light());
    expect(await completed(500)).toEqual(['GREEN']);
    expect(await completed(451)).toEqual(['GREEN']);
    expect(await completed(450)).toEqual(['YELLOW', 'BEHIND_PLAN YELLOW completed investment 10 % short of what is planned by now']);
    expect(await completed(301)).toEqual(['YELLOW', 'BEHIND_PLAN YELLOW completed investment 39 % short of what is planned by now']);
    expect(await completed(300)).toEqual(['RED', 'BEHIND_PLAN RED completed investment 40 % short of what is planned by now']);
    await year(10_000, 0);
    expect(await light('zh')).toEqual(['RED', 'BEHIND_PLAN RED 完成投资比当期计划少 100%']);
  });

  test('[S6] who has not started, is completed or has no plan is not behind plan', async () => {
    await year(10_000, 0);
    expect(await light()).toEqual(['GREEN']);
    await set(`started_on = '2020-03-01', stage = 'COMPLETED', completed_on = '2020-04-01'`);
    expect(await light()).toEqual(['GREEN']);
    await set(`stage = 'UNDER_CONSTRUCTION', completed_on = null`);
    await year(0, 0);
    expect(await light()).toEqual(['GREEN']);
  });
  test('[S20] work that began in an earlier year is not overdue to start, and is measured by this year\'s plan', async () => {
    await set(`origin = 'NEW', planned_start_on = '2019-04-01', started_on = '2019-05-01', stage = 'UNDER_CONSTRUCTION'`);
    expect(await light()).toEqual(['GREEN']);
    await year(10_000, 0);
    expect((await light())[1]).toMatch(/^BEHIND_PLAN RED/);
  });

  test('[S7] issues past their deadline turn it yellow from 1 on and red from 3; one due today or closed does not count', async () => {
    await issues(3, '2020-04-15');
    await issues(3, '2020-04-01', 'CLOSED');
    expect(await light()).toEqual(['GREEN']);
    await issues(1, '2020-04-14');
    expect(await light()).toEqual(['YELLOW', 'ISSUES_OVERDUE YELLOW issues past their deadline: 1']);
    await issues(1, '2020-04-13', 'RESOLVED');
    expect((await light())[0]).toBe('YELLOW');
    await issues(1, '2020-04-12', 'REPORTED');
    expect(await light('zh')).toEqual(['RED', 'ISSUES_OVERDUE RED 有 3 个问题超过期限未销号']);
  });
});

test('[S8] the worst reason is the light, and comes first', async () => {
  await set(`planned_start_on = '2020-01-10', planned_completion_on = '2020-04-10'`);
  await issues(1, '2020-04-01');
  expect((await light()).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['RED', 'START_OVERDUE RED', 'COMPLETION_OVERDUE YELLOW', 'ISSUES_OVERDUE YELLOW']);
});

test('[S9] a project that left the register is green', async () => {
  await set(`planned_start_on = '2020-01-01', ended_at = now()`);
  expect(await light()).toEqual(['GREEN']);
});

test('[S10] the light follows the business day', async () => {
  await set(`planned_start_on = '2020-04-15'`);
  try {
    await today('2020-04-29');
    expect((await light())[0]).toBe('YELLOW');
    await today('2020-04-30');
    expect((await light())[0]).toBe('RED');
  } finally {
    await today('2020-04-15');
  }
  expect(await light()).toEqual(['GREEN']);
});

test('[S11] a light is the project\'s: whoever sees the project sees the same, also where its issues are not theirs to see', async () => {
  await issues(2, '2020-04-01');
  await city.query(`insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id) values ('U-1', 'PROBLEM', 'LAND', '用地', 'LOW', 'ASSIGNED', 'PROJECT', 1, 2)`);
  const { project } = await city.get('UNIT', `{ project(code: "P-1") { signal { colour reasons { message } } } }`, {}, { unit: 'US', language: 'en' });
  expect(project.signal).toEqual({ colour: 'YELLOW', reasons: [{ message: 'issues past their deadline: 2' }] });
});

describe('the rules are data', () => {
  const source = `{ signalRules { rule yellowFrom redFrom enabled } }`;
  const setRule = `mutation ($input: SignalRuleSetInput!) { signalRuleSet(input: $input) { signalRule { rule yellowFrom redFrom enabled } userErrors { code path } } }`;
  const rule = async (input: object) => (await city.get('ADMIN', setRule, { input })).signalRuleSet;

  test('[S12] everybody reads the rules and the curve', async () => {
    expect((await city.get('VIEWER', source)).signalRules).toEqual([
      { rule: 'BEHIND_PLAN', yellowFrom: 0.1, redFrom: 0.4, enabled: true }, { rule: 'COMPLETION_OVERDUE', yellowFrom: 1, redFrom: 30, enabled: true },
      { rule: 'ISSUES_OVERDUE', yellowFrom: 1, redFrom: 3, enabled: true }, { rule: 'MILESTONES_LATE', yellowFrom: 7, redFrom: 30, enabled: true },
      { rule: 'SLOW', yellowFrom: 0.03, redFrom: 0.1, enabled: true },
      { rule: 'START_OVERDUE', yellowFrom: 1, redFrom: 15, enabled: true }, { rule: 'STUCK', yellowFrom: 15, redFrom: 30, enabled: true },
    ]);
    const { seasonalCurve } = await city.get('SCREEN', `{ seasonalCurve { month share } }`);
    expect(seasonalCurve.map((point: { month: number }) => point.month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(seasonalCurve.at(3)).toEqual({ month: 4, share: 0.08 });
    expect(seasonalCurve.at(-1).share).toBe(1);
  });

  test('[S13] a rule set anew turns lights at once, and the change log tells every project', async () => {
    await set(`planned_start_on = '2020-04-13'`);
    const [{ seq }] = await city.query(`select max(seq) as seq from change_log`);
    expect(await rule({ rule: 'START_OVERDUE', yellowFrom: 1, redFrom: 2 })).toEqual({ signalRule: { rule: 'START_OVERDUE', yellowFrom: 1, redFrom: 2, enabled: true }, userErrors: [] });
    expect((await light())[0]).toBe('RED');
    expect(await city.query(`select entity_id as id, actor, act from change_log where seq > ${seq} and type = 'Project' order by 1`))
      .toEqual([{ id: 1, actor: 'admin', act: 'signalRuleSet' }, { id: 2, actor: 'admin', act: 'signalRuleSet' }]);
    await rule({ rule: 'START_OVERDUE', yellowFrom: 3, redFrom: 3 });
    expect(await light()).toEqual(['GREEN']);
    await rule({ rule: 'START_OVERDUE', yellowFrom: 1, redFrom: 2, enabled: false });
    expect(await light()).toEqual(['GREEN']);
    await rule({ rule: 'START_OVERDUE', yellowFrom: 1, redFrom: 15 });
    expect((await light())[0]).toBe('YELLOW');
  });

  test('[S14] thresholds that make no sense are refused', async () => {
    expect(await rule({ rule: 'START_OVERDUE', yellowFrom: 0, redFrom: 5 })).toEqual({ signalRule: null, userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'yellowFrom'] }] });
    expect(await rule({ rule: 'START_OVERDUE', yellowFrom: 5, redFrom: 4 })).toMatchObject({ userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'redFrom'] }] });
    expect(await rule({ rule: 'BEHIND_PLAN', yellowFrom: 0.1, redFrom: 1.1 })).toMatchObject({ userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'redFrom'] }] });
    expect(await rule({ rule: 'ISSUES_OVERDUE', yellowFrom: 1e9, redFrom: 1e9 })).toMatchObject({ userErrors: [{ code: 'NUMBER_OUT_OF_RANGE' }] });
    expect((await city.get('VIEWER', source)).signalRules.map((one: { yellowFrom: number }) => one.yellowFrom)).toEqual([0.1, 1, 1, 7, 0.03, 1, 15]);
    await expect(city.query(`update signal_rule set red_from = 3 where rule = 'STUCK'`)).rejects.toThrow('signal_rule_order_check');
  });

  test('[S15] only an administrator sets rules', async () => {
    for (const role of ['DISPATCHER', 'UNIT', 'INTEGRATION', 'SCREEN', 'VIEWER'] as const) {
      const { errors } = await city.ask(role, setRule, { input: { rule: 'START_OVERDUE', yellowFrom: 2, redFrom: 5 } });
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    expect((await city.get('VIEWER', source)).signalRules.at(-2)).toMatchObject({ rule: 'START_OVERDUE', yellowFrom: 1, redFrom: 15 });
  });
});

test('[S16] the lights of a page of projects cost one statement', async () => {
  await city.query(`insert into project (code, name, tier, sector, origin, stage, region_id, total_investment, planned_start_on) select 'Q-' || n, '项目', 'COUNTY', 'INDUSTRY', 'NEW', 'RESERVE', 3, 1, '2020-04-01' from generate_series(1, 100) n`);
  const without = await city.statements(() => city.get('VIEWER', `{ projects(first: 100) { nodes { code } } }`));
  const lit = await city.statements(() => city.get('VIEWER', `{ projects(first: 100) { nodes { code signal { colour reasons { rule message } } } } }`));
  expect(lit).toBe(without + 1);
});
