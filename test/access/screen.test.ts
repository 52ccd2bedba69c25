import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { Acts, inHours, pollBody, regionId } from './acts.js';

let server: TestServer;
let acts: Acts;
let admin: string;
let region: string;

beforeAll(async () => {
  server = await startServer();
  admin = await server.token('ADMIN');
  acts = new Acts(server, admin);
  region = await regionOf('DQ-DT');
}, 120_000);
afterAll(() => server.close());

async function regionOf(code: string): Promise<string> {
  return regionId((await server.query<{ id: number }>(`select id from region where code = '${code}'`))[0]!.id);
}
const ask = async (): Promise<Data> => (await server.fetch('/device/code', { method: 'POST' })).body;
const poll = async (device: string) => {
  const { status, body } = await server.fetch('/device/token', pollBody(device));
  return { status, ...body };
};
/** As after the pause that a screen keeps. */
const pass = () => server.query(`update device_code set polled_at = polled_at - interval '1 hour'`);
const approve = 'mutation ($input: ScreenApproveInput!) { screenApprove(input: $input) { screen { id name region { code } site { id } entered approvedBy } userErrors { code path } } }';
const approved = async (token: string, input: Record<string, unknown>) => (await server.get(token, approve, { input: { name: '大厅', ...input } })).screenApprove;

