import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, validate } from 'graphql';
import { IssueStatus } from '../../src/issue/issue.entity.js';
import { lifecycle, type IssueAct } from '../../src/issue/issue.lifecycle.js';
import { schema } from '../../src/server/schema.js';
import type { City, Data } from '../support/city.js';
import { act, assigned, codes, contract, ids, lifecycleOf, openTown, report, rowId } from './town.js';

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());

const read = async (id: string): Promise<Data> =>
  (await city.get('ADMIN', `query ($id: ID!) { issue(id: $id) { number status level serviceMode dueOn returns resolvedAt closedAt version kind category severity title detail
    leadUnit { code } supportingUnits { code } history { act actor { name } note } } }`, { id })).issue;

const correct = `mutation ($id: ID!, $input: IssueCorrectInput!) { issueCorrect(id: $id, input: $input) { issue { version title history { act } } userErrors { code message path } } }`;

test('[I13] from report to verified closure, by the documents that clients rely on', async () => {
  for (const name of ['issues', 'issue-report', 'issue-lifecycle']) expect(validate(schema, parse(contract(name)))).toEqual([]);
  const id = await report(city);
  const unit = { unit: 'POWER', subject: '供电公司' };
  const work = async (operation: string, variables: Record<string, unknown>) => Object.values(await city.get('UNIT', lifecycleOf(operation), variables, unit))[0] as Data;

  const given = await act(city, 'IssueAssign', { id, input: { leadUnitId: ids.power, supportingUnitIds: [], dueOn: '2020-04-30', serviceMode: 'DONE_FOR_YOU' } });
  expect(given.userErrors).toEqual([]);
  expect(given.issue).toMatchObject({ id, status: 'ASSIGNED', level: 'PROJECT', serviceMode: 'DONE_FOR_YOU', dueOn: '2020-04-30', returns: 0, leadUnit: { id: ids.power, name: '供电公司' } });
  expect((await work('IssueAcknowledge', { id })).issue.status).toBe('ACKNOWLEDGED');
  expect((await act(city, 'IssueEscalate', { id, to: 'CITY', note: '县里办不了' })).issue).toMatchObject({ status: 'ACKNOWLEDGED', level: 'CITY' });
  expect((await work('IssueResolve', { id, note: '已接电' })).issue.status).toBe('RESOLVED');
  expect((await act(city, 'IssueReturn', { id, note: '电压不足' })).issue).toMatchObject({ status: 'ASSIGNED', returns: 1 });
  expect((await work('IssueResolve', { id, note: '已增容' })).issue.status).toBe('RESOLVED');
  const closed = await act(city, 'IssueVerify', { id, note: null });
  expect(closed.userErrors).toEqual([]);
  expect(closed.issue.status).toBe('CLOSED');
  const at = expect.stringMatching(/^2020-04-16T01:.*Z$/);
  expect(closed.issue.history).toEqual([
    { at, act: 'REPORTED', actor: { name: 'ADMIN' }, note: null },
    { at, act: 'ASSIGNED', actor: { name: 'office' }, note: null },
    { at, act: 'ACKNOWLEDGED', actor: { name: '供电公司' }, note: null },
    { at, act: 'ESCALATED', actor: { name: 'office' }, note: '县里办不了' },
    { at, act: 'RESOLVED', actor: { name: '供电公司' }, note: '已接电' },
    { at, act: 'RETURNED', actor: { name: 'office' }, note: '电压不足' },
    { at, act: 'RESOLVED', actor: { name: '供电公司' }, note: '已增容' },
    { at, act: 'VERIFIED', actor: { name: 'office' }, note: null },
  ]);
});

test('[I14] each return is counted, says why, and takes the resolution back', async () => {
  const id = await assigned(city);
  for (const returns of [1, 2]) {
    await act(city, 'IssueResolve', { id, note: '好了' }, 'unit');
    expect((await read(id)).resolvedAt).toMatch(/^2020-04-16/);
    expect((await act(city, 'IssueReturn', { id, note: '没好' })).issue).toMatchObject({ status: 'ASSIGNED', returns, dueOn: '2020-04-30', leadUnit: { id: ids.power } });
    expect((await read(id)).resolvedAt).toBeNull();
  }
});

