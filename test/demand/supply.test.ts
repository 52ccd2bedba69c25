import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { act, assignedWorkers, demandOf, ids, needWorkers, offerWorkers, openTown, report, said } from './town.js';

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());

const offerOf = async (id: string, role: 'ADMIN' | 'UNIT' | 'VIEWER' | 'LEADER' = 'ADMIN', options = {}): Promise<Data> =>
  (await city.get(role, 'query ($id: ID!) { supplyOffer(id: $id) { quantity matched open withdrawnAt matches { id quantity status issue { id } } history { act note } } }', { id }, options)).supplyOffer;

test('[DM10] a unit offers what it has, where and when; the office for any unit, a unit for itself alone', async () => {
  const input = { unitId: ids.land, kind: 'WORKERS', quantity: '30', measure: '人', fromOn: '2020-04-20', untilOn: '2020-05-20', text: '技校毕业生', regionId: ids.east };
  expect(said(await act(city, 'supplyOfferMake', { input }, 'UNIT', { unit: 'LAND' }))).toEqual([]);
  expect(said(await act(city, 'supplyOfferMake', { input }, 'UNIT', { unit: 'WATER' }))).toEqual(['FORBIDDEN_HERE input unitId']);
  expect(said(await act(city, 'supplyOfferMake', { input: { ...input, regionId: null } }, 'DISPATCHER', { region: 'DQ-E' }))).toEqual(['FORBIDDEN_HERE input regionId']);
  expect(said(await act(city, 'supplyOfferMake', { input: { ...input, regionId: ids.west } }, 'DISPATCHER', { region: 'DQ-E' }))).toEqual(['FORBIDDEN_HERE input regionId']);
  expect(said(await act(city, 'supplyOfferMake', { input: { ...input, kind: 'NEGOTIATION', untilOn: '2020-04-19', text: '' } }))).toEqual([
    'QUANTITY_MEANINGLESS input quantity', 'QUANTITY_MEANINGLESS input measure', 'QUANTITY_MEANINGLESS input kind', 'TEXT_EMPTY input text', 'DAY_BEFORE input untilOn',
  ]);
  expect(said(await act(city, 'supplyOfferMake', { input: { ...input, unitId: toGlobalId('Unit', 99), quantity: '-3' } }))).toEqual(['NOT_FOUND input unitId', 'NUMBER_OUT_OF_RANGE input quantity']);
});

test('[DM11] an offer is corrected by the version that was read, and withdrawn; a county corrects none of the city\'s', async () => {
  const id = await offerWorkers(city, '30');
  const input = { version: 1, kind: 'WORKERS', quantity: '40', measure: '人', fromOn: '2020-04-16', untilOn: '2020-06-30', text: '返岗工人', regionId: ids.west };
  expect(said(await act(city, 'supplyOfferCorrect', { id, input }, 'DISPATCHER', { region: 'DQ-E' }))).toEqual(['FORBIDDEN_HERE id']);
  expect((await act(city, 'supplyOfferCorrect', { id, input }, 'UNIT', { unit: 'LAND' })).offer).toMatchObject({ version: 2, open: '40', region: { code: 'DQ-W' }, untilOn: '2020-06-30' });
  expect(said(await act(city, 'supplyOfferCorrect', { id, input }))).toEqual(['CONFLICT input version']);
  expect((await act(city, 'supplyOfferWithdraw', { id, reason: '已自用' })).offer).toMatchObject({ withdrawReason: '已自用' });
  expect(said(await act(city, 'supplyOfferWithdraw', { id, reason: 'x' }))).toEqual(['ENDED id']);
  expect((await offerOf(id)).history.map((line: Data) => [line.act, line.note])).toEqual([['OFFERED', '30 人'], ['CORRECTED', '40 人'], ['WITHDRAWN', '已自用']]);
});

