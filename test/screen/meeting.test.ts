import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Role } from '../../src/kernel/viewer.js';
import { mintToken } from '../../src/server/token.js';
import { browserTest, chromePath, launchBrowser } from '../support/browser.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { buildPages, type Pages } from './pages.js';
import { openWatched } from './watch.js';

const secrets = { token: 'a secret that only this test knows, for tokens', cursor: 'a secret that only this test knows, for cursors' };
let pages: Pages;
let browser: Browser;
let database: TestDatabase;
let server: ChildProcess;
let url: string;

beforeAll(async () => {
  if (!chromePath) return;
  [pages, browser, database] = await Promise.all([buildPages(), launchBrowser(), cloneDatabase('demonstration')]);
  url = await serve(0);
});
afterAll(async () => {
  if (!chromePath) return;
  await browser.close();
  await kill();
  await database.drop();
  await pages.close();
});

async function serve(port: number): Promise<string> {
  const options = JSON.stringify({ databaseUrl: database.url, staticFolder: pages.folder, port, secrets });
  server = spawn(process.execPath, ['--import', '@oxc-node/core/register', join(import.meta.dirname, 'served.ts'), options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(server, 'exit').then(([code]) => Promise.reject(new Error(`the server ended before it served (${code})`)));
  const [line] = (await Promise.race([once(createInterface(server.stdout!), 'line'), ended])) as [string];
  ended.catch(() => {});
  return line;
}

async function kill(): Promise<void> {
  const ended = once(server, 'exit');
  if (server.kill('SIGKILL')) await ended;
}

async function query(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

const tokenOf = (role: Role): Promise<string> => mintToken(secrets.token, { role, subject: role, name: role }, new Date(Date.now() + 600_000));

browserTest('[W1] what the office does is on the wall, also after the server was killed and restarted in between', async () => {
  const { rows: [scheduled] } = await query(`select id from meeting where status = 'SCHEDULED'`);
  const meeting = toGlobalId('Meeting', scheduled.id);
  const wall = await openWatched(browser);
  const office = await openWatched(browser, { viewport: { width: 1440, height: 900 } });
  await wall.page.goto(`${url}/?meeting=${encodeURIComponent(meeting)}#token=${await tokenOf('SCREEN')}`);
  await office.page.goto(`${url}/office?meeting=${encodeURIComponent(meeting)}#token=${await tokenOf('DISPATCHER')}`);
  await wall.page.getByText('会议尚未开始').waitFor();
  const press = (name: string | RegExp): Promise<void> => office.page.getByRole('button', { name }).click();
  const seen = (text: string | RegExp): Promise<void> => wall.page.getByText(text).first().waitFor({ timeout: 10_000 });
  const title = (): Promise<string> => wall.page.locator('main h2').first().innerText();

  await press('开始会议');
  await seen('下一项：第 1 项');
  await press('点到下一项（第 1 项）');
  await seen('第 1 项 / 共 10 项');
  expect(await title()).toBe('龙油年550万吨重油催化热裂解及年95万吨聚烯烃项目');

  await office.page.getByLabel('交办内容').fill('请协调安达境内通行，发放统一通行证');
  await office.page.getByLabel('牵头单位').fill('交通');
  await office.page.getByRole('listbox').getByRole('option').first().click();
  await office.page.getByLabel('办理期限').fill('2020-04-18');
  await office.page.getByLabel('服务方式').selectOption('ESCALATED');
  await press('记录');
  await seen('请协调安达境内通行，发放统一通行证');
  await office.page.getByText(/已记录，问题编号 DQ-2020-\d+/).waitFor();
  expect(await wall.page.locator('.directives li').first().innerText()).toMatch(/交通[^]*4月18日前/);

  await press('点到下一项（第 2 项）');
  await seen('第 2 项 / 共 10 项');
  expect(await title()).toBe('大庆豫港龙泉铝合金加工材');

  await kill();
  await wall.page.getByText('数据可能已过时').waitFor({ timeout: 3_000 });
  await query(`update project set name = '停电时改名的项目' where name = '大庆豫港龙泉铝合金加工材'`);
  await press('完成本项');
  await office.page.getByText('没有收到答复').waitFor();
  expect(await title()).toBe('大庆豫港龙泉铝合金加工材');
  await serve(Number(new URL(url).port));
  for (const { page } of [wall, office]) await page.getByText('线路正常').waitFor({ timeout: 5_000 });
  expect(await title()).toBe('停电时改名的项目');
  expect(await wall.page.locator('.directives li').count()).toBe(1);

  await press('暂缓本项');
  await seen('下一项：第 3 项');
  await seen('暂缓 1');
  await press('点到下一项（第 3 项）');
  await seen('第 3 项 / 共 10 项');
  await press('完成本项');
  await seen('下一项：第 4 项');
  await press('散会');
  await press('确认散会');
  await seen('会议已散会');
  await office.page.getByText('不能再作更改').waitFor();
  expect([...wall.misdeeds, ...office.misdeeds]).toEqual([]);
}, 60_000);
