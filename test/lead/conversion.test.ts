import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { City, ViewerOptions } from '../support/city.js';
import { id, north, openTwoCounties } from './two-counties.js';

const convert = `mutation ($id: ID!, $input: InvestmentLeadConvertInput!) { investmentLeadConvert(id: $id, input: $input) {
  investmentLead {
    status convertedAt endedAt endReason version leader { name }
    project {
      id code name tier stage origin sector region { code } description totalInvestment(unit: YI) plannedStartOn history { act actor { name } }
      leader { name } assignments { role duty leader { name } since until history { act note } }
    }
    assignments { role until endReason history { act note } }
    history { act note actor { name } }
  }
  userErrors { code path }
} }`;

let city: City;
let lead: number;
let code: string;
beforeAll(async () => void (city = await openTwoCounties()));
afterAll(() => city.close());

/** A lead of its own for each test, in county N, with a general service officer. */
beforeEach(async () => {
  [{ id: lead, code }] = await city.query(`
    insert into investment_lead (code, name, region_id, sector, description, expected_investment)
    select 'K-' || n, '线索 ' || n, 3, 'HEALTHCARE', '洽谈', 116000000 from (select count(*) as n from investment_lead) as counted returning id, code`) as [{ id: number; code: string }];
  await city.query(`insert into assignment (role, leader_id, lead_id, duty) values ('GENERAL_SERVICE_OFFICER', 1, ${lead}, '一包到底'), ('FACILITATION_OFFICER', 2, ${lead}, '')`);
});

const input = (more: object = {}) => ({ code: `${code}-P`, tier: 'MUNICIPAL', ...more });
const run = async (more: object = {}, viewer: ViewerOptions = {}) =>
  (await city.get('DISPATCHER', convert, { id: id('InvestmentLead', lead), input: input(more) }, viewer)).investmentLeadConvert;
const projects = async () => (await city.query(`select count(*)::int as count from project`))[0].count;
const issue = (number: string, status: string) => city.query(`
  insert into issue (number, kind, category, title, severity, status, level, lead_id) values ('${number}', 'PROBLEM', 'LAND', '用地', 'LOW', '${status}', 'PROJECT', ${lead})`);

test('[V15] a converted lead is a project: what is not said is the lead\'s own, and the lead is closed and linked to it', async () => {
  const { investmentLead, userErrors } = await run();
  expect(userErrors).toEqual([]);
  expect(investmentLead).toMatchObject({
    status: 'CONVERTED', endReason: null, version: 2,
    project: { code: `${code}-P`, tier: 'MUNICIPAL', stage: 'RESERVE', origin: 'NEW', sector: 'HEALTHCARE', region: { code: 'N' }, description: '洽谈', totalInvestment: '1.16', history: [{ act: 'REGISTERED', actor: { name: 'DISPATCHER' } }] },
  });
  expect(investmentLead.project.name).toMatch(/^线索 /);
  expect(investmentLead.convertedAt).toMatch(/^2020-04-16T01:/);
  expect(investmentLead.endedAt).toBe(investmentLead.convertedAt);
  expect(investmentLead.history.at(-1)).toEqual({ act: 'CONVERTED', note: `${code}-P`, actor: { name: 'DISPATCHER' } });
});

test('[V16] what is said of the project goes before the lead\'s own', async () => {
  const { investmentLead } = await run({
    name: '医院', stage: 'PREPARING', origin: 'CONTINUING', sector: 'LIVELIHOOD', regionId: id('Region', 4), totalInvestment: '2.5', unit: 'YI', description: '新', plannedStartOn: '2020-05-01',
  });
  expect(investmentLead.project).toMatchObject({
    name: '医院', stage: 'PREPARING', origin: 'CONTINUING', sector: 'LIVELIHOOD', region: { code: 'S' }, totalInvestment: '2.5', description: '新', plannedStartOn: '2020-05-01',
  });
});

test('[V17] whoever answers for the lead answers for the project, from that moment on, in the same role with the same duty', async () => {
  const { investmentLead: { project, assignments, leader } } = await run();
  expect(leader).toBeNull();
  expect(project.leader).toEqual({ name: '领导一' });
  expect(project.assignments).toMatchObject([
    { role: 'GENERAL_SERVICE_OFFICER', duty: '一包到底', leader: { name: '领导一' }, until: null, history: [{ act: 'MADE', note: code }] },
    { role: 'FACILITATION_OFFICER', duty: '', leader: { name: '领导二' }, until: null, history: [{ act: 'MADE', note: code }] },
  ]);
  expect(assignments).toMatchObject([
    { role: 'GENERAL_SERVICE_OFFICER', until: project.assignments[0].since, endReason: `${code}-P`, history: [{ act: 'CHANGED_BY_SQL' }, { act: 'ENDED', note: `${code}-P` }] },
    { role: 'FACILITATION_OFFICER', until: project.assignments[1].since, endReason: `${code}-P` },
  ]);
});

