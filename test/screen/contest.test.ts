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
const wall = { viewport: { width: 1920, height: 1080 } };

browserTest('[CT22] the wall shows the race: a lane a district, its place by points, its rank by number and shape, what changed in a week, and which day it is', async () => {
  const { page, misdeeds, close } = await stage.open('/?contest', 'SCREEN', wall);
  await page.getByText('第 47 天 / 共 100 天').waitFor();
  await page.getByRole('heading', { name: '项目开工百日竞赛' }).waitFor();
  const said = await texts(page);
  for (const rank of Array.from({ length: 11 }, (_, index) => String(index + 1))) expect(said).toContain(rank);
  expect(said).toContain('肇州县');
  expect(said.filter((text) => /^\d+\.\d\d$/.test(text))).toHaveLength(11);
  expect(said.filter((text) => /^(升|降) \d+$|^持平$/.test(text))).toHaveLength(11);
  expect(said).toContain('含申诉更正');
  const shapes = await page.locator('main svg [data-shape]').evaluateAll((marks) => marks.map((mark) => [mark.getAttribute('data-shape'), mark.getBoundingClientRect().x] as const));
  expect(shapes.map(([shape]) => shape)).toEqual(['star', 'hexagon', 'square', ...Array<string>(8).fill('disc')]);
  // Who has more points stands further to the right.
  const places = shapes.map(([, x]) => x);
  expect(places[0]! - places[10]!).toBeGreaterThan(300);
  const sizes = await page.locator('main svg').evaluate((drawing) => [...drawing.querySelectorAll('text')].map((each) =>
    Number.parseFloat(getComputedStyle(each).fontSize) * drawing.getBoundingClientRect().width / (drawing as SVGSVGElement).viewBox.baseVal.width));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[CT23] what happens is on the wall\'s race at once; a lost line is said and the picture dims; a contest that there is not is said to be none', async () => {
  const { page, close } = await stage.open('/?contest', 'SCREEN', wall);
  await page.getByRole('img').first().waitFor();
  const [district] = await stage.server.query<{ id: number; name: string }>(`select id, name from region where code = 'DQ-ZZ'`);
  await stage.server.query(`insert into contest_withdrawal (contest_id, region_id, on_day, reason, made_by) values (1, ${district!.id}, '2020-04-16', '合并考核', '调度办')`);
  await page.locator('main svg text', { hasText: '2020-04-16 退赛' }).waitFor({ timeout: 5_000 });
  expect((await texts(page)).indexOf('肇州县')).toBeGreaterThan((await texts(page)).indexOf('大庆高新区'));
  await stage.server.query(`update contest_withdrawal set ended_at = business_now(), ended_by = '调度办', end_reason = '误记'`);
  await page.locator('main svg text', { hasText: '退赛' }).waitFor({ state: 'detached', timeout: 5_000 });
  await page.context().setOffline(true);
  await page.getByText('线路中断').waitFor({ timeout: 20_000 });
  expect(await page.locator('main.old').count()).toBe(1);
  await close();
  const { page: other, close: leave } = await stage.open(`/?contest=${btoa('Contest:99')}`, 'SCREEN', wall);
  await other.getByText('没有进行中的竞赛。').waitFor();
  await leave();
});

browserTest('[CT24] the office\'s room shows the table of any day with what each number comes of, and saves the picture as a file', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER', { viewport: { width: 1600, height: 1200 } });
  await page.getByRole('button', { name: '竞赛', exact: true }).click();
  const table = page.getByRole('table', { name: '积分榜' });
  await table.waitFor();
  expect(await table.locator('tbody tr').count()).toBe(11);
  await page.getByText('2020-04-16 · 第 47 天').waitFor();
  await page.getByRole('button', { name: '逐项说明 林甸县' }).click();
  const explained = page.getByRole('table', { name: '林甸县：各项得分的由来' });
  await explained.getByText('+5 到期当日已销号的问题因网络中断次日才录入').waitFor();
  const cells = await explained.locator('tbody tr').last().locator('td').allInnerTexts();
  expect(cells.slice(0, 3)).toEqual(['28 个', '30 个', '93.33%']);
  const contributions = (await explained.locator('tbody tr td:last-child').allInnerTexts()).map(Number);
  expect(contributions.reduce((all, each) => all + each, 0)).toBeCloseTo(Number(await explained.locator('tfoot td').innerText()), 6);
  await page.getByLabel('积分榜日期').fill('2020-04-07');
  await page.getByText('2020-04-07 · 第 38 天').waitFor();
  await explained.getByText('+5').waitFor({ state: 'detached' });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 SVG' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toMatch(/^<svg xmlns[^]*肇州县[^]*<\/svg>$/);
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[CT25] a contest is drawn up with the sum of its weights said, what is wrong stands beside its field and what was typed stays, and it is started; points are corrected and taken back with a reason', async () => {
  const { page, misdeeds, close } = await stage.open('/office?room=contest', 'DISPATCHER', { viewport: { width: 1600, height: 1200 } });
  await page.getByRole('button', { name: '拟定新竞赛' }).click();
  const form = page.getByRole('form', { name: '竞赛草案' });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('draft-name');
  await page.keyboard.type('二季度竞赛');
  await form.getByLabel('开赛日').fill('2020-04-01');
  await form.getByLabel('结束日').fill('2020-06-30');
  await form.getByText('权重合计 100（须为 100）').waitFor();
  await form.locator('#rule-0-weight').fill('45');
  await form.getByText('权重合计 95（须为 100）').waitFor();
  await form.locator('#rule-0-name').fill('开工');
  await form.locator('#rule-1-name').fill('投资');
  await form.getByRole('button', { name: '保存草案' }).click();
  await form.locator('#rule-2-name-said').getByText('此项不能为空').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('rule-2-name');
  expect(await form.getByLabel('名称').first().inputValue()).toBe('二季度竞赛');
  await page.keyboard.type('销号');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: '竞赛', exact: true }).locator('option:checked', { hasText: '二季度竞赛 · 草案' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: '启动竞赛' }).click();
  await page.getByRole('button', { name: '确认启动' }).click();
  await page.getByText('各项权重合计须为 100，现为 95').waitFor();
  // Somebody else saves the draft meanwhile: what was read is out of date, and nothing is overwritten.
  await page.getByRole('button', { name: '修改草案' }).click();
  await stage.server.query(`update contest set name = '夏季竞赛', version = version + 1 where status = 'DRAFT'`);
  await page.getByRole('combobox', { name: '竞赛', exact: true }).locator('option', { hasText: '夏季竞赛 · 草案' }).waitFor({ state: 'attached' });
  await form.locator('#rule-0-weight').fill('50');
  await form.getByRole('button', { name: '保存草案' }).click();
  await form.getByText('别人已经修改过').waitFor();
  await form.getByRole('button', { name: '不改了' }).click();
  await page.getByRole('button', { name: '修改草案' }).click();
  await form.locator('#rule-0-weight').fill('50');
  await form.getByRole('button', { name: '保存草案' }).click();
  await page.getByRole('heading', { name: /计分规则 权重合计 100/ }).waitFor();
  await page.getByRole('button', { name: '启动竞赛' }).click();
  await page.getByRole('button', { name: '确认启动' }).click();
  const table = page.getByRole('table', { name: '积分榜' });
  await table.waitFor();
  const adjust = page.getByRole('form', { name: '申诉更正' });
  await adjust.getByLabel('地区').selectOption({ label: '大同区' });
  await adjust.getByLabel('分值（可为负）').fill('200');
  await adjust.getByLabel('理由').fill('核实补计');
  await adjust.getByRole('button', { name: '记录更正' }).click();
  await page.locator('#adjust-points-said').getByText('更正分值须在').waitFor();
  expect(await adjust.getByLabel('理由').inputValue()).toBe('核实补计');
  await adjust.getByLabel('分值（可为负）').fill('2.5');
  await adjust.getByRole('button', { name: '记录更正' }).click();
  await page.getByText('大同区 · 开工 · +2.5 分 · 自 2020-04-16 起 · 核实补计').waitFor();
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await page.getByRole('textbox', { name: '原因' }).last().waitFor();
  await page.keyboard.type('重复');
  await page.keyboard.press('Enter');
  await page.getByText('已撤销：重复').waitFor();
  const leave = page.getByRole('form', { name: '退赛与恢复' });
  await leave.getByLabel('地区').selectOption({ label: '红岗区' });
  await leave.getByLabel('原因').fill('合并考核');
  await leave.getByRole('button', { name: '退赛' }).click();
  await table.getByText('2020-04-16 退赛：合并考核').waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});
