import { afterAll, beforeAll, expect, test } from 'vitest';
import { IssueAct, statusesOf } from '../../src/issue/issue.lifecycle.js';
import { wordsOf } from '../../src/kernel/enumeration.js';
import type { Role } from '../../src/kernel/viewer.js';
import { schema } from '../../src/server/schema.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { actsAsMarkdown, actsInSpec } from './acts.js';
import { act, assigned, codes, ids, lifecycleOf, openTown, report, rowId } from './town.js';

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());

interface Who extends ViewerOptions {
  readonly role?: Role;
}
const by = async (mutation: string, { role = 'DISPATCHER', ...options }: Who = {}): Promise<Data> =>
  Object.values(await city.get(role, `mutation { ${mutation} { issue { id status dueOn } userErrors { code message path } } }`, {}, options))[0];
const power: Who = { role: 'UNIT', unit: 'POWER', subject: '供电公司' };
const land: Who = { role: 'UNIT', unit: 'LAND', subject: '自然资源局' };
const read = async (id: string, fields: string, { role = 'ADMIN', ...options }: Who = {}): Promise<Data> => (await city.get(role, `query ($id: ID!) { issue(id: $id) { ${fields} } }`, { id }, options)).issue;
const last = async (id: string): Promise<Data> => (await read(id, 'history { act note actor { name } }')).history.at(-1);
const on = (day: string): Promise<unknown> => city.query(`update business_clock set ahead = timestamptz '${day} 09:00+08' - now()`);

test('[IW1] every act of the table has its mutation, whose description says from which statuses and by whom it is done; `issueActs` answers the table', async () => {
  const mutations = schema.getMutationType()!.getFields();
  const { issueActs } = await city.get('VIEWER', '{ issueActs { act mutation from to roles unit says } }');
  expect(issueActs.map(({ act: name }: Data) => name)).toEqual(wordsOf(IssueAct));
  for (const { act: name, mutation, from, roles } of issueActs as { act: IssueAct; mutation: string; from: string[]; roles: string[] }[]) {
    expect(from).toEqual(statusesOf(name));
    expect(mutations[mutation]!.description).toContain(`From ${from.join(', ')}; by ${roles[0]}`);
  }
  expect(issueActs.find((rule: Data) => rule.act === 'RESOLVE')).toMatchObject({ mutation: 'issueResolve', from: ['ASSIGNED', 'ACKNOWLEDGED'], to: 'RESOLVED', roles: ['ADMIN', 'DISPATCHER', 'UNIT'], unit: 'LEAD' });
});

test('[IW2] `actions` are what the viewer may do to the issue now, by role, by what its unit is to the issue, and by its state', async () => {
  const id = await assigned(city, ids.power, [ids.land]);
  const actions = async (who: Who): Promise<string[]> => (await read(id, 'actions', who)).actions;
  const talks = ['ADD_EVIDENCE', 'END_EVIDENCE', 'COMMENT', 'WITHDRAW_COMMENT'];
  expect(await actions(power)).toEqual(['ACKNOWLEDGE', 'REQUEST_EXTENSION', 'RESOLVE', ...talks]);
  expect(await actions(land)).toEqual(['ANSWER', ...talks]);
  expect(await actions({ role: 'VIEWER' })).toEqual([]);
  expect(await actions({ role: 'DISPATCHER' })).toEqual(['CORRECT', 'ASSIGN', 'ACKNOWLEDGE', 'ANSWER', 'WAIVE_ANSWER', 'REQUEST_EXTENSION', 'RESOLVE', 'REMIND', 'ESCALATE', ...talks, 'LINK_RECURRENCE', 'MERGE']);
  await by(`issueRequestExtension(id: "${id}", dueOn: "2020-05-30", reason: "下雨")`, power);
  expect(await actions(power)).not.toContain('REQUEST_EXTENSION');
  expect(await actions({ role: 'DISPATCHER' })).toEqual(expect.arrayContaining(['APPROVE_EXTENSION', 'REFUSE_EXTENSION']));
  expect(await actions({ role: 'DISPATCHER', subject: '供电公司' })).not.toContain('APPROVE_EXTENSION');
  await act(city, 'IssueResolve', { id, note: '好了' }, 'handler');
  expect(await actions({ role: 'DISPATCHER' })).toEqual(['CORRECT', 'VERIFY', 'RETURN', 'ESCALATE', ...talks, 'LINK_RECURRENCE', 'MERGE']);
  expect(await actions({ role: 'DISPATCHER', subject: 'handler' })).not.toContain('VERIFY');
  expect(await actions(power)).toEqual(talks);
});

