import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { id, north, openTwoCounties, south } from '../lead/two-counties.js';
import type { City, ViewerOptions } from '../support/city.js';

const assignment = `assignment { id role since until duty endReason leader { id name } subject { __typename ... on Project { id name } ... on InvestmentLead { id name } } history { act note actor { name } } }`;
const make = `mutation AssignmentMake($input: AssignmentMakeInput!) { assignmentMake(input: $input) { ${assignment} userErrors { code message path } } }`;
const end = `mutation AssignmentEnd($id: ID!, $reason: String!) { assignmentEnd(id: $id, reason: $reason) { ${assignment} userErrors { code message path } } }`;
const list = `query ($first: Int = 50, $after: String, $filter: AssignmentFilter, $orderBy: AssignmentOrder) {
  assignments(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { totalCount nodes { id role until } pageInfo { hasNextPage endCursor } } }`;

let city: City;
beforeAll(async () => void (city = await openTwoCounties()));
afterAll(() => city.close());
beforeEach(() => city.query(`delete from assignment`));

const wanted = (more: object = {}) => ({ leaderId: id('Leader', 1), subjectId: id('Project', 1), role: 'GENERAL_SERVICE_OFFICER', ...more });
const assign = async (more: object = {}, viewer: ViewerOptions = {}) => (await city.get('DISPATCHER', make, { input: wanted(more) }, viewer)).assignmentMake;
const active = () => city.query(`select leader_id as leader from assignment where until is null order by id`);
const leaderOf = async (code: string) => (await city.get('VIEWER', `query ($code: String) { project(code: $code) { leader { name } } }`, { code })).project.leader;

