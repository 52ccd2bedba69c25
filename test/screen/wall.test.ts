import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

const wall = (extra = ''): string => `/?meeting=${encodeURIComponent(stage.meeting)}${extra}`;
const textOf = (page: Page, selector: string): Promise<string> => page.locator(selector).first().innerText();

async function until(page: Page, text: string): Promise<void> {
  await page.getByText(text).first().waitFor({ timeout: 5_000 });
}

/** The running meeting as psql makes it. */
const startItem = (position: number, minutesAgo = 0): Promise<unknown> => stage.server.query(`
  update meeting set status = 'IN_PROGRESS', started_at = business_now() where status = 'SCHEDULED';
  update agenda_item set status = 'DONE', ended_at = business_now() where status = 'CALLED';
  update agenda_item set status = 'CALLED', called_at = business_now() - interval '${minutesAgo} minutes'
  where position = ${position} and meeting_id = (select id from meeting where status = 'IN_PROGRESS')`);

browserTest('[W7] before the start the wall says when, with whom and about what', async () => {
  const { page, misdeeds, close } = await stage.open(wall(), 'SCREEN');
  await until(page, '会议尚未开始');
  expect(await textOf(page, 'main h2')).toBe('09:30');
  expect(await textOf(page, 'main')).toMatch(/2020年4月16日[^]*还有 \d+ 分钟[^]*10 项，约 74 分钟[^]*市委书记/);
  // Of what is neither a project nor a line of the subscription, the name is asked for.
  await until(page, '施工现场疫情防控“四到位”落实情况');
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[W2] the current project is large, with its figures, stage, light and reasons, leader and open issues', async () => {
  const { page, misdeeds, close } = await stage.open(wall(), 'SCREEN');
  await startItem(2);
  await until(page, '第 2 项 / 共 10 项');
  expect(await textOf(page, 'main h2')).toBe('大庆豫港龙泉铝合金加工材');
  expect(await textOf(page, '.figures')).toMatch(/总投资[^]*亿元[^]*本年完成投资[^]*元[^]*总服务员/);
  expect(await textOf(page, '.light')).toMatch(/红灯[^]*逾期 22 天/);
  // The light is a word, a colour and a shape: a square for red.
  expect(await page.locator('.light svg rect').count()).toBe(1);
  expect(await textOf(page, '[aria-current=step]')).toBe('前期');
  expect(await textOf(page, '.issues')).toMatch(/未销号问题\s*\d+[^]*个逾期[^]*哈尔滨两家管桩供应商未复工[^]*逾期 \d+ 天/);
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[W3] the agenda shows what is done, what is called and what is to come, each project with its light', async () => {
  const { page, close } = await stage.open(wall(), 'SCREEN');
  await startItem(4);
  await until(page, '第 4 项 / 共 10 项');
  expect(await textOf(page, '.agenda [aria-current=true]')).toMatch(/^4[^]*正在进行$/);
  expect(await textOf(page, '.agenda h2')).toMatch(/已完成 \d+ \/ 10/);
  expect(await page.locator('.agenda .items li svg').count()).toBeGreaterThan(3);
  await close();
});

browserTest('[W5] the timer does not ask the machine\'s clock, and marks what takes too long', async () => {
  const { page, close } = await stage.open('/', null);
  // A machine whose clock has stopped in 1970.
  await page.addInitScript(() => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given: [number]) {
        super(...(given.length ? given : ([0] as [number])));
      }

      static override now = () => 0;
    } as DateConstructor;
  });
  await startItem(5, 3);
  await page.goto(new URL(wall(), stage.server.url).href + `#token=${await stage.server.token('SCREEN')}`);
  const timer = page.getByRole('timer');
  await timer.waitFor();
  const seconds = async (): Promise<number> => {
    const [minutes, rest] = (await timer.locator('.figure').innerText()).split(':').map(Number);
    return minutes! * 60 + rest!;
  };
  const first = await seconds();
  expect(first).toBeGreaterThanOrEqual(180);
  expect(first).toBeLessThan(195);
  await page.waitForTimeout(2_000);
  expect((await seconds()) - first).toBeGreaterThanOrEqual(1);
  expect((await seconds()) - first).toBeLessThanOrEqual(3);
  await startItem(6, 9);
  await until(page, '超时 01:0');
  expect(await timer.getAttribute('class')).toContain('over');
  await close();
});

browserTest('[W9] a screen in a site makes it online on every wall, and leaves it when it goes', async () => {
  const [site] = await stage.server.get(await stage.server.token('SCREEN'), 'query ($id: ID!) { meeting(id: $id) { sites { id name } } }', { id: stage.meeting }).then(({ meeting }) => meeting.sites);
  const other = await stage.open(wall(), 'SCREEN');
  await until(other.page, '在线 0 / 11');
  const screen = await stage.open(wall(`&site=${encodeURIComponent(site.id)}`), 'SCREEN');
  await until(other.page, '在线 1 / 11');
  expect(await other.page.locator('.site.online').innerText()).toContain(site.name);
  await screen.close();
  await until(other.page, '在线 0 / 11');
  await other.close();
});

