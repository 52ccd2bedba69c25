import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[EN7] enterprises stand with staff back and output, the figures by region above; a report is made with the keyboard alone, what is wrong is said beside its field', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '企业', exact: true }).click();
  const list = page.getByRole('table', { name: '企业列表' });
  await list.getByText('377 辆').waitFor();
  await page.getByLabel('名称或编码').fill('沃尔沃');
  await page.getByText('已显示 1 家，共 1 家').waitFor();
  await list.getByRole('button', { name: '大庆沃尔沃汽车制造有限公司' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '大庆沃尔沃汽车制造有限公司' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('enterprise-day');
  await page.getByLabel('到岗人数').focus();
  await page.keyboard.type('3801');
  await page.keyboard.press('Tab');
  await page.keyboard.type('390');
  await page.keyboard.press('Enter');
  await page.locator('#enterprise-staff-said').getByRole('alert').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('enterprise-staff');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('3700');
  await page.keyboard.press('Enter');
  await page.getByText('2020-04-16 的日报已记录。').waitFor();
  await list.getByText('3700 / 3800').waitFor();
  await list.getByText('390 辆').first().waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[EN7] what others report is on the page by itself; a line that is lost is said, with the time of what is shown', async () => {
  const { page, close } = await stage.open('/office?room=enterprises&lang=en', 'VIEWER');
  const [enterprise] = await stage.server.query<{ id: number; code: string; employees: number }>(`select id, code, employees from enterprise where code <> 'DQ-E-001' order by code limit 1`);
  const { enterprise: { id } } = await stage.server.get(await stage.server.token('ADMIN'), 'query ($code: String!) { enterprise(code: $code) { id } }', { code: enterprise!.code });
  await page.getByRole('table', { name: 'Enterprises', exact: true }).getByText(enterprise!.code).waitFor();
  await stage.server.get(await stage.server.token('DISPATCHER'), 'mutation ($id: ID!) { enterpriseReport(id: $id, input: { staffPresent: 7 }) { userErrors { code } } }', { id });
  await page.getByText(`7 / ${enterprise!.employees}`).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('status').getByText(/may be out of date/).waitFor();
  await page.getByRole('status').getByText(/\d\d:\d\d:\d\d/).waitFor();
  await close();
});