test('[IW3] a later deadline is asked for by the lead unit and granted by another, and then it is the deadline, and the level\'s times begin anew', async () => {
  const id = await assigned(city);
  expect((await by(`issueRequestExtension(id: "${id}", dueOn: "2020-05-29", reason: " 连续降雨 ")`, power)).userErrors).toEqual([]);
  expect(await last(id)).toEqual({ act: 'EXTENSION_REQUESTED', note: '2020-05-29: 连续降雨', actor: { name: '供电公司' } });
  expect((await city.get('ADMIN', '{ issues(filter: { extensionRequested: true }) { nodes { id } } }')).issues.nodes).toEqual([{ id }]);
  await on('2020-04-20');
  expect(await by(`issueApproveExtension(id: "${id}", note: "同意")`)).toEqual({ issue: { id, status: 'ASSIGNED', dueOn: '2020-05-29' }, userErrors: [] });
  expect(await read(id, 'signBy extensionRequests { dueOn reason state askedBy decidedBy note }')).toEqual({
    signBy: '2020-04-21', extensionRequests: [{ dueOn: '2020-05-29', reason: '连续降雨', state: 'APPROVED', askedBy: '供电公司', decidedBy: 'DISPATCHER', note: '同意' }],
  });
  await on('2020-04-16');
});

test('[IW4] not twice at a time, not earlier, not by another unit, not decided by who asked, not without a reason; nothing is changed', async () => {
  const id = await assigned(city, ids.power, [ids.land]);
  const ask = (dueOn: string, reason = '下雨', who = power) => by(`issueRequestExtension(id: "${id}", dueOn: "${dueOn}", reason: "${reason}")`, who);
  expect(codes(await by(`issueApproveExtension(id: "${id}")`))).toEqual(['NOT_REQUESTED']);
  expect(await ask('2020-04-30')).toMatchObject({ issue: null, userErrors: [{ code: 'NOT_LATER', path: ['dueOn'], message: expect.stringContaining('2020-04-30') }] });
  expect(codes(await ask('2020-06-30', ' '))).toEqual(['TEXT_EMPTY']);
  expect(codes(await ask('2020-06-30', '下雨', land))).toEqual(['FORBIDDEN_HERE']);
  expect((await read(id, 'extensionRequests { state }')).extensionRequests).toEqual([]);
  await ask('2020-06-30');
  expect(codes(await ask('2020-07-30'))).toEqual(['ALREADY_REQUESTED']);
  expect(codes(await by(`issueApproveExtension(id: "${id}")`, { subject: '供电公司' }))).toEqual(['OWN_REQUEST']);
  expect(codes(await by(`issueRefuseExtension(id: "${id}", note: "")`))).toEqual(['TEXT_EMPTY']);
  expect((await by(`issueRefuseExtension(id: "${id}", note: "不行")`)).issue.dueOn).toBe('2020-04-30');
  await ask('2020-06-30');
  await act(city, 'IssueAssign', { id, input: { leadUnitId: ids.water, dueOn: '2020-04-30' } });
  expect((await read(id, 'extensionRequests { state note }')).extensionRequests).toEqual([{ state: 'REFUSED', note: '不行' }, { state: 'WITHDRAWN', note: '问题已重新交办' }]);
  await expect(city.query(`insert into extension_request (issue_id, due_on, reason, asked_by, asked_by_name) select ${rowId(id)}, '2020-06-30', 'r', 'x', 'x' from generate_series(1, 2)`)).rejects.toThrow(/extension_request_open/);
});

