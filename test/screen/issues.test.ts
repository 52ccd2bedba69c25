import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { catalogues } from '../../src/kernel/messages/index.js';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

const acts = (page: Page): Locator => page.getByRole('group', { name: '可办事项' });
const say = (page: Page, act: string): Promise<void> => acts(page).getByRole('button', { name: act, exact: true }).click();
const form = (page: Page, act: string): Locator => page.getByRole('form', { name: act, exact: true });
const send = (page: Page, act: string): Promise<void> => form(page, act).getByRole('button', { name: '确定' }).click();
const stands = (page: Page, number: string, status: string): Promise<void> => page.getByRole('region', { name: number }).locator('p b').first().filter({ hasText: status }).waitFor();

async function pick(within: Locator, label: string, text: string): Promise<void> {
  await within.getByLabel(label, { exact: true }).fill(text);
  await within.getByRole('listbox').getByRole('option').first().click();
}

async function someUnit(): Promise<{ code: string; name: string }> {
  const [unit] = await stage.server.query<{ code: string; name: string }>(`select u.code, u.name from unit u join issue i on i.lead_unit_id = u.id where i.status = 'ASSIGNED' group by 1, 2 order by count(*) desc, 1 limit 1`);
  return unit!;
}

browserTest('[IW16] an issue is worked through the page from its report to its closure; what is wrong is said beside its field, and what others do is there at once', async () => {
  const unit = await someUnit();
  const office = await stage.open('/office', 'DISPATCHER');
  const { page } = office;
  await page.getByRole('button', { name: '问题', exact: true }).click();
  await page.getByRole('button', { name: '上报问题' }).click();
  const report = form(page, '上报问题');
  await report.getByLabel('标题').fill('三号变压器尚未送电');
  await pick(report, '项目', '龙油');
  await report.getByLabel('种类').selectOption('PROBLEM');
  await report.getByLabel('类别').selectOption('POWER');
  await report.getByLabel('程度').selectOption('HIGH');
  await pick(report, '复发自', 'DQ-2020-0300');
  await send(page, '上报问题');
  await page.locator('#REPORT-recurrenceOf-said').getByRole('listitem').waitFor();
  await report.getByLabel('复发自', { exact: true }).fill('');
  await send(page, '上报问题');
  const number = /DQ-2020-\d+/.exec(await page.getByText(/已上报，编号 DQ/).innerText())![0];
  await stands(page, number, '已上报');

  await say(page, '交办');
  const assign = form(page, '交办');
  await assign.getByLabel('办理期限').fill('2020-05-08');
  await send(page, '交办');
  await page.locator('#ASSIGN-leadUnitId-said').getByText('选一个').waitFor();
  await pick(assign, '牵头单位', unit.name);
  await assign.getByLabel('办理期限').fill('2019-01-01');
  await send(page, '交办');
  await page.locator('#ASSIGN-dueOn-said').getByText('早于').waitFor();
  await assign.getByLabel('办理期限').fill('');
  await assign.getByLabel('或工作日数').fill('5');
  await send(page, '交办');
  await stands(page, number, '已交办');

  const handler = await stage.open('/office?room=issues', 'UNIT', { token: { unit: unit.code } });
  const hand = handler.page;
  await hand.getByLabel('标题或编号').fill(number);
  await hand.getByRole('button', { name: '三号变压器尚未送电' }).click();
  await say(page, '留言');
  await form(page, '留言').getByLabel('内容').fill('写到一半');
  await say(hand, '签收');
  await stands(page, number, '已签收');
  expect(await form(page, '留言').getByLabel('内容').inputValue()).toBe('写到一半');
  await page.keyboard.press('Escape');
  await form(page, '留言').waitFor({ state: 'detached' });
  await say(hand, '添加佐证');
  await form(hand, '添加佐证').getByLabel('标题').fill('送电照片');
  await form(hand, '添加佐证').getByLabel('链接').fill('javascript:alert(1)');
  await send(hand, '添加佐证');
  await hand.locator('#ADD_EVIDENCE-url-said').getByText('http').waitFor();
  await form(hand, '添加佐证').getByLabel('链接').fill('https://example.com/photo');
  await send(hand, '添加佐证');
  const link = page.getByRole('link', { name: '送电照片' });
  await link.waitFor();
  expect([await link.getAttribute('rel'), await link.getAttribute('target')]).toEqual(['noopener noreferrer', '_blank']);
  await say(hand, '延期申请');
  await form(hand, '延期申请').getByLabel('办理期限').fill('2020-06-30');
  await form(hand, '延期申请').getByLabel('原因').fill('设备未到');
  await send(hand, '延期申请');
  await say(page, '批准延期');
  await send(page, '批准延期');
  await hand.getByText('延至 2020-06-30').waitFor();
  await say(hand, '办结');
  await form(hand, '办结').getByLabel('说明').fill('已送电');
  await send(hand, '办结');
  await say(page, '核查销号');
  await send(page, '核查销号');
  await stands(hand, number, '已销号');
  expect(await page.getByRole('region', { name: number }).locator('ol li b').allInnerTexts()).toEqual(expect.arrayContaining(['上报', '交办', '签收', '添加佐证', '申请延期', '批准延期', '办结', '核查销号']));
  expect([...office.misdeeds, ...handler.misdeeds]).toEqual([]);
  await handler.close();
  await office.close();
});

