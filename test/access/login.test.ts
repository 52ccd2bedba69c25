import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';
import { Acts } from './acts.js';
import { TestIssuer } from './issuer.js';

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

/** From the page to the issuer, as a browser goes. */
async function leave(to = '/office?meeting=1'): Promise<{ address: URL; cookie: string }> {
  const { status, headers } = await server.fetch(`/login?to=${encodeURIComponent(to)}`);
  expect(status).toBe(302);
  const set = headers.get('set-cookie')!;
  expect(set).toMatch(/; Path=\/login; Max-Age=600; HttpOnly; SameSite=Lax$/);
  return { address: new URL(headers.get('location')!), cookie: set.split(';')[0]! };
}

/** Through the issuer and back. */
async function comeBack({ address, cookie }: { address: URL; cookie: string }, more: Record<string, string> = {}) {
  const back = new URL((await fetch(address, { redirect: 'manual' })).headers.get('location')!);
  for (const [name, value] of Object.entries(more)) back.searchParams.set(name, value);
  return server.fetch(back.pathname + back.search, { headers: { cookie } });
}

test('[ID50] somebody logs in at the issuer and comes back to the page with a token of ours in the fragment, which is what their grant is and ends with it', async () => {
  issuer.person = 'wang';
  const { id } = await acts.grant({ issuer: issuer.url, subject: 'wang', name: '王', role: 'DISPATCHER' });
  const left = await leave();
  expect(left.address.origin).toBe(new URL(issuer.url).origin);
  expect(Object.fromEntries(left.address.searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid', redirect_uri: `${server.url}/login/callback` });
  const { status, headers } = await comeBack(left);
  expect({ status, cleared: headers.get('set-cookie') }).toEqual({ status: 302, cleared: expect.stringContaining('Max-Age=0') });
  const [page, token] = headers.get('location')!.split('#token=') as [string, string];
  expect(page).toBe('/office?meeting=1');
  expect((await server.post(token, '{ screens { totalCount } }')).body.errors).toBeUndefined();
  await acts.endGrant(id);
  expect((await server.post(token, '{ screens { totalCount } }')).status).toBe(401);
});

test('[ID51] somebody without a grant is told so, with their subject', async () => {
  issuer.person = 'nobody@city';
  const { status, text, headers } = await comeBack(await leave());
  expect({ status, text, type: headers.get('content-type') }).toEqual({ status: 403, text: expect.stringContaining('nobody@city'), type: 'text/plain; charset=utf-8' });
});

test('[ID52] the way back is taken once, by the browser that left, with what the issuer gave it; and leads to pages of ours only', async () => {
  issuer.person = 'zhao';
  await acts.grant({ issuer: issuer.url, subject: 'zhao', name: '赵', role: 'VIEWER' });
  const left = await leave();
  expect((await comeBack({ ...left, cookie: '' })).status).toBe(400);
  expect((await comeBack({ ...left, cookie: `${left.cookie.slice(0, -4)}AAAA` })).status).toBe(400);
  expect((await comeBack({ ...left, cookie: `diaodu_login=${admin}` })).status).toBe(400);
  expect((await comeBack(left, { state: 'another' })).status).toBe(401);
  expect((await comeBack(left, { code: 'guessed' })).status).toBe(401);
  expect((await comeBack({ address: left.address, cookie: (await leave()).cookie })).status).toBe(401);
  for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', '/.//evil.example', '/%2e//evil.example/x', '/..//evil.example']) {
    const { status, headers } = await comeBack(await leave(to));
    expect({ status, location: headers.get('location') }).toEqual({ status: 302, location: expect.stringMatching(/^\/(?![/\\])[^#]*#token=/) });
  }
});

test('[ID53] where no issuer is configured, or none answers, there is no login, and the pages know', async () => {
  const plain = await startServer({ template: 'empty' });
  expect([(await plain.fetch('/login')).status, (await plain.fetch('/login/offered')).body]).toEqual([404, { offered: false }]);
  await plain.close();
  expect((await server.fetch('/login/offered')).body).toEqual({ offered: true });
  const away = await startServer({ template: 'empty', oidc: { ...issuer.settings, issuer: 'http://127.0.0.1:1' } });
  const { status, text } = await away.fetch('/login');
  expect({ status, text }).toEqual({ status: 503, text: expect.stringContaining('令牌') });
  await away.close();
});
