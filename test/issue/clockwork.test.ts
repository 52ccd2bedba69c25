import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { actByItself, automatic } from '../../src/issue/automatic.commands.js';
import { dueByItself } from '../../src/issue/automatic.queries.js';
import type { Role } from '../../src/kernel/viewer.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import type { City, Data } from '../support/city.js';
import { act, assigned, codes, ids, openTown, report, rowId } from './town.js';

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());
beforeEach(async () => {
  await city.query(`update issue set status = 'CLOSED' where status <> 'CLOSED'`);
  await on('2020-04-16');
});

/** 16 April 2020 is a Thursday; 26 April a Sunday that is worked; from 1 to 5 May nobody works. */
const on = (day: string): Promise<unknown> => city.query(`update business_clock set ahead = timestamptz '${day} 09:00+08' - now()`);
/** A look, as the jobs take it. */
async function look(): Promise<string[]> {
  const done: string[] = [];
  for (const { id } of await dueByItself(city.store.db)) done.push(...(await new UnitOfWork(city.store).run(automatic, 'automaticActs', (tx) => actByItself(tx, id))).done!);
  return done;
}
const read = async (id: string): Promise<Data> => (await city.get('ADMIN', `query ($id: ID!) { issue(id: $id) {
  status level signBy reminders remindedAt escalatedAt workingDaysLeft overdue history { act automatic note actor { name } } } }`, { id })).issue;
const automaticActs = ({ history }: Data): string[] => history.filter((line: Data) => line.automatic).map(({ act: what, note }: Data) => `${what} ${note}`);

test('[CW1] an issue is to be signed for within its level\'s working days of the assignment; the day is gone once it is signed for, and new after a return', async () => {
  await on('2020-04-17'); // Friday
  const id = await assigned(city);
  expect(await read(id)).toMatchObject({ signBy: '2020-04-20', reminders: 0, remindedAt: null, escalatedAt: null, workingDaysLeft: 10 });
  await act(city, 'IssueAcknowledge', { id });
  expect((await read(id)).signBy).toBeNull();
  await act(city, 'IssueResolve', { id, note: '好了' }, 'unit');
  await on('2020-04-30');
  await act(city, 'IssueReturn', { id, note: '没好' });
  expect(await read(id)).toMatchObject({ status: 'ASSIGNED', signBy: '2020-05-06', workingDaysLeft: 0, overdue: false });
  await on('2020-05-07');
  expect(await read(id)).toMatchObject({ workingDaysLeft: -2, overdue: true });
});

test('[CW2] unsigned in time it is reminded of once, then raised by one level, whose times begin anew, up to the province and no further; nothing happens on days off', async () => {
  const id = await assigned(city); // to sign by Friday 17
  const story: string[] = [];
  for (let day = 16; day <= 30; day += 1) {
    await on(`2020-04-${day}`);
    const done = await look();
    if (done.length > 0) story.push(`${day}: ${done.join(' ')} -> ${(await read(id)).level}`);
    expect(await look()).toEqual([]);
  }
  // By hand: sign by 17. Mon 20: 1 day late, reminded. 21: 2 days. 22: 3 days, more than 2: COUNTY, sign by 23. 24: 1 day late,
  // reminded. 26 (Sunday, worked): 2. 27: 3: CITY, sign by 28. 29: reminded. 30: 2 days late. The deadline is the 30th: not overdue.
  expect(story).toEqual([
    '20: issueRemind -> PROJECT', '22: issueEscalate -> COUNTY', '24: issueRemind -> COUNTY', '27: issueEscalate -> CITY', '29: issueRemind -> CITY',
  ]);
  expect(automaticActs(await read(id))).toEqual([
    'REMINDED 逾期 1 个工作日未签收，系统自动催办', 'ESCALATED 逾期 3 个工作日未签收，按项目级规则自动提级至县区级', 'REMINDED 逾期 1 个工作日未签收，系统自动催办',
    'ESCALATED 逾期 3 个工作日未签收，按县区级规则自动提级至市级', 'REMINDED 逾期 1 个工作日未签收，系统自动催办',
  ]);
  await city.query(`update issue set level = 'PROVINCE', sign_by = '2020-04-20', reminded_at = business_now() where id = ${rowId(id)}`);
  await on('2020-05-20');
  expect(await look()).toEqual(['issueRemind']); // past its deadline now, too: once
  expect((await read(id)).level).toBe('PROVINCE');
});

