import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type City } from '../support/city.js';
import { id, north, openTwoCounties, south } from './two-counties.js';

const fields = `id code name sector description status expectedInvestment(unit: YI) region { code } project { code } registeredAt convertedAt endedAt endReason version history { act note actor { name } }`;
const one = `query ($code: String, $id: ID) { investmentLead(code: $code, id: $id) { ${fields} } }`;
const register = `mutation ($input: InvestmentLeadRegisterInput!) { investmentLeadRegister(input: $input) { investmentLead { ${fields} } userErrors { code path } } }`;
const correct = `mutation ($id: ID!, $input: InvestmentLeadCorrectInput!) { investmentLeadCorrect(id: $id, input: $input) { investmentLead { ${fields} } userErrors { code path } } }`;
const end = `mutation ($id: ID!, $reason: String!) { investmentLeadEnd(id: $id, reason: $reason) { investmentLead { ${fields} } userErrors { code path message } } }`;
const list = `query ($first: Int = 50, $after: String, $filter: InvestmentLeadFilter, $orderBy: InvestmentLeadOrder = CODE_ASC) {
  investmentLeads(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { totalCount nodes { code } pageInfo { hasNextPage endCursor } } }`;

let city: City;
beforeAll(async () => void (city = await openTwoCounties()));
afterAll(() => city.close());

const fresh = (more: object = {}) => ({ code: 'V-X', name: '动力电池', regionId: id('Region', 3), sector: 'INDUSTRY', ...more });
const codes = async (variables: object, viewer = {}) => (await city.get('VIEWER', list, variables as Record<string, unknown>, viewer)).investmentLeads.nodes.map((lead: { code: string }) => lead.code);

describe('registering', () => {
  test('[V1] an investment lead is registered open, with its amount exact in any unit, and a line of history', async () => {
    const { investmentLeadRegister } = await city.get('DISPATCHER', register, { input: fresh({ code: ' V-3 ', description: ' 洽谈中 ', expectedInvestment: '30600.5', unit: 'WAN' }) });
    expect(investmentLeadRegister.userErrors).toEqual([]);
    expect(investmentLeadRegister.investmentLead).toMatchObject({
      code: 'V-3', name: '动力电池', sector: 'INDUSTRY', description: '洽谈中', status: 'OPEN', expectedInvestment: '3.06005', region: { code: 'N' },
      project: null, convertedAt: null, endedAt: null, endReason: null, version: 1, history: [{ act: 'REGISTERED', note: null, actor: { name: 'DISPATCHER' } }],
    });
    expect(investmentLeadRegister.investmentLead.registeredAt).toMatch(/^2020-04-16T01:/);
    const [{ expected_investment: yuan }] = await city.query(`select expected_investment from investment_lead where code = 'V-3'`);
    expect(yuan).toBe('306005000.00');
  });

  test('[V2] a code in use, an empty name, an amount below nothing or below a fen, an unknown region are refused at their fields', async () => {
    const refused = async (more: object) => (await city.get('ADMIN', register, { input: fresh(more) })).investmentLeadRegister;
    expect(await refused({ code: 'V-1' })).toMatchObject({ investmentLead: null, userErrors: [{ code: 'CODE_TAKEN', path: ['input', 'code'] }] });
    expect(await refused({ name: '  ', code: '' })).toMatchObject({ userErrors: [{ code: 'TEXT_EMPTY', path: ['input', 'code'] }, { code: 'TEXT_EMPTY', path: ['input', 'name'] }] });
    expect(await refused({ expectedInvestment: '-1' })).toMatchObject({ userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'expectedInvestment'] }] });
    expect(await refused({ expectedInvestment: '99999999999999', unit: 'YI' })).toMatchObject({ userErrors: [{ code: 'NUMBER_OUT_OF_RANGE' }] });
    expect(await refused({ expectedInvestment: '0.0000001' })).toMatchObject({ userErrors: [{ code: 'AMOUNT_TOO_FINE', path: ['input', 'expectedInvestment'] }] });
    expect(await refused({ regionId: id('Region', 99) })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', path: ['input', 'regionId'] }] });
    expect(await refused({ description: 'x'.repeat(10_001) })).toMatchObject({ userErrors: [{ code: 'TEXT_TOO_LONG', path: ['input', 'description'] }] });
    const { errors } = await city.ask('ADMIN', register, { input: fresh({ regionId: id('Unit', 1) }) });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argumentPath: ['input', 'regionId'] });
    expect(await city.query(`select from investment_lead where code = 'V-X'`)).toEqual([]);
  });

  test('[V3] of two who register one code at once, one is refused', async () => {
    const both = await Promise.all([1, 2].map(() => city.get('ADMIN', register, { input: fresh({ code: 'V-TWICE' }) })));
    expect(both.flatMap((one) => one.investmentLeadRegister.userErrors)).toEqual([{ code: 'CODE_TAKEN', path: ['input', 'code'] }]);
  });

  test('[V4] only the office keeps leads, and a dispatcher of a region only there', async () => {
    for (const role of ['UNIT', 'INTEGRATION', 'SCREEN', 'VIEWER'] as const) {
      const { errors } = await city.ask(role, register, { input: fresh() });
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    const { investmentLeadRegister } = await city.get('DISPATCHER', register, { input: fresh() }, south);
    expect(investmentLeadRegister.userErrors).toEqual([{ code: 'FORBIDDEN_HERE', path: ['input', 'regionId'] }]);
  });
});

