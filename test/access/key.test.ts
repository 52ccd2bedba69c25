import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readSecret } from '../../src/access/secret.js';
import { entities } from '../../src/server/entities.js';
import { Lookups } from '../../src/server/lookups.js';
import { resolve } from '../../src/server/resolve.js';
import { openStore } from '../../src/store/database.js';
import { bothTransports } from '../server/both.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';
import { Acts, inHours, regionId } from './acts.js';

const clock = '{ clock { now } }';
const report = `mutation ($input: IssueReportInput!) { issueReport(input: $input) { issue { number } userErrors { code path } } }`;
let server: TestServer;
let acts: Acts;
let admin: string;
let codes: { inside: string; outside: string; region: string };

beforeAll(async () => {
  server = await startServer();
  admin = await server.token('ADMIN');
  acts = new Acts(server, admin);
  const [found] = await server.query<{ region: number; inside: string; outside: string }>(`
    select r.id as region, (select code from project p where p.region_id = r.id and p.ended_at is null limit 1) as inside,
           (select code from project p where p.region_id <> r.id and p.ended_at is null limit 1) as outside
    from region r where r.code = 'DQ-DT'`);
  codes = { inside: found!.inside, outside: found!.outside, region: regionId(found!.region) };
}, 120_000);
afterAll(() => server.close());

let references = 0;
const input = (projectCode: string) => ({
  projectCode, kind: 'PROBLEM', category: 'LAND', severity: 'LOW', title: '用地', detail: '', externalRef: { system: 'county-platform', key: `k-${(references += 1)}` },
});
const statusOf = async (secret: string) => (await server.post(secret, clock)).status;