test('[IW5] each supporting unit answers for itself; the lead unit resolves when all have called their part done or the office does without; the office need not wait', async () => {
  const id = await assigned(city, ids.power, [ids.land, ids.water]);
  const resolve = async (): Promise<Data> => (await city.get('UNIT', lifecycleOf('IssueResolve'), { id, note: '好了' }, { unit: 'POWER', subject: '供电公司' })).issueResolve;
  expect(await resolve()).toMatchObject({ issue: null, userErrors: [{ code: 'UNANSWERED', message: expect.stringContaining('自然资源局、水务局') }] });
  expect((await by(`issueAnswer(id: "${id}", text: "已受理", done: false)`, land)).userErrors).toEqual([]);
  expect((await resolve()).userErrors[0].message).toContain('自然资源局、水务局');
  expect((await by(`issueAnswer(id: "${id}", text: "已批", done: true)`, land)).userErrors).toEqual([]);
  expect((await resolve()).userErrors[0].message).not.toContain('自然资源局');
  expect(codes(await by(`issueAnswer(id: "${id}", text: "代答", done: true, unitId: "${ids.water}")`, land))).toEqual(['FORBIDDEN_HERE']);
  expect(codes(await by(`issueAnswer(id: "${id}", text: "我来", done: true)`, power))).toEqual(['FORBIDDEN_HERE']);
  expect(codes(await by(`issueAnswer(id: "${id}", text: "代答", done: true, unitId: "${ids.power}")`))).toEqual(['NOT_SUPPORTING']);
  expect((await by(`issueWaiveAnswer(id: "${id}", unitId: "${ids.water}", reason: "不涉及")`)).userErrors).toEqual([]);
  expect((await resolve()).issue.status).toBe('RESOLVED');
  expect((await read(id, 'answers { unit { code } text done waived by }')).answers).toEqual([
    { unit: { code: 'LAND' }, text: '已受理', done: false, waived: false, by: '自然资源局' }, { unit: { code: 'LAND' }, text: '已批', done: true, waived: false, by: '自然资源局' },
    { unit: { code: 'WATER' }, text: '不涉及', done: true, waived: true, by: 'DISPATCHER' },
  ]);
  const second = await assigned(city, ids.power, [ids.land]);
  expect((await act(city, 'IssueResolve', { id: second, note: '好了' })).issue.status).toBe('RESOLVED');
});

test('[IW6] evidence is an http link with a title, added while the issue is open and taken away by who added it or the office, and stays on record', async () => {
  const id = await assigned(city);
  for (const url of ['javascript:alert(1)', 'ftp://a/b', 'http://', '//a/b', 'https://a b', ' ']) expect([url, codes(await by(`issueAddEvidence(id: "${id}", url: "${url}", title: "照片")`, power))]).toEqual([url, ['BAD_LINK']]);
  await by(`issueAddEvidence(id: "${id}", url: "https://files.example.cn/1.jpg", title: " 现场照片 ")`, power);
  const [{ id: evidence }] = (await read(id, 'evidence { id url title addedBy endedAt }')).evidence;
  expect(codes(await by(`issueEndEvidence(id: "${evidence}")`, { role: 'LEADER', leader: 'L1' }))).toEqual(['NOT_FOUND']);
  await by(`issueAddEvidence(id: "${id}", url: "https://files.example.cn/2.jpg", title: "批文")`);
  const [, { id: offices }] = (await read(id, 'evidence { id }')).evidence;
  expect(codes(await by(`issueEndEvidence(id: "${offices}")`, power))).toEqual(['FORBIDDEN_HERE']);
  expect((await by(`issueEndEvidence(id: "${evidence}")`, power)).userErrors).toEqual([]);
  expect(codes(await by(`issueEndEvidence(id: "${evidence}")`))).toEqual(['ENDED']);
  expect((await read(id, 'evidence { url title addedBy endedBy }')).evidence).toEqual([
    { url: 'https://files.example.cn/1.jpg', title: '现场照片', addedBy: '供电公司', endedBy: '供电公司' }, { url: 'https://files.example.cn/2.jpg', title: '批文', addedBy: 'DISPATCHER', endedBy: null },
  ]);
});

