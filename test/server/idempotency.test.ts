import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Retention } from '../../src/feed/retention.js';
import { startApp, type App } from '../../src/server/app.js';
import { entities } from '../../src/server/entities.js';
import { schema } from '../../src/server/schema.js';
import { openStore } from '../../src/store/database.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
let other: App;
let admin: string;
beforeAll(async () => {
  server = await startServer({ template: 'demonstration' });
  other = await startApp({ databaseUrl: server.databaseUrl, host: '127.0.0.1', port: 0, secrets: server.secrets, feedPollMs: 100, feedRetentionDays: 7, staticFolder: tmpdir(), logger: pino({ level: 'silent' }) });
  admin = await server.token('ADMIN');
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const reporting = 'mutation ($input: IssueReportInput!) { issueReport(input: $input) { issue { id number } userErrors { code message path } } }';
const issue = (title: string, more: Record<string, unknown> = {}) => ({ input: { projectCode: 'DQ-2020-001', kind: 'PROBLEM', category: 'LAND', severity: 'LOW', title, detail: '', ...more } });

/** Asks with a key, at one node or another. */
async function ask(key: string, query: string, variables?: Record<string, unknown>, { url = server.url, token = admin } = {}): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key }, body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

const stored = async (title: string): Promise<number> => (await server.query<{ count: number }>(`select count(*)::int as count from issue where title = '${title}'`))[0]!.count;

test('[J1] an act that was done is not done again by a retry with its key, at whichever node: the answer is the same', async () => {
  const acts: Record<string, [query: string, variables?: Record<string, unknown>]> = {
    issueReport: [reporting, issue('重试的问题')],
    projectRegister: [`mutation { projectRegister(input: { code: "DQ-RETRY-1", name: "重试的项目", tier: COUNTY, sector: INDUSTRY, origin: NEW, regionId: "${btoa('Region:1')}", totalInvestment: "1" }) { project { id } userErrors { code path } } }`],
    leaderRegister: ['mutation { leaderRegister(input: { code: "L-RETRY-1", name: "重试", title: "副市长" }) { leader { id } userErrors { code } } }'],
    clockSet: ['mutation { clockSet(input: { to: "2020-04-16T01:00:00Z" }) { clock { today } userErrors { code } } }'],
  };
  for (const [name, [query, variables]] of Object.entries(acts)) {
    const key = randomUUID();
    const first = await ask(key, query, variables);
    expect(first.data[name].userErrors, name).toEqual([]);
    expect(await ask(key, query, variables), name).toEqual(first);
    expect(await ask(key, query, variables, { url: other.url }), name).toEqual(first);
  }
  expect(await stored('重试的问题')).toBe(1);
  expect(await server.query(`select count(*)::int as count from project where code = 'DQ-RETRY-1'`)).toEqual([{ count: 1 }]);
});

test('[J2] every mutation is recognised when it is tried again, without a line of its own', () => {
  const fields = Object.entries(schema.getMutationType()!.getFields());
  const recognised = fields.map(([name, { resolve }]) => {
    const asked: string[] = [];
    const context = { forField: (field: string) => { asked.push(field); throw new Error('enough'); } };
    expect(() => resolve!({}, {}, context, { path: { key: name } } as never)).toThrow('enough');
    return asked;
  });
  expect(recognised).toEqual(fields.map(([name]) => [name]));
});

test('[J3] fifty retries that arrive at once, at two nodes, are one act with one answer', async () => {
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, number) => ask(key, reporting, issue('五十次'), { url: number % 2 ? server.url : other.url })));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await stored('五十次')).toBe(1);
});

test('[J4] a refusal is the answer to its retries too, also where the act could be done meanwhile', async () => {
  const key = randomUUID();
  const ended = issue('先被拒绝', { projectCode: 'NONE-1' });
  const first = await ask(key, reporting, ended);
  expect(first.data.issueReport.userErrors).toHaveLength(1);
  await server.query(`update project set code = 'NONE-1' where code = 'DQ-2020-002'`);
  expect(await ask(key, reporting, ended)).toEqual(first);
  expect((await ask(randomUUID(), reporting, ended)).data.issueReport.userErrors).toEqual([]);
  expect(await stored('先被拒绝')).toBe(1);
});