test('[DM12] a part of an offer is promised to a demand of its kind and measure, within what is open of both', async () => {
  const [offerId, issueId] = [await offerWorkers(city, '100'), await needWorkers(city, '60')];
  expect(said(await act(city, 'supplyMatch', { offerId, issueId, quantity: '61' }))).toEqual(['QUANTITY_OVER_OPEN quantity']);
  const { match } = await act(city, 'supplyMatch', { offerId, issueId, quantity: '45.5' });
  expect(match).toMatchObject({ status: 'PROMISED', offer: { open: '54.5', matched: '45.5' }, issue: { demand: { open: '14.5', promised: '45.5', fulfilled: '0' } } });
  expect(said(await act(city, 'demandFulfil', { issueId, quantity: '15', note: 'x' }))).toEqual(['QUANTITY_OVER_OPEN quantity']);
  const power = await report(city, { kind: 'DEMAND', category: 'POWER', demand: { kind: 'POWER', quantity: '5', measure: '千瓦' } });
  expect(said(await act(city, 'supplyMatch', { offerId, issueId: power, quantity: '1' }))).toEqual(['SUPPLY_UNFIT issueId']);
  expect(said(await act(city, 'supplyMatch', { offerId, issueId: await report(city), quantity: '1' }))).toEqual(['DEMAND_ONLY issueId']);
  expect(said(await act(city, 'supplyOfferWithdraw', { id: offerId, reason: 'x' }))).toEqual(['SUPPLY_PROMISED id']);
  const past = await offerWorkers(city, '5');
  await city.query(`update supply_offer set from_on = '2020-04-01', until_on = '2020-04-15' where id = (select max(id) from supply_offer)`);
  expect(said(await act(city, 'supplyMatch', { offerId: past, issueId, quantity: '1' }))).toEqual(['DAY_BEFORE offerId']);
});

test('[DM13] those who promise of one offer at once never promise more than there is, and none deadlocks', async () => {
  const offerId = await offerWorkers(city, '100');
  const issues = await Promise.all(Array.from({ length: 8 }, () => needWorkers(city, '30')));
  const answers = await Promise.all(issues.map((issueId) => act(city, 'supplyMatch', { offerId, issueId, quantity: '30' })));
  expect(answers.filter(({ match }) => match !== null)).toHaveLength(3);
  expect(new Set(answers.flatMap(said))).toEqual(new Set(['QUANTITY_OVER_OPEN quantity']));
  expect(await offerOf(offerId)).toMatchObject({ matched: '90', open: '10' });
  // Nor does whoever writes to the database itself.
  await expect(city.query(`insert into supply_match (offer_id, issue_id, quantity) select offer_id, issue_id, 11 from supply_match order by id desc limit 1`)).rejects.toThrow(/_check/);
});

test('[DM14] what was delivered is a step of the demand; what is released is open again on both sides; each is settled once', async () => {
  const [offerId, issueId] = [await offerWorkers(city, '100'), await assignedWorkers(city, '100')];
  const promise = async (quantity: string) => (await act(city, 'supplyMatch', { offerId, issueId, quantity })).match.id;
  const [first, second] = [await promise('40'), await promise('50')];
  const delivered = await act(city, 'supplyMatchConfirm', { matchId: first, note: '已到岗' });
  expect(delivered.match).toMatchObject({ status: 'DELIVERED', offer: { open: '10', matched: '90' }, issue: { demand: { open: '10', promised: '50', fulfilled: '40' } } });
  const released = await act(city, 'supplyMatchRelease', { matchId: second, reason: '工人另有安排' });
  expect(released.match).toMatchObject({ status: 'RELEASED', reason: '工人另有安排', offer: { open: '60' }, issue: { demand: { open: '60', promised: '0' } } });
  expect(said(await act(city, 'supplyMatchRelease', { matchId: first, reason: 'x' }))).toEqual(['MATCH_STATE matchId']);
  expect(said(await act(city, 'supplyMatchConfirm', { matchId: second }))).toEqual(['MATCH_STATE matchId']);
  const { demand, history } = await demandOf(city, issueId);
  expect(demand.steps).toMatchObject([{ quantity: '40', note: '已到岗' }]);
  expect(history.slice(2).map((line: Data) => [line.act, line.note])).toEqual([
    ['MATCHED', '40 人 · 自然资源局'], ['MATCHED', '50 人 · 自然资源局'], ['DELIVERED', '40 人 · 自然资源局 · 已到岗'], ['RELEASED', '50 人 · 自然资源局 · 工人另有安排'],
  ]);
  expect((await offerOf(offerId)).history.map((line: Data) => line.act)).toEqual(['OFFERED', 'MATCHED', 'MATCHED', 'DELIVERED', 'RELEASED']);
  // Fewer came than were promised: the others are to be had again.
  const corrected = await act(city, 'demandCorrectFulfilment', { stepId: demand.steps[0].id, quantity: '35', reason: '实到 35 人' });
  expect(corrected.issue.demand).toMatchObject({ fulfilled: '35', open: '65' });
  expect(await offerOf(offerId)).toMatchObject({ matched: '35', open: '65' });
  expect(said(await act(city, 'demandCorrectFulfilment', { stepId: demand.steps[0].id, quantity: '41', reason: 'x' }))).toEqual(['QUANTITY_OVER_OPEN quantity']);
});

