import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => void (server = await startServer({ jobs: true })));
afterAll(() => server.close());

/** What was done by rule since the clock of the demonstration was set. */
const byRule = () => server.query<{ act: string; count: number }>(`select act, count(*)::int as count from history where automatic and at >= '2020-04-17 00:00+08' group by 1 order by 1`);

test('[CW11] the jobs run as the server\'s role, which owns nothing, not even theirs', { timeout: 60_000 }, async () => {
  await server.get(await server.token('ADMIN'), 'mutation { clockSet(input: { to: "2020-04-27T01:00:00Z" }) { userErrors { code } } }');
  await expect.poll(byRule, { timeout: 30_000, interval: 100 }).not.toEqual([]);
  await expect.poll(() => server.query(`select from graphile_worker.jobs where locked_at is not null or run_at <= now()`), { timeout: 30_000, interval: 100 }).toEqual([]);
  expect(await server.query(`select last_error from graphile_worker.jobs where last_error is not null`)).toEqual([]);
});
