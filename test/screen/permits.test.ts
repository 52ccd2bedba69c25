import { afterAll, beforeAll, expect } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

browserTest('[PM20] in the office\'s room of permits the figures stand beside their targets, and one project\'s permits in order with what may be done; acts are done by the keyboard, and what is wrong is said beside its field', async () => {
  const [project] = await stage.server.query<{ name: string }>(`
    select p.name from permit m join permit_kind k on k.id = m.kind_id join project p on p.id = m.project_id where m.state = 'ACCEPTED' and k.code = 'WORKS_PLANNING' order by m.id limit 1`);
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '手续', exact: true }).click();
  const channels = page.getByRole('table', { name: '办理渠道占比' });
  await channels.getByRole('row', { name: /网上办.*70\.0%/ }).waitFor();
  await page.getByRole('definition').filter({ hasText: /^17$/ }).waitFor();
  await page.getByLabel('项目', { exact: true }).fill(project!.name);
  await page.getByRole('option', { name: project!.name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: project!.name }).waitFor();
  await page.getByText('一窗受理、并联审批').first().waitFor();
  const place = page.getByRole('article', { name: '建设工程规划许可' });
  await place.getByRole('button', { name: '容缺后补 建设工程规划许可' }).focus();
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('permit-WORKS_PLANNING-name');
  await page.keyboard.type('专家评审意见');
  await place.getByLabel('补齐期限').fill('2020-04-15');
  await page.keyboard.press('Enter');
  await page.locator('#permit-WORKS_PLANNING-dueOn-said').getByRole('alert').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('permit-WORKS_PLANNING-dueOn');
  await place.getByLabel('补齐期限').fill('2020-04-24');
  await page.keyboard.press('Enter');
  await place.getByText('专家评审意见：应于 2020-04-24 前补齐').waitFor();
  await place.getByRole('button', { name: '批准 建设工程规划许可', exact: true }).click();
  await place.getByRole('button', { name: '批准', exact: true }).click();
  await place.getByText('已批准').waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[PM21] what others do is on the board at once; a unit has the buttons of its own permits alone, and a commitment that does not fit is refused in place', async () => {
  const [permit] = await stage.server.query<{ id: number; name: string; authority: string; kind: string; other: string }>(`
    select m.id, p.name, u.code as authority, k.name_en as kind, o.name_en as other
    from permit m join permit_kind k on k.id = m.kind_id join project p on p.id = m.project_id join unit u on u.id = m.authority_id
    join permit others on others.project_id = p.id and others.authority_id <> m.authority_id and others.state = 'PLANNED' join permit_kind o on o.id = others.kind_id
    where m.state = 'ACCEPTED' and not exists (select from start_commitment c where c.project_id = p.id) order by m.id desc limit 1`);
  const { page, close } = await stage.open('/office?room=permits&lang=en', 'UNIT', { token: { unit: permit!.authority } });
  await page.getByLabel('Project', { exact: true }).fill(permit!.name);
  await page.getByRole('option', { name: permit!.name }).first().click();
  const place = page.getByRole('article', { name: permit!.kind });
  await place.getByRole('button', { name: /^grant / }).waitFor();
  expect(await page.getByRole('article', { name: permit!.other }).getByRole('button').count()).toBe(0);
  await stage.server.get(await stage.server.token('DISPATCHER'), 'mutation ($id: ID!) { permitGrant(id: $id) { userErrors { code } } }', { id: toGlobalId('Permit', permit!.id) });
  await place.getByText('● granted').waitFor();
  expect(await place.getByRole('button', { name: /^grant / }).count()).toBe(0);
  await page.getByText('Commit to start on the land grant', { exact: true }).click();
  await page.getByLabel('What it commits itself to').fill('x');
  await page.getByRole('button', { name: 'Record it' }).click();
  await page.getByText('Your role may not do this').waitFor();
  await page.context().setOffline(true);
  await page.getByRole('status').getByText(/may be out of date/).waitFor();
  await close();
});
