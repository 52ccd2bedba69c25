import { afterAll, beforeAll, expect, test } from 'vitest';
import { dueByItself } from '../../src/issue/automatic.queries.js';
import { openCity } from '../support/city.js';
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

test('[CW18] on the day of the demonstration hardly anything is due by itself, and it has been reminded and raised by rule before', { timeout: 60_000 }, async () => {
  const shown = await openCity();
  try {
    expect((await dueByItself(shown.store.db)).length).toBeLessThan(10);
    const [past] = await shown.query<{ reminded: number; unsigned: number }>(`
      select (select count(*)::int from history where automatic and act = 'REMINDED') as reminded, (select count(*)::int from issue where status = 'ASSIGNED' and sign_by is null) as unsigned`);
    expect(past!.reminded).toBeGreaterThan(5);
    expect(past!.unsigned).toBe(0);
  } finally {
    await shown.close();
  }
});

test('[CW12] the jobs go on after PostgreSQL ended all their sessions', { timeout: 60_000 }, async () => {
  const done = async () => (await server.query<{ count: number }>(`select count(*)::int as count from history where automatic`))[0]!.count;
  const before = await done();
  const ended = await server.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'diaodu-jobs' and datname = current_database()`);
  expect(ended.length).toBeGreaterThan(0);
  await server.get(await server.token('ADMIN'), 'mutation { clockSet(input: { to: "2020-05-06T01:00:00Z" }) { userErrors { code } } }');
  await expect.poll(done, { timeout: 40_000, interval: 100 }).toBeGreaterThan(before);
});

test('[CW13] an issue that a rule cannot be carried out on keeps no other from its due; the job is tried again, and says why', { timeout: 60_000 }, async () => {
  await server.get(await server.token('ADMIN'), 'mutation { clockSet(input: { to: "2020-04-16T01:00:00Z" }) { userErrors { code } } }');
  await server.query(`
    update issue set status = 'ACKNOWLEDGED', level = 'PROJECT', watched_from = '2020-04-16', due_on = '2020-06-30', reminded_at = null where status = 'ASSIGNED';
    update issue set status = 'ASSIGNED', sign_by = '2020-06-05' where id in (select id from issue where status = 'ACKNOWLEDGED' order by id limit 3);
    create function fail() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$;
    create trigger fail before update of reminders on issue for each row when (new.id = ${await firstAssigned()}) execute function fail();`);
  await server.get(await server.token('ADMIN'), 'mutation { clockSet(input: { to: "2020-06-08T01:00:00Z" }) { userErrors { code } } }');
  const failing = async () => (await server.query<{ failed: string }>(`select last_error as failed from graphile_worker._private_jobs where last_error is not null`))[0]?.failed;
  await expect.poll(failing, { timeout: 30_000, interval: 100 }).toContain('could not be dealt with');
  expect(await server.query(`select count(*)::int as reminded from issue where status = 'ASSIGNED' and business_day(reminded_at) = '2020-06-08'`)).toEqual([{ reminded: 2 }]);
  expect(server.live.ready()).toBe(true);
  await server.query(`drop trigger fail on issue; update graphile_worker._private_jobs set run_at = now() where key = 'automatic-acts'; select graphile_worker.add_job('automatic-acts', job_key => 'automatic-acts')`);
  await expect.poll(() => server.query(`select count(*)::int as reminded from issue where status = 'ASSIGNED' and business_day(reminded_at) = '2020-06-08'`), { timeout: 30_000, interval: 100 }).toEqual([{ reminded: 3 }]);
});

/** The first of the three that the test leaves unsigned. */
async function firstAssigned(): Promise<number> {
  return (await server.query<{ id: number }>(`select min(id) as id from issue where status in ('ASSIGNED', 'ACKNOWLEDGED')`))[0]!.id;
}
