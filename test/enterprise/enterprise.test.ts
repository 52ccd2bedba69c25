import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
let office: string;
beforeAll(async () => {
  server = await startServer();
  office = await server.token('DISPATCHER');
});
afterAll(() => server.close());

const fields = `{ enterprise { id code name employees resumedOn version plannedOutput region { code } latestReport { day staffPresent output } peak { day output } history { act } } userErrors { code path } }`;
const register = `mutation ($input: EnterpriseRegisterInput!) { enterpriseRegister(input: $input) ${fields} }`;
const correct = `mutation ($id: ID!, $input: EnterpriseCorrectInput!) { enterpriseCorrect(id: $id, input: $input) ${fields} }`;
const report = `mutation ($id: ID!, $input: EnterpriseReportInput!) { enterpriseReport(id: $id, input: $input) ${fields} }`;
const regionId = async (code: string): Promise<string> => toGlobalId('Region', (await server.query<{ id: number }>(`select id from region where code = '${code}'`))[0]!.id);
const said = (payload: Data) => payload.userErrors.map(({ code, path }: { code: string; path: string[] }) => `${code} ${path.join('.')}`);

let made = 0;
async function enterprise(region = 'DQ-LF'): Promise<string> {
  made += 1;
  const { enterpriseRegister } = await server.get(office, register, { input: { code: `T-${made}`, name: `企业${made}`, regionId: await regionId(region), employees: 100 } });
  return enterpriseRegister.enterprise.id;
}

test('[EN1] an enterprise is registered, corrected and reports by day; a later report of a day takes the place of the first; its history tells', async () => {
  const id = await enterprise();
  const corrected = (await server.get(office, correct, { id, input: { version: 1, employees: 200, resumedOn: '2020-03-01', plannedOutput: 900 } })).enterpriseCorrect;
  expect(corrected.enterprise).toMatchObject({ employees: 200, resumedOn: '2020-03-01', plannedOutput: 900, version: 2, region: { code: 'DQ-LF' } });
  await server.get(office, report, { id, input: { day: '2020-04-14', staffPresent: 150, output: 50 } });
  await server.get(office, report, { id, input: { staffPresent: 180, output: 30 } });
  const last = (await server.get(office, report, { id, input: { day: '2020-04-14', staffPresent: 140, output: 20 } })).enterpriseReport;
  expect(last.enterprise).toMatchObject({
    latestReport: { day: '2020-04-16', staffPresent: 180, output: 30 }, peak: { day: '2020-04-16', output: 30 },
    history: [{ act: 'REGISTERED' }, { act: 'CORRECTED' }, { act: 'REPORTED' }, { act: 'REPORTED' }, { act: 'REPORTED' }],
  });
  const { enterprise: read } = await server.get(office, 'query ($id: ID!) { enterprise(id: $id) { reports { totalCount nodes { day output reporter { name } } } } }', { id });
  expect(read.reports).toEqual({ totalCount: 2, nodes: [{ day: '2020-04-16', output: 30, reporter: { name: 'dispatcher' } }, { day: '2020-04-14', output: 20, reporter: { name: 'dispatcher' } }] });
});

test('[EN2] codes in use, bad texts and numbers, days to come, old versions and what is unknown are refused, and nothing is kept', async () => {
  const id = await enterprise();
  const region = await regionId('DQ-LF');
  const tried = async (input: object) => said((await server.get(office, register, { input: { code: 'X', name: '企业', regionId: region, employees: 10, ...input } })).enterpriseRegister);
  expect(await tried({ code: 'DQ-E-001' })).toEqual(['CODE_TAKEN input.code']);
  expect(await tried({ code: ' ', employees: -1, fromElsewhere: 11, resumedOn: '2020-04-17' })).toEqual([
    'TEXT_EMPTY input.code', 'NUMBER_OUT_OF_RANGE input.employees', 'NUMBER_OUT_OF_RANGE input.fromElsewhere', 'DAY_AFTER input.resumedOn']);
  const reported = async (input: object) => said((await server.get(office, report, { id, input })).enterpriseReport);
  expect(await reported({ day: '2020-04-17', staffPresent: 101, output: -1 })).toEqual(['DAY_AFTER input.day', 'NUMBER_OUT_OF_RANGE input.staffPresent', 'NUMBER_OUT_OF_RANGE input.output']);
  expect(said((await server.get(office, correct, { id, input: { version: 7 } })).enterpriseCorrect)).toEqual(['CONFLICT input.version']);
  expect(said((await server.get(office, report, { id: toGlobalId('Enterprise', 2_000_000_000), input: {} })).enterpriseReport)).toEqual(['NOT_FOUND id']);
  expect(await server.query(`select from enterprise where code = 'X'`)).toEqual([]);
});

