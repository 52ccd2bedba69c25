import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

const desk = (extra = ''): string => `/office?meeting=${encodeURIComponent(stage.meeting)}${extra}`;

/** Goes from field to field as somebody without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press('Tab');
    const reached = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement;
      return at.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent ?? at.textContent;
    });
    if (reached?.trim() === name) return;
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

browserTest('[W13] a meeting is scheduled from a search for projects, with topics and halls, and opens at once', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '排定新会议' }).click();
  await page.getByLabel('会议名称').fill('四月下旬调度会');
  await page.getByLabel('开始时间').fill('2020-04-24T09:30');
  for (const search of ['龙油', '铝合金']) {
    await page.getByLabel('添加项目').fill(search);
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
  }
  await page.getByRole('button', { name: '添加议题' }).click();
  await page.getByLabel('议题', { exact: true }).fill('防疫物资');
  await page.getByRole('button', { name: '上移' }).last().click();
  await page.getByLabel('龙凤区').check();
  await page.getByRole('button', { name: '排定会议' }).click();
  await page.getByRole('heading', { name: '四月下旬调度会' }).waitFor();
  const id = new URL(page.url()).searchParams.get('meeting');
  const { meeting } = await stage.server.get(await stage.server.token('DISPATCHER'), 'query ($id: ID!) { meeting(id: $id) { startsAt mode agenda { minutes topic project { name } } sites { name kind } } }', { id });
  expect(meeting).toEqual({
    startsAt: '2020-04-24T01:30:00.000Z',
    mode: 'JOINT_HANDLING',
    agenda: [
      { minutes: 8, topic: null, project: { name: '龙油年550万吨重油催化热裂解及年95万吨聚烯烃项目' } },
      { minutes: 8, topic: '防疫物资', project: null },
      { minutes: 8, topic: null, project: { name: '大庆豫港龙泉铝合金加工材' } },
    ],
    sites: [{ name: '主会场', kind: 'MAIN_HALL' }, { name: '龙凤区分会场', kind: 'COUNTY' }],
  });
  await page.goBack();
  await page.getByRole('button', { name: /四月下旬调度会/ }).waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[W14] what is wrong is said beside its field, and the first such field has the focus', async () => {
  const { page, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '排定新会议' }).click();
  await page.getByRole('button', { name: '添加议题' }).click();
  await page.getByRole('button', { name: '排定会议' }).click();
  await page.getByText('此项不能为空').first().waitFor();
  expect(await page.getByText('此项不能为空').count()).toBe(2);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('title');
  await page.goto(new URL(desk(), stage.server.url).href);
  await page.getByRole('button', { name: '开始会议' }).click();
  await page.getByRole('button', { name: '点到下一项（第 1 项）' }).click();
  await page.getByLabel('交办内容').fill('限期办结');
  await page.getByLabel('办理期限').fill('2020-04-01');
  await page.getByRole('button', { name: '记录' }).click();
  await page.locator('#due-said').getByText('2020-04-01').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('due');
  // What was typed is still there, to be corrected.
  expect(await page.getByLabel('交办内容').inputValue()).toBe('限期办结');
  await close();
});

browserTest('[W15] a meeting is run with the keyboard alone', async () => {
  const { page, close } = await stage.open(desk(), 'DISPATCHER');
  await page.getByRole('heading', { name: '记录交办' }).waitFor();
  await tabTo(page, '交办内容');
  await page.keyboard.type('核对用地手续');
  await tabTo(page, '牵头单位');
  await page.keyboard.type('自然资源');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/已记录，问题编号/).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('text');
  await tabTo(page, '散会');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('确认散会');
  await page.keyboard.press('Escape');
  await tabTo(page, '点到 3');
  await page.keyboard.press('Enter');
  await page.getByText('第 3 项 / 共 10 项').waitFor();
  const [{ text, unit }] = await stage.server.query<{ text: string; unit: string }>(`select d.text, u.name as unit from directive d join issue i on i.id = d.issue_id join unit u on u.id = i.lead_unit_id order by d.id desc limit 1`) as [{ text: string; unit: string }];
  expect([text, unit]).toEqual(['核对用地手续', '大庆市自然资源局']);
  await close();
});

browserTest('[W16] a directive takes up a standing issue of the project that is called', async () => {
  const { page, close } = await stage.open(desk(), 'DISPATCHER');
  await page.getByRole('button', { name: '点到 2', exact: true }).click();
  await page.getByText('第 2 项 / 共 10 项').waitFor();
  const standing = page.getByLabel('关联问题').locator('option', { hasText: '哈尔滨两家管桩供应商未复工' });
  await standing.waitFor({ state: 'attached' });
  await page.getByLabel('关联问题').selectOption(await standing.getAttribute('value'));
  const number = (await standing.innerText()).split(' ')[0]!;
  await page.getByLabel('交办内容').fill('两日内拿出替代供应方案');
  await page.getByRole('button', { name: '记录' }).click();
  await page.getByText(`已记录，问题编号 ${number}`).waitFor();
  await close();
});

browserTest('[W17] who may not act is told so where they tried, and sees the meeting all the same', async () => {
  const { page, close } = await stage.open(desk(), 'VIEWER');
  await page.getByRole('button', { name: '完成本项' }).click();
  await page.getByRole('alert').getByText('无权').waitFor();
  await page.getByText('线路正常').waitFor();
  await close();
});

browserTest('[W19] the office gives the address of each site\'s screen, and never a token with it', async () => {
  const { page, close } = await stage.open(desk('&lang=en'), 'DISPATCHER');
  const links = page.getByRole('link', { name: /screen$/ });
  await links.first().waitFor();
  expect(await links.count()).toBe(12);
  const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  for (const address of addresses) {
    expect(address).toContain(`meeting=${encodeURIComponent(stage.meeting)}`);
    expect(address).not.toContain('token');
  }
  expect(addresses.filter((address) => address.includes('site='))).toHaveLength(11);
  await close();
});
