import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[CH2] the wall shows the chart of schedules, few rows a page, with light, word and days, and follows what happens at once', async () => {
  const { page, misdeeds, close } = await stage.open('/?chart=1', 'SCREEN', { viewport: { width: 1920, height: 1080 } });
  await page.locator('main svg').waitFor();
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/wall.png` });
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[CH4] the office', async () => {
  const { page, misdeeds, close } = await stage.open('/office?room=schedule', 'DISPATCHER', { viewport: { width: 1600, height: 1200 } });
  await page.locator('table.rows th button').first().click();
  await page.locator('.drawing svg').waitFor();
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/office.png`, fullPage: true });
  expect(misdeeds).toEqual([]);
  await close();
});
