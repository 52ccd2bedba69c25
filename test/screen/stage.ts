import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { LimitSettings } from '../../src/config.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Role } from '../../src/kernel/viewer.js';
import { launchBrowser } from '../support/browser.js';
import { startServer, type TestServer, type TokenOptions } from '../support/server.js';
import { buildPages } from './pages.js';
import { openWatched, type Watched } from './watch.js';

/** The demonstration city with its pages, a browser, and the meeting that is about to begin there. */
export interface Stage {
  readonly server: TestServer;
  readonly browser: Browser;
  readonly meeting: string;
  /** Opens a page in a browser of its own; with a role, its token stands in the fragment. */
  open(path: string, role?: Role | null, options?: BrowserContextOptions & { token?: TokenOptions }): Promise<Watched>;
  close(): Promise<void>;
}

export async function openStage(limits: Partial<LimitSettings> = {}): Promise<Stage> {
  const [pages, browser] = await Promise.all([buildPages(), launchBrowser()]);
  const server = await startServer({ staticFolder: pages.folder, limits });
  return {
    server,
    browser,
    meeting: await scheduled(server),
    async open(path, role = null, { token, ...options } = {}) {
      const watched = await openWatched(browser, options);
      await watched.page.goto(new URL(path, server.url).href + (role === null ? '' : `#token=${await server.token(role, token)}`));
      return watched;
    },
    async close() {
      await browser.close();
      await server.close();
      await pages.close();
    },
  };
}

/** The global id of the meeting that is about to begin. */
export async function scheduled({ query }: Pick<TestServer, 'query'>): Promise<string> {
  const [meeting] = await query<{ id: number }>(`select id from meeting where status = 'SCHEDULED' order by starts_at desc limit 1`);
  return toGlobalId('Meeting', meeting!.id);
}
