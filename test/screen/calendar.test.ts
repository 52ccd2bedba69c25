import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[WC9] the office sees a year by its months and says how a day is worked, by mouse and by keyboard; what is wrong is said beside its field', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '日历' }).click();
  await page.getByText('2020', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: '5月4日 休息 劳动节' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: '4月26日 上班 劳动节调休上班' }).count()).toBe(1);
  // The keyboard comes to today, and goes from day to day.
  await page.getByRole('button', { name: '4月16日 上班' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '4月24日' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('day-working');
  await page.getByRole('button', { name: '保存' }).first().click();
  await page.locator('#day-name-said').getByText('此项不能为空').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('day-name');
  await page.keyboard.type('停电检修');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '4月24日 休息 停电检修' }).waitFor();
  expect(await stage.server.query(`select working, name from calendar_day where day = '2020-04-24'`)).toEqual([{ working: false, name: '停电检修' }]);
  await page.getByText('2020-04-24 停电检修: 休息').waitFor();
  await page.getByRole('button', { name: '恢复平常' }).click();
  await page.getByRole('button', { name: '4月24日 上班' }).waitFor();
  expect(await stage.server.query(`select from calendar_day where day = '2020-04-24'`)).toEqual([]);
  for (let year = 2020; year < 2027; year += 1) await page.getByRole('button', { name: '下一年' }).click().then(() => page.getByText(String(year + 1), { exact: true }).waitFor());
  await page.getByText('尚未录入 2027 年的节假日').waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[CW14] the administrator sets the rules of the levels on the same page; others are told that they may not', async () => {
  const { page, misdeeds, close } = await stage.open('/office?room=calendar', 'ADMIN');
  const county = page.getByRole('group', { name: '县区级' });
  await county.getByLabel('签收时限').fill('0');
  await county.getByRole('button', { name: '保存' }).click();
  await county.getByText('此项须在 1 与 120 之间').waitFor();
  await county.getByLabel('签收时限').fill('2');
  await county.getByRole('button', { name: '保存' }).click();
  await county.getByText('已保存').waitFor();
  expect(await stage.server.query(`select sign_within as days from escalation_rule where level = 'COUNTY'`)).toEqual([{ days: 2 }]);
  expect(misdeeds).toEqual([]);
  await close();
  const other = await stage.open('/office?room=calendar&lang=en', 'DISPATCHER');
  const city = other.page.getByRole('group', { name: 'city level' });
  await city.getByLabel('Sign within').fill('9');
  await city.getByRole('button', { name: 'Save' }).click();
  await city.getByRole('alert').waitFor();
  expect(await stage.server.query(`select sign_within as days from escalation_rule where level = 'CITY'`)).toEqual([{ days: 1 }]);
  await other.close();
});

browserTest('[CW16] the office gives a directive its deadline as a day or in working days, and is told where it gave both', async () => {
  const { page, misdeeds, close } = await stage.open(`/office?meeting=${encodeURIComponent(stage.meeting)}`, 'DISPATCHER');
  await page.getByRole('button', { name: '开始会议' }).click();
  await page.getByRole('button', { name: '点到下一项（第 1 项）' }).click();
  await page.getByLabel('交办内容').fill('五个工作日内答复');
  await page.getByLabel('办理期限').fill('2020-04-30');
  await page.getByLabel('或工作日数').fill('5');
  await page.getByRole('button', { name: '记录', exact: true }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('due-days');
  await page.getByLabel('办理期限').fill('');
  await page.getByRole('button', { name: '记录', exact: true }).click();
  await page.getByText('已记录，问题编号').waitFor();
  expect(await stage.server.query(`select due_on from issue where title = '五个工作日内答复'`)).toEqual([{ due_on: '2020-04-23' }]);
  expect(misdeeds).toEqual([]);
  await close();
});
