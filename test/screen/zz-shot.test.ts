import { test } from 'vitest';
import { openStage } from './stage.js';
test('shot', { timeout: 120000 }, async () => {
  const stage = await openStage();
  const { page, close } = await stage.open('/office?room=issues', 'DISPATCHER', { viewport: { width: 1600, height: 1000 } });
  await page.locator('tbody th button').nth(8).click();
  await page.getByRole('group', { name: '可办事项' }).waitFor();
  await page.getByRole('group', { name: '可办事项' }).getByRole('button', { name: '交办', exact: true }).click();
  await page.getByLabel('牵头单位').waitFor();
  await page.screenshot({ path: '/tmp/page-issues/one.png' });
  await page.getByLabel('状态', { exact: true }).selectOption('ALL');
  await page.getByRole('button', { name: '上报问题' }).click();
  await page.waitForTimeout(1500);
  await page.setViewportSize({ width: 1100, height: 900 });
  await page.screenshot({ path: '/tmp/page-issues/two.png', fullPage: true });
  await close();
  await stage.close();
});
