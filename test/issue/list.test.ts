import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { act, assigned, contract, ids, openTown, report, rowId } from './town.js';

let city: City;
let numbered: Record<string, string>;

beforeAll(async () => {
  city = await openTown();
  await city.query(`insert into assignment (role, leader_id, project_id, lead_id, until) values
    ('GENERAL_SERVICE_OFFICER', 1, 1, null, null), ('CHIEF_SERVICE_OFFICER', 1, null, 1, null), ('FACILITATION_OFFICER', 1, 2, null, now())`);
  const power = await assigned(city, ids.power, [ids.land], { title: '施工用电不足', category: 'POWER', severity: 'HIGH', level: 'CITY' });
  const masks = await report(city, { title: '需要口罩 N95', kind: 'DEMAND', category: 'SUPPLIES', severity: 'LOW', dueOn: '2020-04-17', projectCode: 'DQ-W-1' });
  const talks = await report(city, { title: '洽谈', category: 'NEGOTIATION', severity: 'MEDIUM', leadId: ids.lead });
  const topic = await report(city, { title: '全市砂石', category: 'MATERIALS', severity: 'CRITICAL', level: 'PROVINCE', regionId: ids.city });
  const late = await assigned(city, ids.water, [], { title: '供水管网', category: 'WATER', severity: 'MEDIUM' });
  const closed = await assigned(city, ids.water, [], { title: '土地证', category: 'LAND', severity: 'MEDIUM' });
  await city.query(`update issue set due_on = '2020-04-15' where id in (${rowId(late)}, ${rowId(closed)})`);
  await act(city, 'IssueResolve', { id: closed, note: '好了' }, 'unit');
  await act(city, 'IssueVerify', { id: closed });
  numbered = { [power]: 'power', [masks]: 'masks', [talks]: 'talks', [topic]: 'topic', [late]: 'late', [closed]: 'closed' };
});
afterAll(() => city.close());

const list = `query ($filter: IssueFilter, $orderBy: IssueOrder, $first: Int = 50, $after: String) {
  issues(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { totalCount nodes { id overdue } pageInfo { hasNextPage endCursor } } }`;

async function found(filter: Record<string, unknown>): Promise<string[]> {
  const { issues } = await city.get('ADMIN', list, { filter, orderBy: 'NUMBER_ASC' });
  expect(issues.nodes).toHaveLength(issues.totalCount);
  return issues.nodes.map((node: Data) => numbered[node.id]);
}

test('[I29] the list of issues by the document that clients rely on, page by page, none lost and none twice', async () => {
  const seen: Data[] = [];
  for (let after: string | null = null; ;) {
    const { issues }: Data = await city.get('VIEWER', contract('issues'), { first: 2, after });
    expect(issues.totalCount).toBe(6);
    seen.push(...issues.nodes);
    if (!issues.pageInfo.hasNextPage) break;
    after = issues.pageInfo.endCursor;
  }
  expect(seen.map((node) => numbered[node.id])).toEqual(['closed', 'late', 'topic', 'talks', 'masks', 'power']);
  expect(seen.at(-1)).toMatchObject({
    number: 'DQ-2020-0001', kind: 'PROBLEM', category: 'POWER', title: '施工用电不足', detail: '', severity: 'HIGH', status: 'ASSIGNED', level: 'CITY',
    serviceMode: null, dueOn: '2020-04-30', overdue: false, returns: 0, project: { id: ids.east1, name: '东一' },
    leadUnit: { id: ids.power, name: '供电公司' }, supportingUnits: [{ id: ids.land, name: '自然资源局' }], externalRef: null,
    history: [{ act: 'REPORTED' }, { act: 'ASSIGNED' }],
  });
  expect(seen.find((node) => numbered[node.id] === 'talks')!.project).toBeNull();
});

