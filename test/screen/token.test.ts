import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

const wall = (): string => `/?meeting=${encodeURIComponent(stage.meeting)}`;

browserTest('[W6] a token in the fragment leaves the address bar at once and lasts as long as the tab', async () => {
  const { page, close } = await stage.open(wall(), 'SCREEN');
  await page.getByText('线路正常').waitFor();
  expect(new URL(page.url()).hash).toBe('');
  await page.reload();
  await page.getByText('线路正常').waitFor();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await close();
});

browserTest('[W6] without a token the page asks for one, and says when one is not taken', async () => {
  const { page, misdeeds, close } = await stage.open(wall());
  await page.getByLabel('令牌').fill('nonsense');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('令牌无效').waitFor();
  await page.getByLabel('令牌').fill(await stage.server.token('SCREEN'));
  await page.getByRole('button', { name: '进入' }).click();
  await page.getByText('线路正常').waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[W6] when the token expires the page asks for another and goes on with it', async () => {
  const { page, close } = await stage.open(wall(), 'SCREEN', { token: { hours: 4 / 3_600 } });
  await page.getByText('线路正常').waitFor();
  await page.getByRole('alert').getByText('已到期').waitFor({ timeout: 8_000 });
  await page.goto(new URL(wall(), stage.server.url).href + `#token=${await stage.server.token('SCREEN')}`);
  await page.getByText('线路正常').waitFor();
  await close();
});

browserTest('[W6] a token that may not stand in the site named is not taken there', async () => {
  const { page, close } = await stage.open(`${wall()}&site=TWVldGluZ1NpdGU6OTk5`, 'SCREEN');
  await page.getByRole('alert').getByText('不能用于这个会场').waitFor();
  await close();
});

browserTest('[W6] the office and the list of meetings ask for a token, too', async () => {
  for (const path of ['/', '/office', `/office?meeting=${encodeURIComponent(stage.meeting)}`]) {
    const { page, close } = await stage.open(`${path}#token=nonsense`);
    await page.getByRole('alert').getByText('令牌无效').waitFor();
    await close();
  }
});

browserTest('[W12] nothing is asked of another host, and nothing that the server\'s policy forbids', async () => {
  for (const path of ['/', wall(), '/office', `/office?meeting=${encodeURIComponent(stage.meeting)}`]) {
    const { page, misdeeds, close } = await stage.open(path, 'DISPATCHER');
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => [...document.fonts].some(({ status, family }) => status === 'loaded' && family.includes('Noto Sans SC')))).toBe(true);
    expect(misdeeds).toEqual([]);
    await close();
  }
});