describe('making', () => {
  test('[A1] a leader answers for a project from that moment on, with a duty and a line of history', async () => {
    const { assignment, userErrors } = await assign({ duty: ' 一包到底 ' });
    expect(userErrors).toEqual([]);
    expect(assignment).toMatchObject({
      role: 'GENERAL_SERVICE_OFFICER', until: null, duty: '一包到底', endReason: null, leader: { id: id('Leader', 1), name: '领导一' },
      subject: { __typename: 'Project', id: id('Project', 1), name: '北厂' }, history: [{ act: 'MADE', note: null, actor: { name: 'DISPATCHER' } }],
    });
    expect(assignment.since).toMatch(/^2020-04-16T01:/);
    expect(await leaderOf('P-1')).toEqual({ name: '领导一' });
  });

  test('[A2] a leader answers for an investment lead just the same', async () => {
    const { assignment } = await assign({ subjectId: id('InvestmentLead', 2) });
    expect(assignment.subject).toEqual({ __typename: 'InvestmentLead', id: id('InvestmentLead', 2), name: '南线索' });
    const { investmentLead } = await city.get('VIEWER', `{ investmentLead(code: "V-2") { leader { name } assignments(active: true) { id } } }`);
    expect(investmentLead).toEqual({ leader: { name: '领导一' }, assignments: [{ id: assignment.id }] });
  });

  test('[A3] making another hands the role over: the earlier one ends at that moment and stays, both say so', async () => {
    const first = (await assign()).assignment;
    const second = (await assign({ leaderId: id('Leader', 2) })).assignment;
    const third = (await assign({ leaderId: id('Leader', 3), reason: ' 分工调整 ' })).assignment;
    const { project } = await city.get('VIEWER', `{ project(code: "P-1") { leader { name } assignments { id since until endReason history { act note } } } }`);
    expect(project.leader).toEqual({ name: '领导三' });
    expect(project.assignments).toEqual([
      { id: first.id, since: first.since, until: second.since, endReason: '领导二', history: [{ act: 'MADE', note: null }, { act: 'HANDED_OVER', note: '领导二' }] },
      { id: second.id, since: second.since, until: third.since, endReason: '分工调整', history: [{ act: 'MADE', note: null }, { act: 'HANDED_OVER', note: '分工调整' }] },
      { id: third.id, since: third.since, until: null, endReason: null, history: [{ act: 'MADE', note: null }] },
    ]);
  });

  test('[A4] roles stand beside each other: the service team does not touch the city leader, and is none', async () => {
    await assign({ subjectId: id('Project', 2), role: 'CHIEF_SERVICE_OFFICER' });
    expect(await leaderOf('P-2')).toBeNull();
    await assign();
    await assign({ leaderId: id('Leader', 2), role: 'CHIEF_SERVICE_OFFICER' });
    await assign({ leaderId: id('Leader', 3), role: 'FACILITATION_OFFICER' });
    expect(await active()).toHaveLength(4);
    expect(await leaderOf('P-1')).toEqual({ name: '领导一' });
  });

  test('[A5] a leader who holds the role already is refused, and nothing changes', async () => {
    await assign();
    const before = await city.query(`select * from assignment`);
    const { assignment, userErrors } = await assign({ duty: '另一职责' });
    expect(assignment).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'ALREADY_HOLDS', path: ['input', 'leaderId'], message: expect.stringContaining('领导一') }]);
    expect(await city.query(`select * from assignment`)).toEqual(before);
  });

  test('[A6] a leader who left, a subject that ended, a converted lead and texts that are too long are refused at their fields', async () => {
    const refused = async (more: object) => (await assign(more)).userErrors;
    expect(await refused({ leaderId: id('Leader', 4) })).toMatchObject([{ code: 'ENDED', path: ['input', 'leaderId'] }]);
    expect(await refused({ leaderId: id('Leader', 99) })).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'leaderId'] }]);
    expect(await refused({ subjectId: id('Project', 99) })).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'subjectId'] }]);
    expect(await refused({ duty: 'x'.repeat(2_001) })).toMatchObject([{ code: 'TEXT_TOO_LONG', path: ['input', 'duty'] }]);
    expect(await refused({ reason: ' ' })).toMatchObject([{ code: 'TEXT_EMPTY', path: ['input', 'reason'] }]);
    await city.query(`insert into project (code, name, tier, sector, origin, stage, region_id, total_investment, ended_at) values ('P-E', '终止', 'COUNTY', 'INDUSTRY', 'NEW', 'RESERVE', 3, 1, now())`);
    await city.query(`insert into investment_lead (code, name, region_id, sector, project_id, ended_at) values ('V-C', '已转', 3, 'INDUSTRY', 1, now()), ('V-E', '终止', 3, 'INDUSTRY', null, now())`);
    const rowOf = async (table: string, code: string) => (await city.query(`select id from ${table} where code = '${code}'`))[0].id;
    expect(await refused({ subjectId: id('Project', await rowOf('project', 'P-E')) })).toMatchObject([{ code: 'ENDED', path: ['input', 'subjectId'] }]);
    expect(await refused({ subjectId: id('InvestmentLead', await rowOf('investment_lead', 'V-E')) })).toMatchObject([{ code: 'ENDED', path: ['input', 'subjectId'] }]);
    expect(await refused({ subjectId: id('InvestmentLead', await rowOf('investment_lead', 'V-C')) })).toMatchObject([{ code: 'ALREADY_CONVERTED', path: ['input', 'subjectId'] }]);
    const { errors } = await city.ask('ADMIN', make, { input: wanted({ subjectId: id('Region', 3) }) });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argumentPath: ['input', 'subjectId'] });
    expect(await active()).toEqual([]);
  });

  test('[A7] of many assignments made at once for one role one is active, the others were handed over, and none fails', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([1, 2, 3, 1, 2, 3].map((leader) => assign({ leaderId: id('Leader', leader) })));
      const made = answers.filter((answer) => answer.assignment);
      expect(answers.flatMap((answer) => answer.userErrors.map((error: { code: string }) => error.code)).filter((code) => code !== 'ALREADY_HOLDS')).toEqual([]);
      expect(made.length).toBeGreaterThan(0);
      expect(await active()).toHaveLength(1);
      // A chain without gaps or overlaps: each begins where the one before ended.
      expect(await city.query(`select from (select since, lag(until) over (order by id) as before from assignment) chain where before <> since`)).toEqual([]);
    }
  });

  test('[A8] one that a stranger makes in the database meanwhile is handed over as well', async () => {
    const stranger = await city.store.db.startTransaction().execute();
    const { sql } = await import('../../src/store/database.js');
    await sql`insert into assignment (role, leader_id, project_id) values ('GENERAL_SERVICE_OFFICER', 3, 1)`.execute(stranger);
    const waiting = assign();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await stranger.commit().execute();
    expect((await waiting).userErrors).toEqual([]);
    expect(await city.query(`select leader_id as leader, until is null as active, end_reason as why from assignment order by id`)).toEqual([
      { leader: 3, active: false, why: '领导一' }, { leader: 1, active: true, why: null },
    ]);
  });

  test('[A9] the database itself keeps a second active holder out', async () => {
    await assign();
    await expect(city.query(`insert into assignment (role, leader_id, project_id) values ('GENERAL_SERVICE_OFFICER', 2, 1)`)).rejects.toThrow('assignment_active_on_project');
    await assign({ subjectId: id('InvestmentLead', 1) });
    await expect(city.query(`insert into assignment (role, leader_id, lead_id) values ('GENERAL_SERVICE_OFFICER', 2, 1)`)).rejects.toThrow('assignment_active_on_lead');
  });

  test('[A10] a hand-over after the clock was set back does not end before it began', async () => {
    await city.query(`insert into assignment (role, leader_id, project_id, since) values ('GENERAL_SERVICE_OFFICER', 2, 1, '2020-05-01T00:00:00Z')`);
    const { assignment } = await assign();
    expect(assignment.since).toBe('2020-05-01T00:00:00.000Z');
    expect(await city.query(`select from assignment where until < since`)).toEqual([]);
  });

  test('[A21] each act of one request answers with what it left, not with what an earlier one had read', async () => {
    const act = (leader: number) => `assignmentMake(input: { leaderId: "${id('Leader', leader)}", subjectId: "${id('Project', 1)}", role: GENERAL_SERVICE_OFFICER }) {
      assignment { subject { ... on Project { leader { name } } } } }`;
    const { first, second } = await city.get('ADMIN', `mutation { first: ${act(1)} second: ${act(2)} }`);
    expect([first, second].map((answer) => answer.assignment.subject.leader.name)).toEqual(['领导一', '领导二']);
  });
});

