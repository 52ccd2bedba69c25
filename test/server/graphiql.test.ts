import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath, launchBrowser } from '../support/browser.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  if (!chromePath) return;
  server = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(query: string): Promise<{ page: Page; foreign: string[]; faults: string[] }> {
  const page = await browser.newPage();
  const [foreign, faults]: [string[], string[]] = [[], []];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${server.url}/graphiql?query=${encodeURIComponent(query)}#token=${await server.token('VIEWER')}`);
  await page.locator('.graphiql-execute-button').waitFor();
  return { page, foreign, faults };
}

browserTest('[T21] the explorer asks and subscribes with the token of its address, which it hides, and reaches nothing outside', async () => {
  const query = await open('{ regions { code } }');
  await query.page.locator('.graphiql-execute-button').click();
  await query.page.locator('.graphiql-response', { hasText: 'DQ-DT' }).waitFor();
  expect(query.page.url()).not.toContain('token');
  expect(query.foreign).toEqual([]);
  expect(query.faults).toEqual([]);
  await query.page.close();

  const subscription = await open('subscription { changes { reset cursor } }');
  await subscription.page.locator('.graphiql-execute-button').click();
  await subscription.page.locator('.graphiql-response', { hasText: 'cursor' }).waitFor();
  expect(subscription.foreign).toEqual([]);
  expect(subscription.faults).toEqual([]);
}, 60_000);