describe('correcting', () => {
  test('[V5] what is left out stays, an amount is taken back by null, and the version rises', async () => {
    const made = (await city.get('ADMIN', register, { input: fresh({ code: 'V-5', expectedInvestment: '5', unit: 'YI' }) })).investmentLeadRegister.investmentLead;
    const change = async (input: object) => (await city.get('DISPATCHER', correct, { id: made.id, input })).investmentLeadCorrect.investmentLead;
    expect(await change({ version: 1, name: '新名', sector: 'HEALTHCARE', regionId: id('Region', 4) }))
      .toMatchObject({ name: '新名', sector: 'HEALTHCARE', region: { code: 'S' }, expectedInvestment: '5', version: 2 });
    expect(await change({ version: 2, expectedInvestment: null, description: '说明' })).toMatchObject({ name: '新名', expectedInvestment: null, description: '说明', version: 3, history: [{ act: 'REGISTERED' }, { act: 'CORRECTED' }, { act: 'CORRECTED' }] });
  });

  test('[V6] a lead corrected at an old version is refused', async () => {
    const made = (await city.get('ADMIN', register, { input: fresh({ code: 'V-6' }) })).investmentLeadRegister.investmentLead;
    const both = await Promise.all(['甲', '乙'].map((name) => city.get('ADMIN', correct, { id: made.id, input: { version: 1, name } })));
    expect(both.flatMap((one) => one.investmentLeadCorrect.userErrors)).toEqual([{ code: 'CONFLICT', path: ['input', 'version'] }]);
  });

  test('[V7] a lead that the viewer does not see is not found, and none is moved out of the viewer\'s region', async () => {
    expect((await city.get('DISPATCHER', correct, { id: id('InvestmentLead', 2), input: { version: 1, name: '不该' } }, north)).investmentLeadCorrect)
      .toEqual({ investmentLead: null, userErrors: [{ code: 'NOT_FOUND', path: ['id'] }] });
    expect((await city.get('DISPATCHER', end, { id: id('InvestmentLead', 2), reason: '不该' }, north)).investmentLeadEnd.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await city.get('DISPATCHER', correct, { id: id('InvestmentLead', 1), input: { version: 1, regionId: id('Region', 4) } }, north)).investmentLeadCorrect.userErrors)
      .toEqual([{ code: 'FORBIDDEN_HERE', path: ['input', 'regionId'] }]);
  });
});