test('[CW3] past its deadline it is reminded of and raised, signed for or not, until it is called resolved; extended or raised, the times begin anew', async () => {
  const id = await assigned(city, ids.power, [], {});
  await act(city, 'IssueAcknowledge', { id });
  await city.query(`update issue set due_on = '2020-04-17' where id = ${rowId(id)}`);
  const story: string[] = [];
  for (const day of ['17', '20', '21', '22', '23', '24', '26', '27', '28']) {
    await on(`2020-04-${day}`);
    for (const done of await look()) story.push(`${day} ${done}`);
  }
  // By hand: due 17. Mon 20: 1. 22: 3: COUNTY. From 22: 23: 1. 26: 3 (24, Sunday 26): CITY. From 26: 27: 1. CITY raises after 5.
  expect(story).toEqual(['20 issueRemind', '22 issueEscalate', '23 issueRemind', '26 issueEscalate', '27 issueRemind']);
  await act(city, 'IssueResolve', { id, note: '好了' }, 'unit');
  await on('2020-06-01');
  expect(await look()).toEqual([]);
  expect(await read(id)).toMatchObject({ level: 'CITY', reminders: 3 });
});

test('[CW4] what fell due while nothing ran is made up for when it runs again: one reminder and one level', async () => {
  const id = await assigned(city);
  await on('2020-05-28');
  expect(await look()).toEqual(['issueRemind', 'issueEscalate']);
  expect(await look()).toEqual([]);
  expect(await read(id)).toMatchObject({ level: 'COUNTY', signBy: '2020-05-29' });
});

test('[CW5] the office and the leader remind by hand, with a reason, and it counts; nobody reminds of what is given to nobody, resolved or closed', async () => {
  const remind = async (id: string, role: Role = 'DISPATCHER', note = '请尽快办理'): Promise<Data> => (await city.ask(role, 'mutation ($id: ID!, $note: String!) { issueRemind(id: $id, note: $note) { issue { reminders remindedAt } userErrors { code path } } }', { id, note }));
  const id = await assigned(city);
  expect((await remind(id)).data.issueRemind).toEqual({ issue: { reminders: 1, remindedAt: expect.stringMatching(/^2020-04-16T01/) }, userErrors: [] });
  expect((await read(id)).history.at(-1)).toEqual({ act: 'REMINDED', automatic: false, note: '请尽快办理', actor: { name: 'DISPATCHER' } });
  expect(codes((await remind(id, 'DISPATCHER', ' ')).data.issueRemind)).toEqual(['TEXT_EMPTY']);
  expect(codes((await remind(await report(city))).data.issueRemind)).toEqual(['ISSUE_STATE']);
  expect((await remind(id, 'UNIT')).errors![0]!.extensions.code).toBe('FORBIDDEN');
  expect((await read(id)).reminders).toBe(1);
});

test('[CW6] the rules of a level are data: their times, their names, and whether anything happens by itself', async () => {
  const set = async (input: Record<string, unknown>, role: Role = 'ADMIN') => city.ask(role, 'mutation ($input: EscalationRuleSetInput!) { escalationRuleSet(input: $input) { escalationRule { level name signWithin enabled } userErrors { code path } } }', {
    input: { level: 'PROJECT', name: '项目级', nameEn: 'project', signWithin: 1, escalateUnsignedAfter: 2, remindOverdueAfter: 1, escalateOverdueAfter: 3, ...input },
  });
  const { escalationRules } = await city.get('VIEWER', '{ escalationRules { level name nameEn signWithin escalateUnsignedAfter remindOverdueAfter escalateOverdueAfter enabled } }');
  expect(escalationRules.map(({ level, signWithin, escalateOverdueAfter }: Data) => [level, signWithin, escalateOverdueAfter])).toEqual([['PROJECT', 1, 3], ['COUNTY', 1, 3], ['CITY', 1, 5], ['PROVINCE', 2, 5]]);
  expect((await set({ signWithin: 3 })).data.escalationRuleSet).toEqual({ escalationRule: { level: 'PROJECT', name: '项目级', signWithin: 3, enabled: true }, userErrors: [] });
  const id = await assigned(city);
  expect((await read(id)).signBy).toBe('2020-04-21');
  await set({ enabled: false });
  await on('2020-05-20');
  expect(await look()).toEqual([]);
  await set({ name: '一级' });
  expect(await look()).toEqual(['issueRemind', 'issueEscalate']);
  expect(automaticActs(await read(id)).at(-1)).toContain('按一级规则自动提级至县区级');
  expect((await set({ signWithin: 0, escalateOverdueAfter: 121, name: '' })).data.escalationRuleSet).toEqual({ escalationRule: null, userErrors: [
    { code: 'TEXT_EMPTY', path: ['input', 'name'] }, { code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'signWithin'] }, { code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'escalateOverdueAfter'] },
  ] });
  expect((await set({}, 'DISPATCHER')).errors![0]!.extensions['code']).toBe('FORBIDDEN');
  await set({});
});

