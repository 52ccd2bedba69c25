import { afterAll, beforeAll, expect } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { openStage, type Stage } from '../screen/stage.js';
import { browserTest, chromePath } from '../support/browser.js';
import { Acts } from './acts.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
}, 120_000);
afterAll(() => stage?.close());

browserTest('[ID36] the wall without a token shows its code, goes on by itself to its site when it was approved, outlasts its tab, and asks anew when it is sent away', async () => {
  const { server } = stage;
  const acts = new Acts(server, await server.token('ADMIN'));
  const [{ site }] = await server.query<{ site: number }>(`
    select s.id as site from meeting_site s join meeting m on m.id = s.meeting_id where m.status = 'SCHEDULED' order by m.starts_at desc, s.id limit 1`) as [{ site: number }];
  const { page, misdeeds, close } = await stage.open('/');
  const code = page.locator('output').getByText(/^[A-Z]{4}-[A-Z]{4}$/);
  await code.waitFor();
  const office = await stage.open(`/office?meeting=${encodeURIComponent(stage.meeting)}`, 'DISPATCHER');
  await office.page.getByLabel('屏幕配对码').fill('BCDF-GHJK');
  await office.page.getByRole('button', { name: '批准' }).click();
  await office.page.getByRole('alert').getByText('找不到所指的屏幕').waitFor();
  await office.page.getByLabel('屏幕配对码').fill((await code.innerText()).toLowerCase());
  await office.page.getByRole('button', { name: '批准' }).click();
  await office.page.getByRole('status').getByText('已批准').waitFor();
  expect(office.misdeeds).toEqual([]);
  await office.close();
  await page.getByText('线路正常').waitFor();
  const { screens } = await server.get(await server.token('ADMIN'), '{ screens(first: 1) { nodes { id site { id } } } }');
  const screen = screens.nodes[0].id;
  expect(screens.nodes[0].site.id).toBe(toGlobalId('MeetingSite', site));
  expect(new URL(page.url()).searchParams.get('site')).toBe(toGlobalId('MeetingSite', site));
  const another = await page.context().newPage();
  await another.goto(page.url());
  await another.getByText('线路正常').waitFor();
  await another.close();
  expect(misdeeds).toEqual([]);
  await acts.withdrawScreen(screen);
  await page.getByRole('alert').getByText('令牌无效').waitFor();
  await code.waitFor();
  await close();
});
