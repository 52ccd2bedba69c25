import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { act as step } from '../issue/town.js';
import { act, assignedWorkers, demandOf, ids, needWorkers, openTown, report, said } from './town.js';

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());

const many = `mutation ($inputs: [IssueReportInput!]!) { issueReportMany(inputs: $inputs) { results { issue { id demand { kind { code nameZh } quantity measure open share } } userErrors { code path } } } }`;
const demand = { projectCode: 'DQ-E-1', kind: 'DEMAND', category: 'LABOUR', severity: 'HIGH', title: '缺工' };

async function reportMany(inputs: readonly Record<string, unknown>[]): Promise<Data[]> {
  return (await city.get('ADMIN', many, { inputs: inputs.map((input) => ({ ...demand, ...input })) })).issueReportMany.results;
}

test('[DM1] a demand is reported with its kind, quantity and measure; what does not fit is refused by value, each report for itself', async () => {
  const workers = { kind: 'WORKERS', quantity: '20.50', measure: '人' };
  const results = await reportMany([
    { demand: workers },
    { demand: { kind: 'NEGOTIATION' }, category: 'NEGOTIATION' },
    {},
    { demand: workers, kind: 'PROBLEM' },
    { demand: workers, category: 'LAND' },
    { demand: { ...workers, kind: 'NONE' } },
    { demand: { ...workers, measure: '亩' } },
    { demand: { kind: 'WORKERS' } },
    { demand: { ...workers, quantity: '0' } },
    { demand: { ...workers, quantity: '1.0005' } },
    { demand: { kind: 'NEGOTIATION', quantity: '1' }, category: 'NEGOTIATION' },
    { demand: { ...workers, quantity: '9999999999999' } },
  ]);
  expect(results.slice(0, 3).map(({ issue }) => issue.demand)).toEqual([
    { kind: { code: 'WORKERS', nameZh: '用工' }, quantity: '20.5', measure: '人', open: '20.5', share: 0 },
    { kind: { code: 'NEGOTIATION', nameZh: '洽谈' }, quantity: null, measure: null, open: null, share: null },
    null,
  ]);
  expect(results.slice(3).map((result) => said(result)[0])).toEqual([
    'DEMAND_ONLY inputs 3 demand', 'DEMAND_CATEGORY inputs 4 category', 'NOT_FOUND inputs 5 demand kind', 'DEMAND_MEASURE inputs 6 demand measure', 'QUANTITY_NEEDED inputs 7 demand quantity',
    'NUMBER_OUT_OF_RANGE inputs 8 demand quantity', 'QUANTITY_TOO_FINE inputs 9 demand quantity', 'QUANTITY_MEANINGLESS inputs 10 demand quantity', 'NUMBER_OUT_OF_RANGE inputs 11 demand quantity',
  ]);
  expect(await city.query('select count(*)::int as n from issue')).toEqual([{ n: 3 }]);
});

test('[DM2] a retried report is answered as it stands, and a thousand demands are one insert of issues and one of demands', async () => {
  const input = { demand: { kind: 'WORKERS', quantity: '5', measure: '人' }, externalRef: { system: 'hotline', key: 'dm2' } };
  const [first] = await reportMany([input]);
  const [again] = await reportMany([{ ...input, demand: { ...input.demand, quantity: '7' } }]);
  expect(again).toEqual(first);
  await city.query(`
    create table heard (statement text, rows int);
    create function hear() returns trigger language plpgsql as $$ begin insert into heard select tg_table_name, count(*) from fresh; return null; end $$;
    create trigger hear_issue after insert on issue referencing new table as fresh for each statement execute function hear();
    create trigger hear_demand after insert on demand referencing new table as fresh for each statement execute function hear();`);
  const results = await reportMany(Array.from({ length: 1_000 }, () => ({ demand: input.demand })));
  expect(results.every(({ issue }) => issue.demand.quantity === '5')).toBe(true);
  expect(await city.query('select * from heard where rows > 0 order by 1')).toEqual([{ statement: 'demand', rows: 1_000 }, { statement: 'issue', rows: 1_000 }]);
  await city.query('drop trigger hear_issue on issue; drop trigger hear_demand on demand');
});

