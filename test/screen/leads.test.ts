import { afterAll, beforeAll, expect } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[IL18] the room of leads shows them by stage with their numbers, filters and a search, one with all that is known of it, and what others do by itself', async () => {
  const [counts] = await stage.server.query<{ contacted: number; all: number; overdue: number; lead: number; name: string }>(`
    select count(*) filter (where stage = 'CONTACTED')::int as contacted, count(*)::int as all, count(*) filter (where next_step_on < '2020-04-16')::int as overdue,
      (select min(lead_id) from lead_need n where answered_at is null and issue_id is null and exists (select from investment_lead l where l.id = n.lead_id and l.stage = 'NEGOTIATING')) as lead,
      (select name from investment_lead l where l.id = (select min(lead_id) from lead_need n where answered_at is null and issue_id is null and exists (select from investment_lead l where l.id = n.lead_id and l.stage = 'NEGOTIATING'))) as name from investment_lead`);
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '招商与储备', exact: true }).click();
  const table = page.getByRole('table', { name: '招商线索' });
  await table.waitFor();
  expect(await table.locator('tbody tr').count()).toBe(counts!.all);
  await page.getByRole('button', { name: `◔ 已对接 ${counts!.contacted}` }).click();
  await page.getByText(`显示 ${counts!.contacted} / 共 ${counts!.contacted}`, { exact: true }).waitFor();
  await page.getByRole('button', { name: /^◔ 已对接/ }).click();
  await page.getByRole('button', { name: `■ 下一步逾期 ${counts!.overdue}` }).click();
  await page.getByText(`显示 ${counts!.overdue} / 共 ${counts!.overdue}`, { exact: true }).waitFor();
  await expect.poll(() => table.getByText('■ 逾期').count()).toBe(counts!.overdue);
  await page.getByRole('button', { name: /^■ 下一步逾期/ }).click();
  await page.getByLabel('名称或编码', { exact: true }).fill(counts!.name);
  await page.getByText('显示 1 / 共 1', { exact: true }).waitFor();
  await table.getByRole('button', { name: counts!.name }).click();
  await page.getByRole('table', { name: '联系人' }).getByText('投资方决策人').waitFor();
  await page.getByRole('table', { name: '线索需求' }).getByText('■ 待落实').first().waitFor();
  await page.getByText('线索 → ◔ 已对接').first().waitFor();
  // Another office moves it on.
  await stage.server.get(await stage.server.token('ADMIN'), 'mutation ($id: ID!) { investmentLeadMove(id: $id, to: AGREED, note: "网上签约") { userErrors { code } } }', { id: toGlobalId('InvestmentLead', counts!.lead) });
  await page.getByText('洽谈中 → ● 已签约 网上签约').waitFor();
  await stage.server.get(await stage.server.token('ADMIN'), 'mutation ($id: ID!) { investmentLeadMove(id: $id, to: NEGOTIATING, note: "条款重谈") { userErrors { code } } }', { id: toGlobalId('InvestmentLead', counts!.lead) });
  await page.getByText('已签约 → ◑ 洽谈中 条款重谈').waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[IL19] a lead is entered, moved, planned for, and given a contact and a need by the keyboard alone; what is wrong is said beside its field and what was typed stays', async () => {
  const { page, misdeeds, close } = await stage.open('/office?room=leads', 'DISPATCHER');
  const press = async (name: string | RegExp) => {
    const button = page.getByRole('button', { name }).first();
    await button.focus();
    await page.keyboard.press('Enter');
  };
  await press('登记线索');
  await page.keyboard.type('DQ-L-001');
  await page.keyboard.press('Tab');
  await page.keyboard.type('乳品深加工');
  await page.keyboard.press('Enter');
  await page.locator('#lead-REGISTER-code-said').getByRole('alert').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('lead-REGISTER-code');
  expect(await page.getByLabel('名称（姓名）').inputValue()).toBe('乳品深加工');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('DQ-L-035');
  await page.keyboard.press('Enter');
  await press('乳品深加工');
  await page.getByRole('heading', { name: '乳品深加工' }).waitFor();
  await press('更正线索');
  await page.getByLabel('预计投资（万元，未定不填）').fill('12000');
  await page.keyboard.press('Enter');
  await page.getByText('预计投资 1.2 亿元').waitFor();
  await press('变更阶段');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('lead-MOVE-to');
  await page.keyboard.press('Tab');
  await page.keyboard.type('商会引荐');
  await page.keyboard.press('Enter');
  await page.getByText('线索 → ◔ 已对接 商会引荐').waitFor();
  await press('变更阶段');
  await page.getByLabel('新阶段').selectOption({ label: '线索' });
  await page.getByLabel('说明', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#lead-MOVE-note-said').getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  await press('安排下一步');
  await page.keyboard.type('赴总部拜访');
  await page.getByLabel('日期').fill('2020-04-01');
  await page.keyboard.press('Enter');
  await page.locator('#lead-PLAN_NEXT_STEP-on-said').getByRole('alert').waitFor();
  expect(await page.getByLabel('工作内容').inputValue()).toBe('赴总部拜访');
  await page.getByLabel('日期').fill('2020-04-22');
  await page.getByLabel('负责人').fill('市领导 03');
  await page.getByRole('option', { name: /^市领导 03/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('form', { name: '安排下一步' }).getByRole('button', { name: '提交' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('2020-04-22 赴总部拜访 市领导 03').waitFor();
  await press('登记联系人');
  await page.keyboard.press('Tab');
  await page.keyboard.type('投资总监');
  await page.keyboard.press('Enter');
  await page.getByRole('table', { name: '联系人' }).getByText('投资总监').waitFor();
  await press('登记需求');
  await page.getByLabel('需求种类').selectOption({ label: '用地' });
  await page.getByLabel('数量').fill('120');
  await page.keyboard.press('Enter');
  await page.getByRole('table', { name: '线索需求' }).getByText('120 亩').waitFor();
  await press('转入需求清单 用地');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('table', { name: '线索需求' }).getByText('● 已转需求清单').waitFor();
  await press('撤销 投资总监');
  await page.getByText('姓名和电话不再显示').waitFor();
  expect(await page.getByText('投资总监').count()).toBe(0);
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[IL20] whoever may not read contacts is told so where they would stand, and is offered no act on the lead', async () => {
  const { page, close } = await stage.open('/office?room=leads&lang=en', 'VIEWER');
  await page.getByRole('table', { name: 'Investment leads' }).getByRole('button').first().click();
  await page.getByText('Contacts are shown to the office').waitFor();
  expect(await page.getByRole('button', { name: 'Move', exact: true }).count()).toBe(0);
  expect(await page.getByText('0459-000').count()).toBe(0);
  await page.context().setOffline(true);
  await page.getByRole('status').getByText(/may be out of date/).waitFor();
  await close();
});

browserTest('[RP12] the room shows the reserve by field and by step and what each project lacks; steps are planned, reported and taken back there, and what others do shows by itself', async () => {
  const [first] = await stage.server.query<{ id: number; name: string; all: number; late: number }>(`
    select p.id, p.name, (select count(*)::int from project where stage = 'RESERVE') as all, (select count(distinct project_id)::int from ripening where reached_on is null and planned_on < '2020-04-16') as late
    from project p where p.stage = 'RESERVE' and not exists (select from ripening g where g.project_id = p.id and g.step_id in (5, 6)) order by p.id limit 1`);
  const { page, misdeeds, close } = await stage.open('/office?room=leads', 'DISPATCHER');
  const table = page.getByRole('table', { name: '谋划储备' });
  await table.waitFor();
  expect(await table.locator('tbody tr').count()).toBe(first!.all);
  const fields = page.getByRole('table', { name: '谋划方向' });
  const numbers = await fields.locator('tbody td:nth-child(2)').allTextContents();
  expect(numbers.reduce((sum, text) => sum + Number(text), 0)).toBe(first!.all);
  await page.getByLabel('步骤逾期').check();
  await page.getByText(`显示 ${first!.late} / 共 ${first!.late}`, { exact: true }).waitFor();
  await page.getByLabel('步骤逾期').uncheck();
  await page.getByLabel('储备项目名称或编码').fill(first!.name);
  await table.getByRole('button', { name: first!.name }).click();
  const steps = page.getByRole('table', { name: '成熟步骤' });
  await steps.getByRole('button', { name: '填报完成 用地落实' }).click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.getByLabel('说明', { exact: true }).fill('园区已供地');
  await page.keyboard.press('Enter');
  await steps.getByText('● 2020-04-16 完成').waitFor();
  await steps.getByText('园区已供地').waitFor();
  await steps.getByRole('button', { name: '撤回 用地落实' }).click();
  await page.keyboard.type('供地文件未下');
  await page.keyboard.press('Enter');
  await steps.getByText('供地文件未下').waitFor();
  await steps.getByRole('button', { name: '安排计划日 设计完成' }).click();
  await page.getByLabel('日期').fill('2020-04-10');
  await page.keyboard.press('Enter');
  await page.locator('#lead-PLAN-on-said').getByRole('alert').waitFor();
  if (process.env['SHOT2']) await page.screenshot({ path: process.env['SHOT2'], fullPage: true });
  await page.getByLabel('日期').fill('2020-08-01');
  await page.keyboard.press('Enter');
  await steps.getByText('▲ 计划 2020-08-01').waitFor();
  await stage.server.get(await stage.server.token('ADMIN'), 'mutation ($id: ID!) { ripeningReach(input: { projectId: $id, step: "DESIGN", on: "2020-04-15" }) { userErrors { code } } }', { id: toGlobalId('Project', first!.id) });
  await steps.getByText('● 2020-04-15 完成').waitFor();
  await page.getByRole('button', { name: '归入谋划方向' }).click();
  await page.getByRole('form', { name: '归入谋划方向' }).getByLabel('谋划方向').selectOption({ label: '5G创新应用' });
  await page.getByRole('button', { name: '提交' }).click();
  await table.getByRole('cell', { name: '5G创新应用' }).waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});