test('[CW19] the history of a level\'s rule says who set what of it, from what to what, and that somebody changed it by SQL', async () => {
  const set = async (input: Record<string, unknown>) => city.get('ADMIN', 'mutation ($input: EscalationRuleSetInput!) { escalationRuleSet(input: $input) { escalationRule { history { act note actor { name } } } userErrors { code } } }', {
    input: { level: 'PROVINCE', name: '省级', nameEn: 'province', signWithin: 2, escalateUnsignedAfter: 3, remindOverdueAfter: 1, escalateOverdueAfter: 5, ...input },
  }, { subject: '管理员甲' });
  await set({});
  const changed = { act: 'CORRECTED', note: '签收时限 2 → 4；启用 是 → 否', actor: { name: '管理员甲' } };
  expect((await set({ signWithin: 4, enabled: false })).escalationRuleSet).toEqual({ escalationRule: { history: [changed] }, userErrors: [] });
  await city.query(`update escalation_rule set enabled = true where level = 'PROVINCE'`);
  const { escalationRules } = await city.get('VIEWER', '{ escalationRules { level history { act note actor { name } } } }');
  expect(escalationRules.at(-1)).toEqual({ level: 'PROVINCE', history: [changed, { act: 'CHANGED_BY_SQL', note: 'postgres', actor: null }] });
  await set({});
});

test('[CW7] a deadline is a day or so many working days, in a report, an assignment and a directive alike, never both; an assignment names one', async () => {
  const assign = async (input: Record<string, unknown>): Promise<Data> => (await city.get('DISPATCHER', 'mutation ($id: ID!, $input: IssueAssignInput!) { issueAssign(id: $id, input: $input) { issue { dueOn workingDaysLeft } userErrors { code path } } }', {
    id: await report(city), input: { leadUnitId: ids.power, ...input },
  })).issueAssign;
  await on('2020-04-29');
  expect(await assign({ dueInWorkingDays: 3 })).toEqual({ issue: { dueOn: '2020-05-07', workingDaysLeft: 3 }, userErrors: [] });
  expect(await assign({ dueInWorkingDays: 0 })).toEqual({ issue: { dueOn: '2020-04-29', workingDaysLeft: 0 }, userErrors: [] });
  expect(await assign({ dueInWorkingDays: 3, dueOn: '2020-05-07' })).toEqual({ issue: null, userErrors: [{ code: 'ONE_DEADLINE', path: ['input', 'dueInWorkingDays'] }] });
  expect(await assign({})).toEqual({ issue: null, userErrors: [{ code: 'ONE_DEADLINE', path: ['input', 'dueOn'] }] });
  for (const dueInWorkingDays of [-1, 251]) expect(await assign({ dueInWorkingDays })).toEqual({ issue: null, userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'dueInWorkingDays'] }] });
  const { issueReportMany } = await city.get('ADMIN', 'mutation ($inputs: [IssueReportInput!]!) { issueReportMany(inputs: $inputs) { results { issue { dueOn } userErrors { code path } } } }', {
    inputs: [{ dueInWorkingDays: 1 }, { dueInWorkingDays: 1, dueOn: '2020-05-30' }, { dueOn: '2020-05-30' }].map((input) => ({ projectCode: 'DQ-E-1', kind: 'PROBLEM', category: 'POWER', severity: 'LOW', title: '电', ...input })),
  });
  expect(issueReportMany.results).toEqual([{ issue: { dueOn: '2020-04-30' }, userErrors: [] }, { issue: null, userErrors: [{ code: 'ONE_DEADLINE', path: ['inputs', '1', 'dueInWorkingDays'] }] }, { issue: { dueOn: '2020-05-30' }, userErrors: [] }]);
});