test('[DM3] what a standing demand needs is said later, and said anew: its category follows; never less than what is fulfilled', async () => {
  const id = await report(city, { kind: 'DEMAND', category: 'OTHER' });
  const described = await act(city, 'demandDescribe', { issueId: id, input: { kind: 'POWER', quantity: '400', measure: '千伏安' } });
  expect(described.issue).toMatchObject({ category: 'POWER', demand: { kind: { code: 'POWER' }, open: '400' } });
  await act(city, 'demandFulfil', { issueId: id, quantity: '100', note: '临时变压器' });
  expect(said(await act(city, 'demandDescribe', { issueId: id, input: { kind: 'POWER', quantity: '99', measure: '千伏安' } }))).toEqual(['DEMAND_COMMITTED input']);
  expect(said(await act(city, 'demandDescribe', { issueId: id, input: { kind: 'POWER', quantity: '400', measure: '千瓦' } }))).toEqual(['DEMAND_COMMITTED input']);
  expect((await act(city, 'demandDescribe', { issueId: id, input: { kind: 'POWER', quantity: '100', measure: '千伏安' } })).issue.demand).toMatchObject({ open: '0', share: 1 });
  const problem = await report(city);
  expect(said(await act(city, 'demandDescribe', { issueId: problem, input: { kind: 'POWER', quantity: '1', measure: '千瓦' } }))).toEqual(['DEMAND_ONLY issueId']);
  expect((await demandOf(city, id)).history.map((line: Data) => [line.act, line.note])).toEqual([
    ['REPORTED', null], ['DESCRIBED', '用电 400 千伏安'], ['FULFILLED', '100 千伏安 临时变压器'], ['DESCRIBED', '用电 100 千伏安'],
  ]);
});

test('[DM4] a described demand stays a demand of its kind\'s category, whoever corrects the issue', async () => {
  const id = await needWorkers(city);
  const correct = 'mutation ($id: ID!, $input: IssueCorrectInput!) { issueCorrect(id: $id, input: $input) { issue { id } userErrors { code path } } }';
  const { issueCorrect } = await city.get('ADMIN', correct, { id, input: { version: 1, kind: 'PROBLEM' } });
  expect(said(issueCorrect)).toEqual(['DEMAND_DESCRIBED input kind']);
  expect(said((await city.get('ADMIN', correct, { id, input: { version: 1, category: 'LAND' } })).issueCorrect)).toEqual(['DEMAND_CATEGORY input category']);
});

test('[DM5] a demand is fulfilled in steps, never by more than is open, also where two race', async () => {
  const id = await assignedWorkers(city);
  expect((await act(city, 'demandFulfil', { issueId: id, quantity: '80', note: '包车接回' })).issue.demand).toMatchObject({ fulfilled: '80', open: '120', share: 0.4 });
  const over = await act(city, 'demandFulfil', { issueId: id, quantity: '120.001', note: '又一批' });
  expect(over).toMatchObject({ issue: null, userErrors: [{ code: 'QUANTITY_OVER_OPEN', path: ['quantity'], message: expect.stringContaining('120人') }] });
  const raced = await Promise.all(Array.from({ length: 6 }, () => act(city, 'demandFulfil', { issueId: id, quantity: '50', note: '一批' })));
  expect(raced.filter(({ issue }) => issue !== null)).toHaveLength(2);
  expect((await demandOf(city, id)).demand).toMatchObject({ fulfilled: '180', open: '20' });
  expect(said(await act(city, 'demandFulfil', { issueId: id, quantity: '0', note: ' ' }))).toEqual(['NUMBER_OUT_OF_RANGE quantity', 'TEXT_EMPTY note']);
  expect(said(await act(city, 'demandFulfil', { issueId: await report(city, { kind: 'DEMAND' }), quantity: '1', note: 'x' }))).toEqual(['DEMAND_UNKNOWN issueId']);
});

test('[DM6] a step is corrected by another one with the difference; nothing is rewritten', async () => {
  const id = await assignedWorkers(city);
  const { issue } = await act(city, 'demandFulfil', { issueId: id, quantity: '80', note: '第一批' });
  const [{ id: stepId }] = issue.demand.steps;
  const corrected = await act(city, 'demandCorrectFulfilment', { stepId, quantity: '60', reason: '实到 60 人' });
  expect(corrected.issue.demand).toMatchObject({ fulfilled: '60', open: '140', steps: [{ quantity: '80', note: '第一批', corrects: null }, { quantity: '-20', note: '实到 60 人', corrects: { id: stepId } }] });
  const again = await act(city, 'demandCorrectFulfilment', { stepId: corrected.issue.demand.steps[1].id, quantity: '0', reason: '误报' });
  expect(again.issue.demand).toMatchObject({ fulfilled: '0', steps: [{}, {}, { quantity: '-60', corrects: { id: stepId } }] });
  expect(said(await act(city, 'demandCorrectFulfilment', { stepId, quantity: '201', reason: 'x' }))).toEqual(['QUANTITY_OVER_OPEN quantity']);
  expect(said(await act(city, 'demandCorrectFulfilment', { stepId, quantity: '-1', reason: 'x' }))).toEqual(['FULFILMENT_BELOW quantity']);
  expect((await act(city, 'demandCorrectFulfilment', { stepId, quantity: '200', reason: '核实' })).issue.demand.open).toBe('0');
});

