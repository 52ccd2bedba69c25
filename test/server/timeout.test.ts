import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';
import { bothTransports, type Both } from './both.js';

const tables = { read: 'project', written: 'history' };
const read = '{ projects(first: 1) { nodes { code } } }';
const write = `mutation ($input: IssueReportInput!) { issueReport(input: $input) { issue { id } userErrors { code } } }`;
const input = { projectCode: 'DQ-2020-001', kind: 'PROBLEM', category: 'TRANSPORT', severity: 'HIGH', title: '限行', detail: '' };

const patience = 60_000;

/** Transactions of a stranger that hold what the server's statements want. */
const strangers: pg.Client[] = [];
async function hold(server: TestServer, table: string): Promise<void> {
  const stranger = new pg.Client(server.databaseUrl);
  await stranger.connect();
  strangers.push(stranger);
  await stranger.query(`begin; lock table ${table} in access exclusive mode`);
}
async function letGo(): Promise<void> {
  for (const stranger of strangers.splice(0)) await stranger.end();
}
afterEach(letGo);

/** Sessions of the server in this state, seen by a stranger. */
async function sessions(server: TestServer, condition: string): Promise<number> {
  const observer = new pg.Client(server.databaseUrl);
  await observer.connect();
  try {
    const { rows } = await observer.query<{ count: number }>(`select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${condition}`);
    return rows[0]!.count;
  } finally {
    await observer.end();
  }
}
const waitingForLock = (server: TestServer) => sessions(server, `wait_event_type = 'Lock'`);
const inTransaction = (server: TestServer) => sessions(server, `state like 'idle in transaction%' and query not like 'begin; lock%'`);
const countIssues = async (server: TestServer) => (await server.query<{ count: number }>('select count(*)::int from issue'))[0]!.count;

describe('where an operation may take half a second', () => {
  let server: TestServer;
  let token: string;
  let both: Both;
  beforeAll(async () => {
    server = await startServer({ limits: { operationTimeoutMs: 500 } });
    token = await server.token('ADMIN');
    both = await bothTransports(server, token);
  });
  afterAll(() => server.close());

  test('[LM10] an operation that takes longer is ended in PostgreSQL, answers TIMED_OUT over both transports, and frees its connection', async () => {
    await hold(server, tables.read);
    const { http, socket } = await both.ask(read);
    for (const { errors } of [http, socket]) {
      expect(errors).toEqual([{ message: expect.stringContaining('已经中止'), path: ['projects'], locations: expect.any(Array), extensions: { code: 'TIMED_OUT' } }]);
    }
    // The lock is still held: nothing of the server's waits for it any more.
    expect(await waitingForLock(server)).toBe(0);
    expect(await inTransaction(server)).toBe(0);
    await letGo();
    expect((await both.ask(read)).socket.errors).toBeUndefined();
  });

  test('[LM10] more operations than the pool has connections are all ended, and the next are served', async () => {
    await hold(server, tables.read);
    const answers = await Promise.all(Array.from({ length: 30 }, () => server.post(token, read)));
    for (const { body } of answers) expect(body.errors).toMatchObject([{ extensions: { code: 'TIMED_OUT' } }]);
    expect(await waitingForLock(server)).toBe(0);
    expect((await server.get(token, '{ regions { id } }')).regions.length).toBeGreaterThan(0);
  });

  test('[LM10] nor does it wait for a number that others hold back', async () => {
    await hold(server, 'number_counter');
    const { body } = await server.post(token, write, { input });
    expect(body.errors).toMatchObject([{ path: ['issueReport'], extensions: { code: 'TIMED_OUT' } }]);
    expect(await inTransaction(server)).toBe(0);
  });

  test('[LM11] a write that is ended is rolled back as a whole; tried again it is done once', async () => {
    const before = await countIssues(server);
    await hold(server, tables.written);
    // The issue is inserted by then; what waits is the last statement of its transaction.
    const { http, socket } = await both.ask(write, { input });
    for (const { errors, data } of [http, socket]) {
      expect(errors).toMatchObject([{ path: ['issueReport'], extensions: { code: 'TIMED_OUT' } }]);
      expect(data?.issueReport ?? null).toBeNull();
    }
    expect(await waitingForLock(server)).toBe(0);
    expect(await inTransaction(server)).toBe(0);
    await letGo();
    expect(await countIssues(server)).toBe(before);
    const keyed = { 'idempotency-key': 'once' };
    await hold(server, tables.written);
    expect((await server.post(token, write, { input }, keyed)).body.errors).toMatchObject([{ extensions: { code: 'TIMED_OUT' } }]);
    await letGo();
    const first = (await server.post(token, write, { input }, keyed)).body.data.issueReport.issue;
    expect((await server.post(token, write, { input }, keyed)).body.data.issueReport.issue).toEqual(first);
    expect(await countIssues(server)).toBe(before + 1);
  });

  test('[LM11] of several acts those before the one that is ended stand, and say so', async () => {
    const before = await countIssues(server);
    const { nodes: [leader] } = (await server.get(token, '{ leaders(first: 1) { nodes { id } } }')).leaders;
    await hold(server, 'leader');
    const { data, errors } = (await server.post(token, `
      mutation ($input: IssueReportInput!, $leader: ID!) {
        first: issueReport(input: $input) { issue { id } }
        second: leaderEnd(id: $leader, reason: "调离") { userErrors { code } }
      }`, { input, leader: leader.id })).body as Data;
    expect(errors).toMatchObject([{ path: ['second'], extensions: { code: 'TIMED_OUT' } }]);
    expect(data?.first?.issue?.id).toEqual(expect.any(String));
    await letGo();
    expect(await countIssues(server)).toBe(before + 1);
  });
});

