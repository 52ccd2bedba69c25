import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

/** Goes from field to field as somebody without a mouse does, until one is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press('Tab');
    const reached = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement;
      return at.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent ?? at.textContent;
    });
    if (reached && name.test(reached)) return;
  }
  throw new Error(`the keyboard does not reach ${String(name)}`);
}

browserTest('[DM20] the office matches an offer with a demand by the keyboard alone, and what is missing follows at once', async () => {
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '需求', exact: true }).waitFor();
  await tabTo(page, /^需求$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '需求与缺口' }).waitFor();
  await tabTo(page, /^用电$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '用电', pressed: true }).waitFor();
  await page.getByRole('heading', { name: '可用供给' }).waitFor();
  await page.getByText(/缺 \d+ 千伏安/).first().waitFor();
  const first = page.getByRole('button', { name: /缺 \d+ 千伏安/ }).first();
  const missing = Number(/缺 (\d+)/.exec(await first.innerText())![1]);
  await tabTo(page, /缺 \d+ 千伏安/);
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: /可对接供给/ }).waitFor();
  await tabTo(page, /^对接数量/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('9999999');
  await page.keyboard.press('Enter');
  await page.locator('#match-said').getByText('超过缺口').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1.5');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^确认交付 .* 1\.5$/ }).waitFor();
  await page.getByRole('heading', { name: `缺 ${missing - 1.5} 千伏安` }).waitFor();
  await tabTo(page, /^确认交付 .* 1\.5$/);
  await page.keyboard.press('Enter');
  await page.getByText('已交付').last().waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[DM21] what others do is on the page at once; who may not act is told so where they tried', async () => {
  const { page, close } = await stage.open('/office?room=demands&lang=en', 'VIEWER');
  await page.getByRole('button', { name: 'Power' }).click();
  await page.getByRole('button', { name: /千伏安 missing/ }).first().click();
  await page.getByRole('group', { name: /Offers that fit/ }).waitFor();
  await page.getByLabel('How much (千伏安)').fill('1');
  await page.getByRole('button', { name: 'Match', exact: true }).click();
  await page.locator('#match-said').getByText('Your role may not do this').waitFor();
  const number = /DQ-2020-\d+/.exec(await page.getByRole('heading', { name: /DQ-2020/ }).innerText())![0];
  const heading = await page.getByRole('heading', { name: number }).innerText();
  const open = Number(/([\d.]+) 千伏安 missing/.exec(heading)![1]);
  const admin = await stage.server.token('ADMIN');
  const { issue } = await stage.server.get(admin, 'query ($number: String!) { issue(number: $number) { id } }', { number });
  await stage.server.get(admin, 'mutation ($id: ID!) { demandFulfil(issueId: $id, quantity: "0.25", note: "临时接入") { userErrors { code } } }', { id: issue.id });
  await page.getByRole('heading', { name: `${open - 0.25} 千伏安 missing` }).waitFor();
  await close();
});

browserTest('[DM27] a unit records at the page what it offers; what is wrong is said beside its field, and others see the offer at once', async () => {
  const [unit] = await stage.server.query<{ code: string; name: string }>(`select u.code, u.name from unit u join issue i on i.lead_unit_id = u.id where i.status <> 'CLOSED' and i.kind = 'DEMAND' order by u.id limit 1`);
  const [mine, office] = [await stage.open('/office?room=demands', 'UNIT', { token: { unit: unit!.code } }), await stage.open('/office?room=demands', 'DISPATCHER')];
  await office.page.getByRole('heading', { name: '需求与缺口' }).waitFor();
  const { page } = mine;
  await page.getByRole('heading', { name: '需求与缺口' }).waitFor();
  await page.getByRole('button', { name: '登记供给' }).click();
  await page.getByRole('combobox', { name: '供给单位' }).fill(unit!.name);
  await page.getByRole('option', { name: unit!.name, exact: true }).click();
  await page.getByLabel('说明').fill('节后返岗人员');
  await page.getByLabel('数量').fill('0');
  await page.getByLabel('截止日').fill('2020-04-01');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.locator('#offer-quantity-said').getByText(/./).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('offer-quantity');
  await page.getByLabel('数量').fill('12.5');
  await page.getByLabel('截止日').fill('2020-05-01');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('节后返岗人员').waitFor();
  const kind = await page.locator('.chosen button').innerText();
  await office.page.getByRole('button', { name: kind, exact: true }).click();
  await office.page.getByText('节后返岗人员').waitFor();
  await Promise.all([mine.close(), office.close()]);
});