describe('ending', () => {
  test('[V8] a lead is given up with a reason; whoever answers for it is released with the same', async () => {
    const made = (await city.get('ADMIN', register, { input: fresh({ code: 'V-8' }) })).investmentLeadRegister.investmentLead;
    await city.query(`insert into assignment (role, leader_id, lead_id) select 'GENERAL_SERVICE_OFFICER', 1, id from investment_lead where code = 'V-8'`);
    const { investmentLeadEnd } = await city.get('DISPATCHER', end, { id: made.id, reason: '投资方退出' });
    expect(investmentLeadEnd.investmentLead).toMatchObject({ status: 'ENDED', endReason: '投资方退出', history: [{ act: 'REGISTERED' }, { act: 'ENDED', note: '投资方退出' }] });
    expect(investmentLeadEnd.investmentLead.endedAt).not.toBeNull();
    const query = `query ($id: ID) { investmentLead(id: $id) { leader { name } assignments { endReason until history { act note } } } }`;
    const { investmentLead } = await city.get('ADMIN', query, { id: made.id });
    expect(investmentLead.leader).toBeNull();
    expect(investmentLead.assignments).toMatchObject([{ endReason: '投资方退出', until: expect.any(String), history: [{ act: 'CHANGED_BY_SQL' }, { act: 'ENDED', note: '投资方退出' }] }]);
  });

  test('[V9] an ended lead is neither corrected nor ended again, and a reason is required', async () => {
    const made = (await city.get('ADMIN', register, { input: fresh({ code: 'V-9' }) })).investmentLeadRegister.investmentLead;
    expect((await city.get('ADMIN', end, { id: made.id, reason: ' ' })).investmentLeadEnd.userErrors).toMatchObject([{ code: 'TEXT_EMPTY', path: ['reason'] }]);
    await city.get('ADMIN', end, { id: made.id, reason: '终止' });
    expect((await city.get('ADMIN', end, { id: made.id, reason: '再终止' })).investmentLeadEnd.userErrors).toMatchObject([{ code: 'ENDED', path: ['id'] }]);
    expect((await city.get('ADMIN', correct, { id: made.id, input: { version: 2, name: '改' } })).investmentLeadCorrect.userErrors).toEqual([{ code: 'ENDED', path: ['id'] }]);
  });

  test('[V10] a lead with an open issue does not end: the refusal names the issue', async () => {
    const made = (await city.get('ADMIN', register, { input: fresh({ code: 'V-10' }) })).investmentLeadRegister.investmentLead;
    await city.query(`insert into issue (number, kind, category, title, severity, status, level, lead_id)
      select 'I-10', 'PROBLEM', 'LAND', '用地', 'LOW', 'REPORTED', 'PROJECT', id from investment_lead where code = 'V-10'`);
    const { investmentLeadEnd } = await city.get('ADMIN', end, { id: made.id, reason: '终止' });
    expect(investmentLeadEnd.userErrors).toMatchObject([{ code: 'IN_USE', path: ['id'], message: expect.stringContaining('I-10') }]);
    await city.query(`update issue set status = 'CLOSED' where number = 'I-10'`);
    expect((await city.get('ADMIN', end, { id: made.id, reason: '终止' })).investmentLeadEnd.userErrors).toEqual([]);
  });
});