test('[IW7] comments are a page, newest first; one that is withdrawn by its author or the office says nothing any more, and who withdrew it', async () => {
  const id = await assigned(city);
  for (const text of ['一', '二', '三']) await by(`issueComment(id: "${id}", text: "${text}")`, power);
  const { comments } = await read(id, 'comments(first: 2) { totalCount nodes { id text author } pageInfo { hasNextPage } }');
  expect(comments).toMatchObject({ totalCount: 3, nodes: [{ text: '三', author: '供电公司' }, { text: '二' }], pageInfo: { hasNextPage: true } });
  expect(codes(await by(`issueComment(id: "${id}", text: " ")`, power))).toEqual(['TEXT_EMPTY']);
  expect((await by(`issueWithdrawComment(id: "${comments.nodes[0].id}")`, power)).userErrors).toEqual([]);
  expect(codes(await by(`issueWithdrawComment(id: "${comments.nodes[0].id}")`))).toEqual(['ENDED']);
  expect((await read(id, 'comments { nodes { text withdrawnBy } }')).comments.nodes[0]).toEqual({ text: null, withdrawnBy: '供电公司' });
  for (const role of ['VIEWER', 'SCREEN', 'INTEGRATION'] as const) expect((await city.ask(role, `mutation { issueComment(id: "${id}", text: "x") { userErrors { code } } }`)).errors![0]!.extensions['code']).toBe('FORBIDDEN');
});

test('[IW8] each return is there with who and why, as many as are counted', async () => {
  const id = await assigned(city);
  for (const note of ['电压不足', '仍不足']) {
    await act(city, 'IssueResolve', { id, note: '好了' }, 'unit');
    await act(city, 'IssueReturn', { id, note });
  }
  expect(await read(id, 'returns returnReasons { by reason }')).toEqual({ returns: 2, returnReasons: [{ by: 'office', reason: '电压不足' }, { by: 'office', reason: '仍不足' }] });
  expect((await city.get('ADMIN', '{ issues(filter: { returnedAtLeast: 2 }) { nodes { id } } }')).issues.nodes).toContainEqual({ id });
});

test('[IW9] an issue that came back is linked to the one that was closed before it was reported, about the same', async () => {
  const first = await assigned(city);
  await act(city, 'IssueResolve', { id: first, note: '好了' }, 'unit');
  await act(city, 'IssueVerify', { id: first });
  const again = await report(city);
  const elsewhere = await report(city, { projectCode: 'DQ-W-1' });
  expect((await by(`issueLinkRecurrence(id: "${again}", ofId: "${first}")`)).userErrors).toEqual([]);
  expect(await read(again, 'recurrenceOf { id }')).toEqual({ recurrenceOf: { id: first } });
  expect((await read(first, 'recurrences { id }')).recurrences).toEqual([{ id: again }]);
  expect((await city.get('ADMIN', '{ issues(filter: { recurring: true }) { nodes { id } } }')).issues.nodes).toEqual([{ id: again }]);
  expect(codes(await by(`issueLinkRecurrence(id: "${elsewhere}", ofId: "${first}")`))).toEqual(['OTHER_ABOUT']);
  expect(codes(await by(`issueLinkRecurrence(id: "${first}", ofId: "${again}")`))).toEqual(['NOT_CLOSED_BEFORE']);
  expect(codes(await by(`issueLinkRecurrence(id: "${first}", ofId: "${first}")`))).toEqual(['NOT_CLOSED_BEFORE']);
  expect(codes(await by(`issueLinkRecurrence(id: "${again}", ofId: "${Buffer.from('Issue:99999').toString('base64')}")`))).toEqual(['NOT_FOUND']);
});

