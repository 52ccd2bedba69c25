import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintToken } from '../../src/server/token.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const regions = '{ regions { id } }';
const inAnHour = () => new Date(Date.now() + 3_600_000);

function forged(token: string, change: (claims: Record<string, unknown>) => void, algorithm = 'HS256'): string {
  const [, payload, signature] = token.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  change(claims);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: algorithm, typ: 'JWT' })}.${encode(claims)}.${algorithm === 'none' ? '' : signature}`;
}

test('[T2] without a token nothing is served but health and the pages', async () => {
  for (const [path, init] of [
    ['/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: regions }) }],
    ['/graphql?query={__typename}', {}],
    ['/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }],
  ] as const) {
    const answer = await server.fetch(path, init);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body).toEqual({ errors: [{ message: expect.stringContaining('令牌'), extensions: { code: 'UNAUTHENTICATED' } }] });
  }
  for (const path of ['/livez', '/readyz', '/graphiql']) expect((await server.fetch(path)).status).toBe(200);
  const socket = await openSocket(server.wsUrl);
  socket.send({ type: 'connection_init', payload: {} });
  expect(await socket.closed).toMatchObject({ code: 4401 });
});

describe('[T3] a token is valid only as it was made, and only for its time', () => {
  const bad: Record<string, (good: string) => string | Promise<string>> = {
    'expired': () => server.token('ADMIN', { hours: -0.01 }),
    'of another secret': () => mintToken('another secret of a good length, 32 and more', { role: 'ADMIN', subject: 'x', name: 'x' }, inAnHour()),
    'with another role written into it': (good) => forged(good, (claims) => (claims['role'] = 'ADMIN')),
    'without a signature': (good) => forged(good, () => {}, 'none'),
    'cut short': (good) => good.slice(0, -2),
    'no token at all': () => 'x',
    'signed by us, but for something else': () => signed({ sub: 'x', name: 'x', role: 'ADMIN', exp: inAnHour().getTime() / 1_000, iss: 'somebody' }),
    'without an end': () => signed({ sub: 'x', name: 'x', role: 'ADMIN', iss: 'diaodu' }),
    'of a role that does not exist': () => signed({ sub: 'x', name: 'x', role: 'EMPEROR', exp: inAnHour().getTime() / 1_000, iss: 'diaodu' }),
    'of a region that does not exist': () => server.token('DISPATCHER', { region: 'NOWHERE' }),
    'of a unit that does not exist': () => server.token('UNIT', { unit: 'NOBODY' }),
  };
  for (const [what, make] of Object.entries(bad)) {
    test(what, async () => {
      const good = await server.token('VIEWER');
      expect((await server.post(good, regions)).status).toBe(200);
      const token = await make(good);
      expect(await server.post(token, regions)).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
      const socket = await openSocket(server.wsUrl);
      socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
      expect(await socket.closed).toMatchObject({ code: 4401 });
    });
  }

  function signed(claims: object): string {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
    return `${content}.${createHmac('sha256', server.secrets.token).update(content).digest('base64url')}`;
  }
});

test('[T4] a token whose region or unit has ended is no token any more', async () => {
  await server.query(`insert into region (code, name, level, parent_id) select 'GONE', '撤并区', 'COUNTY', id from region where code = 'DQ'`);
  await server.query(`insert into unit (code, name, type, region_id) select 'GONE-U', '撤并局', 'DEPARTMENT', id from region where code = 'DQ'`);
  const tokens = [await server.token('VIEWER', { region: 'GONE' }), await server.token('UNIT', { unit: 'GONE-U' })];
  await server.query(`update region set ended_at = now() where code = 'GONE'`);
  await server.query(`update unit set ended_at = now() where code = 'GONE-U'`);
  for (const token of tokens) expect((await server.post(token, regions)).status).toBe(401);
});

test('[T5] answers come in the language that is asked for, Chinese where none is', async () => {
  const token = await server.token('VIEWER');
  const ask = `mutation { regionEnd(id: "UmVnaW9uOjE=", reason: "x") { userErrors { code } } }`;
  expect((await server.post(token, ask)).body.errors[0].message).toContain('无权');
  expect((await server.post(token, ask, {}, { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.8' })).body.errors[0].message).toContain('Your role may not do this');
  expect((await server.post(null, ask, {}, { 'accept-language': 'en' })).body.errors[0].message).toContain('no valid token');
});
