import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity } from '../support/city.js';
import { openNodes, type Nodes } from '../support/nodes.js';
import { dueByItself } from '../../src/issue/automatic.queries.js';
import { sql } from '../../src/store/database.js';

let nodes: Nodes;
beforeAll(async () => void (nodes = await openNodes([[0], [0]])));
afterAll(() => nodes.close());

/** When nothing is due any more and no job waits; what was done by rule on that day, by issue. */
async function done(day: string): Promise<Map<number, string[]>> {
  const deadline = Date.now() + 25_000;
  for (;;) {
    const [state] = await nodes.query<{ today: string; waiting: number }>(`select business_today()::text as today, (select count(*)::int from graphile_worker.jobs where task_identifier = 'automatic-acts' and run_at <= now()) as waiting`);
    const found = await nodes.query<{ id: number; acts: string[] }>(`select entity_id as id, array_agg(act order by id) as acts from history where automatic and type = 'Issue' and business_day(at) = '${day}' group by 1 order by 1`);
    if (state!.today === day && state!.waiting === 0 && found.length > 0) return new Map(found.map(({ id, acts }) => [id, acts]));
    if (Date.now() > deadline) throw new Error(`nothing was done by rule: ${JSON.stringify(state)}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
const setClock = async (to: string): Promise<void> => {
  const token = await nodes.token({ role: 'ADMIN' });
  const answer = await fetch(`${nodes.proxy.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: 'mutation ($to: DateTime) { clockSet(input: { to: $to }) { userErrors { code } } }', variables: { to } }),
  });
  expect(await answer.json()).toEqual({ data: { clockSet: { userErrors: [] } } });
};

test('[CW8] when the day turns what is due is done at once, by one of the nodes and once; the history calls it automatic, the audit names the act', { timeout: 90_000 }, async () => {
  const [unsigned] = await nodes.query<{ count: number }>(`select count(*)::int as count from issue where status = 'ASSIGNED'`);
  await setClock('2020-04-20T01:00:00Z');
  const acts = await done('2020-04-20');
  // Each was to be signed for by Friday 17.
  expect((await nodes.query(`select from issue where status = 'ASSIGNED' and greatest(reminded_at, escalated_at) >= '2020-04-20 00:00+08'`)).length).toBe(unsigned!.count);
  expect(acts.size).toBeGreaterThanOrEqual(unsigned!.count);
  for (const [id, what] of acts) expect([id, new Set(what).size]).toEqual([id, what.length]);
  const lines = await nodes.query<{ subject: string; name: string }>(`select distinct actor_subject as subject, actor_name as name from history where automatic`);
  expect(lines).toEqual([{ subject: 'automatic', name: '系统自动' }]);
  const audited = await nodes.query(`select distinct act, subject from audit_entry where subject = 'automatic'`);
  expect(audited).toEqual([{ act: 'automaticActs', subject: 'automatic' }]);
});

test('[CW9] what falls due while no node runs is done when one starts again', { timeout: 90_000 }, async () => {
  await Promise.all(nodes.all.map((node) => node.end('SIGTERM')));
  await nodes.query(`update business_clock set ahead = timestamptz '2020-04-29 09:00+08' - now()`);
  await nodes.query(`delete from history where automatic`);
  await nodes.all[0]!.start();
  await nodes.query(`select turn_day()`);
  const acts = await done('2020-04-29');
  expect(acts.size).toBeGreaterThan(20);
  for (const [id, what] of acts) expect([id, what.filter((act) => act === 'ESCALATED').length <= 1]).toEqual([id, true]);
});

test('[CW10] over 100,000 issues what is due is found by indexes, in one statement', { timeout: 240_000 }, async () => {
  const big = await openCity('big');
  try {
    // What the rows come to for screens and the audit is not asked here, and would take minutes.
    await big.query('alter table issue disable trigger user');
    await big.query(`update issue set watched_from = due_on, sign_by = case when id % 100 = 1 then date '2020-04-15' else date '2020-05-15' end where status in ('ASSIGNED', 'ACKNOWLEDGED')`);
    await big.query(`update issue set due_on = '2020-06-01' where status in ('ASSIGNED', 'ACKNOWLEDGED') and id % 100 > 2`);
    await big.query('vacuum analyze issue');
    expect((await dueByItself(big.store.db)).length).toBeGreaterThan(100);
    const compiled = big.store.db.withPlugin({ transformQuery: ({ node }) => (text.push(JSON.stringify(node)), node), transformResult: async ({ result }) => result });
    const text: string[] = [];
    await dueByItself(compiled);
    expect(text).toHaveLength(1);
    const plan = (await sql.raw<{ 'QUERY PLAN': string }>(`explain select id from issue i where i.status = 'ASSIGNED' and i.sign_by < business_today()
      union all select id from issue i where i.status in ('ASSIGNED', 'ACKNOWLEDGED') and i.due_on < business_today()`).execute(big.store.db)).rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('issue_unsigned');
    expect(plan).toContain('issue_status_due_on');
    expect(plan).not.toContain('Seq Scan');
  } finally {
    await big.close();
  }
});