test('[IW10] a duplicate is closed into the open issue that it repeats: readable from both, once in every list of open ones, and its retries still answer it', async () => {
  const target = await report(city);
  const twin = await report(city, { externalRef: { system: 'hotline', key: 'M-1' } });
  const third = await report(city);
  await by(`issueComment(id: "${twin}", text: "热线转来")`);
  await by(`issueAddEvidence(id: "${twin}", url: "https://a/1", title: "录音")`);
  await by(`issueMerge(id: "${third}", intoId: "${twin}", note: "同一事")`);
  expect(await by(`issueMerge(id: "${twin}", intoId: "${target}", note: "同一事")`)).toMatchObject({ issue: { status: 'CLOSED' }, userErrors: [] });
  const { number } = await read(twin, 'number');
  expect(await read(target, 'duplicates { id } evidence { title } comments { nodes { text } } history { act note }')).toMatchObject({
    duplicates: [{ id: twin }, { id: third }], evidence: [{ title: '录音' }], comments: { nodes: [{ text: '热线转来' }] }, history: [{ act: 'REPORTED' }, { act: 'MERGED', note: number }],
  });
  expect(await read(twin, 'mergedInto { id } closedAt resolvedAt evidence { title }')).toEqual({ mergedInto: { id: target }, closedAt: expect.any(String), resolvedAt: null, evidence: [{ title: '录音' }] });
  expect((await city.get('ADMIN', '{ issues(filter: { merged: true }) { totalCount } }')).issues.totalCount).toBe(2);
  expect(await report(city, { externalRef: { system: 'hotline', key: 'M-1' } })).toBe(twin);
  const elsewhere = await report(city, { projectCode: 'DQ-W-1' });
  expect(codes(await by(`issueMerge(id: "${elsewhere}", intoId: "${target}", note: "x")`))).toEqual(['OTHER_ABOUT']);
  expect(codes(await by(`issueMerge(id: "${target}", intoId: "${target}", note: "x")`))).toEqual(['OTHER_ABOUT']);
  expect(codes(await by(`issueMerge(id: "${target}", intoId: "${twin}", note: "x")`))).toEqual(['ISSUE_STATE']);
  expect((await read(target, 'status')).status).toBe('REPORTED');
});

test('[IW10] of a duplicate out of sight the issue that it repeats shows no word: not its comments, not its evidence, not itself', async () => {
  const [target, twin] = [await assigned(city, ids.power), await assigned(city, ids.water)];
  await by(`issueComment(id: "${twin}", text: "水务局内部意见")`);
  await by(`issueAddEvidence(id: "${twin}", url: "https://a/2", title: "水务局记录")`);
  await by(`issueMerge(id: "${twin}", intoId: "${target}", note: "同一事")`);
  const fields = 'comments { totalCount nodes { text } } evidence { title } duplicates { id }';
  expect(await read(target, fields, power)).toEqual({ comments: { totalCount: 0, nodes: [] }, evidence: [], duplicates: [] });
  expect(await read(target, fields)).toEqual({ comments: { totalCount: 1, nodes: [{ text: '水务局内部意见' }] }, evidence: [{ title: '水务局记录' }], duplicates: [{ id: twin }] });
});

