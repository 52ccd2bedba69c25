import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer, type TokenOptions } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startServer({ template: 'empty' });
  await server.query(`
    insert into region (id, code, name, level) values (1, 'C', '市', 'CITY');
    insert into region (id, code, name, level, parent_id) values (2, 'N', '北县', 'COUNTY', 1), (3, 'S', '南县', 'COUNTY', 1);
    insert into unit (id, code, name, type, region_id) values (1, 'P', '供电公司', 'COMPANY', 1);
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment) values (1, 'P1', '厂', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 2, 1);
    insert into issue (id, number, kind, category, title, severity, status, level, project_id) values (1, 'I1', 'DEMAND', 'POWER', '缺电', 'LOW', 'REPORTED', 'PROJECT', 1);
    insert into supply_offer (id, unit_id, kind_id, quantity, measure, region_id, from_on, text) values (1, 1, 4, 500, '千伏安', 3, '2020-04-01', '变压器');
    select setval(pg_get_serial_sequence(t, 'id'), 100) from unnest(array['region', 'unit', 'project', 'issue', 'supply_offer']) t`);
  admin = await server.token('ADMIN');
});
afterAll(() => server.close());

const ids = { issueId: toGlobalId('Issue', 1), offerId: toGlobalId('SupplyOffer', 1) };

/** What one who follows issues and offers is told of an act, and what stands in it then. */
async function told(viewer: TokenOptions, deed: () => Promise<Data>): Promise<Data[]> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('VIEWER', viewer)}` });
  const document = `subscription ($since: Cursor) { changes(scope: { types: [ISSUE, SUPPLY_OFFER] }, since: $since) { cursor changes {
    operation type entity { ... on Issue { demand { fulfilled promised open } } ... on SupplyOffer { open matches { status } } } } } }`;
  const first = (await socket.subscribe(document, {}, 'before')()).changes;
  await deed();
  const { changes } = (await socket.subscribe(document, { since: first.cursor }, 'after')()).changes;
  socket.close();
  return changes.toSorted((a: Data, b: Data) => a.type.localeCompare(b.type));
}

async function act(document: string, variables: Record<string, unknown>): Promise<Data> {
  const [payload] = Object.values<Data>(await server.get(admin, document, variables));
  expect(payload.userErrors).toEqual([]);
  return payload;
}

test('[DM22] a description, a match and a step wake the issue, a match the offer, each for who sees it', async () => {
  const describe = () => act('mutation ($issueId: ID!) { demandDescribe(issueId: $issueId, input: { kind: "POWER", quantity: "400", measure: "千伏安" }) { userErrors { code } } }', ids);
  expect(await told({}, describe)).toEqual([{ operation: 'UPDATED', type: 'ISSUE', entity: { demand: { fulfilled: '0', promised: '0', open: '400' } } }]);
  let matchId = '';
  const match = async (quantity: string) => {
    ({ match: { id: matchId } } = await act('mutation ($offerId: ID!, $issueId: ID!, $quantity: Quantity!) { supplyMatch(offerId: $offerId, issueId: $issueId, quantity: $quantity) { match { id } userErrors { code } } }', { ...ids, quantity }));
  };
  expect(await told({}, () => match('300'))).toEqual([
    { operation: 'UPDATED', type: 'ISSUE', entity: { demand: { fulfilled: '0', promised: '300', open: '100' } } },
    { operation: 'UPDATED', type: 'SUPPLY_OFFER', entity: { open: '200', matches: [{ status: 'PROMISED' }] } },
  ]);
  const confirm = () => act('mutation ($matchId: ID!) { supplyMatchConfirm(matchId: $matchId) { userErrors { code } } }', { matchId });
  // The issue lies in the north, the offer in the south: each county is told of its own.
  expect((await told({ region: 'N' }, confirm)).map(({ type, entity }) => [type, entity.demand.fulfilled])).toEqual([['ISSUE', '300']]);
  expect((await told({ region: 'S' }, () => match('50'))).map(({ type, entity }) => [type, entity.open])).toEqual([['SUPPLY_OFFER', '150']]);
  const fulfil = () => act('mutation ($issueId: ID!) { demandFulfil(issueId: $issueId, quantity: "10", note: "发电机") { userErrors { code } } }', ids);
  expect((await told({}, fulfil)).map(({ type, entity }) => [type, entity.demand.fulfilled])).toEqual([['ISSUE', '310']]);
  const move = () => server.query(`update supply_offer set region_id = 2 where id = 1`);
  expect((await told({ region: 'S' }, move)).map(({ operation, type, entity }) => [operation, type, entity])).toEqual([['REMOVED', 'SUPPLY_OFFER', null]]);
});

test('[DM22] what stood before is kept: a demand and an offer can be asked of the past', async () => {
  expect(await server.query(`select fulfilled::float, promised::float from versions.demand where kept_until > now() + interval '1 year'`)).toEqual([{ fulfilled: 310, promised: 50 }]);
  expect(await server.query(`select distinct matched::float from versions.supply_offer order by 1`)).toEqual([{ matched: 0 }, { matched: 300 }, { matched: 350 }]);
});
