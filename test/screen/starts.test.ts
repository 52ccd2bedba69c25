import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[ST12] the room of starts says what is to be counted on by the end of the month and why, who lacks what by district, and what stands in the way of each; what others do shows by itself', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '开工', exact: true }).click();
  await page.getByText('截至 2020-04-30 预计累计开（复）工 276 个').waitFor();
  await page.getByText('● 已开（复）工 134').waitFor();
  expect(await page.getByRole('table', { name: '预判依据' }).locator('tbody tr').count()).toBe(5);
  const gaps = page.getByRole('table', { name: /四到位缺口/ });
  expect(await gaps.locator('tbody tr').count()).toBeGreaterThan(5);
  const sequence = page.getByRole('table', { name: '开工时序' });
  expect(await sequence.locator('tbody tr').count()).toBe(50);
  // By the end of the month none of those that are planned is doubtful: the table speaks of the same day as the figures.
  expect(await sequence.getByText('▲ 预计开（复）工').count()).toBe(50);
  // Somebody says that an item of a project that was counted on will not be there.
  const [{ id }] = await stage.server.query<{ id: number }>(`select c.id from readiness_check c where c.due_on is not null order by id limit 1`) as [{ id: number }];
  await stage.server.query(`insert into readiness_check (project_id, item_id, done) select project_id, item_id, false from readiness_check where id = ${id}`);
  await page.getByText('截至 2020-04-30 预计累计开（复）工 275 个').waitFor();
  await page.getByText('■ 存疑 1').waitFor();
  await stage.server.query(`insert into readiness_check (project_id, item_id, done) select project_id, item_id, true from readiness_check where id = ${id}`);
  await page.getByText('276 个').waitFor();
  await page.getByLabel('障碍类别').selectOption({ label: '逾期问题' });
  await page.getByText(/显示 \d+ \/ 共 \d+/).filter({ hasText: /共 1\d$/ }).waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[ST13] a check is made with the keyboard alone, what is wrong is said beside its field, and an owner\'s word is confirmed where it stands', async () => {
  const { page, close } = await stage.open('/office?room=starts', 'DISPATCHER');
  const act = page.getByRole('button', { name: /^到位检查 / }).first();
  await act.waitFor();
  await act.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^到位情况/ }).waitFor();
  await page.getByLabel('条件').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('readiness-item');
  await page.getByLabel('佐证链接').focus();
  await page.keyboard.type('ftp://x');
  await page.keyboard.press('Enter');
  await page.locator('#readiness-evidence-said').getByText('链接须以 http').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('readiness-evidence');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('https://example.cn/a.jpg');
  await page.keyboard.press('Tab');
  await page.keyboard.type('现场核实');
  await page.keyboard.press('Enter');
  await page.getByText('已记录').waitFor();
  await page.getByRole('table', { name: '到位情况' }).getByText('现场核实').waitFor();
  if (process.env['SHOT2']) await page.screenshot({ path: process.env['SHOT2'] });
  const [{ name }] = await stage.server.query<{ name: string }>(`
    select p.name from project p join readiness_check c on c.project_id = p.id where c.by_owner and c.done and c.confirmed_at is null and p.started_on is null and p.resumed_on is null and coalesce(p.planned_start_on, p.planned_resumption_on) < '2020-04-02'
      and not exists (select from readiness_check l where l.project_id = p.id and l.item_id = c.item_id and l.id > c.id) order by 1 limit 1`) as [{ name: string }];
  await page.getByRole('button', { name: `到位检查 ${name}` }).click();
  const confirm = page.getByRole('button', { name: /^确认 / });
  await confirm.first().waitFor();
  const before = await confirm.count();
  await confirm.first().click();
  await page.getByText('DISPATCHER已确认').first().waitFor();
  expect(await confirm.count()).toBe(before - 1);
  await close();
});