test('[ID30] a screen asks for a code, waits, is approved by the office, and fetches its credential once', async () => {
  const asked = await ask();
  expect(asked).toEqual({
    device_code: expect.stringMatching(/^[\w-]{43}$/), user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
    verification_uri: `${server.url}/office`, expires_in: 600, interval: 2,
  });
  expect(await poll(asked.device_code)).toEqual({ status: 400, error: 'authorization_pending' });
  const { screen, userErrors } = await approved(admin, { userCode: asked.user_code.toLowerCase().replace('-', ' '), regionId: region });
  expect({ screen, userErrors }).toEqual({ screen: { id: expect.any(String), name: '大厅', region: { code: 'DQ-DT' }, site: null, entered: false, approvedBy: 'admin' }, userErrors: [] });
  await pass();
  const { access_token: credential, ...rest } = await poll(asked.device_code);
  expect(rest).toEqual({ status: 200, token_type: 'Bearer', expires_in: expect.any(Number), site: null, meeting: null });
  expect(await poll(asked.device_code)).toEqual({ status: 400, error: 'expired_token' });
  const own = await server.get(await server.token('SCREEN', { region: 'DQ-DT' }), '{ projects(first: 0) { totalCount } meetings(first: 0) { totalCount } }');
  expect(await server.get(credential, '{ projects(first: 0) { totalCount } meetings(first: 0) { totalCount } }')).toEqual(own);
  expect((await server.post(credential, '{ screens { totalCount } }')).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  await acts.withdrawScreen(screen.id);
  expect((await server.post(credential, '{ clock { now } }')).status).toBe(401);
});

test('[ID31] who asks too soon is told to slow down, and waits longer from then on', async () => {
  const { device_code: device } = await ask();
  expect((await poll(device)).error).toBe('authorization_pending');
  expect((await poll(device)).error).toBe('slow_down');
  const pauses = await server.query(`select pause from device_code order by expires_at desc limit 1`);
  expect(pauses).toEqual([{ pause: 7 }]);
});

test('[ID32] a code is good for ten minutes and for one screen; an unknown one is not told from one that is used or over', async () => {
  const { device_code: device, user_code: userCode } = await ask();
  await server.query(`update device_code set expires_at = now()`);
  const missing = { screen: null, userErrors: [{ code: 'NOT_FOUND', path: ['input', 'userCode'] }] };
  expect(await approved(admin, { userCode, regionId: region })).toEqual(missing);
  expect((await poll(device)).error).toBe('expired_token');
  expect(await approved(admin, { userCode: 'BCDF-GHJK', regionId: region })).toEqual(missing);
  const { user_code: used } = await ask();
  expect((await approved(admin, { userCode: used, regionId: region })).userErrors).toEqual([]);
  expect(await approved(admin, { userCode: used, regionId: region })).toEqual(missing);
  expect((await poll('x'.repeat(43))).error).toBe('expired_token');
});

test('[ID33] a screen that is sent away before it fetched its credential gets none', async () => {
  const { device_code: device, user_code: userCode } = await ask();
  await acts.withdrawScreen(await acts.approve({ userCode, regionId: region }));
  expect(await poll(device)).toEqual({ status: 400, error: 'access_denied' });
});

test('[ID34] a dispatcher lets in and sends away screens of its own region only, and sees no others', async () => {
  const dispatcher = await server.token('DISPATCHER', { region: 'DQ-DT' });
  const { user_code: userCode } = await ask();
  const elsewhere = await regionOf('DQ');
  expect(await approved(dispatcher, { userCode, regionId: elsewhere })).toEqual({ screen: null, userErrors: [{ code: 'FORBIDDEN_HERE', path: ['input', 'regionId'] }] });
  expect(await approved(dispatcher, { userCode })).toEqual({ screen: null, userErrors: [{ code: 'ONE_PLACE', path: ['input'] }] });
  expect((await approved(dispatcher, { userCode, regionId: region })).userErrors).toEqual([]);
  const foreign = await acts.approve({ userCode: (await ask()).user_code, regionId: elsewhere });
  const withdraw = 'mutation ($id: ID!) { screenWithdraw(id: $id) { screen { id } userErrors { code path } } }';
  expect((await server.get(dispatcher, withdraw, { id: foreign })).screenWithdraw).toEqual({ screen: null, userErrors: [{ code: 'NOT_FOUND', path: ['id'] }] });
  const { screens } = await server.get(dispatcher, '{ screens(first: 200) { nodes { id region { code } } } }');
  expect(new Set(screens.nodes.map((screen: Data) => screen.region.code))).toEqual(new Set(['DQ-DT']));
  expect((await server.get(admin, '{ screens(first: 200, active: true) { nodes { id } } }')).screens.nodes).toContainEqual({ id: foreign });
  expect(await approved(admin, { userCode: (await ask()).user_code, regionId: region, expiresAt: inHours(-1) })).toMatchObject({ userErrors: [{ code: 'DAY_BEFORE', path: ['input', 'expiresAt'] }] });
});

test('[ID35] neither code is kept in the clear, and what is no request of the protocol is refused', async () => {
  const { device_code: device, user_code: userCode } = await ask();
  const plain = userCode.replace('-', '');
  expect(await server.query(`select from device_code d where d::text like '%${device}%' or d::text like '%${plain}%'`)).toEqual([]);
  const said = async (body: string, type = 'application/x-www-form-urlencoded') => {
    const answer = await server.fetch('/device/token', { method: 'POST', headers: { 'content-type': type }, body });
    return [answer.status, answer.body?.error];
  };
  expect(await said('')).toEqual([400, 'unsupported_grant_type']);
  expect(await said('grant_type=urn:ietf:params:oauth:grant-type:device_code')).toEqual([400, 'invalid_request']);
  expect((await said('<x/>', 'application/xml'))[0]).toBe(415);
  expect((await said('a'.repeat(5_000)))[0]).toBe(413);
  expect((await said(JSON.stringify({ device_code: 'a'.repeat(5_000) }), 'application/json'))[0]).toBe(413);
  expect(await said(JSON.stringify({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: device }), 'application/json')).toEqual([400, 'authorization_pending']);
});

test('[ID37] an address that asks for more codes than halls have screens is told to wait, and so is one that guesses at codes', async () => {
  const fresh = await startServer({ template: 'empty', limits: { failedLoginsPerMinute: 3 } });
  try {
    const asked = async () => (await fresh.fetch('/device/code', { method: 'POST' })).status;
    for (let count = 0; count < 60; count += 1) expect(await asked()).toBe(200);
    const refused = await fresh.fetch('/device/code', { method: 'POST' });
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(await fresh.query('select count(*)::int as codes from device_code')).toEqual([{ codes: 60 }]);
    const guess = async () => (await fresh.fetch('/device/token', pollBody('a'.repeat(43)))).status;
    expect([await guess(), await guess(), await guess(), await guess()]).toEqual([400, 400, 400, 429]);
  } finally {
    await fresh.close();
  }
});