test('[EN3] figures: how many resumed and what share of the staff is present, over all and by region', async () => {
  const query = '{ all: enterpriseStats { region { code } count resumed employees staffPresent staffBackShare } byRegion: enterpriseStats(byRegion: true) { region { code } count resumed employees staffPresent } }';
  const { all: [whole], byRegion } = await server.get(office, query);
  const sum = (key: string) => byRegion.reduce((total: number, row: Record<string, number>) => total + row[key]!, 0);
  for (const key of ['count', 'resumed', 'employees', 'staffPresent']) expect([key, sum(key)]).toEqual([key, whole[key]]);
  expect(whole.staffBackShare).toBeCloseTo(whole.staffPresent / whole.employees, 9);
  expect(whole.resumed).toBeLessThan(whole.count);
  const codes = byRegion.map(({ region }: { region: { code: string } }) => region.code);
  expect(codes).toEqual(codes.toSorted());
});

test('[EN4] everybody sees the enterprises of their regions, acts of others find nothing, and a region that moves takes them along', async () => {
  const id = await enterprise('DQ-LD');
  const seen = async (region: string) => (await server.get(await server.token('VIEWER', { region }), 'query ($id: ID!) { enterprise(id: $id) { id } node(id: $id) { id } enterprises(first: 200) { nodes { region { code } } } }', { id }));
  expect((await seen('DQ-LD')).enterprise).toEqual({ id });
  const other = await seen('DQ-LF');
  expect([other.enterprise, other.node]).toEqual([null, null]);
  expect(new Set(other.enterprises.nodes.map((row: Data) => row.region.code))).toEqual(new Set(['DQ-LF']));
  const foreign = await server.token('DISPATCHER', { region: 'DQ-LF' });
  expect(said((await server.get(foreign, report, { id, input: {} })).enterpriseReport)).toEqual(['NOT_FOUND id']);
  expect(said((await server.get(foreign, register, { input: { code: 'Y', name: '企业', regionId: await regionId('DQ-LD'), employees: 1 } })).enterpriseRegister)).toEqual(['FORBIDDEN_HERE input.regionId']);
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${foreign}` });
  const next = socket.subscribe('subscription { changes(scope: { types: [ENTERPRISE] }) { changes { operation entityId } } }');
  await next();
  await server.query(`update region set parent_id = (select id from region where code = 'DQ-LF') where code = 'DQ-LD'`);
  expect((await next()).changes.changes).toContainEqual({ operation: 'CREATED', entityId: id });
  await server.query(`update region set parent_id = (select id from region where code = 'DQ') where code = 'DQ-LD'`);
  expect((await next()).changes.changes).toContainEqual({ operation: 'REMOVED', entityId: id });
  socket.close();
});

test('[EN5] what an enterprise reports is told at once as a change of kind ENTERPRISE', async () => {
  const id = await enterprise();
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${office}` });
  const next = socket.subscribe('subscription { changes(scope: { types: [ENTERPRISE] }) { changes { operation type entity { ... on Enterprise { id latestReport { output } } } } } }');
  await next();
  await server.get(office, report, { id, input: { output: 12 } });
  expect((await next()).changes.changes).toEqual([{ operation: 'UPDATED', type: 'ENTERPRISE', entity: { id, latestReport: { output: 12 } } }]);
  socket.close();
});

test('[EN6] the demonstration has the car maker that the source names, with its peak, and a dozen others in the region', async () => {
  const { enterprise: car, enterprises } = await server.get(office, `{ enterprise(code: "DQ-E-001") { name employees fromElsewhere foreignStaff resumedOn plannedOutput outputUnit peak { day output } }
    enterprises(filter: { search: "DQ-E-" }) { totalCount } }`);
  expect(car).toEqual({ name: '大庆沃尔沃汽车制造有限公司', employees: 3800, fromElsewhere: 2000, foreignStaff: 10, resumedOn: '2020-03-16', plannedOutput: 71900, outputUnit: '辆', peak: { day: '2020-03-23', output: 377 } });
  expect(enterprises.totalCount).toBe(13);
});