test('[ID10] a key reports for its system and sees what that reported, over both transports; what it may not do is FORBIDDEN', async () => {
  const { secret } = await acts.key({});
  const reader = await acts.key({ acts: [] });
  const both = await bothTransports(server, secret);
  const { http, socket } = await both.ask(report, { input: input(codes.inside) });
  for (const { data, errors } of [http, socket]) expect({ errors, ...data.issueReport }).toMatchObject({ errors: undefined, issue: { number: expect.any(String) }, userErrors: [] });
  const [{ count }] = await server.query<{ count: number }>(`select count(*)::int as count from issue where external_system = 'county-platform'`) as [{ count: number }];
  for (const key of [secret, reader.secret]) expect(await server.get(key, '{ issues(first: 0) { totalCount } }')).toEqual({ issues: { totalCount: count } });
  expect((await server.post(reader.secret, report, { input: input(codes.inside) })).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  for (const query of ['{ apiKeys { totalCount } }', '{ screens { totalCount } }', 'mutation { accessWithdraw(input: { subject: "x", reason: "x" }) { userErrors { code } } }']) {
    expect((await server.post(secret, query)).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
});

test('[ID11] a key for regions reports and sees only what lies there; elsewhere is as if it did not exist', async () => {
  const everywhere = await acts.key({});
  const here = await acts.key({ regionIds: [codes.region] });
  for (const code of [codes.inside, codes.outside]) await server.get(everywhere.secret, report, { input: input(code) });
  expect((await server.get(here.secret, report, { input: input(codes.inside) })).issueReport.userErrors).toEqual([]);
  expect((await server.get(here.secret, report, { input: input(codes.outside) })).issueReport).toEqual({ issue: null, userErrors: [{ code: 'NOT_FOUND', path: ['input', 'projectCode'] }] });
  expect((await server.get(here.secret, report, { input: input('no-such-project') })).issueReport).toEqual({ issue: null, userErrors: [{ code: 'NOT_FOUND', path: ['input', 'projectCode'] }] });
  const [{ count }] = await server.query<{ count: number }>(`
    select count(*)::int as count from issue i join project p on p.id = i.project_id join region r on r.id = p.region_id where i.external_system = 'county-platform' and r.code = 'DQ-DT'`) as [{ count: number }];
  const { issues } = await server.get(here.secret, '{ issues(first: 200) { totalCount nodes { project { code region { code } } } } }');
  expect(issues.totalCount).toBe(count);
  expect(new Set(issues.nodes.map((issue: { project: { region: { code: string } } }) => issue.project.region.code))).toEqual(new Set(['DQ-DT']));
  expect(await server.get(here.secret, `{ project(code: "${codes.outside}") { code } }`)).toEqual({ project: null });
});

test('[ID12] a key is shown once, to nobody else and to no retry; only its hash is kept', async () => {
  const make = 'mutation ($input: ApiKeyMakeInput!) { apiKeyMake(input: $input) { apiKey { id } secret } }';
  const variables = { input: { name: '一次', system: 's', acts: [], expiresAt: inHours(1) } };
  const once = async () => (await server.post(admin, make, variables, { 'idempotency-key': 'key-once' })).body.data.apiKeyMake;
  const first = await once();
  expect(await once()).toEqual({ apiKey: first.apiKey, secret: null });
  expect(await statusOf(first.secret)).toBe(200);
  const secret = (/^ddk_[0-9a-f]{12}_(.*)$/.exec(first.secret))![1]!;
  const tables = await server.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`);
  for (const { name } of tables) expect(await server.query(`select 1 from "${name}" it where it::text like '%${secret}%'`)).toEqual([]);
  expect(await server.query(`select name from api_key where secret_hash = '${createHash('sha256').update(secret).digest('hex')}'`)).toEqual([{ name: '一次' }]);
});

test('[ID13] a key is rotated without a gap: the old secret stays good for a day or until a time, the one before it does not', async () => {
  const { id, secret: first } = await acts.key({});
  const second = await acts.rotate(id);
  expect([await statusOf(first), await statusOf(second)]).toEqual([200, 200]);
  const [{ hours }] = await server.query<{ hours: number }>(`select extract(epoch from previous_until - now())::float8 / 3600 as hours from api_key order by id desc limit 1`) as [{ hours: number }];
  expect(hours).toBeCloseTo(24, 1);
  const third = await acts.rotate(id);
  expect([await statusOf(first), await statusOf(second), await statusOf(third)]).toEqual([401, 200, 200]);
  const fourth = await acts.rotate(id, inHours(-1));
  expect([await statusOf(third), await statusOf(fourth)]).toEqual([401, 200]);
});

test('[ID14] a withdrawn or expired key is refused at once, and says so to no one who guesses', async () => {
  const { id, secret } = await acts.key({});
  expect(await statusOf(secret)).toBe(200);
  await acts.withdrawKey(id);
  expect(await statusOf(secret)).toBe(401);
  const answers = [secret, secret.replace(/.{43}$/, 'A'.repeat(43)), `ddk_000000000000_${'A'.repeat(43)}`, 'ddk_x'].map(async (key) => (await server.post(key, clock)).text);
  expect(new Set(await Promise.all(answers)).size).toBe(1);
  const { id: other, secret: brief } = await acts.key({});
  await server.query(`update api_key set expires_at = now() where prefix = '${brief.slice(4, 16)}'`);
  await vi.waitFor(async () => expect(await statusOf(brief)).toBe(401));
  const again = (await server.get(admin, 'mutation ($id: ID!) { apiKeyRotate(id: $id) { secret userErrors { code path } } }', { id: other })).apiKeyRotate;
  expect(again).toEqual({ secret: null, userErrors: [{ code: 'ENDED', path: ['id'] }] });
});

test('[ID15] a wrong secret of a key costs the same statements as a key that there is not', async () => {
  const { secret } = await acts.key({});
  const store = await openStore(server.databaseUrl, entities);
  try {
    const statements: string[] = [];
    const db = store.db.withPlugin({ transformQuery: ({ node }) => (statements.push(JSON.stringify(node, (key, value) => (key === 'value' ? '' : value))), node), transformResult: async ({ result }) => result });
    const costOf = async (shown: string) => {
      const resolved = await resolve({ kind: 'SECRET', secret: readSecret(shown)! }, new Lookups(db, 0));
      return { known: resolved !== null, statements: statements.splice(0) };
    };
    const [good, wrong, none] = [await costOf(secret), await costOf(secret.replace(/.{43}$/, 'A'.repeat(43))), await costOf(`ddk_000000000000_${'A'.repeat(43)}`)];
    expect([good.known, wrong.known, none.known]).toEqual([true, false, false]);
    expect(wrong.statements).toHaveLength(1);
    expect(none.statements).toEqual(wrong.statements);
  } finally {
    await store.close();
  }
});

test('[ID16] when a key was last used is kept, written once a minute at most, and is no change', async () => {
  const { id, prefix, secret } = await acts.key({});
  const lastUsed = async () => (await server.get(admin, '{ apiKeys(first: 200) { nodes { id lastUsedAt } } }')).apiKeys.nodes.find((key: { id: string }) => key.id === id).lastUsedAt;
  expect(await lastUsed()).toBeNull();
  const [{ count: before }] = await server.query<{ count: number }>(`select count(*)::int as count from change_log where type = 'ApiKey'`) as [{ count: number }];
  expect(await statusOf(secret)).toBe(200);
  await vi.waitFor(async () => expect(await lastUsed()).not.toBeNull());
  const [{ version }] = await server.query<{ version: string }>(`select xmin::text as version from api_key where prefix = '${prefix}'`) as [{ version: string }];
  for (let times = 0; times < 20; times += 1) expect(await statusOf(secret)).toBe(200);
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${secret}` });
  socket.close();
  expect(await server.query(`select xmin::text as version from api_key where prefix = '${prefix}'`)).toEqual([{ version }]);
  expect(await server.query(`select count(*)::int as count from change_log where type = 'ApiKey'`)).toEqual([{ count: before }]);
});

test('[ID26] who was sent away is not heard any more, though it has not heard of it', async () => {
  const { id, secret } = await acts.key({});
  const [deaf, other] = await Promise.all([1, 2].map(() => openSocket(server.wsUrl, { authorization: `Bearer ${secret}` }))) as [SocketClient, SocketClient];
  deaf.socket.pause();
  await acts.withdrawKey(id);
  expect((await other.closed).code).toBe(4403);
  const said = { ...input(codes.inside), title: '已被吊销' };
  deaf.send({ id: 'late', type: 'subscribe', payload: { query: report, variables: { input: said } } });
  deaf.socket.resume();
  await deaf.closed;
  const { secret: another } = await acts.key({});
  await server.get(another, report, { input: input(codes.inside) });
  expect(await server.query(`select from issue where title = '已被吊销'`)).toEqual([]);
});
