import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { fillWithDemonstration } from '../demonstration/insert.js';
import { toGlobalId } from '../kernel/global-id.js';
import { firstRow, sql, type Store } from '../store/database.js';
import { startEmbeddedPostgres } from '../store/embedded/embedded-postgres.js';
import { isOutage, sqlState } from '../store/errors.js';
import { graphqlPath, startApp, urlOf } from './app.js';
import { makeReady, type DatabaseUrls } from './make-ready.js';
import { openSecrets, type Secrets } from './secrets.js';
import { startWorkers } from './workers.js';

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

/** Starts the server as the settings say: with a PostgreSQL of its own or on the one that they name, in one process or several. */
export async function start(options: StartOptions): Promise<Running> {
  const { config, logger, say } = options;
  const began = performance.now();
  const secrets = await openSecrets(config);
  const postgres = config.databaseUrl === undefined ? await startEmbeddedPostgres({ folder: config.dataDir, onLog: (line) => logger.debug(`postgres: ${line}`) }) : undefined;
  try {
    let meeting: number | null = null;
    const database: Database = {
      secrets,
      urls: postgres ? { owner: postgres.url, server: postgres.serverUrl } : { owner: config.migrationDatabaseUrl ?? config.databaseUrl!, server: config.databaseUrl! },
      async migrated(store) {
        if (postgres && !(await holdsCity(store))) {
          say('The database is empty: filling it with the demonstration city ...');
          await fillWithDemonstration(store.db);
        }
        meeting = await meetingToShow(store);
      },
    };
    const served = await (config.workers > 1 ? serveByWorkers : serveHere)(options, database);
    for (const line of whereToLook(served.url, meeting, config.limits.introspection, `ready in ${((performance.now() - began) / 1_000).toFixed(1)} s`)) say(line);
    return {
      url: served.url,
      async close() {
        // A statement that does not end would hold up the pool; PostgreSQL, or the end of the process, ends it.
        await Promise.race([served.close(), delay(closeFor, undefined, { ref: false })]);
        await postgres?.stop();
      },
    };
  } catch (error) {
    await postgres?.stop();
    throw config.databaseUrl !== undefined && cannotEnter(error) ? notEntered(config.databaseUrl, error as Error) : error;
  }
}

/** The database to serve from. */
interface Database {
  readonly secrets: Secrets;
  readonly urls: DatabaseUrls;
  /** To be done once its tables are up to date, before anything is served. */
  migrated(store: Store): Promise<void>;
}

function serveHere({ config: { host, port, jobs, allowedOrigins, feedPollMs, feedRetentionDays, auditRetentionDays, limits, oidc, publicUrl }, staticFolder, logger }: StartOptions, { secrets, urls, migrated }: Database): Promise<Running> {
  return startApp({
    databaseUrl: urls.server, migrationDatabaseUrl: urls.owner, host, port, jobs, allowedOrigins, secrets, feedPollMs, feedRetentionDays, auditRetentionDays, limits, staticFolder, logger, migrated, oidc, publicUrl,
  });
}

async function serveByWorkers({ config: { workers: count, host }, logger }: StartOptions, { secrets, urls, migrated }: Database): Promise<Running> {
  await makeReady(urls, migrated);
  const environment = { WORKERS: '1', DATABASE_URL: urls.server, MIGRATION_DATABASE_URL: '', TOKEN_SECRET: secrets.token, CURSOR_SECRET: secrets.cursor };
  const { port, close } = await startWorkers({ count, environment, logger });
  return { url: urlOf(host, port), close };
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

/** One that runs or comes next; null where there is none. */
async function meetingToShow({ db }: Store): Promise<number | null> {
  const meeting = await firstRow<{ id: number }>(db, sql`
    select id from meeting where status in ('IN_PROGRESS', 'SCHEDULED') order by status, starts_at, id limit 1`);
  return meeting?.id ?? null;
}

function whereToLook(url: string, meeting: number | null, explorer: boolean, ready: string): string[] {
  const query = meeting === null ? '' : `?meeting=${encodeURIComponent(toGlobalId('Meeting', meeting))}`;
  return [
    `Diaodu is ${ready}`,
    '',
    `  wall          ${url}/${query}`,
    `  office        ${url}/office${query}`,
    `  GraphQL       ${url}${graphqlPath} (also WebSocket, graphql-transport-ws)`,
    ...(explorer ? [`  explorer      ${url}/graphiql`] : []),
    '  a token       npm run -s token -- --role DISPATCHER',
    '  the database  npm run -s database-url',
    ...(meeting !== null ? [] : ['', 'There is no meeting to show yet. `npm run seed` fills an empty database with a demonstration city.']),
    '',
    'Ctrl-C stops it.',
  ];
}
