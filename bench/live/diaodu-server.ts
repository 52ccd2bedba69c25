import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Question } from './answer.js';

/**
 * The whole server as it is built (dist/), in a process of its own, on the database named by DATABASE_URL. Run by Node.js
 * itself, without the loader of the sources, which would compile dist once more: what is measured is what is shipped.
 */
const load = <Module>(path: string) => import(pathToFileURL(join(import.meta.dirname, path)).href) as Promise<Module>;
const built = <Module>(path: string) => load<Module>(join('../../dist/src', path));
const { answer } = await load<typeof import('./answer.js')>('answer.ts');
const { startApp } = await built<typeof import('../../src/server/app.js')>('server/app.js');
const { fillWithDemonstration } = await built<typeof import('../../src/demonstration/insert.js')>('demonstration/insert.js');
const { pino } = await import('pino');

const { DATABASE_URL, TOKEN_SECRET, CURSOR_SECRET } = process.env as Record<string, string>;
const app = await startApp({
  databaseUrl: DATABASE_URL!, host: '127.0.0.1', port: 0, secrets: { token: TOKEN_SECRET!, cursor: CURSOR_SECRET! },
  feedPollMs: 200, feedRetentionDays: 7, limits: { ratePerMinute: 1_000_000_000, socketsPerHolder: 1_000_000 }, staticFolder: import.meta.dirname, logger: pino({ level: 'warn' }),
  migrated: async ({ db }) => {
    await fillWithDemonstration(db).catch((error: Error) => {
      if (!error.message.includes('already holds a city')) throw error;
    });
  },
});

/** What is to be known of the hub. */
export interface HubState {
  readonly executions: number;
  readonly groups: number;
  readonly members: number;
}

answer({ hub: (): HubState => ({ executions: app.live.hub.executions, ...app.live.hub.size }) } satisfies Record<string, Question>);
process.once('SIGTERM', () => void app.close().finally(() => process.exit(0)));
process.send!(app.url);