describe('[LM12] whose client has gone is ended at once, however long it might take', () => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    server = await startServer();
    token = await server.token('ADMIN');
  });
  afterAll(() => server.close());

  const cases: Record<string, (query: string, variables?: Record<string, unknown>) => Promise<() => unknown>> = {
    'its HTTP connection is closed': async (query, variables) => {
      const line = new AbortController();
      server.fetch('/graphql', {
        method: 'POST', signal: line.signal, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }),
      }).catch(() => { /* cut below */ });
      return () => line.abort();
    },
    'its socket is cut': async (query, variables) => {
      const client = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
      client.send({ id: 'x', type: 'subscribe', payload: { query, variables } });
      return () => client.socket.terminate();
    },
    'its client sent complete': async (query, variables) => {
      const client = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
      client.send({ id: 'x', type: 'subscribe', payload: { query, variables } });
      return async () => {
        client.send({ id: 'x', type: 'complete' });
        // The socket serves on, and nothing is said of what was taken back.
        client.send({ id: 'y', type: 'subscribe', payload: { query: '{ __typename }' } });
        expect(await client.next('y')).toMatchObject({ payload: { data: { __typename: 'Query' } } });
        expect(client.waiting().filter(({ id }) => id === 'x')).toEqual([]);
      };
    },
  };
  for (const [what, begin] of Object.entries(cases)) {
    test(what, { timeout: patience }, async () => {
      const before = await countIssues(server);
      for (const { table, query, variables } of [{ table: tables.read, query: read, variables: {} }, { table: tables.written, query: write, variables: { input } }]) {
        await hold(server, table);
        const leave = await begin(query, variables);
        await expect.poll(() => waitingForLock(server), { timeout: patience }).toBe(1);
        await leave();
        await expect.poll(() => waitingForLock(server), { timeout: 10_000 }).toBe(0);
        await expect.poll(() => inTransaction(server)).toBe(0);
        await letGo();
      }
      expect(await countIssues(server)).toBe(before);
    });
  }
});

test('[LM13] what is ended is ended alone: whoever uses the connections at the same time or next notices nothing', { timeout: patience }, async () => {
  const server = await startServer();
  try {
    const token = await server.token('ADMIN');
    const slow = '{ projects(first: 100) { totalCount nodes { id signal { colour } issues(first: 5) { nodes { id } } } } }';
    let left = 0;
    const leave = async (after: number): Promise<void> => {
      const line = new AbortController();
      const answer = server.fetch('/graphql', {
        method: 'POST', signal: line.signal, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query: slow }),
      });
      const timer = setTimeout(() => line.abort(), after);
      await answer.then(() => clearTimeout(timer), () => { left += 1; });
    };
    const stay = async (): Promise<void> => {
      const { body } = await server.post(token, '{ leaders(first: 5) { nodes { id load { openIssues } } } }');
      expect(body.errors).toBeUndefined();
    };
    // Lines are cut at all moments of an operation's life.
    for (let round = 0; round < 10; round += 1) await Promise.all([...Array.from({ length: 8 }, (_, at) => leave((round + at * 5) % 40)), stay(), stay(), stay(), stay()]);
    expect(left).toBeGreaterThan(5);
    for (let round = 0; round < 20; round += 1) await stay();
    await expect.poll(() => sessions(server, `state = 'active' and backend_type = 'client backend'`)).toBe(0);
  } finally {
    await server.close();
  }
});