browserTest('[IW16] ticked issues are given together; the filters narrow the list', async () => {
  const { page, misdeeds, close } = await stage.open('/office?room=issues', 'DISPATCHER');
  const unit = await someUnit();
  await page.getByLabel('状态', { exact: true }).selectOption('ASSIGNED');
  const boxes = page.getByRole('checkbox', { name: /^选择 DQ/ });
  await expect.poll(() => page.locator('tbody tr td:nth-child(8)').allInnerTexts().then((all) => [...new Set(all)])).toEqual(['已交办']);
  const numbers = [await boxes.nth(0).getAttribute('aria-label'), await boxes.nth(1).getAttribute('aria-label')].map((label) => label!.replace('选择 ', ''));
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: '批量交办（已选 2）' }).click();
  const many = form(page, '批量交办（已选 2）');
  await pick(many, '牵头单位', unit.name);
  await send(page, '批量交办（已选 2）');
  await page.locator('#ASSIGN_MANY-dueOn-said').getByRole('listitem').waitFor();
  await many.getByLabel('或工作日数').fill('9');
  await send(page, '批量交办（已选 2）');
  await many.waitFor({ state: 'detached' });
  const given = await stage.server.query<{ name: string }>(`select u.name from issue i join unit u on u.id = i.lead_unit_id where i.number in ('${numbers.join(`', '`)}')`);
  expect(given).toEqual([{ name: unit.name }, { name: unit.name }]);
  await page.getByLabel('逾期', { exact: true }).check();
  const [late] = await stage.server.query<{ count: number }>(`select count(*)::int as count from issue where status = 'ASSIGNED' and due_on < business_today()`);
  await page.getByText(`共 ${late!.count} 个`).waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[IW16] the room is worked by the keyboard: what is picked takes the focus, and so does what is wrong', async () => {
  const { page, misdeeds, close } = await stage.open('/office?room=issues', 'DISPATCHER');
  await page.locator('tbody th button').nth(20).focus();
  await page.keyboard.press('Enter');
  await page.locator('h2:focus').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').innerText()).toBe(await acts(page).getByRole('button').first().innerText());
  await acts(page).getByRole('button', { name: '添加佐证' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#ADD_EVIDENCE-title:focus').waitFor();
  await page.keyboard.type('照片');
  await page.keyboard.press('Tab');
  await page.keyboard.type('javascript:alert(1)');
  await page.keyboard.press('Enter');
  await page.locator('#ADD_EVIDENCE-url[aria-invalid]:focus').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('h2:focus').waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[IW16] while the line is down the room says that it may be out of date, and catches up by itself', async () => {
  const { page, close } = await stage.open('/office?room=issues', 'DISPATCHER');
  await page.getByText('线路正常').waitFor();
  const title = page.getByRole('button', { name: '断线时改的标题' });
  await page.context().setOffline(true);
  await page.getByText('数据可能已过时').waitFor();
  await stage.server.query(`update issue set title = '断线时改的标题' where id = (select id from issue where status <> 'CLOSED' order by reported_at desc, id desc limit 1)`);
  expect(await title.count()).toBe(0);
  await page.context().setOffline(false);
  await title.waitFor();
  await page.getByText('线路正常').waitFor();
  await close();
});

browserTest('[IW16] the room speaks English, too', async () => {
  const { page, misdeeds, close } = await stage.open('/office?room=issues&lang=en', 'DISPATCHER');
  await page.getByLabel('Overdue', { exact: true }).check();
  await page.getByText(/\b1 working day late/).first().waitFor();
  await page.getByText(/\b[2-9] working days late/).first().waitFor();
  expect(await page.getByText(/\b1 working days/).count()).toBe(0);
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[IW18] a unit sees its own issues in the room, with exactly the buttons that the API offers it', async () => {
  const unit = await someUnit();
  const { page, misdeeds, close } = await stage.open('/office?room=issues', 'UNIT', { token: { unit: unit.code } });
  const token = await stage.server.token('UNIT', { unit: unit.code });
  const { issues } = await stage.server.get(token, '{ issues(first: 1, filter: { open: true, status: [ASSIGNED] }) { totalCount nodes { number title actions } } }');
  await page.getByLabel('状态', { exact: true }).selectOption('ASSIGNED');
  await page.getByText(`共 ${issues.totalCount} 个`).waitFor();
  const [all] = await stage.server.query<{ count: number }>(`select count(*)::int as count from issue where status = 'ASSIGNED'`);
  expect(issues.totalCount).toBeLessThan(all!.count);
  const { number, actions } = issues.nodes[0];
  await page.getByLabel('标题或编号').fill(number);
  await page.getByText('共 1 个').waitFor();
  await page.locator('tbody th button').click();
  await acts(page).waitFor();
  const besides = ['END_EVIDENCE', 'WITHDRAW_COMMENT'];
  const words: Record<string, string> = catalogues.zh.word.IssueAct;
  expect(await acts(page).getByRole('button').allInnerTexts()).toEqual(actions.filter((act: string) => !besides.includes(act)).map((act: string) => words[act]));
  expect(actions).toContain('ACKNOWLEDGE');
  expect(actions).not.toContain('ASSIGN');
  expect(await page.getByRole('checkbox', { name: /^选择/ }).count()).toBe(0);
  expect(misdeeds).toEqual([]);
  await close();
});
