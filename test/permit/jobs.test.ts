import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodes, type Nodes } from '../support/nodes.js';

let nodes: Nodes;
beforeAll(async () => void (nodes = await openNodes([[0]])));
afterAll(() => nodes.close());

test('[PM24] a running server reminds of the papers that fall due by itself, once, and the history of their projects calls it automatic', { timeout: 90_000 }, async () => {
  const waiting = `from permit_paper d where d.delivered_on is null and d.reminded_at is null and d.due_on <= '2020-04-24'`;
  const [{ papers }] = await nodes.query<{ papers: number }>(`select count(*)::int as papers ${waiting}`) as [{ papers: number }];
  expect(papers).toBeGreaterThan(0);
  // Tuesday, three working days before Friday the 24th.
  await nodes.query(`update business_clock set ahead = timestamptz '2020-04-21 09:00+08' - now()`);
  await nodes.query(`select turn_day()`);
  const deadline = Date.now() + 60_000;
  while ((await nodes.query(`select 1 ${waiting}`)).length > 0) {
    if (Date.now() > deadline) throw new Error('the papers were not reminded of');
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  const lines = await nodes.query<{ count: number; automatic: boolean }>(`select count(*)::int as count, automatic from history where type = 'Project' and act = 'PAPER_REMINDED' and business_day(at) = '2020-04-21' group by automatic`);
  expect(lines).toEqual([{ count: papers, automatic: true }]);
});
