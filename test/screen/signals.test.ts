import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[SG25] the office sees who should be called and why, with numbers, and puts the chosen ones on the agenda in one act; the list follows by itself', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '红绿灯' }).click();
  await page.getByRole('heading', { name: '建议会办项目' }).waitFor();
  await page.getByLabel('原因', { exact: true }).selectOption({ label: '不走道' });
  await page.getByText('已 18 天没有进展（不走道）').first().waitFor();
  await page.getByText('最近进展 2020-03-29（形象进度）').first().waitFor();
  const boxes = page.getByRole('checkbox', { name: /^选择 / });
  const names = [await boxes.nth(0).getAttribute('aria-label'), await boxes.nth(1).getAttribute('aria-label')].map((name) => name!.replace('选择 ', ''));
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: '加入议程（2）' }).click();
  await page.getByText('已加入 2 项').waitFor();
  expect(await stage.server.query(`select p.name from agenda_item g join meeting m on m.id = g.meeting_id join project p on p.id = g.project_id where m.status = 'SCHEDULED' order by g.position desc limit 2`))
    .toEqual(names.toReversed().map((name) => ({ name })));
  for (const name of names) await page.getByRole('checkbox', { name: `选择 ${name}`, exact: true }).waitFor({ state: 'detached' });
  // Somebody else's report: the project leaves the list without a click.
  const third = (await boxes.nth(0).getAttribute('aria-label'))!.replace('选择 ', '');
  await stage.server.query(`insert into progress_report (project_id, kind, day, counts_from, physical_progress) select id, 'DAILY', '2020-04-16', '2020-04-16', 0.97 from project where name = '${third}'`);
  await page.getByRole('checkbox', { name: `选择 ${third}`, exact: true }).waitFor({ state: 'detached' });
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[SG26] the administrator tries a rule and the curve, sees whose light would change, and saves what was tried; what is wrong is said beside its field', async () => {
  const { page, misdeeds, close } = await stage.open('/office?room=signals', 'ADMIN');
  const rule = page.getByRole('group', { name: '投资进度落后' });
  expect(await rule.getByRole('button', { name: '保存' }).count()).toBe(0);
  await rule.getByLabel('黄灯起点（%）').fill('0');
  await rule.getByRole('button', { name: '试算' }).click();
  await rule.getByText('此项须在 0.01 与 1 之间').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('BEHIND_PLAN-yellowFrom');
  await rule.getByLabel('黄灯起点（%）').fill('30');
  await rule.getByText('适用范围').click();
  await rule.getByLabel('县区项目').check();
  await rule.getByRole('button', { name: '试算' }).click();
  await rule.getByText(/[1-9]\d* 个项目变灯/).waitFor();
  expect(await stage.server.query(`select yellow_from::float as "from", tiers from signal_rule where rule = 'BEHIND_PLAN'`)).toEqual([{ from: 0.1, tiers: null }]);
  // A draft that was touched again has to be tried again.
  await rule.getByLabel('黄灯起点（%）').fill('25');
  await rule.getByRole('button', { name: '保存' }).waitFor({ state: 'detached' });
  await rule.getByRole('button', { name: '试算' }).click();
  await rule.getByRole('button', { name: '保存' }).click();
  await rule.getByText('已保存').waitFor();
  expect(await stage.server.query(`select yellow_from::float as "from", tiers from signal_rule where rule = 'BEHIND_PLAN'`)).toEqual([{ from: 0.25, tiers: ['COUNTY'] }]);
  await page.getByText('BEHIND_PLAN: 0.1/0.4 → 0.25/0.4 COUNTY').waitFor();

  await page.getByLabel('4 月', { exact: true }).fill('1');
  const curve = page.locator('form').filter({ has: page.getByRole('heading', { name: '季节曲线' }) });
  await curve.getByRole('button', { name: '试算' }).click();
  await page.locator('#month-4-said').getByText('逐月持平或上升').waitFor();
  await page.getByLabel('4 月', { exact: true }).fill('12');
  await curve.getByRole('button', { name: '试算' }).click();
  await curve.getByRole('button', { name: '保存' }).click();
  await curve.getByText('已保存').waitFor();
  await page.getByText('CURVE 4: 0.08 → 0.12').waitFor();
  expect(misdeeds).toEqual([]);
  await close();
  const other = await stage.open('/office?room=signals&lang=en', 'DISPATCHER');
  const stuck = other.page.getByRole('group', { name: 'Stuck', exact: true });
  await stuck.getByLabel('Yellow from (days)').fill('5');
  await stuck.getByRole('button', { name: 'Try' }).click();
  await stuck.getByRole('button', { name: 'Save' }).click();
  await stuck.getByRole('alert').waitFor();
  expect(await stage.server.query(`select yellow_from::int as "from" from signal_rule where rule = 'STUCK'`)).toEqual([{ from: 15 }]);
  await other.close();
});

browserTest('[SG27] the wall says each reason with its number, and of the worst all that it was reckoned from', async () => {
  await stage.server.query(`update meeting set status = 'IN_PROGRESS', started_at = business_now() where status = 'SCHEDULED'; update agenda_item set status = 'CALLED', called_at = business_now() where position = 1 and meeting_id = (select id from meeting where status = 'IN_PROGRESS')`);
  const { page, misdeeds, close } = await stage.open(`/?meeting=${encodeURIComponent(stage.meeting)}`, 'SCREEN');
  await page.getByText(/比年度计划进度慢 [\d.]+ 个百分点/).waitFor();
  await page.getByText(/年度计划 109,200 万元，当期应完成 [\d.]+%，实际完成 1\.67%，已完成投资 1,827 万元/).waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});