test('[IW19] an issue that came back can say so in its report', async () => {
  const first = await assigned(city);
  const again = (input: Data): Promise<Data> => city.get('ADMIN', 'mutation ($inputs: [IssueReportInput!]!) { issueReportMany(inputs: $inputs) { results { issue { recurrenceOf { id } } userErrors { code path } } } }', {
    inputs: [{ projectCode: 'DQ-E-1' }, { projectCode: 'DQ-E-1', recurrenceOf: first, ...input }].map((each) => ({ kind: 'PROBLEM', category: 'POWER', severity: 'HIGH', title: '又停电', ...each })),
  });
  const second = async (input: Data = {}): Promise<Data> => (await again(input)).issueReportMany.results[1];
  const refused = (code: string) => ({ issue: null, userErrors: [{ code, path: ['inputs', '1', 'recurrenceOf'] }] });
  expect(await second()).toEqual(refused('NOT_CLOSED_BEFORE'));
  await act(city, 'IssueResolve', { id: first, note: '好了' }, 'unit');
  await act(city, 'IssueVerify', { id: first, note: '属实' });
  expect(await second()).toEqual({ issue: { recurrenceOf: { id: first } }, userErrors: [] });
  expect(await second({ projectCode: 'DQ-W-1' })).toEqual(refused('OTHER_ABOUT'));
  expect(await second({ recurrenceOf: Buffer.from('Issue:99999').toString('base64') })).toEqual(refused('NOT_FOUND'));
  expect((await read(first, 'recurrences { id }')).recurrences).toHaveLength(1);
  const merged = await report(city);
  await by(`issueMerge(id: "${merged}", intoId: "${await report(city)}", note: "同一事")`);
  expect(await second({ recurrenceOf: merged })).toEqual(refused('NOT_CLOSED_BEFORE'));
});

test('[IW11] two duplicates that are merged into each other at once: one is done, the other refused', async () => {
  const [a, b] = [await report(city), await report(city)];
  const done = await Promise.all([by(`issueMerge(id: "${a}", intoId: "${b}", note: "x")`), by(`issueMerge(id: "${b}", intoId: "${a}", note: "x")`)]);
  expect(done.map(({ userErrors }) => userErrors.map(({ code }: Data) => code)).toSorted()).toEqual([[], ['ISSUE_STATE']]);
});

test('[IW12] many are given in one act: one refusal keeps none of the others back, and the statements are the same for one and for a hundred', async () => {
  const some = await Promise.all(Array.from({ length: 100 }, () => report(city)));
  const closed = await report(city);
  await city.query(`update issue set status = 'CLOSED' where id = ${rowId(closed)}`);
  const give = (issues: readonly string[], input: Record<string, unknown> = {}) => city.get('DISPATCHER', `mutation ($ids: [ID!]!, $input: IssueAssignInput!) { issueAssignMany(ids: $ids, input: $input) {
    results { issue { status leadUnit { code } supportingUnits { code } dueOn } userErrors { code path } } userErrors { code path } } }`, { ids: issues, input: { leadUnitId: ids.power, supportingUnitIds: [ids.land], dueOn: '2020-05-20', ...input } });
  const one = await city.statements(() => give(some.slice(0, 1)));
  expect(await city.statements(() => give(some))).toBe(one);
  expect((await city.query<{ given: number }>(`select count(*)::int as given from history where act = 'ASSIGNED' and entity_id in (${some.map(rowId).join()})`))[0]!.given).toBe(101);
  const missing = Buffer.from('Issue:99999').toString('base64');
  const { issueAssignMany: { results } } = await give([some[0]!, closed, missing, some[0]!, some[1]!]);
  expect(results.map(({ userErrors }: Data) => userErrors.map(({ code }: Data) => code))).toEqual([[], ['ISSUE_STATE'], ['NOT_FOUND'], ['NOT_FOUND'], []]);
  expect(results[4].issue).toEqual({ status: 'ASSIGNED', leadUnit: { code: 'POWER' }, supportingUnits: [{ code: 'LAND' }], dueOn: '2020-05-20' });
  expect((await give([some[0]!], { dueOn: '2020-01-01' })).issueAssignMany.results[0].userErrors).toEqual([{ code: 'DAY_BEFORE', path: ['input', 'dueOn'] }]);
  expect((await give(Array.from({ length: 501 }, () => some[0]!))).issueAssignMany).toEqual({ results: null, userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['ids'] }] });
});

test('[IW13] the specification has the table of acts as the code has it: `npm run acts` writes it', () => {
  expect(actsInSpec()).toBe(actsAsMarkdown());
});