test('[DM15] candidates come best first: the nearest, the soonest, the largest; of demands the nearest, the most pressing, the largest', async () => {
  await city.query('truncate demand_step, supply_match, demand, supply_offer');
  const issueId = await needWorkers(city, '50', { projectCode: 'DQ-E-1', dueOn: '2020-05-20' });
  const offers = {
    elsewhere: await offerWorkers(city, '90', { regionId: ids.west }),
    city: await offerWorkers(city, '5'),
    later: await offerWorkers(city, '80', { regionId: ids.east, fromOn: '2020-05-01' }),
    small: await offerWorkers(city, '10', { regionId: ids.east }),
    large: await offerWorkers(city, '20', { regionId: ids.east }),
  };
  await offerWorkers(city, '0.5', { regionId: ids.east, kind: 'FUNDS', measure: '万元' });
  const candidates = async (first: number, role: 'ADMIN' | 'LEADER' = 'ADMIN') => (await city.get(role, 'query ($id: ID!, $first: Int!) { issue(id: $id) { demand { candidates(first: $first) { id } } } }', { id: issueId, first }, { leader: 'L1' })).issue?.demand.candidates.map(({ id }: Data) => id);
  expect(await candidates(10)).toEqual([offers.large, offers.small, offers.later, offers.city, offers.elsewhere]);
  expect(await candidates(2)).toEqual([offers.large, offers.small]);
  const issues = {
    west: await needWorkers(city, '90', { projectCode: 'DQ-W-1', dueOn: '2020-04-17' }),
    never: await needWorkers(city, '90', { projectCode: 'DQ-E-2' }),
    pressing: await needWorkers(city, '1', { projectCode: 'DQ-E-2', dueOn: '2020-04-20' }),
  };
  const { supplyOffer } = await city.get('ADMIN', 'query ($id: ID!) { supplyOffer(id: $id) { candidates { id } } }', { id: offers.large });
  expect(supplyOffer.candidates.map(({ id }: Data) => id)).toEqual([issues.pressing, issueId, issues.never, issues.west]);
  expect((await city.ask('ADMIN', 'query ($id: ID!) { supplyOffer(id: $id) { candidates(first: 51) { id } } }', { id: offers.large })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('[DM16] an offer is seen by the office, in its region and what that lies in or holds, and by its unit; leaders and systems see none', async () => {
  const east = await offerWorkers(city, '7', { regionId: ids.east });
  const whole = await offerWorkers(city, '8');
  const sees = async (role: 'VIEWER' | 'UNIT' | 'LEADER' | 'INTEGRATION', options: object) => Promise.all([east, whole].map(async (id) =>
    (await city.get(role, 'query ($id: ID!) { supplyOffer(id: $id) { id } }', { id }, options)).supplyOffer !== null));
  expect(await sees('VIEWER', { region: 'DQ-E' })).toEqual([true, true]);
  expect(await sees('VIEWER', { region: 'DQ-W' })).toEqual([false, true]);
  expect(await sees('VIEWER', { region: 'HLJ' })).toEqual([true, true]);
  expect(await sees('UNIT', { unit: 'LAND' })).toEqual([true, true]);
  expect(await sees('UNIT', { unit: 'WATER' })).toEqual([false, false]);
  expect(await sees('LEADER', { leader: 'L1' })).toEqual([false, false]);
  expect(await sees('INTEGRATION', { system: 'hotline' })).toEqual([false, false]);
  // A county that is founded later sees what the whole city is offered.
  await city.query(`insert into region (code, name, level, parent_id) values ('DQ-N', '北县', 'COUNTY', 2)`);
  expect(await sees('VIEWER', { region: 'DQ-N' })).toEqual([false, true]);
  // To a county's office the other county's demand is none.
  const issueId = await needWorkers(city, '5', { projectCode: 'DQ-W-1' });
  expect(said(await act(city, 'supplyMatch', { offerId: east, issueId, quantity: '1' }, 'DISPATCHER', { region: 'DQ-E' }))).toEqual(['NOT_FOUND issueId']);
});

test('[DM17] a unit fulfils what it leads or supports, and nothing else', async () => {
  const id = await assignedWorkers(city, '10');
  expect(said(await act(city, 'demandFulfil', { issueId: id, quantity: '1', note: 'x' }, 'UNIT', { unit: 'WATER' }))).toEqual(['NOT_FOUND issueId']);
  const { issue } = await act(city, 'demandFulfil', { issueId: id, quantity: '1', note: '一人到岗' }, 'UNIT', { unit: 'POWER' });
  expect(issue.demand.fulfilled).toBe('1');
  expect(said(await act(city, 'demandCorrectFulfilment', { stepId: issue.demand.steps[0].id, quantity: '0', reason: 'x' }, 'UNIT', { unit: 'WATER' }))).toEqual(['NOT_FOUND stepId']);
});

test('[DM24] a duplicate is merged only where nothing of its demand is lost: the other needs the same kind, and nothing is promised to the duplicate', async () => {
  const merge = async (id: string, intoId: string): Promise<string[]> => said((await city.get('DISPATCHER', 'mutation ($id: ID!, $intoId: ID!) { issueMerge(id: $id, intoId: $intoId, note: "同一事") { userErrors { code path } } }', { id, intoId })).issueMerge);
  const [target, twin, plain] = [await needWorkers(city, '50'), await needWorkers(city, '50'), await report(city)];
  expect(await merge(twin, plain)).toEqual(['DEMAND_DUPLICATE intoId']);
  const { match } = await act(city, 'supplyMatch', { offerId: await offerWorkers(city), issueId: twin, quantity: '20' });
  expect(await merge(twin, target)).toEqual(['DEMAND_DUPLICATE intoId']);
  await act(city, 'supplyMatchRelease', { matchId: match.id, reason: '重复上报' });
  expect(await merge(twin, target)).toEqual([]);
  expect(await merge(plain, target)).toEqual([]);
});

test('[DM25] a delivery is corrected upwards only by what its demand and its offer still have open', async () => {
  const offerId = await offerWorkers(city, '100');
  const deliver = async (issueId: string, quantity: string): Promise<string> => {
    const { match } = await act(city, 'supplyMatch', { offerId, issueId, quantity });
    await act(city, 'supplyMatchConfirm', { matchId: match.id });
    return (await demandOf(city, issueId)).demand.steps.at(-1).id;
  };
  const correct = async (stepId: string, quantity: string): Promise<string[]> => said(await act(city, 'demandCorrectFulfilment', { stepId, quantity, reason: '核实' }));
  const first = await needWorkers(city, '100');
  const step = await deliver(first, '100');
  expect(await correct(step, '60')).toEqual([]);
  // What it did not get is promised to others.
  const { match } = await act(city, 'supplyMatch', { offerId, issueId: await needWorkers(city, '40'), quantity: '30' });
  expect(await correct(step, '71')).toEqual(['QUANTITY_OVER_OPEN quantity']);
  expect(await correct(step, '70')).toEqual([]);
  await act(city, 'supplyMatchRelease', { matchId: match.id, reason: '不再需要' });
  await act(city, 'demandFulfil', { issueId: first, quantity: '25', note: '自行招聘' });
  expect(await correct(step, '76')).toEqual(['QUANTITY_OVER_OPEN quantity']);
  expect(await correct(step, '75')).toEqual([]);
});

test('[DM26] a region that is founded wakes the offers that are seen from it, and no other', async () => {
  const [whole, east] = [await offerWorkers(city, '7'), await offerWorkers(city, '7', { regionId: ids.east })];
  const woken = async (statement: string): Promise<boolean[]> => {
    const [{ seq }] = await city.query<{ seq: string }>(`select max(seq) as seq from change_log`) as [{ seq: string }];
    await city.query(statement);
    const found = new Set((await city.query<{ id: number }>(`select entity_id as id from change_log where type = 'SupplyOffer' and seq > ${seq}`)).map(({ id }) => toGlobalId('SupplyOffer', id)));
    return [whole, east].map((id) => found.has(id));
  };
  expect(await woken(`insert into region (code, name, level, parent_id) values ('DQ-S', '南县', 'COUNTY', 2)`)).toEqual([true, false]);
  expect(await woken(`insert into region (code, name, level, parent_id) values ('DQ-E-A', '东县开发区', 'COUNTY', 3)`)).toEqual([true, true]);
  expect(await woken(`update region set name = '南新县' where code = 'DQ-S'`)).toEqual([false, false]);
  expect(await woken(`update region set parent_id = 4 where code = 'DQ-E-A'`)).toEqual([false, true]);
});
