import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { fillWithDemonstration } from '../demonstration/insert.js';
import { toGlobalId } from '../kernel/global-id.js';
import { firstRow, sql, type Store } from '../store/database.js';
import { startEmbeddedPostgres } from '../store/embedded/embedded-postgres.js';
import { isOutage, sqlState } from '../store/errors.js';
import { graphqlPath, startApp } from './app.js';
import { openSecrets } from './secrets.js';

/** Longest that the server may take to close before PostgreSQL is stopped under it, milliseconds. */
const closeFor = 7_000;

export interface Running {
  readonly url: string;
  /** Ends everything, the embedded PostgreSQL last. */
  close(): Promise<void>;
}

export interface StartOptions {
  readonly config: Config;
  readonly staticFolder: string;
  readonly logger: Logger;
  /** Is told, in plain words, what goes on. */
  readonly say: (line: string) => void;
}

/** Starts the server as the settings say: with a PostgreSQL of its own, or on the one that they name. */
export async function start({ config, staticFolder, logger, say }: StartOptions): Promise<Running> {
  const { dataDir, host, port, feedPollMs, feedRetentionDays } = config;
  const began = performance.now();
  const secrets = await openSecrets(config);
  const postgres = config.databaseUrl === undefined ? await startEmbeddedPostgres({ folder: dataDir, onLog: (line) => logger.debug(`postgres: ${line}`) }) : undefined;
  try {
    const app = await startApp({
      databaseUrl: config.databaseUrl ?? postgres!.url, host, port, secrets, feedPollMs, feedRetentionDays, staticFolder, logger,
      migrated: async (store) => {
        if (!postgres || (await holdsCity(store))) return;
        say('The database is empty: filling it with the demonstration city ...');
        await fillWithDemonstration(store.db);
      },
    });
    const ready = `ready in ${((performance.now() - began) / 1_000).toFixed(1)} s`;
    for (const line of await whereToLook(app.store, app.url, ready)) say(line);
    return {
      url: app.url,
      async close() {
        // A statement that does not end would hold up the pool; PostgreSQL, or the end of the process, ends it.
        await Promise.race([app.close(), delay(closeFor, undefined, { ref: false })]);
        await postgres?.stop();
      },
    };
  } catch (error) {
    await postgres?.stop();
    throw config.databaseUrl !== undefined && cannotEnter(error) ? notEntered(config.databaseUrl, error as Error) : error;
  }
}

/** 28: no such user, or a wrong password; 3D000: no such database. */
function cannotEnter(error: unknown): boolean {
  return isOutage(error) || /^(28|3D000)/.test(sqlState(error) ?? '');
}

function notEntered(databaseUrl: string, cause: Error): Error {
  const { host, pathname } = new URL(databaseUrl);
  return new Error(`The database ${host}${pathname} that DATABASE_URL names cannot be entered: ${cause.message}.\n`
    + 'Without it nothing is served. Start or make it, or correct DATABASE_URL; where that is unset, the server brings its own.', { cause });
}

async function holdsCity({ db }: Store): Promise<boolean> {
  return (await firstRow(db, sql`select from region limit 1`)) !== undefined;
}

async function whereToLook({ db }: Store, url: string, ready: string): Promise<string[]> {
  const meeting = await firstRow<{ id: number }>(db, sql`
    select id from meeting where status in ('IN_PROGRESS', 'SCHEDULED') order by status, starts_at, id limit 1`);
  const query = meeting ? `?meeting=${encodeURIComponent(toGlobalId('Meeting', meeting.id))}` : '';
  return [
    `Diaodu is ${ready}`,
    '',
    `  wall          ${url}/${query}`,
    `  office        ${url}/office${query}`,
    `  GraphQL       ${url}${graphqlPath} (also WebSocket, graphql-transport-ws)`,
    `  explorer      ${url}/graphiql`,
    '  a token       npm run -s token -- --role DISPATCHER',
    '  the database  npm run -s database-url',
    ...(meeting ? [] : ['', 'There is no meeting to show yet. `npm run seed` fills an empty database with a demonstration city.']),
    '',
    'Ctrl-C stops it.',
  ];
}
