import { afterAll, beforeAll, expect, test } from 'vitest';
import { Role } from '../../src/kernel/viewer.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { act, assigned, codes, contract, ids, lifecycleOf, openTown, report } from './town.js';

let city: City;
let powerIssue: string, waterIssue: string, westIssue: string;
beforeAll(async () => {
  city = await openTown();
  powerIssue = await assigned(city, ids.power, [ids.land]);
  waterIssue = await assigned(city, ids.water, [], { projectCode: 'DQ-E-2' });
  westIssue = await assigned(city, ids.water, [], { projectCode: 'DQ-W-1', externalRef: { system: 'hotline', key: '1' } });
});
afterAll(() => city.close());

const eyes: Record<Role, ViewerOptions> = {
  ADMIN: {}, DISPATCHER: {}, LEADER: { leader: 'L1' }, OFFICER: { leader: 'L2' }, UNIT: { unit: 'POWER' }, OWNER: { unit: 'LAND' }, INTEGRATION: { system: 'hotline' }, SCREEN: {}, VIEWER: {},
};

const acts: Record<string, { source: string; variables: Record<string, unknown>; roles: readonly Role[] }> = {
  report: {
    source: contract('issue-report'), roles: ['ADMIN', 'DISPATCHER', 'LEADER', 'OFFICER', 'OWNER', 'INTEGRATION'],
    variables: { input: { projectCode: 'DQ-E-1', kind: 'PROBLEM', category: 'LAND', severity: 'LOW', title: '' } },
  },
  correct: { source: `mutation ($id: ID!) { issueCorrect(id: $id, input: { version: 99 }) { userErrors { code } } }`, variables: {}, roles: ['ADMIN', 'DISPATCHER'] },
  assign: { source: lifecycleOf('IssueAssign'), variables: { input: { leadUnitId: ids.power, dueOn: '2020-04-01' } }, roles: ['ADMIN', 'DISPATCHER', 'LEADER'] },
  acknowledge: { source: lifecycleOf('IssueAcknowledge'), variables: {}, roles: ['ADMIN', 'DISPATCHER', 'UNIT'] },
  resolve: { source: lifecycleOf('IssueResolve'), variables: { note: '' }, roles: ['ADMIN', 'DISPATCHER', 'UNIT'] },
  verify: { source: lifecycleOf('IssueVerify'), variables: {}, roles: ['ADMIN', 'DISPATCHER'] },
  return: { source: lifecycleOf('IssueReturn'), variables: { note: '' }, roles: ['ADMIN', 'DISPATCHER'] },
  escalate: { source: lifecycleOf('IssueEscalate'), variables: { to: 'CITY', note: '' }, roles: ['ADMIN', 'DISPATCHER', 'LEADER'] },
};

test('[I25] the office directs and verifies, units work, integrations report; another role is an error and changes nothing', async () => {
  const before = await city.query(`select i.*, (select count(*) from history) as lines from issue i order by id`);
  for (const [name, { source, variables, roles }] of Object.entries(acts)) {
    for (const role of Object.values(Role)) {
      // Nothing comes of it even where the role may: the issue is of no status, no version and no text that would do.
      const id = name === 'acknowledge' ? Buffer.from('Issue:999').toString('base64') : powerIssue;
      const { data, errors } = await city.ask(role, source, { id, ...variables }, eyes[role]);
      const allowed = roles.includes(role);
      expect([name, role, errors?.map((error) => error.extensions['code'])]).toEqual([name, role, allowed ? undefined : ['FORBIDDEN']]);
      if (allowed) expect(codes(Object.values(data as Data)[0])).not.toEqual([]);
    }
  }
  expect(await city.query(`select i.*, (select count(*) from history) as lines from issue i order by id`)).toEqual(before);
});

test('[I26] a unit sees the issues that it leads or supports and signs for and resolves those that it leads; any other does not exist for it', async () => {
  const as = async (unit: string, operation: string, variables: Record<string, unknown>) =>
    Object.values(await city.get('UNIT', lifecycleOf(operation), variables, { unit, subject: unit }))[0] as Data;
  const id = await assigned(city, ids.power, [ids.land]);
  expect(await as('WATER', 'IssueAcknowledge', { id })).toMatchObject({ issue: null, userErrors: [{ code: 'NOT_FOUND', path: ['id'] }] });
  expect(await as('LAND', 'IssueAcknowledge', { id })).toMatchObject({ issue: null, userErrors: [{ code: 'FORBIDDEN_HERE', path: ['id'] }] });
  expect((await as('POWER', 'IssueAcknowledge', { id })).issue.status).toBe('ACKNOWLEDGED');
  expect(codes(await as('WATER', 'IssueResolve', { id, note: '好了' }))).toEqual(['NOT_FOUND']);
  await act(city, 'IssueAssign', { id, input: { leadUnitId: ids.water, dueOn: '2020-04-30' } });
  expect(codes(await as('POWER', 'IssueResolve', { id, note: '好了' }))).toEqual(['NOT_FOUND']);
  expect((await as('WATER', 'IssueResolve', { id, note: '好了' })).issue.status).toBe('RESOLVED');
  const { errors } = await city.ask('UNIT', lifecycleOf('IssueAcknowledge'), { id }, {});
  expect(errors).toBeUndefined();
});

