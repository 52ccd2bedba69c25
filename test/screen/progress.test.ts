import { afterAll, beforeAll, expect } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[PR19] the day stands with its figures and those who have not reported on top; a report that comes in shows by itself; the hearing is a table', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '进度' }).click();
  const first = page.locator('tbody tr').first();
  await first.getByText('○ 未报').waitFor();
  const figures = page.getByRole('status').filter({ hasText: '应报' });
  const before = Number(/已报 (\d+)/.exec(await figures.innerText())![1]);
  const [missing] = await stage.server.query<{ id: number }>(`select p.id from project p where stage = 'UNDER_CONSTRUCTION' and not exists (select from progress_report r where r.project_id = p.id and kind = 'DAILY' and day = '2020-04-16') order by code limit 1`);
  await stage.server.get(await stage.server.token('DISPATCHER'), 'mutation ($input: ProgressReportMakeInput!) { progressReportMake(input: $input) { userErrors { code } } }', { input: { projectId: toGlobalId('Project', missing!.id), workersOnSite: 5 } });
  await figures.filter({ hasText: `已报 ${before + 1}；` }).waitFor();
  await page.getByLabel('查看').selectOption({ label: '首批项目周调度' });
  await page.getByText('首批项目 137 个').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(50);
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[PR20] a report is made with the keyboard alone, and what is wrong is said beside its field', async () => {
  const { page, close } = await stage.open('/office?room=progress', 'DISPATCHER');
  const act = page.getByRole('button', { name: /^填报 / }).first();
  await act.waitFor();
  const name = (await act.getAttribute('aria-label'))!.replace('填报 ', '');
  await act.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: new RegExp(`日报$`) }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('report-completedInvestment');
  await page.keyboard.press('Tab');
  await page.keyboard.type('120');
  await page.keyboard.press('Enter');
  await page.getByText('此项须在 0 与 1 之间').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('report-physicalProgress');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('99');
  await page.keyboard.press('Tab');
  await page.keyboard.type('31');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /日报$/ }).waitFor({ state: 'detached' });
  const [report] = await stage.server.query(`select r.workers_on_site as workers, r.physical_progress::float8 as progress from progress_report r join project p on p.id = r.project_id where p.name = '${name}' order by r.id desc limit 1`);
  expect(report).toEqual({ workers: 31, progress: 0.99 });
  await close();
});