test('[I30] every part of the filter narrows', async () => {
  const everything = ['power', 'masks', 'talks', 'topic', 'late', 'closed'];
  expect(await found({})).toEqual(everything);
  expect(await found({ open: true })).toEqual(['power', 'masks', 'talks', 'topic', 'late']);
  expect(await found({ open: false })).toEqual(['closed']);
  expect(await found({ status: ['CLOSED', 'REPORTED'] })).toEqual(['masks', 'talks', 'topic', 'closed']);
  expect(await found({ status: [] })).toEqual([]);
  expect(await found({ kind: ['DEMAND'] })).toEqual(['masks']);
  expect(await found({ category: ['POWER', 'WATER'] })).toEqual(['power', 'late']);
  expect(await found({ level: ['CITY', 'PROVINCE'] })).toEqual(['power', 'topic']);
  expect(await found({ projectId: ids.west1 })).toEqual(['masks']);
  expect(await found({ leaderId: ids.leader1 })).toEqual(['power', 'talks', 'late', 'closed']);
  expect(await found({ leaderId: ids.leader2 })).toEqual([]);
  expect(await found({ unitId: ids.land })).toEqual(['power']);
  expect(await found({ unitId: ids.water })).toEqual(['late', 'closed']);
  expect(await found({ regionId: ids.east })).toEqual(['power', 'talks', 'late', 'closed']);
  expect(await found({ regionId: ids.west })).toEqual(['masks']);
  expect(await found({ regionId: ids.city })).toEqual(everything);
  expect(await found({ overdue: true })).toEqual(['late']);
  expect(await found({ overdue: false })).toEqual(['power', 'masks', 'talks', 'topic', 'closed']);
  expect(await found({ dueBy: '2020-04-17' })).toEqual(['masks', 'late', 'closed']);
  expect(await found({ open: true, kind: ['PROBLEM'], unitId: ids.water, dueBy: '2020-04-16' })).toEqual(['late']);
  expect(await found({ open: null, status: null, projectId: null, overdue: null, search: null })).toEqual(everything);
});

test('[I31] a search finds a piece of the title or the number, of one character or more, in any case', async () => {
  expect(await found({ search: '用电' })).toEqual(['power']);
  expect(await found({ search: '土' })).toEqual(['closed']);
  expect(await found({ search: 'n95' })).toEqual(['masks']);
  expect(await found({ search: ' dq-2020-0003 ' })).toEqual(['talks']);
  expect(await found({ search: '用水电' })).toEqual([]);
  expect(await found({ search: '%' })).toEqual([]);
  expect(await found({ search: ' ' })).toHaveLength(6);
});

test('[I32] each order is total: pages of two join to the whole', async () => {
  const expected = {
    REPORTED_AT_DESC: ['closed', 'late', 'topic', 'talks', 'masks', 'power'],
    REPORTED_AT_ASC: ['power', 'masks', 'talks', 'topic', 'late', 'closed'],
    DUE_ON_ASC: ['late', 'closed', 'masks', 'power', 'talks', 'topic'],
    SEVERITY_DESC: ['topic', 'power', 'closed', 'late', 'talks', 'masks'],
    LEVEL_DESC: ['topic', 'power', 'closed', 'late', 'talks', 'masks'],
    NUMBER_ASC: ['power', 'masks', 'talks', 'topic', 'late', 'closed'],
    NUMBER_DESC: ['closed', 'late', 'topic', 'talks', 'masks', 'power'],
  };
  for (const [orderBy, wanted] of Object.entries(expected)) {
    const joined: string[] = [];
    for (let after: string | null = null; ;) {
      const { issues }: Data = await city.get('ADMIN', list, { orderBy, first: 2, after });
      joined.push(...issues.nodes.map((node: Data) => numbered[node.id]));
      if (!issues.pageInfo.hasNextPage) break;
      after = issues.pageInfo.endCursor;
    }
    expect([orderBy, joined]).toEqual([orderBy, wanted]);
  }
  const [late] = Object.keys(numbered).filter((id) => numbered[id] === 'late');
  await city.query(`update issue set number = 'DQ-2020-10000' where id = ${rowId(late!)}`);
  const { issues } = await city.get('ADMIN', list, { orderBy: 'NUMBER_DESC', first: 1 });
  expect(numbered[issues.nodes[0].id]).toBe('late');
  await city.query(`update issue set number = 'DQ-2020-0005' where id = ${rowId(late!)}`);
});

