import { afterAll, beforeAll, expect, test } from 'vitest';
import { id, openTwoCounties } from '../lead/two-counties.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import type { Role } from '../../src/kernel/viewer.js';
import { openCity } from '../support/city.js';

let city: City;
beforeAll(async () => {
  city = await openTwoCounties();
  await city.query(`
    do $$ begin
      insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment) values (3, 'P-3', '东厂', 'COUNTY', 'LIVELIHOOD', 'NEW', 'PREPARING', 3, 1), (4, 'P-4', '西厂', 'COUNTY', 'INDUSTRY', 'NEW', 'UNDER_CONSTRUCTION', 3, 1);
      update project set stage = 'UNDER_CONSTRUCTION', started_on = '2020-04-01' where id = 1;
      update project set stage = 'UNDER_CONSTRUCTION', started_on = '2020-03-01' where id = 2;
      update project set started_on = '2020-04-10' where id = 4;
      insert into project_year (project_id, year, planned) values (4, 2020, 10000);
      insert into assignment (role, leader_id, project_id) values ('GENERAL_SERVICE_OFFICER', 1, 2);
      insert into issue (number, kind, category, title, severity, status, level, project_id, due_on, escalated_at, lead_unit_id) values
        ('1', 'PROBLEM', 'LAND', '用地', 'LOW', 'ASSIGNED', 'CITY', 3, '2020-04-10', '2020-04-05Z', 1), ('2', 'PROBLEM', 'LAND', '用地', 'LOW', 'ASSIGNED', 'PROVINCE', 3, '2020-05-10', '2020-04-07Z', 1),
        ('3', 'PROBLEM', 'LAND', '用地', 'LOW', 'CLOSED', 'PROVINCE', 1, '2020-04-10', '2020-03-05Z', 1);
      insert into meeting (id, title, mode, starts_at, region_id) values (1, '会办', 'JOINT_HANDLING', '2020-04-17Z', 2), (2, '南会', 'JOINT_HANDLING', '2020-04-18Z', 4);
    end $$`);
});
afterAll(() => city.close());

const view = `query ($filter: CandidateFilter) { candidates(filter: $filter) { totalCount nodes { project { code } kinds colour urgency since agenda { title } reasons { kind colour since measure unit message detail } } } }`;
const read = async (filter: object = {}, role: Role = 'DISPATCHER', options: ViewerOptions = {}) => (await city.get(role, view, { filter }, { language: 'en', ...options })).candidates as Data;
const codes = ({ nodes }: Data) => nodes.map(({ project }: Data) => project.code);

test('[SG19] candidates are projects that are stuck or slow, have late issues or escalated ones that are not closed; the most urgent first, among equals who has waited longest, each with its reasons in words and numbers', async () => {
  const { totalCount, nodes } = await read();
  expect(totalCount).toBe(4);
  expect(nodes.map(({ project, kinds, colour, urgency, since }: Data) => [project.code, kinds, colour, urgency, since])).toEqual([
    ['P-3', ['ESCALATED', 'ISSUES_OVERDUE'], 'RED', 3, '2020-04-05'], ['P-2', ['STUCK'], 'RED', 2, '2020-03-01'],
    ['P-1', ['STUCK'], 'YELLOW', 1, '2020-04-01'], ['P-4', ['SLOW'], 'YELLOW', 1, '2020-04-05'],
  ]);
  expect(nodes[0].reasons).toEqual([
    { kind: 'ESCALATED', colour: 'RED', since: '2020-04-05', measure: 2, unit: 'ISSUES', message: 'escalated issues not closed: 2, highest: province level', detail: 'first escalated 2020-04-05' },
    { kind: 'ISSUES_OVERDUE', colour: 'YELLOW', since: '2020-04-10', measure: 1, unit: 'ISSUES', message: 'issues past their deadline: 1', detail: 'earliest deadline 2020-04-10' },
  ]);
  expect(nodes[3].reasons[0]).toMatchObject({ measure: 0.052, unit: 'SHARE', detail: 'annual plan 1 × CNY 10,000, expected by now 5.2%, completed 0%, completed investment 0 × CNY 10,000' });
});

test('[SG20] they are narrowed by kind, region, leader, tier and sector, come page by page, and everybody gets those that they see', async () => {
  expect(codes(await read({ kind: ['SLOW', 'ESCALATED'] }))).toEqual(['P-3', 'P-4']);
  expect(codes(await read({ regionId: id('Region', 4) }))).toEqual(['P-2']);
  expect(codes(await read({ leaderId: id('Leader', 1) }))).toEqual(['P-2']);
  expect(codes(await read({ tier: ['COUNTY'], sector: ['INDUSTRY'] }))).toEqual(['P-4']);
  let after: string | null = null;
  const paged: string[] = [];
  for (let page = 0; page < 5; page += 1) {
    const { candidates }: Data = await city.get('VIEWER', `query ($after: String) { candidates(first: 1, after: $after) { totalCount nodes { project { code } } pageInfo { endCursor hasNextPage } } }`, { after });
    expect(candidates.totalCount).toBe(4);
    paged.push(...codes(candidates));
    after = candidates.pageInfo.endCursor ?? after;
  }
  expect(paged).toEqual(['P-3', 'P-2', 'P-1', 'P-4']);
  expect(codes(await read({}, 'SCREEN', { region: 'S' }))).toEqual(['P-2']);
  expect(codes(await read({}, 'LEADER', { leader: 'L1' }))).toEqual(['P-2']);
  expect(codes(await read({}, 'UNIT', { unit: 'UN' }))).toEqual(['P-3', 'P-1']);
  expect((await city.ask('VIEWER', view, { filter: { regionId: 'x' } })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('[SG21] one that is put on an agenda says which meeting will call it, to who sees the meeting, until it was called', async () => {
  const add = await city.get('DISPATCHER', `mutation ($id: ID!, $input: AgendaItemInput!) { meetingAgendaAdd(id: $id, input: $input) { userErrors { code } } }`, { id: id('Meeting', 1), input: { projectId: id('Project', 2), minutes: 8 } });
  expect(add.meetingAgendaAdd.userErrors).toEqual([]);
  expect((await read()).nodes.map(({ agenda }: Data) => agenda?.title ?? null)).toEqual([null, '会办', null, null]);
  // Who answers for a project does not see the meetings that others chair.
  expect((await read({}, 'LEADER', { leader: 'L1' })).nodes[0].agenda).toBeNull();
  expect((await read({}, 'UNIT', { unit: 'UN' })).nodes.map(({ agenda }: Data) => agenda)).toEqual([null, null]);
  for (const [role, options] of [['LEADER', { leader: 'L1' }], ['UNIT', { unit: 'UN' }]] as const) expect(codes(await read({ onAgenda: true }, role, options))).toEqual([]);
  expect(codes(await read({ onAgenda: true }))).toEqual(['P-2']);
  expect(codes(await read({ onAgenda: false }))).toEqual(['P-3', 'P-1', 'P-4']);
  await city.query(`update agenda_item set status = 'DONE', ended_at = business_now() where project_id = 2`);
  expect(codes(await read({ onAgenda: true }))).toEqual([]);
});

test('[SG22] in the demonstration there are candidates of every kind', async () => {
  const demonstration = await openCity('demonstration');
  try {
    for (const kind of ['STUCK', 'SLOW', 'ISSUES_OVERDUE', 'ESCALATED']) {
      expect((await demonstration.get('VIEWER', view, { filter: { kind: [kind] } })).candidates.totalCount, kind).toBeGreaterThan(2);
    }
  } finally {
    await demonstration.close();
  }
});