test('[I15] nobody verifies or returns what they resolved themselves, whatever their role; another may', async () => {
  const id = await assigned(city);
  await act(city, 'IssueResolve', { id, note: '好了' }, '王主任');
  for (const [operation, variables] of [['IssueVerify', { id }], ['IssueReturn', { id, note: '不好' }]] as const) {
    expect(await act(city, operation, variables, '王主任')).toMatchObject({ issue: null, userErrors: [{ code: 'OWN_WORD', path: ['id'] }] });
    const { issueVerify, issueReturn } = await city.get('ADMIN', lifecycleOf(operation), variables, { subject: '王主任' });
    expect(codes(issueVerify ?? issueReturn)).toEqual(['OWN_WORD']);
  }
  expect(await read(id)).toMatchObject({ status: 'RESOLVED', returns: 0, closedAt: null });
  expect((await act(city, 'IssueVerify', { id }, '李主任')).issue.status).toBe('CLOSED');
});

test('[I16] every act is done in its own statuses only and is refused in all others, without a trace', async () => {
  const earlier = await report(city);
  const id = await assigned(city, ids.power, [ids.land]);
  const other = await report(city);
  await city.query(`update issue set status = 'CLOSED', closed_at = '2020-04-01' where id = ${rowId(earlier)}`);
  await city.query(`update issue set reported_at = '2020-04-02', id = 900 where id = ${rowId(other)}`);
  const target = Buffer.from('Issue:900').toString('base64');
  const by = async (mutation: string): Promise<Data> => Object.values(await city.get('DISPATCHER', `mutation { ${mutation} { issue { id } userErrors { code path } } }`))[0];
  const [evidence] = await city.query(`insert into issue_evidence (issue_id, url, title, added_by, added_by_name) select ${rowId(id)}, 'http://a/' || n, 't', 'x', 'x' from generate_series(1, 9) n returning id`);
  const [comment] = await city.query(`insert into issue_comment (issue_id, text, author, author_name) select ${rowId(id)}, 't', 'x', 'x' from generate_series(1, 9) n returning id`);
  let [nextEvidence, nextComment] = [evidence!.id - 1, comment!.id - 1];
  const global = (type: string, row: number): string => Buffer.from(`${type}:${row}`).toString('base64');
  const attempts: Record<IssueAct, () => Promise<Data>> = {
    CORRECT: async () => (await city.get('ADMIN', correct, { id, input: { version: (await read(id)).version, title: '改' } })).issueCorrect,
    ASSIGN: () => act(city, 'IssueAssign', { id, input: { leadUnitId: ids.power, supportingUnitIds: [ids.land], dueOn: '2020-04-30' } }),
    ACKNOWLEDGE: () => act(city, 'IssueAcknowledge', { id }),
    ANSWER: () => by(`issueAnswer(id: "${id}", unitId: "${ids.land}", text: "已办", done: true)`),
    WAIVE_ANSWER: () => by(`issueWaiveAnswer(id: "${id}", unitId: "${ids.land}", reason: "不必")`),
    REQUEST_EXTENSION: () => by(`issueRequestExtension(id: "${id}", dueOn: "2020-06-30", reason: "下雨")`),
    APPROVE_EXTENSION: () => by(`issueApproveExtension(id: "${id}")`),
    REFUSE_EXTENSION: () => by(`issueRefuseExtension(id: "${id}", note: "不行")`),
    RESOLVE: () => act(city, 'IssueResolve', { id, note: '好了' }),
    VERIFY: () => act(city, 'IssueVerify', { id }),
    RETURN: () => act(city, 'IssueReturn', { id, note: '不好' }),
    REMIND: () => by(`issueRemind(id: "${id}", note: "请尽快")`),
    ESCALATE: () => act(city, 'IssueEscalate', { id, to: 'PROVINCE', note: '提级' }),
    ADD_EVIDENCE: () => by(`issueAddEvidence(id: "${id}", url: "https://b/c", title: "照片")`),
    END_EVIDENCE: () => by(`issueEndEvidence(id: "${global('Evidence', (nextEvidence += 1))}")`),
    COMMENT: () => by(`issueComment(id: "${id}", text: "看过")`),
    WITHDRAW_COMMENT: () => by(`issueWithdrawComment(id: "${global('Comment', (nextComment += 1))}")`),
    LINK_RECURRENCE: () => by(`issueLinkRecurrence(id: "${id}", ofId: "${earlier}")`),
    MERGE: () => by(`issueMerge(id: "${id}", intoId: "${target}", note: "重复")`),
  };
  for (const [name, attempt] of Object.entries(attempts)) {
    for (const status of Object.values(IssueStatus)) {
      await city.query(`update issue set status = '${status}', level = 'PROJECT', resolved_by = 'somebody', merged_into = null, recurrence_of = null where id = ${rowId(id)}`);
      await city.query(`delete from extension_request where issue_id = ${rowId(id)}`);
      if (/(APPROVE|REFUSE)_EXTENSION/.test(name)) await city.query(`insert into extension_request (issue_id, due_on, reason, asked_by, asked_by_name) values (${rowId(id)}, '2020-06-30', 'r', 'x', 'x')`);
      const before = await read(id);
      const answer = await attempt();
      const next = lifecycle[name as IssueAct].leads[status];
      if (next) {
        expect([name, status, answer.userErrors]).toEqual([name, status, []]);
        expect((await read(id)).status).toBe(next);
      } else {
        expect([name, status, answer]).toMatchObject([name, status, { issue: null, userErrors: [{ code: 'ISSUE_STATE', path: ['id'] }] }]);
        expect(await read(id)).toEqual(before);
      }
    }
  }
});

