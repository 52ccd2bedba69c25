import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Data } from '../support/city.js';
import type { TestServer, TokenOptions } from '../support/server.js';
import { marker, openMarkedCity } from './marked-city.js';

let server: TestServer;
beforeAll(async () => {
  server = await openMarkedCity();
});
afterAll(() => server.close());

const id = toGlobalId;
const ask = async (role: string, options: TokenOptions, query: string, variables: Data = {}, headers: Record<string, string> = {}): Promise<Data> => {
  const { body, text } = await server.post(await server.token(role, options), query, variables, headers);
  if (body?.errors) throw new Error(text);
  return Object.values(body.data)[0];
};
const codes = ({ userErrors }: Data): string[] => userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`);

const report = `mutation ($input: IssueReportInput!) { issueReport(input: $input) { issue { id title } userErrors { code path } } }`;
const found = { kind: 'PROBLEM', category: 'LAND', severity: 'LOW', title: '新问题' };
const progress = `mutation ($id: ID!, $input: ProjectProgressInput!) { projectReportProgress(id: $id, input: $input) { project { physicalProgress } userErrors { code path } } }`;
const progressOf = async (project: number) => ({
  id: id('Project', project),
  input: { version: (await server.query<{ version: number }>(`select version from project where id = ${project}`))[0]!.version, physicalProgress: 0.5 },
});

const people: [string, TokenOptions, number, number][] = [['LEADER', { leader: 'L1' }, 1, 2], ['OFFICER', { leader: 'L2' }, 3, 4], ['OWNER', { unit: 'CX' }, 2, 1]];

describe('[RT11] leaders, service officers and owners report on what is theirs and on nothing else', () => {
  test.each(people)('%s %j: project %i, not %i', async (role, options, own, other) => {
    const reported = await ask(role, options, report, { input: { ...found, projectId: id('Project', own) } });
    expect(reported).toMatchObject({ issue: { title: '新问题' }, userErrors: [] });
    expect((await ask(role, options, report, { input: { ...found, projectCode: `P${marker('Project', own)}` } })).userErrors).toEqual([]);
    for (const subject of [{ projectId: id('Project', other) }, { projectCode: `P${marker('Project', other)}` }, { leadId: id('InvestmentLead', 2) }]) {
      expect(codes(await ask(role, options, report, { input: { ...found, ...subject } }))).toEqual([`NOT_FOUND input.${Object.keys(subject)[0]}`]);
    }
    expect(codes(await ask(role, options, report, { input: { ...found, regionId: id('Region', 3) } }))).toEqual(['FORBIDDEN_HERE input.regionId']);
  });

  test.each(people)('%s %j reports for no other system', async (role, options, own) => {
    const input = { ...found, projectId: id('Project', own), externalRef: { system: 'hotline', key: 'squat' } };
    expect(codes(await ask(role, options, report, { input }))).toEqual(['FORBIDDEN_HERE input.externalRef']);
  });
});

test('[RT12] service officers and owners report the progress of their projects', async () => {
  for (const [role, options, own, other] of people.slice(1)) {
    expect(await ask(role, options, progress, await progressOf(own))).toEqual({ project: { physicalProgress: 0.5 }, userErrors: [] });
    expect(codes(await ask(role, options, progress, await progressOf(other)))).toEqual(['NOT_FOUND id']);
  }
});

test('[RT13] a leader directs the issues of what they answer for: gives them to a unit and escalates them', async () => {
  const assign = `mutation ($id: ID!, $input: IssueAssignInput!) { issueAssign(id: $id, input: $input) { issue { leadUnit { code } } userErrors { code path } } }`;
  const escalate = `mutation ($id: ID!) { issueEscalate(id: $id, to: CITY, note: "提级") { issue { level } userErrors { code path } } }`;
  const leader = { leader: 'L1' };
  const { issue } = await ask('LEADER', leader, report, { input: { ...found, leadId: id('InvestmentLead', 1) } });
  expect(await ask('LEADER', leader, assign, { id: issue.id, input: { leadUnitId: id('Unit', 2), dueOn: '2030-05-01' } })).toEqual({ issue: { leadUnit: { code: 'US' } }, userErrors: [] });
  expect(await ask('LEADER', leader, escalate, { id: issue.id })).toEqual({ issue: { level: 'CITY' }, userErrors: [] });
  expect(codes(await ask('LEADER', leader, escalate, { id: id('Issue', 4) }))).toEqual(['NOT_FOUND id']);
});

test('[RT14] a retry of an act is answered without the row where its holder sees the row no more', async () => {
  const north = { region: 'N', subject: 'north' };
  const key = { 'idempotency-key': 'once' };
  const correct = `mutation ($id: ID!, $input: InvestmentLeadCorrectInput!) { investmentLeadCorrect(id: $id, input: $input) { investmentLead { id name } userErrors { code path } } }`;
  const variables = { id: id('InvestmentLead', 1), input: { version: 1, name: '新名' } };
  expect(await ask('DISPATCHER', north, correct, variables, key)).toMatchObject({ investmentLead: { name: '新名' }, userErrors: [] });
  await server.query(`update investment_lead set region_id = 4 where id = 1`);
  expect(await ask('DISPATCHER', north, correct, variables, key)).toEqual({ investmentLead: null, userErrors: [] });
  await server.query(`update investment_lead set region_id = 3 where id = 1`);
});

test('[RT15] the notes and reasons of a conversion name the other side to those who see it', async () => {
  const lead = `query ($id: ID!) { investmentLead(id: $id) { history { act note } assignments { endReason history { act note } } } }`;
  const project = `query ($id: ID!) { project(id: $id) { assignments { history { act note } } issues(filter: { open: true }) { nodes { history { act note } } } } }`;
  const noteOf = (act: string, history: Data[]): Data => history.filter((each) => each.act === act && !each.note?.startsWith('«')).at(-1)?.note;
  const code = { project: `P${marker('Project', 3)}`, lead: `V${marker('InvestmentLead', 3)}` };

  const whole = await ask('VIEWER', {}, lead, { id: id('InvestmentLead', 3) });
  const north = await ask('VIEWER', { region: 'N' }, lead, { id: id('InvestmentLead', 3) });
  expect([noteOf('CONVERTED', whole.history), whole.assignments[0].endReason, noteOf('ENDED', whole.assignments[0].history)]).toEqual([code.project, code.project, code.project]);
  expect([noteOf('CONVERTED', north.history), north.assignments[0].endReason, noteOf('ENDED', north.assignments[0].history)]).toEqual([null, null, null]);

  const notes = ({ assignments, issues }: Data) => [noteOf('MADE', assignments[0].history), noteOf('CORRECTED', issues.nodes.at(-1).history)];
  expect(notes(await ask('VIEWER', {}, project, { id: id('Project', 3) }))).toEqual([code.lead, `${code.lead} → ${code.project}`]);
  // Who answers for the project reads of the lead that it was.
  expect(notes(await ask('OFFICER', { leader: 'L2' }, project, { id: id('Project', 3) }))).toEqual([code.lead, `${code.lead} → ${code.project}`]);
  for (const [role, options] of [['VIEWER', { region: 'S' }], ['OWNER', { unit: 'CX' }]] as const) {
    expect([role, ...notes(await ask(role, options, project, { id: id('Project', 3) }))]).toEqual([role, null, null]);
  }
});

test('[RT16] a row that has lost its scope is hidden from everybody but those who see all', async () => {
  const ofIssue = async (role: string, options: TokenOptions) => ask(role, options, `query ($id: ID!) { node(id: $id) { id } }`, { id: id('Issue', 9) });
  expect(await ofIssue('VIEWER', { region: 'S' })).not.toBeNull();
  await server.query(`delete from entity_scope where type = 'Issue' and entity_id = 9`);
  expect(await ofIssue('VIEWER', { region: 'S' })).toBeNull();
  expect(await ofIssue('ADMIN', {})).not.toBeNull();
});

test('[RT17] a token of a leader who left is none, and no code that tokens name changes', async () => {
  const token = await server.token('LEADER', { leader: 'L4' });
  expect((await server.post(token, '{ clock { now } }')).status).toBe(200);
  for (const table of ['region', 'unit', 'leader']) await expect(server.query(`update ${table} set code = 'other' where id = 4`)).rejects.toMatchObject({ constraint: 'code_is_stable' });
  await server.query(`update leader set ended_at = business_now() where id = 4`);
  await expect.poll(async () => (await server.post(token, '{ clock { now } }')).status, { timeout: 20_000 }).toBe(401);
});