describe('ending', () => {
  test('[A11] an assignment ends with a reason and without a successor', async () => {
    const made = (await assign()).assignment;
    const { assignmentEnd } = await city.get('DISPATCHER', end, { id: made.id, reason: ' 调离 ' });
    expect(assignmentEnd).toMatchObject({
      userErrors: [], assignment: { id: made.id, endReason: '调离', until: expect.stringMatching(/^2020-04-16T01:/), history: [{ act: 'MADE' }, { act: 'ENDED', note: '调离', actor: { name: 'DISPATCHER' } }] },
    });
    expect(await leaderOf('P-1')).toBeNull();
  });

  test('[A12] an ended assignment does not end again; a reason is required', async () => {
    const made = (await assign()).assignment;
    const refused = async (reason: string) => (await city.get('ADMIN', end, { id: made.id, reason })).assignmentEnd.userErrors;
    expect(await refused('')).toMatchObject([{ code: 'TEXT_EMPTY', path: ['reason'] }]);
    const both = await Promise.all([refused('一'), refused('二')]);
    expect(both.flat()).toMatchObject([{ code: 'ENDED', path: ['id'] }]);
    expect((await city.get('ADMIN', end, { id: id('Assignment', 99_999), reason: 'x' })).assignmentEnd.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }]);
  });
});