test('[I27] a dispatcher acts on the issues of its region only; an issue elsewhere is refused like one that does not exist', async () => {
  const east = { region: 'DQ-E' };
  const missing = Buffer.from('Issue:999').toString('base64');
  for (const [name, { source }] of Object.entries(acts).filter(([each]) => each !== 'report')) {
    const variables = { input: { leadUnitId: ids.power, dueOn: '2020-04-30' }, note: '说明', to: 'PROVINCE' };
    const there = await city.get('DISPATCHER', source, { id: westIssue, ...variables }, east);
    const nowhere = await city.get('DISPATCHER', source, { id: missing, ...variables }, east);
    expect([name, there]).toEqual([name, nowhere]);
    expect(codes(Object.values(there)[0])).toEqual(['NOT_FOUND']);
  }
  expect((await city.get('DISPATCHER', lifecycleOf('IssueEscalate'), { id: powerIssue, to: 'COUNTY', note: '提级' }, east)).issueEscalate.userErrors).toEqual([]);
});

test('[I28] what a viewer may not see is absent everywhere: lists, counts, by id, by number, below projects, leads and units', async () => {
  const { issue } = await city.get('ADMIN', `query ($id: ID!) { issue(id: $id) { number } }`, { id: westIssue });
  const source = `query ($id: ID!, $number: String!) {
    issues { totalCount nodes { id } }
    byId: issue(id: $id) { id } byNumber: issue(number: $number) { id }
    projects(orderBy: CODE_ASC) { nodes { code issues { totalCount nodes { id } } } }
    units(orderBy: CODE_ASC) { nodes { code issues { totalCount nodes { id } } } } }`;
  const sees = async (role: Role, options: ViewerOptions) => {
    const { issues, byId, byNumber, projects, units } = await city.get(role, source, { id: westIssue, number: issue.number }, options);
    expect(issues.nodes).toHaveLength(issues.totalCount);
    for (const { issues: below } of [...projects.nodes, ...units.nodes]) expect(below.nodes).toHaveLength(below.totalCount);
    const water = units.nodes.find((unit: Data) => unit.code === 'WATER').issues.nodes;
    return { all: issues.nodes.map((node: Data) => node.id), west: [byId, byNumber].filter(Boolean).length, water: water.map((node: Data) => node.id), projects: projects.nodes.map((node: Data) => node.code) };
  };
  const none = { all: [], west: 0, water: [], projects: [] };
  await city.query(`delete from history where type = 'Issue'`);
  const office = await sees('DISPATCHER', {});
  expect(office.all).toContain(westIssue);
  expect(office.west).toBe(2);
  const east = await sees('DISPATCHER', { region: 'DQ-E' });
  expect(east).toMatchObject({ west: 0, projects: ['DQ-E-1', 'DQ-E-2'] });
  expect(east.all).not.toContain(westIssue);
  expect(east.water).toContain(waterIssue);
  expect(east.water).not.toContain(westIssue);
  const power = await sees('UNIT', { unit: 'POWER' });
  expect(power).toMatchObject({ all: [powerIssue], west: 0, water: [], projects: ['DQ-E-1'] });
  expect(await sees('INTEGRATION', { system: 'hotline' })).toMatchObject({ all: [westIssue], west: 2, water: [westIssue], projects: ['DQ-W-1'] });
  expect(await sees('INTEGRATION', { system: 'other' })).toEqual(none);
  expect(await sees('UNIT', {})).toEqual(none);
  const ofLead = await report(city, { leadId: ids.lead });
  const below = `{ investmentLeads { nodes { issues { totalCount nodes { id } } } } }`;
  expect((await city.get('VIEWER', below, {}, { region: 'DQ-E' })).investmentLeads.nodes).toEqual([{ issues: { totalCount: 1, nodes: [{ id: ofLead }] } }]);
});
