import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[LS19] the office chooses a list, sees it change by itself, sees it as it stood on a day, said so clearly, and what changed between days', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '清单', exact: true }).click();
  await page.getByLabel('清单').selectOption('ISSUE');
  await page.getByRole('heading', { name: '问题清单' }).waitFor();
  await page.getByLabel('搜索').fill('DQ-2020-00');
  await page.getByRole('row', { name: /DQ-2020-00/ }).first().waitFor();
  const [issue] = await stage.server.query<{ number: string }>(`select number from issue where kind = 'PROBLEM' and status <> 'CLOSED' and number like 'DQ-2020-00%' limit 1`);
  await stage.server.query(`update issue set title = '页面上自行变化' where number = '${issue!.number}'`);
  await page.getByRole('row', { name: /页面上自行变化/ }).waitFor();
  await page.getByLabel('搜索').fill('');
  await page.getByLabel('时点').selectOption('past');
  await page.getByLabel('日期', { exact: true }).fill('2020-04-01');
  await page.getByText('历史状态：截至 2020-04-01 日终，不是现在的情况').waitFor();
  const [stood] = await stage.server.query<{ count: number }>(`select count(*)::int from issue where kind = 'PROBLEM' and reported_at < '2020-04-01 16:00Z' and (closed_at is null or closed_at >= '2020-04-01 16:00Z')`);
  await page.getByText(`共 ${stood!.count} 条`).waitFor();
  await page.getByLabel('时点').selectOption('compare');
  await page.getByLabel('起始日期').fill('2020-04-10');
  await page.getByRole('cell', { name: '新增' }).first().waitFor();
  await page.getByLabel('起始日期').fill('2019-01-01');
  await page.getByText('起才保存历史状态').waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});