describe('rights', () => {
  test('[A13] only the office assigns', async () => {
    const made = (await assign()).assignment;
    for (const role of ['UNIT', 'INTEGRATION', 'SCREEN', 'VIEWER'] as const) {
      expect((await city.ask(role, make, { input: wanted({ leaderId: id('Leader', 2) }) })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
      expect((await city.ask(role, end, { id: made.id, reason: 'x' })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    expect(await active()).toEqual([{ leader: 1 }]);
  });

  test('[A14] a dispatcher of a region assigns only what lies there; of the rest nothing is told', async () => {
    expect((await assign({ subjectId: id('Project', 2) }, north)).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'subjectId'] }]);
    expect((await assign({ subjectId: id('InvestmentLead', 2) }, north)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await assign({ subjectId: id('Project', 1) }, north)).userErrors).toEqual([]);
    const made = (await assign({ subjectId: id('Project', 2) }, south)).assignment;
    expect((await city.get('DISPATCHER', end, { id: made.id, reason: 'x' }, north)).assignmentEnd.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }]);
  });

  test('[A15] whoever sees a part of the tree sees its assignments alone: in lists and counts, of leaders, and by id', async () => {
    await assign({ subjectId: id('Project', 1) });
    const hidden = (await assign({ subjectId: id('Project', 2) })).assignment;
    await assign({ subjectId: id('InvestmentLead', 1) });
    const source = `query ($id: ID!) { assignment(id: $id) { id } assignments { totalCount nodes { subject { ... on Project { name } ... on InvestmentLead { name } } } }
      leader(code: "L1") { assignments(active: true) { subject { ... on Project { name } ... on InvestmentLead { name } } } } }`;
    const seen = [{ subject: { name: '北厂' } }, { subject: { name: '北线索' } }];
    expect(await city.get('VIEWER', source, { id: hidden.id }, north)).toEqual({ assignment: null, assignments: { totalCount: 2, nodes: seen }, leader: { assignments: seen } });
    expect((await city.get('VIEWER', source, { id: hidden.id })).leader.assignments).toHaveLength(3);
    expect(await city.get('UNIT', source, { id: hidden.id }, { unit: 'UN' })).toEqual({ assignment: null, assignments: { totalCount: 0, nodes: [] }, leader: { assignments: [] } });
    expect((await city.get('INTEGRATION', source, { id: hidden.id }, { system: 'x' })).leader.assignments).toEqual([]);
  });
});

describe('reading', () => {
  beforeEach(() => city.query(`insert into assignment (id, role, leader_id, project_id, lead_id, since, until) values
    (1, 'GENERAL_SERVICE_OFFICER', 1, 1, null, '2020-01-03Z', '2020-02-01Z'), (2, 'GENERAL_SERVICE_OFFICER', 2, 1, null, '2020-02-01Z', null),
    (3, 'CHIEF_SERVICE_OFFICER', 1, 2, null, '2020-01-02Z', null), (4, 'GENERAL_SERVICE_OFFICER', 1, null, 2, '2020-01-01Z', null)`));

  const found = async (variables: Record<string, unknown>) =>
    (await city.get('VIEWER', list, { orderBy: 'SINCE_ASC', ...variables })).assignments.nodes.map((node: { id: string }) => Number(atob(node.id).split(':')[1]));

  test('[A16] assignments are found by leader, role, subject, region, and whether they are held, and sorted by their beginning', async () => {
    expect(await found({})).toEqual([4, 3, 1, 2]);
    expect(await found({ orderBy: 'SINCE_DESC' })).toEqual([2, 1, 3, 4]);
    expect(await found({ filter: { active: true } })).toEqual([4, 3, 2]);
    expect(await found({ filter: { active: false } })).toEqual([1]);
    expect(await found({ filter: { leaderId: id('Leader', 1), active: true } })).toEqual([4, 3]);
    expect(await found({ filter: { role: ['CHIEF_SERVICE_OFFICER', 'FACILITATION_OFFICER'] } })).toEqual([3]);
    expect(await found({ filter: { role: [] } })).toEqual([]);
    expect(await found({ filter: { projectId: id('Project', 1) } })).toEqual([1, 2]);
    expect(await found({ filter: { leadId: id('InvestmentLead', 2) } })).toEqual([4]);
    expect(await found({ filter: { regionId: id('Region', 4) } })).toEqual([4, 3]);
    expect(await found({ filter: { regionId: id('Region', 1) } })).toHaveLength(4);
    const page = (await city.get('VIEWER', list, { first: 3 })).assignments;
    expect(page).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    expect(await found({ first: 3, after: page.pageInfo.endCursor })).toEqual([2]);
    expect((await city.ask('VIEWER', list, { after: 'x' })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  test('[A17] the plain lists of a leader, a project and a lead give all, the held or the ended ones, oldest first', async () => {
    const source = `{ leader(code: "L1") { all: assignments { id } held: assignments(active: true) { id } ended: assignments(active: false) { id } } project(code: "P-1") { assignments(active: false) { leader { name } } } }`;
    const { leader, project } = await city.get('VIEWER', source);
    const ids = (rows: { id: string }[]) => rows.map((row) => Number(atob(row.id).split(':')[1]));
    expect([ids(leader.all), ids(leader.held), ids(leader.ended)]).toEqual([[4, 3, 1], [4, 3], [1]]);
    expect(project.assignments).toEqual([{ leader: { name: '领导一' } }]);
  });
});