test('[V18] open issues go along to the project with a line of history; closed ones stay with the lead', async () => {
  await issue(`${code}-1`, 'ASSIGNED');
  await issue(`${code}-2`, 'CLOSED');
  await run();
  expect(await city.query(`
    select i.number, p.code as project, l.code as lead, i.version, h.act, h.note from issue i left join project p on p.id = i.project_id left join investment_lead l on l.id = i.lead_id
    join lateral (select * from history h where h.type = 'Issue' and h.entity_id = i.id order by h.id desc limit 1) h on true where i.number like '${code}-%' order by 1`)).toEqual([
    { number: `${code}-1`, project: `${code}-P`, lead: null, version: 2, act: 'CORRECTED', note: `${code} → ${code}-P` },
    { number: `${code}-2`, project: null, lead: code, version: 1, act: 'CHANGED_BY_SQL', note: expect.any(String) },
  ]);
});

test('[V19] a lead is converted once: not again, not after its end, and afterwards it is neither corrected nor ended', async () => {
  await run();
  expect(await run({ code: 'OTHER' })).toEqual({ investmentLead: null, userErrors: [{ code: 'ALREADY_CONVERTED', path: ['id'] }] });
  const both = `mutation ($id: ID!) {
    corrected: investmentLeadCorrect(id: $id, input: { version: 2, name: "x" }) { userErrors { code path } } ended: investmentLeadEnd(id: $id, reason: "x") { userErrors { code path } } }`;
  expect(await city.get('ADMIN', both, { id: id('InvestmentLead', lead) })).toEqual({
    corrected: { userErrors: [{ code: 'ALREADY_CONVERTED', path: ['id'] }] }, ended: { userErrors: [{ code: 'ALREADY_CONVERTED', path: ['id'] }] },
  });
  await city.query(`update investment_lead set ended_at = business_now() where id = 1`);
  const { investmentLeadConvert } = await city.get('ADMIN', convert, { id: id('InvestmentLead', 1), input: input({ code: 'OTHER' }) });
  expect(investmentLeadConvert.userErrors).toEqual([{ code: 'ENDED', path: ['id'] }]);
});

test('[V20] of two conversions of one lead at once one is refused, and one project stands', async () => {
  const before = await projects();
  const both = await Promise.all([run({ code: `${code}-A` }), run({ code: `${code}-B` })]);
  expect(both.flatMap((one) => one.userErrors)).toEqual([{ code: 'ALREADY_CONVERTED', path: ['id'] }]);
  expect(await projects()).toBe(before + 1);
});

test('[V21] a refused conversion leaves nothing behind: neither a project nor a released leader', async () => {
  const before = await projects();
  await city.query(`update investment_lead set expected_investment = null where id = ${lead}`);
  expect((await run()).userErrors).toEqual([{ code: 'TEXT_EMPTY', path: ['input', 'totalInvestment'] }]);
  expect((await run({ totalInvestment: '1', code: 'P-1' })).userErrors).toEqual([{ code: 'CODE_TAKEN', path: ['input', 'code'] }]);
  expect((await run({ totalInvestment: '-1' })).userErrors).toEqual([{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'totalInvestment'] }]);
  expect((await run({ totalInvestment: '1', plannedStartOn: '2020-06-01', plannedCompletionOn: '2020-05-01' })).userErrors).toEqual([{ code: 'DAY_BEFORE', path: ['input', 'plannedCompletionOn'] }]);
  const { errors } = await city.ask('ADMIN', convert, { id: id('InvestmentLead', lead), input: input({ stage: 'COMPLETED' }) });
  expect(errors?.[0]?.message).toContain('ConversionStage');
  expect(await projects()).toBe(before);
  expect(await city.query(`select until from assignment where lead_id = ${lead}`)).toEqual([{ until: null }, { until: null }]);
});

test('[V22] a dispatcher converts only what lies in the own region, and only into it; other roles nothing', async () => {
  const before = await projects();
  expect((await run({}, { region: 'S' })).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
  expect((await run({ regionId: id('Region', 4) }, north)).userErrors).toEqual([{ code: 'FORBIDDEN_HERE', path: ['input', 'regionId'] }]);
  const { errors } = await city.ask('UNIT', convert, { id: id('InvestmentLead', lead), input: input() });
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect(await projects()).toBe(before);
  expect((await run({}, north)).userErrors).toEqual([]);
});

test('[V23] the project of a lead is hidden from whoever may not see it', async () => {
  await run({ regionId: id('Region', 4) });
  const { investmentLead } = await city.get('VIEWER', `query ($id: ID) { investmentLead(id: $id) { code project { code } } }`, { id: id('InvestmentLead', lead) }, north);
  expect(investmentLead).toEqual({ code, project: null });
});
