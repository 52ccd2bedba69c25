import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity('big')), 120_000);
afterAll(() => city.close());

test('[CW17] working days left cost a page of issues no statement, over 100,000 of them, and read the calendar by its days', { timeout: 60_000 }, async () => {
  const page = (fields: string) => () => city.get('ADMIN', `{ issues(first: 100, orderBy: DUE_ON_ASC, filter: { open: true }) { nodes { ${fields} } } }`);
  const bare = await city.statements(page('dueOn'));
  expect(await city.statements(page('dueOn workingDaysLeft signBy reminders remindedAt escalatedAt'))).toBe(bare);
  const { issues } = await page('dueOn workingDaysLeft')();
  expect(issues.nodes).toHaveLength(100);
  for (const { dueOn, workingDaysLeft } of issues.nodes) {
    expect(await city.query(`select working_days_between('2020-04-16', '${dueOn}') as left`)).toEqual([{ left: workingDaysLeft }]);
  }
  const plan = await city.query<Record<string, string>>(`explain select count(*) from calendar_day c where c.day > '2020-04-16' and c.day <= '2020-04-30'`);
  expect(JSON.stringify(plan)).toContain('calendar_day_pkey');
});