test('[I17] an issue escalates to a higher level only', async () => {
  const id = await report(city, { level: 'COUNTY' });
  for (const to of ['PROJECT', 'COUNTY']) {
    expect(await act(city, 'IssueEscalate', { id, to, note: '提级' })).toMatchObject({ issue: null, userErrors: [{ code: 'LEVEL_NOT_HIGHER', path: ['to'] }] });
  }
  expect((await act(city, 'IssueEscalate', { id, to: 'PROVINCE', note: '提级' })).issue).toMatchObject({ level: 'PROVINCE', status: 'REPORTED' });
  expect((await read(id)).history).toHaveLength(2);
});

test('[I18] an assignment names a lead unit and the whole set of those who help: no unit twice, the lead not among them', async () => {
  const id = await assigned(city, ids.power, [ids.water, ids.land, ids.water, ids.power]);
  expect(await read(id)).toMatchObject({ leadUnit: { code: 'POWER' }, supportingUnits: [{ code: 'LAND' }, { code: 'WATER' }] });
  await act(city, 'IssueAssign', { id, input: { leadUnitId: ids.water, supportingUnitIds: [ids.power], dueOn: '2020-05-01', serviceMode: 'CONCENTRATED' } });
  expect(await read(id)).toMatchObject({ status: 'ASSIGNED', leadUnit: { code: 'WATER' }, supportingUnits: [{ code: 'POWER' }], dueOn: '2020-05-01', serviceMode: 'CONCENTRATED' });
  await act(city, 'IssueAcknowledge', { id });
  await act(city, 'IssueAssign', { id, input: { leadUnitId: ids.land, dueOn: '2020-04-16' } });
  expect(await read(id)).toMatchObject({ status: 'ASSIGNED', leadUnit: { code: 'LAND' }, supportingUnits: [], dueOn: '2020-04-16', serviceMode: 'CONCENTRATED' });
  expect((await read(id)).history.map((line: Data) => line.act)).toEqual(['REPORTED', 'ASSIGNED', 'ASSIGNED', 'ACKNOWLEDGED', 'ASSIGNED']);
});

test('[I19] an assignment to a unit that is not there or has ended, or until a day that is past, is refused', async () => {
  const id = await report(city);
  await city.query(`insert into unit (id, code, name, type, region_id, ended_at) values (99, 'OLD', '旧局', 'DEPARTMENT', 2, now())`);
  const ended = Buffer.from('Unit:99').toString('base64');
  const missing = Buffer.from('Unit:999').toString('base64');
  for (const [input, code, path] of [
    [{ leadUnitId: missing }, 'NOT_FOUND', ['input', 'leadUnitId']],
    [{ leadUnitId: ended }, 'ENDED', ['input', 'leadUnitId']],
    [{ supportingUnitIds: [missing] }, 'NOT_FOUND', ['input', 'supportingUnitIds']],
    [{ supportingUnitIds: [ended] }, 'ENDED', ['input', 'supportingUnitIds']],
    [{ dueOn: '2020-04-15' }, 'DAY_BEFORE', ['input', 'dueOn']],
  ] as const) {
    const answer = await act(city, 'IssueAssign', { id, input: { leadUnitId: ids.power, dueOn: '2020-04-30', ...input } });
    expect(answer).toMatchObject({ issue: null, userErrors: [{ code, path }] });
  }
  expect(await read(id)).toMatchObject({ status: 'REPORTED', leadUnit: null, supportingUnits: [], history: [{ act: 'REPORTED' }] });
});