test('[I33] an issue is overdue from the day after its deadline on, by the business clock, until it is closed', async () => {
  const source = `{ project(code: "DQ-W-1") { issues { nodes { dueOn overdue } } } }`;
  const overdueOn = async (instant: string) => {
    await city.query(`update business_clock set ahead = make_interval(secs => extract(epoch from timestamptz '${instant}' - now())::float8)`);
    return (await city.get('VIEWER', source)).project.issues.nodes[0].overdue;
  };
  expect(await overdueOn('2020-04-17 15:59:00Z')).toBe(false);
  expect(await overdueOn('2020-04-17 16:00:30Z')).toBe(true);
  expect(await found({ overdue: true })).toEqual(['masks', 'late']);
  expect(await overdueOn('2020-04-16 01:00:00Z')).toBe(false);
});

test('[I34] a project, a lead and a unit each show their issues, with every argument of the list', async () => {
  const { project, units, investmentLeads } = await city.get('ADMIN', `query ($after: String) {
    project(code: "DQ-E-1") {
      all: issues(orderBy: NUMBER_ASC) { totalCount nodes { id } }
      open: issues(filter: { open: true }, orderBy: DUE_ON_ASC) { totalCount nodes { id } }
      one: issues(first: 1, orderBy: NUMBER_ASC) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
      next: issues(first: 1, after: $after, orderBy: NUMBER_ASC) { totalCount nodes { id } } }
    units(orderBy: CODE_ASC) { nodes { issues(orderBy: NUMBER_ASC) { totalCount nodes { id } } } }
    investmentLeads { nodes { issues { totalCount nodes { id } } } } }`);
  const names = ({ totalCount, nodes }: Data) => [totalCount, ...nodes.map((node: Data) => numbered[node.id])];
  expect(names(project.all)).toEqual([3, 'power', 'late', 'closed']);
  expect(names(project.open)).toEqual([2, 'late', 'power']);
  expect(names(project.one)).toEqual([3, 'power']);
  expect(project.one.pageInfo.hasNextPage).toBe(true);
  expect(units.nodes.map((unit: Data) => names(unit.issues))).toEqual([[1, 'power'], [1, 'power'], [2, 'late', 'closed']]);
  expect(investmentLeads.nodes.map((lead: Data) => names(lead.issues))).toEqual([[1, 'talks']]);
  const { project: second } = await city.get('ADMIN', `query ($after: String) { project(code: "DQ-E-1") { issues(first: 1, after: $after, orderBy: NUMBER_ASC) { totalCount nodes { id } } } }`, { after: project.one.pageInfo.endCursor });
  expect(names(second.issues)).toEqual([3, 'late']);
});

test('[I35] ids of another type, cursors of nobody\'s and pages past the limit end the request; a nested one fails alone', async () => {
  for (const [filter, argumentPath] of [[{ projectId: ids.power }, ['filter', 'projectId']], [{ unitId: '1' }, ['filter', 'unitId']], [{ leaderId: '' }, ['filter', 'leaderId']], [{ regionId: ids.lead }, ['filter', 'regionId']]] as const) {
    const { errors } = await city.ask('ADMIN', list, { filter });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argumentPath });
  }
  for (const variables of [{ after: 'x' }, { first: 201 }, { first: -1 }, { after: Buffer.from('["2020-13-45",1]').toString('base64url'), orderBy: 'DUE_ON_ASC' }]) {
    const { data, errors } = await city.ask('ADMIN', list, variables);
    expect(data?.issues).toBeUndefined();
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  }
  const { errors } = await city.ask('ADMIN', `mutation { issueAcknowledge(id: "${ids.power}") { userErrors { code } } }`);
  expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  const nested = await city.ask('ADMIN', `{ a: project(code: "DQ-E-1") { issues(after: "x") { totalCount } } b: project(code: "DQ-E-1") { code issues { totalCount } } }`);
  expect(nested.data).toEqual({ a: null, b: { code: 'DQ-E-1', issues: { totalCount: 3 } } });
  expect(nested.errors).toHaveLength(1);
});