describe('reading', () => {
  let other: City;
  beforeAll(async () => {
    other = city;
    city = await openTwoCounties();
    await city.query(`do $$ begin
      insert into investment_lead (id, code, name, region_id, sector, expected_investment, registered_at, ended_at, project_id) values
        (3, 'V-3', 'Battery 电池', 3, 'INDUSTRY', 5, '2020-03-01Z', '2020-03-02Z', null), (4, 'V-4', '产业园', 4, 'HEALTHCARE', 200000000, '2020-03-03Z', '2020-03-04Z', 2);
      insert into assignment (role, leader_id, lead_id, until) values
        ('GENERAL_SERVICE_OFFICER', 1, 1, null), ('CHIEF_SERVICE_OFFICER', 2, 2, null), ('GENERAL_SERVICE_OFFICER', 3, 2, business_now());
    end $$`);
  });
  afterAll(async () => {
    await city.close();
    city = other;
  });

  test('[V11] leads are found by region with all below, sector, status, leader, whether there is one, and part of name or code', async () => {
    expect(await codes({})).toEqual(['V-1', 'V-2', 'V-3', 'V-4']);
    expect(await codes({ filter: { regionId: id('Region', 2) } })).toHaveLength(4);
    expect(await codes({ filter: { regionId: id('Region', 3) } })).toEqual(['V-1', 'V-3']);
    expect(await codes({ filter: { sector: ['LIVELIHOOD', 'HEALTHCARE'] } })).toEqual(['V-2', 'V-4']);
    expect(await codes({ filter: { status: ['OPEN'] } })).toEqual(['V-1', 'V-2']);
    expect(await codes({ filter: { status: ['CONVERTED'] } })).toEqual(['V-4']);
    expect(await codes({ filter: { status: ['ENDED', 'OPEN'], sector: ['INDUSTRY'] } })).toEqual(['V-1', 'V-3']);
    expect(await codes({ filter: { sector: [] } })).toEqual([]);
    expect(await codes({ filter: { leaderId: id('Leader', 2) } })).toEqual(['V-2']);
    expect(await codes({ filter: { leaderId: id('Leader', 3) } })).toEqual([]);
    expect(await codes({ filter: { hasLeader: true } })).toEqual(['V-1']);
    expect(await codes({ filter: { hasLeader: false } })).toEqual(['V-2', 'V-3', 'V-4']);
    expect(await codes({ filter: { search: 'battery' } })).toEqual(['V-3']);
    expect(await codes({ filter: { search: ' 线索 ' } })).toEqual(['V-1', 'V-2']);
    expect(await codes({ filter: { search: 'v-4' } })).toEqual(['V-4']);
    expect(await codes({ filter: { search: '%' } })).toEqual([]);
    const { errors } = await city.ask('VIEWER', list, { filter: { leaderId: 'nonsense' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argumentPath: ['filter', 'leaderId'] });
  });

  test('[V12] leads are sorted by code, day of entry or amount, an unknown amount as nothing, and paged without gaps', async () => {
    expect(await codes({ orderBy: 'CODE_DESC' })).toEqual(['V-4', 'V-3', 'V-2', 'V-1']);
    expect(await codes({ orderBy: 'REGISTERED_AT_ASC' })).toEqual(['V-2', 'V-1', 'V-3', 'V-4']);
    expect(await codes({ orderBy: 'EXPECTED_INVESTMENT_DESC' })).toEqual(['V-4', 'V-1', 'V-3', 'V-2']);
    for (const orderBy of ['CODE_ASC', 'CODE_DESC', 'REGISTERED_AT_ASC', 'REGISTERED_AT_DESC', 'EXPECTED_INVESTMENT_ASC', 'EXPECTED_INVESTMENT_DESC']) {
      const paged: string[] = [];
      let after: string | null = null;
      do {
        const page: { nodes: { code: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string }; totalCount: number } = (await city.get('VIEWER', list, { first: 1, after, orderBy })).investmentLeads;
        expect(page.totalCount).toBe(4);
        paged.push(...page.nodes.map(({ code }) => code));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after);
      expect(paged).toEqual(await codes({ orderBy }));
    }
  });

  test('[V13] a viewer of a region sees its leads alone, in lists, counts, and by id or code; a unit those of its issues', async () => {
    const { investmentLeads } = await city.get('VIEWER', list, {}, north);
    expect(investmentLeads).toMatchObject({ totalCount: 2, nodes: [{ code: 'V-1' }, { code: 'V-3' }] });
    expect((await city.get('VIEWER', one, { code: 'V-1' }, north)).investmentLead.name).toBe('北线索');
    expect((await city.get('VIEWER', one, { code: 'V-2' }, north)).investmentLead).toBeNull();
    expect((await city.get('VIEWER', one, { id: id('InvestmentLead', 2) }, north)).investmentLead).toBeNull();
    expect((await city.get('VIEWER', one, { code: 'V-999' })).investmentLead).toBeNull();
    expect((await city.get('UNIT', list, {}, { unit: 'UN' })).investmentLeads.totalCount).toBe(0);
    await city.query(`insert into issue (number, kind, category, title, severity, status, level, lead_id, lead_unit_id)
      values ('I-1', 'PROBLEM', 'LAND', '用地', 'LOW', 'ASSIGNED', 'PROJECT', 2, 1)`);
    expect((await city.get('UNIT', list, {}, { unit: 'UN' })).investmentLeads).toMatchObject({ totalCount: 1, nodes: [{ code: 'V-2' }] });
    expect((await city.get('INTEGRATION', list, {}, { system: 'x' })).investmentLeads.totalCount).toBe(0);
  });

  test('[V14] a list of leads with region, project, leader, assignments and history costs a fixed number of statements', async () => {
    const source = `query ($first: Int!) { investmentLeads(first: $first) { nodes { code region { name } project { name } leader { name } assignments(active: true) { leader { name } } history { act } } } }`;
    const few = await city.statements(() => city.get('VIEWER', source, { first: 2 }));
    await city.query(`insert into investment_lead (code, name, region_id, sector) select 'W-' || n, '线索', 3, 'INDUSTRY' from generate_series(1, 50) n`);
    const many = await city.statements(() => city.get('VIEWER', source, { first: 50 }));
    expect(few).toBeLessThanOrEqual(7);
    expect(many).toBeLessThanOrEqual(few + 1);
  });
});