test('[J5] a key stands for one act: another one under it is refused with IDEMPOTENCY_KEY_REUSED, and changes nothing', async () => {
  const key = randomUUID();
  await ask(key, reporting, issue('第一件'));
  expect((await ask(key, reporting, issue('第二件'))).errors[0].extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(await stored('第二件')).toBe(0);
});

test('[J6] a key is its holder\'s own', async () => {
  const key = randomUUID();
  await ask(key, reporting, issue('各报各的'));
  await ask(key, reporting, issue('各报各的'), { token: await server.token('DISPATCHER') });
  expect(await stored('各报各的')).toBe(2);
});

test('[J7] each field of a request is an act of its own: a retry does those that were not done', async () => {
  const key = randomUUID();
  const two = `mutation ($a: IssueReportInput!, $b: IssueReportInput!) { a: issueReport(input: $a) { issue { id } userErrors { code } } b: issueReport(input: $b) { issue { id } userErrors { code } } }`;
  const variables = { a: issue('甲').input, b: issue('乙').input };
  const first = await ask(key, two, variables);
  await server.query(`delete from idempotency_key where field = 'b' and key = '${key}'; delete from issue where title = '乙'`);
  const second = await ask(key, two, variables);
  expect(second.data.a).toEqual(first.data.a);
  expect(second.data.b.issue.id).not.toBe(first.data.b.issue.id);
  expect([await stored('甲'), await stored('乙')]).toEqual([1, 1]);
});

test('[J8] over WebSocket, and over HTTP as well, the key stands in the extensions of the request', async () => {
  const key = randomUUID();
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${admin}` });
  const answers: Data[] = [];
  for (const id of ['1', '2']) {
    socket.send({ id, type: 'subscribe', payload: { query: reporting, variables: issue('经套接字'), extensions: { idempotencyKey: key } } });
    answers.push((await socket.next(id)).payload);
  }
  socket.close();
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
    body: JSON.stringify({ query: reporting, variables: issue('经套接字'), extensions: { idempotencyKey: key } }),
  });
  answers.push(await response.json());
  expect(answers).toEqual([answers[0], answers[0], answers[0]]);
  expect(await stored('经套接字')).toBe(1);
});

test('[J9] a key that is none is refused over both transports, and nothing is done', async () => {
  for (const key of ['', 'x'.repeat(256), '两 个']) {
    const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${admin}` });
    socket.send({ id: '1', type: 'subscribe', payload: { query: reporting, variables: issue('坏键'), extensions: { idempotencyKey: key } } });
    expect((await socket.next('1')).payload[0].extensions.code).toBe('BAD_REQUEST');
    socket.close();
  }
  expect((await ask('x'.repeat(256), reporting, issue('坏键'))).errors[0].extensions.code).toBe('BAD_REQUEST');
  expect((await ask('a b', reporting, issue('坏键'))).errors[0].extensions.code).toBe('BAD_REQUEST');
  const twoKeys = await server.post(admin, reporting, issue('坏键'), { 'idempotency-key': '"quoted"' });
  expect(twoKeys.body.data.issueReport.userErrors).toEqual([]);
  expect(await stored('坏键')).toBe(1);
});

test('[J10] an act whose answer was lost with the connection to the database, even at the commit, is done once by its retries', async () => {
  let lost = 0;
  for (let number = 0; number < 30; number += 1) {
    const [key, title] = [randomUUID(), `断线 ${number}`];
    const cutting = server.query(`select pg_sleep(${number / 2_000}), pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`).catch(() => {});
    for (;;) {
      const answer = await ask(key, reporting, issue(title));
      if (answer.data?.issueReport) break;
      expect(answer.errors[0].extensions.code).toBe('UNAVAILABLE');
      lost += 1;
    }
    await cutting;
    expect(await stored(title), title).toBe(1);
  }
  expect(lost).toBeGreaterThan(0);
});

test('[J11] what failed by a fault or for want of a right is not kept: the retry does it', async () => {
  const key = randomUUID();
  await server.query(`alter table issue add constraint no_more check (title <> '先出错') not valid`);
  expect((await ask(key, reporting, issue('先出错'))).errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
  await server.query(`alter table issue drop constraint no_more`);
  expect((await ask(key, reporting, issue('先出错'))).data.issueReport.userErrors).toEqual([]);
  const viewer = await server.token('VIEWER', { subject: 'admin' });
  expect((await ask(key, reporting, issue('先出错'), { token: viewer })).errors[0].extensions.code).toBe('FORBIDDEN');
  expect(await stored('先出错')).toBe(1);
});

test('[J12] a key is kept for 24 hours and then forgotten', async () => {
  const [young, old] = [randomUUID(), randomUUID()];
  for (const key of [young, old]) await ask(key, reporting, issue('陈年'));
  await server.query(`update idempotency_key set at = at - interval '23 hours 59 minutes' where key = '${young}'; update idempotency_key set at = at - interval '24 hours' where key = '${old}'`);
  const store = await openStore(server.databaseUrl, entities);
  const errors: unknown[] = [];
  const retention = new Retention({ db: store.db, keep: '7 days', onError: (error) => errors.push(error) });
  await retention.prune();
  await retention.close();
  await store.close();
  expect(errors).toEqual([]);
  for (const key of [young, old]) await ask(key, reporting, issue('陈年'));
  expect(await stored('陈年')).toBe(3);
});

test('[J13] an externalRef and a key go together: either alone finds the act', async () => {
  const key = randomUUID();
  const token = await server.token('INTEGRATION', { system: 'county' });
  const variables = issue('两个凭据', { externalRef: { system: 'county', key: 'A-1' } });
  const first = await ask(key, reporting, variables, { token });
  expect(first.data.issueReport.userErrors).toEqual([]);
  expect(await ask(key, reporting, variables, { token })).toEqual(first);
  expect(await ask(randomUUID(), reporting, variables, { token })).toEqual(first);
  expect(await stored('两个凭据')).toBe(1);
});