test('[DM7] a demand of which something is missing cannot be resolved; all of it there closes nothing by itself', async () => {
  const id = await assignedWorkers(city, '10');
  const resolve = async () => said(await step(city, 'IssueResolve', { id, note: '已到岗' }, 'unit'));
  expect(await resolve()).toEqual(['DEMAND_OPEN id']);
  const { issue } = await act(city, 'demandFulfil', { issueId: id, quantity: '10', note: '到齐' });
  expect((await demandOf(city, id)).status).toBe('ASSIGNED');
  expect(await resolve()).toEqual([]);
  expect(said(await act(city, 'demandFulfil', { issueId: id, quantity: '1', note: 'x' }))).toEqual(['ISSUE_STATE issueId']);
  // What is corrected before it is verified is missing again.
  await act(city, 'demandCorrectFulfilment', { stepId: issue.demand.steps[0].id, quantity: '9', reason: '一人未到' });
  expect(said(await step(city, 'IssueVerify', { id }, 'office'))).toEqual(['DEMAND_OPEN id']);
  expect(said(await step(city, 'IssueReturn', { id, note: '缺一人' }, 'office'))).toEqual([]);
});

test('[DM8] kinds are data: twelve to begin with; the administrator adds, renames and retires them', async () => {
  const { demandKinds } = await city.get('VIEWER', '{ demandKinds { code nameZh nameEn measures category active } }');
  expect(demandKinds).toHaveLength(12);
  expect(demandKinds[9]).toEqual({ code: 'NEGOTIATION', nameZh: '洽谈', nameEn: 'Negotiation', measures: [], category: 'NEGOTIATION', active: true });
  const heat = { code: 'HEAT', nameZh: '用热', nameEn: 'Heat', measures: ['吉焦', '吉焦'], category: 'OTHER' };
  expect((await act(city, 'demandKindSet', { input: heat }, 'ADMIN')).demandKind).toMatchObject({ code: 'HEAT', measures: ['吉焦'], active: true });
  expect(said((await reportMany([{ category: 'OTHER', demand: { kind: 'HEAT', quantity: '3', measure: '吉焦' } }]))[0])).toEqual([]);
  await act(city, 'demandKindSet', { input: { ...heat, active: false } }, 'ADMIN');
  expect(said((await reportMany([{ category: 'OTHER', demand: { kind: 'HEAT', quantity: '3', measure: '吉焦' } }]))[0])).toEqual(['ENDED inputs 0 demand kind']);
  expect(said(await act(city, 'demandKindSet', { input: { ...heat, code: ' ', measures: [''] } }, 'ADMIN'))).toEqual(['TEXT_EMPTY input code', 'TEXT_EMPTY input measures']);
  expect((await city.ask('DISPATCHER', 'mutation ($input: DemandKindSetInput!) { demandKindSet(input: $input) { userErrors { code } } }', { input: heat })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('[DM9] figures are split by measure always, and by kind, region and status where asked; demands without a quantity are counted', async () => {
  await city.query(`truncate demand_step, supply_match, demand`);
  await needWorkers(city, '10');
  await needWorkers(city, '20', { projectCode: 'DQ-W-1' });
  const power = await report(city, { kind: 'DEMAND', category: 'POWER', demand: { kind: 'POWER', quantity: '400.5', measure: '千伏安' } });
  await act(city, 'demandFulfil', { issueId: power, quantity: '100.25', note: 'x' });
  await report(city, { kind: 'DEMAND', category: 'NEGOTIATION', demand: { kind: 'NEGOTIATION' } });
  const stats = async (by: string, filter = '{}') => (await city.get('ADMIN', `{ demandStats(by: [${by}], filter: ${filter}) { kind { code } region { code } status measure count quantity fulfilled promised open } }`)).demandStats;
  const none = { kind: null, region: null, status: null };
  expect(await stats('')).toEqual([
    { ...none, measure: '人', count: 2, quantity: '30', fulfilled: '0', promised: '0', open: '30' },
    { ...none, measure: '千伏安', count: 1, quantity: '400.5', fulfilled: '100.25', promised: '0', open: '300.25' },
    { ...none, measure: null, count: 1, quantity: '0', fulfilled: '0', promised: '0', open: '0' },
  ]);
  expect((await stats('KIND, REGION, STATUS')).map((row: Data) => [row.kind.code, row.region.code, row.status, row.measure, row.open])).toEqual([
    ['WORKERS', 'DQ-E', 'REPORTED', '人', '10'], ['WORKERS', 'DQ-W', 'REPORTED', '人', '20'], ['POWER', 'DQ-E', 'REPORTED', '千伏安', '300.25'], ['NEGOTIATION', 'DQ-E', 'REPORTED', null, '0'],
  ]);
  expect(await stats('KIND', `{ regionId: "${ids.west}" }`)).toMatchObject([{ quantity: '20' }]);
  const { issues } = await city.get('ADMIN', '{ issues(filter: { demandKind: ["WORKERS", "POWER"], demandOpen: true }) { totalCount } }');
  expect(issues.totalCount).toBe(3);
});
