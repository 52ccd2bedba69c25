import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[MD42] the office takes over a proposed agenda, decides, gives the word and reads what stood at the call; the wall of a site asks to speak and shows who speaks, and warns by shape and word', async () => {
  const [site] = await stage.server.query<{ id: string; name: string }>(`select encode(convert_to('MeetingSite:' || s.id, 'UTF8'), 'base64') as id, s.name from meeting_site s join meeting m on m.id = s.meeting_id where m.status = 'SCHEDULED' and s.name = '龙凤区分会场'`);
  const office = await stage.open(`/office?meeting=${encodeURIComponent(stage.meeting)}`, 'DISPATCHER', { viewport: { width: 1440, height: 900 } });
  const wall = await stage.open(`/?meeting=${encodeURIComponent(stage.meeting)}&site=${encodeURIComponent(site!.id)}`, 'SCREEN');
  const { page } = office;
  const proposal = page.locator('section').filter({ has: page.getByRole('heading', { name: /建议议程/ }) });
  const boxes = proposal.getByRole('checkbox');
  await boxes.first().waitFor();
  const free = proposal.locator('input[type=checkbox]:not(:disabled)');
  await free.nth(0).focus();
  await page.keyboard.press('Space');
  await free.nth(1).check();
  await proposal.getByRole('button', { name: '加入本次议程（2）' }).click();
  await proposal.getByText('已加入 2 项').waitFor();
  await wall.page.getByText(/12 项，约/).waitFor();

  await page.getByRole('button', { name: '开始会议' }).click();
  await page.getByRole('button', { name: '点到下一项（第 1 项）' }).click();
  const snapshot = page.locator('section').filter({ has: page.getByRole('heading', { name: '点到时快照' }) });
  await snapshot.getByText(/未销号问题 \d+ 个/).waitFor();
  await snapshot.getByText(/其后的变化不计/).waitFor();

  await page.getByLabel('决定类别').selectOption({ label: '商定' });
  await page.getByLabel('决定内容').fill('双方联合踏勘');
  await page.getByRole('button', { name: '保存决定' }).click();
  await page.getByText('此项不能为空').first().waitFor();
  expect(await page.getByLabel('决定内容').inputValue()).toBe('双方联合踏勘');
  await page.getByLabel('参与商定的单位').fill('交通');
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByRole('button', { name: '保存决定' }).click();
  await page.getByText('决定已记录').waitFor();
  await wall.page.locator('.directives li').filter({ hasText: '双方联合踏勘' }).filter({ hasText: '商定' }).waitFor();

  await wall.page.getByRole('button', { name: '申请发言' }).click();
  await page.getByRole('button', { name: `请 ${site!.name} 发言` }).click();
  await wall.page.getByText(`正在发言：${site!.name}`).waitFor();
  await wall.page.getByRole('button', { name: '结束发言' }).click();
  await page.getByText('没有会场申请发言').waitFor();

  const attendance = page.locator('section').filter({ has: page.getByRole('heading', { name: /参会情况/ }) });
  await attendance.getByText(/在会 1 \/ \d+/).waitFor();
  await attendance.getByText('更正参会情况').click();
  await attendance.getByLabel('会场').selectOption({ label: '市调度大厅' });
  await attendance.getByLabel('更正原因').fill('');
  await attendance.getByLabel(/^到会时间/).fill('09:30');
  await attendance.getByRole('button', { name: '保存更正' }).click();
  await attendance.getByText('此项不能为空').waitFor();
  await attendance.getByLabel(/^到会时间/).fill('');
  await attendance.getByLabel('更正原因').fill('主会场未启用');
  await attendance.getByRole('button', { name: '保存更正' }).click();
  await attendance.getByText('DISPATCHER更正：主会场未启用').waitFor();

  await stage.server.query(`update agenda_item set called_at = called_at - interval '7 minutes' where status = 'CALLED'`);
  await wall.page.locator('.timer .warning svg').first().waitFor();
  await wall.page.locator('.timer').getByText('已用计划时间的 80%').waitFor();
  expect(await wall.page.locator('.timer .warning svg').count()).toBe(1);

  await page.getByLabel('决定类别').selectOption({ label: '延期' });
  await page.getByLabel('决定内容').fill('等省里批复');
  await page.getByRole('button', { name: '保存决定' }).click();
  await wall.page.getByText('下一项：第 2 项').waitFor();
  await page.getByText('延至下次会议').first().waitFor();
  expect([...office.misdeeds, ...wall.misdeeds]).toEqual([]);
  await Promise.all([office.close(), wall.close()]);
}, 60_000);

browserTest('[MD75] in the meeting room a scheduled meeting is made a series, a day is left out and the series is ended, each with what is wrong beside its field', async () => {
  const office = await stage.open('/office', 'DISPATCHER', { viewport: { width: 1440, height: 900 } });
  const { page } = office;
  const [{ id }] = await stage.server.query<{ id: string }>(`insert into meeting (title, mode, starts_at, region_id) select '每周例会', 'VIDEO_INSPECTION', '2020-04-17T01:00:00Z', region_id from meeting limit 1 returning encode(convert_to('Meeting:' || id, 'UTF8'), 'base64') as id`) as [{ id: string }];
  await page.goto(`${stage.server.url}/office?meeting=${encodeURIComponent(id)}`);
  const series = page.locator('section').filter({ has: page.getByRole('heading', { name: '系列会议' }) });
  await series.getByRole('button', { name: '设为系列会议' }).click();
  await series.getByText('此项不能为空').waitFor();
  await series.getByLabel('星期五').check();
  await series.getByRole('button', { name: '设为系列会议' }).click();
  await series.getByText('已排定 2 次').waitFor();
  await series.getByText('2020年4月24日').waitFor();
  await series.getByLabel('例外日期').fill('2020-04-24');
  await series.getByRole('button', { name: '该日不开' }).click();
  await series.getByText('此项不能为空').waitFor();
  expect(await series.getByLabel('例外日期').inputValue()).toBe('2020-04-24');
  await series.getByLabel('例外或终止的原因').fill('领导出差');
  await series.getByRole('button', { name: '该日不开' }).click();
  await series.getByText('例外：2020-04-24').waitFor();
  await series.getByLabel('例外或终止的原因').fill('专项结束');
  await series.getByRole('button', { name: '终止系列' }).click();
  await series.getByText('已终止').waitFor();
  expect(office.misdeeds).toEqual([]);
  await office.close();
});

browserTest('[CAL8] beside the list of meetings somebody makes an address for their calendar, which is shown once, and withdraws it', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'VIEWER');
  const feeds = page.locator('section').filter({ has: page.getByRole('heading', { name: '日历订阅' }) });
  await feeds.getByRole('button', { name: '创建订阅地址' }).click();
  await feeds.getByText('此项不能为空').waitFor();
  await feeds.getByLabel('用于哪个日历').fill('手机');
  await feeds.getByRole('button', { name: '创建订阅地址' }).click();
  const address = await feeds.getByLabel('订阅地址').inputValue();
  expect(await (await fetch(address)).text()).toContain('BEGIN:VEVENT');
  await feeds.getByRole('button', { name: '吊销 手机' }).click();
  await feeds.getByRole('button', { name: '吊销 手机' }).waitFor({ state: 'detached' });
  expect((await fetch(address)).status).toBe(404);
  expect(misdeeds).toEqual([]);
  await close();
});
