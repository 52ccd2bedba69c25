import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

/** A cable between the page and the server, to be frozen: nothing passes any more and nothing is closed. */
interface Cable {
  readonly url: string;
  frozen: boolean;
  close(): void;
}

async function cableTo(port: number): Promise<Cable> {
  const ends = new Set<Socket>();
  const cable: Cable = { url: '', frozen: false, close: () => { server.close(); for (const end of ends) end.destroy(); } };
  const server: Server = createServer((near) => {
    const far = createConnection(port, '127.0.0.1');
    for (const [from, to] of [[near, far], [far, near]] as const) {
      ends.add(from);
      from.on('data', (data) => { if (!cable.frozen) to.write(data); });
      from.on('close', () => { if (!cable.frozen) to.destroy(); });
      from.on('error', () => {});
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(cable, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

let stage: Stage;
let cable: Cable;
beforeAll(async () => {
  if (!chromePath) return;
  stage = await openStage();
  cable = await cableTo(Number(new URL(stage.server.url).port));
});
afterAll(async () => {
  cable?.close();
  await stage?.close();
});

browserTest('[W4] a line that is dead without being closed is noticed within ten seconds, and the wall comes back when it lives again', async () => {
  const { page, misdeeds, close } = await stage.open(new URL(`/?meeting=${encodeURIComponent(stage.meeting)}`, cable.url).href, 'SCREEN');
  await page.getByText('线路正常').waitFor();
  cable.frozen = true;
  const cut = performance.now();
  await page.getByRole('status').getByText('数据可能已过时').waitFor({ timeout: 15_000 });
  expect(performance.now() - cut).toBeLessThan(10_000);
  await stage.server.query(`update meeting set title = '线路中断时改名的会议' where status = 'SCHEDULED'`);
  cable.frozen = false;
  await page.getByText('线路正常').waitFor({ timeout: 15_000 });
  expect(await page.locator('h1').innerText()).toBe('线路中断时改名的会议');
  expect(misdeeds).toEqual([]);
  await close();
}, 60_000);

browserTest('[W4] while the line is lost the last picture is dim, says since when, and its timer stands still', async () => {
  await stage.server.query(`
    update meeting set status = 'IN_PROGRESS', started_at = business_now() where status = 'SCHEDULED';
    update agenda_item set status = 'CALLED', called_at = business_now() where position = 1 and meeting_id = 5`);
  const { page, close } = await stage.open(new URL(`/?meeting=${encodeURIComponent(stage.meeting)}`, cable.url).href, 'SCREEN');
  await page.getByText('线路正常').waitFor();
  const timer = page.getByRole('timer').locator('.figure');
  await timer.waitFor();
  const opacity = (): Promise<number> => page.locator('main').evaluate((main) => Number(getComputedStyle(main).opacity));
  expect(await opacity()).toBe(1);
  await page.context().setOffline(true);
  await page.getByRole('status').getByText(/最后数据 4月16日 09:\d\d:\d\d，正在自动重连/).waitFor();
  await page.waitForTimeout(600);
  expect(await opacity()).toBeLessThan(0.5);
  const stood = await timer.innerText();
  await page.waitForTimeout(2_200);
  expect(await timer.innerText()).toBe(stood);
  await page.context().setOffline(false);
  await page.getByText('线路正常').waitFor({ timeout: 10_000 });
  await page.waitForTimeout(1_200);
  expect(await timer.innerText()).not.toBe(stood);
  expect(await opacity()).toBe(1);
  await close();
}, 60_000);

browserTest('[W23] while the server cannot read changes the wall stays connected, says that its data has halted, and goes on by itself', async () => {
  const { page, misdeeds, close } = await stage.open(`/?meeting=${encodeURIComponent(stage.meeting)}`, 'SCREEN');
  await page.getByText('线路正常').waitFor();
  const sockets: unknown[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  const blocker = new pg.Client({ connectionString: stage.server.databaseUrl });
  await blocker.connect();
  await blocker.query('begin; lock table change_log in access exclusive mode');
  await page.getByRole('status').getByText(/数据停更/).waitFor({ timeout: 15_000 });
  await page.getByText(/最后数据 .*，数据库恢复后自动更新/).waitFor();
  await blocker.end();
  await stage.server.query(`update meeting set title = '停更时改名的会议' where title like '%改名%' or status in ('SCHEDULED', 'IN_PROGRESS')`);
  await page.getByText('线路正常').waitFor({ timeout: 15_000 });
  await expect.poll(() => page.locator('h1').innerText()).toBe('停更时改名的会议');
  expect([sockets, misdeeds]).toEqual([[], []]);
  await close();
}, 60_000);

browserTest('[W4] whatever the server ends the line or the subscription with, but a refusal of the token, the wall comes back', async () => {
  const endings: ({ code: number } | { message: object } | null)[] = [
    { code: 1012 }, { code: 4413 }, { code: 4429 }, { code: 4400 }, { code: 4500 }, { code: 1006 },
    { message: { type: 'complete' } },
    { message: { type: 'error', payload: [{ message: '数据库暂时不可用' }] } },
    { message: { type: 'next', payload: { data: null, errors: [{ message: '系统内部故障' }] } } },
  ];
  const { page, close } = await stage.open('/', null);
  let tried = 0;
  await page.routeWebSocket(/graphql/, (near) => {
    const ending = endings[(tried += 1) - 1];
    if (!ending) return void near.connectToServer();
    near.onMessage((text) => {
      const { type, id } = JSON.parse(String(text)) as { type: string; id?: string };
      if (type === 'connection_init') near.send(JSON.stringify({ type: 'connection_ack' }));
      if (type !== 'subscribe') return;
      if ('message' in ending) near.send(JSON.stringify({ ...ending.message, id }));
      else void near.close(ending.code === 1006 ? {} : { code: ending.code, reason: 'as a test wants it' });
    });
  });
  await page.goto(new URL(`/?meeting=${encodeURIComponent(stage.meeting)}`, stage.server.url).href + `#token=${await stage.server.token('SCREEN')}`);
  await page.getByText('系统内部故障').waitFor({ timeout: 30_000 });
  await page.getByText('线路正常').waitFor({ timeout: 10_000 });
  expect(tried).toBe(endings.length + 1);
  await close();
}, 60_000);
