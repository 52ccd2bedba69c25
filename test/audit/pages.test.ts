import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from '../screen/stage.js';
import { openWatched } from '../screen/watch.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

const policyOf = async (path: string): Promise<string> => (await stage.server.fetch(path)).headers.get('content-security-policy')!;

/** What the browser kept a page from doing, and what else it did that it should not. */
async function visit(path: string, shown: string, policy?: string): Promise<{ misdeeds: readonly string[]; violations: string[] }> {
  const { page, misdeeds, close } = await openWatched(stage.browser);
  await page.addInitScript(() => {
    const kept: string[] = [];
    Object.assign(globalThis, { kept });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => kept.push(`${effectiveDirective} ${blockedURI}`));
  });
  if (policy !== undefined) {
    await page.route('**/graphiql?*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
    });
  }
  await page.goto(new URL(path, stage.server.url).href + `#token=${await stage.server.token('DISPATCHER')}`);
  await page.locator(shown).first().waitFor({ state: 'attached' });
  await page.evaluate(() => document.fonts.ready);
  const violations = await page.evaluate(() => (globalThis as unknown as { kept: string[] }).kept);
  await close();
  return { misdeeds: misdeeds.filter((said) => policy === undefined || !said.includes('Content Security Policy')), violations };
}

const explorer = `/graphiql?query=${encodeURIComponent('{ clock { now } }')}`;

browserTest('[AU22] every page is content with its policy in a real browser, and asks no other host for anything', { timeout: 90_000 }, async () => {
  for (const [path, shown] of [[`/?meeting=${encodeURIComponent(stage.meeting)}`, 'text=线路正常'], ['/office', 'main'], [`/office?meeting=${encodeURIComponent(stage.meeting)}`, 'main'], [explorer, '.graphiql-execute-button']] as const) {
    expect(await visit(path, shown), path).toEqual({ misdeeds: [], violations: [] });
  }
});

browserTest('[AU23] nothing inline and no eval is allowed; but for the explorer\'s styles, without which its editor cannot do', { timeout: 90_000 }, async () => {
  for (const path of ['/', '/office', '/livez', '/graphql', '/none']) expect(await policyOf(path), path).not.toMatch(/unsafe|data:|\*|https?:/);
  const policy = await policyOf('/graphiql');
  expect(policy).toMatch(/style-src 'self' 'unsafe-inline';/);
  expect(policy.replace("style-src 'self' 'unsafe-inline'", '')).not.toMatch(/unsafe|\*|https?:/);
  const { violations } = await visit(explorer, '.graphiql-execute-button', policy.replace(" 'unsafe-inline'", ''));
  expect(violations.filter((said) => said.startsWith('style-src')).length).toBeGreaterThan(10);
});
