import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface Watched {
  readonly page: Page;
  /** What the page should not have done: faults, complaints of the browser, requests to other hosts. */
  readonly misdeeds: readonly string[];
  close(): Promise<void>;
}

/** Where screens hang in halls: full HD, and a machine that is set to a time zone of its own. */
const hall: BrowserContextOptions = { viewport: { width: 1920, height: 1080 }, timezoneId: 'America/New_York', locale: 'zh-CN' };

/** A browser of its own for one page: nothing is shared with another, not even stored tokens. */
export async function openWatched(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ ...hall, ...options });
  const page = await context.newPage();
  const misdeeds: string[] = [];
  let host: string | undefined;
  page.on('pageerror', (error) => misdeeds.push(error.stack ?? error.message));
  page.on('console', (message) => {
    // A browser complains of every connection that it does not get, which the tests of the line are about.
    // So it does of the answer that a screen has to wait.
    if (message.location().url.endsWith('/device/token')) return;
    if (['error', 'warning'].includes(message.type()) && !/WebSocket|ERR_CONNECTION|ERR_EMPTY_RESPONSE/.test(message.text())) misdeeds.push(message.text());
  });
  const note = (address: string): void => {
    const url = new URL(address);
    host ??= url.host;
    if (!['data:', 'blob:'].includes(url.protocol) && url.host !== host) misdeeds.push(`it asked ${address}`);
  };
  page.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
  return { page, misdeeds, close: () => context.close() };
}
