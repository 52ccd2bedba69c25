import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';
import { Acts, inHours, regionId } from './acts.js';
import { audience, TestIssuer } from './issuer.js';

const clock = '{ clock { now } }';
let issuer: TestIssuer;
let server: TestServer;
let acts: Acts;
let admin: string;

beforeAll(async () => {
  issuer = await TestIssuer.make();
  server = await startServer({ oidc: issuer.settings });
  admin = await server.token('ADMIN');
  acts = new Acts(server, admin);
}, 120_000);
afterAll(async () => {
  await server.close();
  await issuer.close();
});

async function regionOf(code: string): Promise<string> {
  return regionId((await server.query<{ id: number }>(`select id from region where code = '${code}'`))[0]!.id);
}

const grantFor = (subject: string, more: Record<string, unknown> = {}) => acts.grant({ issuer: issuer.url, subject, name: '王五', role: 'ADMIN', ...more });

test('[ID1] a person of the issuer has the role that a grant gives, and sees and does what it may, over both transports', async () => {
  await grantFor('dispatcher', { role: 'DISPATCHER', regionId: await regionOf('DQ-DT') });
  const token = await issuer.token('dispatcher');
  const own = await server.get(await server.token('DISPATCHER', { region: 'DQ-DT' }), '{ projects(first: 0) { totalCount } }');
  expect(await server.get(token, '{ projects(first: 0) { totalCount } }')).toEqual(own);
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
  socket.send({ id: 'a', type: 'subscribe', payload: { query: '{ projects(first: 0) { totalCount } }' } });
  expect((await socket.next('a')).payload.data).toEqual(own);
  socket.close();
  expect((await server.post(token, '{ accessGrants { totalCount } }')).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('[ID2] somebody whom the issuer vouches for, but who has no grant, is refused and told their subject', async () => {
  const token = await issuer.token('li-si@city');
  const { status, body } = await server.post(token, clock);
  expect({ status, body }).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
  expect(body.errors[0].message).toContain('“li-si@city”');
  expect((await server.post(token, clock, {}, { 'accept-language': 'en' })).body.errors[0].message).toContain('"li-si@city"');
  const socket = await openSocket(server.wsUrl);
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  expect(await socket.closed).toEqual({ code: 4401, reason: expect.stringContaining('li-si@city') });
  const long = await openSocket(server.wsUrl);
  long.send({ type: 'connection_init', payload: { authorization: `Bearer ${await issuer.token('李四'.repeat(50))}` } });
  expect(await long.closed).toEqual({ code: 4401, reason: expect.stringMatching(/subject (李四)+李?$/) });
});

describe('[ID3] a token of the issuer is valid only as it made it, for us, and for its time; clocks may differ by a minute', () => {
  const shown: Record<string, [expected: number, make: () => Promise<string>]> = {
    'as it is': [200, () => issuer.token('known')],
    'expired half a minute ago': [200, () => issuer.token('known', { seconds: -30 })],
    'expired two minutes ago': [401, () => issuer.token('known', { seconds: -120 })],
    'for another audience': [401, () => issuer.token('known', { aud: 'somebody-else' })],
    'of another issuer': [401, () => issuer.token('known', { iss: 'http://127.0.0.1:1/city' })],
    'of an issuer that only begins like it': [401, () => issuer.token('known', { iss: `${issuer.url}x` })],
    'tampered with': [401, async () => {
      const [head, , signature] = (await issuer.token('known')).split('.');
      const [, body] = (await issuer.token('known', { seconds: 6_000 })).split('.');
      return [head, body, signature].join('.');
    }],
    'unsigned': [401, async () => new UnsecuredJWT({}).setIssuer(issuer.url).setAudience(audience).setSubject('known').setExpirationTime('1h').encode()],
    'signed with its public key as a shared secret': [401, async () => {
      const [key] = await issuer.publicKeys();
      return new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: key!.kid! }).setIssuer(issuer.url).setAudience(audience).setSubject('known').setExpirationTime('1h')
        .sign(new TextEncoder().encode(key!.n!));
    }],
    'signed by our own secret': [401, async () => new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setIssuer(issuer.url).setAudience(audience).setSubject('known').setExpirationTime('1h')
      .sign(new TextEncoder().encode(server.secrets.token))],
  };
  beforeAll(() => grantFor('known'));
  test.each(Object.entries(shown))('%s', async (_, [expected, make]) => {
    expect((await server.post(await make(), clock)).status).toBe(expected);
  });
});

test('[ID4] when the issuer changes its keys, tokens of the new one are taken without a restart, those of the old one are not', async () => {
  await grantFor('rotated');
  const old = await issuer.token('rotated');
  expect((await server.post(old, clock)).status).toBe(200);
  await issuer.rotate();
  const token = await issuer.token('rotated');
  await vi.waitFor(async () => expect((await server.post(token, clock)).status).toBe(200), { timeout: 20_000, interval: 200 });
  expect((await server.post(old, clock)).status).toBe(401);
});

test('[ID5] the server starts without the issuer, refuses its tokens, serves everybody else, and takes them when it answers', async () => {
  const away = await TestIssuer.make();
  const token = await away.token('early');
  await away.close();
  const other = await startServer({ oidc: away.settings });
  try {
    const known = await other.token('ADMIN');
    await new Acts(other, known).grant({ issuer: away.url, subject: 'early', name: '早', role: 'VIEWER' });
    expect((await other.post(token, clock)).status).toBe(401);
    expect((await other.post(known, clock)).status).toBe(200);
    await away.open();
    await vi.waitFor(async () => expect((await other.post(token, clock)).status).toBe(200), { timeout: 20_000, interval: 200 });
  } finally {
    await other.close();
    await away.close();
  }
});

test('[ID6] a person has one grant at a time; it fits the role, lasts from its beginning to its end, and says who made it', async () => {
  const make = 'mutation ($input: AccessGrantMakeInput!) { accessGrantMake(input: $input) { userErrors { code path } } }';
  const refused = async (input: Record<string, unknown>) =>
    (await server.get(admin, make, { input: { issuer: issuer.url, subject: 'one', name: '一', role: 'VIEWER', ...input } })).accessGrantMake.userErrors;
  const region = await regionOf('DQ');
  expect(await refused({ role: 'UNIT' })).toEqual([{ code: 'SCOPE_NEEDED', path: ['input', 'unitId'] }]);
  expect(await refused({ role: 'ADMIN', regionId: region })).toEqual([{ code: 'SCOPE_MEANINGLESS', path: ['input', 'regionId'] }]);
  expect(await refused({ role: 'INTEGRATION' })).toEqual([{ code: 'ROLE_NOT_PERSONAL', path: ['input', 'role'] }]);
  expect(await refused({ role: 'SCREEN' })).toEqual([{ code: 'ROLE_NOT_PERSONAL', path: ['input', 'role'] }]);
  expect(await refused({ regionId: regionId(2_000_000_000) })).toEqual([{ code: 'NOT_FOUND', path: ['input', 'regionId'] }]);
  expect(await refused({ until: inHours(-1) })).toEqual([{ code: 'DAY_BEFORE', path: ['input', 'until'] }]);
  expect(await refused({ subject: ' ' })).toEqual([{ code: 'TEXT_EMPTY', path: ['input', 'subject'] }]);

  const token = await issuer.token('one');
  const { id, madeBy } = await grantFor('one', { role: 'VIEWER', regionId: region });
  expect(madeBy).toBe('admin');
  expect(await refused({})).toEqual([{ code: 'ALREADY_GRANTED', path: ['input', 'subject'] }]);
  expect((await server.post(token, clock)).status).toBe(200);
  await acts.endGrant(id);
  expect((await server.post(token, clock)).status).toBe(401);
  const { id: later } = await grantFor('one', { from: inHours(1) });
  expect((await server.post(token, clock)).status).toBe(401);
  await acts.endGrant(later);
  expect(await refused({ until: inHours(1) })).toEqual([]);
  expect((await server.post(token, clock)).status).toBe(200);
  const list = await server.get(admin, '{ accessGrants(first: 200) { nodes { subject role endedAt endedBy until } } }');
  expect(list.accessGrants.nodes.filter((grant: { subject: string }) => grant.subject === 'one').map(({ endedBy }: { endedBy: string | null }) => endedBy)).toEqual([null, 'admin', 'admin']);
});
