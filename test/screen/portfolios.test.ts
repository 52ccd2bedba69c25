import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[PF7] the office\'s room compares the leaders in the order chosen, each rate beside its numbers; what others do shows by itself', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '包保', exact: true }).click();
  const rows = page.getByRole('table', { name: '包保' }).locator('tbody tr');
  await rows.first().waitFor();
  expect(await rows.count()).toBeGreaterThanOrEqual(34);
  expect(await rows.first().innerText()).toMatch(/项目 \d+ · 线索 \d+\s+\d+ \/ \d+ \(\d+%\)/);
  await page.getByLabel('排序').selectOption({ label: '未销号问题最多' });
  await stage.server.query(`insert into assignment (role, leader_id, project_id) select 'FACILITATION_OFFICER', (select min(id) from leader), p.id from project p
    where not exists (select from assignment a where a.project_id = p.id and a.role = 'FACILITATION_OFFICER' and a.until is null)`);
  await rows.first().getByText(/项目 \d{3} /).waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});