browserTest('[W10] English is spoken where it is asked for, by the page and by the server', async () => {
  const { page, misdeeds, close } = await stage.open(wall('&lang=en'), 'SCREEN');
  await startItem(2);
  await until(page, 'Item 2 of 10');
  expect(await textOf(page, '.light')).toMatch(/Red[^]*start or resumption[^]*22/);
  expect(await textOf(page, '.figures')).toContain('m yuan');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[W8] without a meeting in the address the wall offers those that the viewer sees', async () => {
  const { page, close } = await stage.open('/', 'SCREEN');
  await page.getByRole('link', { name: '全市重点项目网络会办调度会' }).click();
  await page.locator('.wall').waitFor();
  expect(new URL(page.url()).searchParams.get('meeting')).toBe(stage.meeting);
  await until(page, '线路正常');
  await close();
});

browserTest('[W8] a meeting that does not exist, or that the viewer may not see, is said to be none', async () => {
  const { page, close } = await stage.open('/?meeting=TWVldGluZzo5OTk5', 'SCREEN');
  await until(page, '没有这个会议');
  await close();
  const { page: broken, close: closeBroken } = await stage.open('/?meeting=nonsense', 'SCREEN');
  await until(broken, '标识“nonsense”无效');
  await closeBroken();
});

for (const [name, width, height] of [['full HD', 1920, 1080], ['4K', 3840, 2160]] as const) {
  browserTest(`[W11] in ${name} nothing is smaller than a 45th of the height and nothing hangs over, whatever the data`, async () => {
    await stage.server.query(`
      update project set name = repeat('超长名称项目', 12) where id = (select project_id from agenda_item where position = 7 and meeting_id = 5);
      insert into agenda_item (meeting_id, position, minutes, topic, status) select 5, n, 480, repeat('很长的议题', 30), 'PENDING' from generate_series((select count(*) + 1 from agenda_item where meeting_id = 5), 40) n;
      insert into meeting_site (meeting_id, name, kind) select 5, '很长很长很长很长很长的会场名称第' || n || '分会场', 'COUNTY' from generate_series((select count(*) from meeting_site where meeting_id = 5), 39) n;
      insert into directive (meeting_id, item_id, issue_id, text) select 5, (select min(id) from agenda_item where meeting_id = 5), (select min(id) from issue), repeat('请牵头单位限期办结', 40) from generate_series(1, 6);
      update issue set title = repeat('很长的问题标题', 20) where project_id = (select project_id from agenda_item where position = 7 and meeting_id = 5)`);
    const { page, close } = await stage.open(wall(), 'SCREEN', { viewport: { width, height } });
    await startItem(7);
    await until(page, '超长名称项目');
    await page.getByText('后面还有 30 项').waitFor();
    await page.waitForTimeout(600);
    const found = await page.evaluate(() => {
      const faults: string[] = [];
      if (document.documentElement.scrollHeight > innerHeight + 1 || document.documentElement.scrollWidth > innerWidth + 1) faults.push('the page scrolls');
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const element = node.parentElement!;
        if (!node.textContent!.trim() || element.closest('.unseen, noscript, script')) continue;
        const box = element.getBoundingClientRect();
        if (parseFloat(getComputedStyle(element).fontSize) < innerHeight / 45 - 0.1) faults.push(`small: ${node.textContent}`);
        if (box.bottom > innerHeight + 1 || (box.right > innerWidth + 1 && !element.closest('.directives'))) faults.push(`outside: ${node.textContent}`);
      }
      for (const panel of document.querySelectorAll('.panel')) {
        const whole = panel.getBoundingClientRect();
        for (const row of panel.querySelectorAll('li')) {
          const box = row.getBoundingClientRect();
          // A directive that does not fit as a whole stands in a column that is not seen.
          if (box.left < whole.right && box.bottom > whole.bottom + 1) faults.push(`cut: ${row.textContent}`);
        }
      }
      return faults;
    });
    expect(found).toEqual([]);
    await close();
  });
}

browserTest('[W7] after the end the wall says what was done and decided; a cancelled meeting says that it was cancelled', async () => {
  const { page, close } = await stage.open(wall(), 'SCREEN');
  await stage.server.query(`update meeting set status = 'CLOSED', closed_at = business_now() where status = 'IN_PROGRESS'`);
  await until(page, '会议已散会');
  expect(await textOf(page, 'main')).toMatch(/项议程完成[^]*项议程暂缓[^]*项交办/);
  await stage.server.query(`update meeting set status = 'CANCELLED' where id = 5`);
  await until(page, '会议已取消');
  await close();
});
