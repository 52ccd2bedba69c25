import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

const texts = (page: Page): Promise<string[]> => page.locator('main svg text').allTextContents();

browserTest('[CH2] the wall shows the chart of schedules, few rows a page in large letters, with light, word and days; its pages turn', async () => {
  const { page, misdeeds, close } = await stage.open('/?chart=1&tier=PROVINCIAL_TOP_100', 'SCREEN', { viewport: { width: 1920, height: 1080 } });
  await page.getByRole('img').first().waitFor();
  const first = await texts(page);
  expect(first.filter((text) => /^(滞后|紧张|正常|完成)$/.test(text))).toHaveLength(8);
  expect(first.filter((text) => /^(滞后|距开工|距完成) \d+ 天$/.test(text))).toHaveLength(8);
  expect(first).toContain('今日');
  expect(await page.locator('.counts').innerText()).toMatch(/所示 51 个：[^]*滞后 \d+[^]*正常 \d+/);
  // Ten metres: no smaller than the board's own smallest, names larger.
  const sizes = await page.locator('main svg').evaluate((drawing) => [...drawing.querySelectorAll('text')].map((each) =>
    Number.parseFloat(getComputedStyle(each).fontSize) * drawing.getBoundingClientRect().width / (drawing as SVGSVGElement).viewBox.baseVal.width));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(23);
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
  await page.getByRole('button', { name: '第 1 / 7 页' }).click();
  await page.getByRole('button', { name: '第 2 / 7 页' }).waitFor();
  expect(await texts(page)).not.toEqual(first);
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[CH6] what happens is on the wall\'s chart at once; a lost line is said', async () => {
  const { page, close } = await stage.open('/?chart=1', 'SCREEN', { viewport: { width: 1920, height: 1080 } });
  await page.getByRole('img').first().waitFor();
  const [of] = await stage.server.query<{ total: number }>('select count(*)::int as total from back_schedule where ended_at is null');
  expect(await page.locator('.counts').innerText()).toContain(`过期最久的 64 个（共 ${of!.total} 个）：`);
  const [row] = await stage.server.query<{ id: number; name: string }>(`select p.id, p.name from back_schedule b join project p on p.id = b.project_id where not exists (select from milestone m where m.schedule_id = b.id and m.finished_on is null and m.planned_start < '2020-05-30') order by b.id limit 1`);
  expect(row).toBeDefined();
  await stage.server.query(`update milestone set planned_start = '2019-01-02' where project_id = ${row!.id} and code = 'ACCEPTANCE'`);
  await page.locator('main svg text', { hasText: row!.name.slice(0, 8) }).first().waitFor({ timeout: 5_000 });
  await page.context().setOffline(true);
  await page.getByText('线路中断').waitFor({ timeout: 20_000 });
  await close();
});

browserTest('[CH8] the office opens a project\'s chart, sees what a longer milestone would lead to before it is saved, and saves it with a reason as a new plan', async () => {
  const [row] = await stage.server.query<{ id: number; name: string; ends_on: string }>(`select p.id, p.name, b.ends_on::text from back_schedule b join project p on p.id = b.project_id
    where exists (select from milestone m where m.schedule_id = b.id and m.code = 'STRUCTURE' and m.started_on is null) and b.ends_on > '2021-06-01' order by b.id limit 1`);
  const { page, misdeeds, close } = await stage.open('/office?room=schedule', 'DISPATCHER', { viewport: { width: 1600, height: 1200 } });
  await page.getByLabel('项目名称或编码').fill(row!.name);
  await page.getByRole('button', { name: row!.name, exact: true }).click();
  await page.getByRole('img', { name: `${row!.name}：工期图` }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 SVG' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toMatch(/^<svg xmlns[^]*主体结构[^]*<\/svg>$/);

  const days = page.getByLabel('主体结构 工期（天）');
  await days.fill('900');
  await days.press('Enter');
  await page.getByText('目标日期保不住，不能保存').waitFor();
  await page.getByText(/主体结构：\d{4}-\d\d-\d\d 完成（推后 \d+ 天），超期 \d+ 天/).waitFor();
  await page.getByText(/受影响单位：/).waitFor();
  expect(await page.getByRole('button', { name: '保存为新基线' }).count()).toBe(0);
  expect(await stage.server.query(`select max(number) as last from schedule_baseline f join back_schedule b on b.id = f.schedule_id where b.project_id = ${row!.id} and f.reason = '设备改型'`)).toEqual([{ last: null }]);

  await page.locator('#what-if-end').fill('2026-10-31');
  await page.getByRole('button', { name: '先看后果' }).click();
  await page.getByText(/竣工验收：.*；计划 \d{4}-\d\d-\d\d – 2026-10-(30|31)（推后 \d+ 天）/).waitFor();
  await page.getByRole('button', { name: '保存为新基线' }).click();
  await page.locator('#what-if-reason-said').getByText('此项不能为空').waitFor();
  await page.getByLabel('调整原因').fill('设备改型');
  await page.getByLabel('调整原因').press('Enter');
  await page.getByText(/第 \d 版 · 2026-10-31 · dispatcher 2020-04-16 · 设备改型/).waitFor();
  expect(await days.inputValue()).toBe('900');
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[CH9] the office reports a milestone and draws a schedule by a template; what is refused is said beside its field', async () => {
  const [row] = await stage.server.query<{ name: string }>(`select p.name from project p where p.ended_at is null and not exists (select from back_schedule b where b.project_id = p.id) and not exists (select from project o where o.name = p.name and o.id <> p.id) order by p.id limit 1`);
  const { page, misdeeds, close } = await stage.open('/office?room=schedule', 'DISPATCHER');
  await page.getByRole('combobox', { name: '项目' }).fill(row!.name);
  await page.locator('#draw-project-list [role=option]').first().click();
  await page.locator('#draw-end').fill('2020-05-31');
  await page.getByRole('button', { name: '编制倒排工期' }).click();
  await page.locator('#draw-end-said').getByText(/目标日期排不下：最早 \d{4}-\d\d-\d\d 才能完成/).waitFor();
  await page.locator('#draw-end').fill('2022-10-31');
  await page.getByRole('button', { name: '编制倒排工期' }).click();
  await page.getByRole('img', { name: `${row!.name}：工期图` }).waitFor();

  await page.getByLabel('节点', { exact: true }).selectOption({ label: '立项备案' });
  await page.getByLabel('实际完成').fill('2020-04-16');
  await page.getByRole('button', { name: '提交' }).click();
  await page.locator('#report-started-said').getByText('尚未开始的节点不能完成').waitFor();
  await page.getByLabel('实际开始').fill('2020-04-10');
  await page.getByRole('button', { name: '提交' }).click();
  await page.locator('.drawing svg text', { hasText: /^完成$/ }).waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});