test('[I20] a correction changes what it names, at the version that was read only', async () => {
  const id = await report(city, { title: '旧', detail: '旧' });
  const { issueCorrect } = await city.get('ADMIN', correct, { id, input: { version: 1, title: ' 新 ', severity: 'LOW', dueOn: '2020-05-01' } });
  expect(issueCorrect.issue).toEqual({ version: 2, title: '新', history: [{ act: 'REPORTED' }, { act: 'CORRECTED' }] });
  expect(await read(id)).toMatchObject({ title: '新', detail: '旧', severity: 'LOW', kind: 'PROBLEM', category: 'POWER', dueOn: '2020-05-01' });
  const { issueCorrect: late } = await city.get('ADMIN', correct, { id, input: { version: 1, title: '更新' } });
  expect(late).toMatchObject({ issue: null, userErrors: [{ code: 'CONFLICT', path: ['input', 'version'] }] });
  await city.get('ADMIN', correct, { id, input: { version: 2, kind: 'DEMAND', category: 'WATER', detail: '' } });
  expect(await read(id)).toMatchObject({ title: '新', detail: '', kind: 'DEMAND', category: 'WATER', version: 3 });
  for (const [input, code, path] of [
    [{ title: '' }, 'TEXT_EMPTY', ['input', 'title']],
    [{ detail: '长'.repeat(10_001) }, 'TEXT_TOO_LONG', ['input', 'detail']],
    [{ dueOn: '2020-04-15' }, 'DAY_BEFORE', ['input', 'dueOn']],
  ] as const) {
    expect((await city.get('ADMIN', correct, { id, input: { version: 3, ...input } })).issueCorrect).toMatchObject({ issue: null, userErrors: [{ code, path }] });
  }
});

test('[I21] two who verify at once close the issue once; two who correct at once change it once', async () => {
  const id = await assigned(city);
  await act(city, 'IssueResolve', { id, note: '好了' }, 'unit');
  const corrected = await Promise.all(['甲', '乙'].map((title) => city.get('ADMIN', correct, { id, input: { version: 3, title } })));
  expect(corrected.flatMap(({ issueCorrect }) => codes(issueCorrect))).toEqual(['CONFLICT']);
  const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => act(city, 'IssueVerify', { id }, `office-${index}`)));
  expect(answers.flatMap(codes)).toEqual(Array.from({ length: 5 }, () => 'ISSUE_STATE'));
  expect((await read(id)).history.filter((line: Data) => line.act === 'VERIFIED')).toHaveLength(1);
});

test('[I22] resolving, returning and escalating say why; a note may have 2,000 characters', async () => {
  const id = await assigned(city);
  await act(city, 'IssueResolve', { id, note: '好了' }, 'unit');
  for (const note of ['', '  ', '长'.repeat(2001)]) {
    const code = note.trim() === '' ? 'TEXT_EMPTY' : 'TEXT_TOO_LONG';
    for (const [operation, variables] of [['IssueResolve', {}], ['IssueReturn', {}], ['IssueEscalate', { to: 'CITY' }]] as const) {
      expect(await act(city, operation, { id, note, ...variables })).toMatchObject({ issue: null, userErrors: [{ code, path: ['note'] }] });
    }
  }
  expect(codes(await act(city, 'IssueVerify', { id, note: '长'.repeat(2001) }))).toEqual(['TEXT_TOO_LONG']);
  expect((await act(city, 'IssueVerify', { id, note: ` ${'长'.repeat(2000)} ` })).issue.history.at(-1).note).toBe('长'.repeat(2000));
});

test('[I23] a change by SQL stands in the history without an actor', async () => {
  const id = await assigned(city);
  await city.query(`update issue set status = 'CLOSED' where id = ${rowId(id)}`);
  expect((await read(id)).history.at(-1)).toEqual({ act: 'CHANGED_BY_SQL', actor: null, note: expect.any(String) });
});

test('[I24] acts that one request does in sequence are answered each with the state that it left', async () => {
  const id = await assigned(city);
  const answers = await city.get('DISPATCHER', `mutation ($id: ID!) {
    a: issueAcknowledge(id: $id) { issue { status version history { act } } userErrors { code } }
    b: issueResolve(id: $id, note: "好了") { issue { status version history { act } } userErrors { code } } }`, { id });
  expect(answers).toMatchObject({ a: { issue: { status: 'ACKNOWLEDGED', version: 3 } }, b: { issue: { status: 'RESOLVED', version: 4 } } });
  expect(answers.b.issue.history).toHaveLength(4);
});
