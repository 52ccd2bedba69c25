import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { LimitSettings } from '../../src/config.js';
import type { Role } from '../../src/kernel/viewer.js';
import { startApp, type App } from '../../src/server/app.js';
import type { OidcSettings } from '../../src/server/oidc.js';
import type { Live } from '../../src/server/live.js';
import type { Secrets } from '../../src/server/secrets.js';
import { mintToken } from '../../src/server/token.js';
import type { Data } from './city.js';
import { cloneDatabase, type Template } from './database.js';

export interface TokenOptions {
  readonly region?: string;
  readonly unit?: string;
  readonly leader?: string;
  readonly system?: string;
  readonly subject?: string;
  readonly name?: string;
  /** 1 where left out; negative for one that has expired. */
  readonly hours?: number;
}

/** What came back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly body: Data;
}

/** The whole server in this process, on a database and a port of its own. */
export interface TestServer {
  readonly url: string;
  readonly wsUrl: string;
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  /** The live core of the server that runs now. */
  readonly live: Live;
  /** A token of a role. */
  token(role: string, options?: TokenOptions): Promise<string>;
  /** A GraphQL operation over HTTP; no token where it is null. */
  post(token: string | null, query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
  /** The same, expecting neither errors nor another status than 200; the data. */
  get(token: string, query: string, variables?: Record<string, unknown>): Promise<Data>;
  fetch(path: string, init?: RequestInit): Promise<Answer>;
  /** SQL as a stranger would run it with psql. */
  query<T = Data>(statement: string): Promise<T[]>;
  /** Closes and starts again, at the same address, on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  readonly template?: Template;
  /** What is done to the database, as its owner, before the server starts. */
  readonly before?: (url: string) => Promise<void>;
  /** Where the built pages lie; by default where `npm run build` puts them. */
  readonly staticFolder?: string;
  /** How often the change log is read where nobody wakes the reader. */
  readonly pollMs?: number;
  /** Those that differ from the usual ones. */
  readonly limits?: Partial<LimitSettings>;
  /** Whether what is due by itself is done. */
  readonly jobs?: boolean;
  /** Who vouches for people. */
  readonly oidc?: OidcSettings;
}

const secrets: Secrets = { token: 'a secret that only the tests know, for tokens', cursor: 'a secret that only the tests know, for cursors' };

export async function startServer({ template = 'demonstration', before, staticFolder = join(import.meta.dirname, '../../dist/static'), pollMs = 100, limits = {}, jobs = false, oidc }: TestServerOptions = {}): Promise<TestServer> {
  const database = await cloneDatabase(template);
  await before?.(database.url);
  const open = (port: number): Promise<App> => startApp({
    databaseUrl: database.serverUrl, host: '127.0.0.1', port, secrets, feedPollMs: pollMs, feedRetentionDays: 7, limits, staticFolder, jobs, logger: pino({ level: 'silent' }), oidc,
  });
  let app = await open(0);
  const { url } = app;
  // Values come as they come to the server.
  const { types } = (await app.store.orm.em.getConnection().getNativeClient() as unknown as pg.Pool).options;
  const stranger = new pg.Pool({ connectionString: database.url, types, max: 3 });
  stranger.on('error', () => {});

  const fetched: TestServer['fetch'] = async (path, init) => {
    const response = await fetch(new URL(path, url), { redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  const post: TestServer['post'] = (token, query, variables, headers = {}) => fetched('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
    body: JSON.stringify({ query, variables }),
  });

  return {
    url,
    wsUrl: `${url.replace('http', 'ws')}/graphql`,
    databaseUrl: database.url,
    secrets,
    get live() {
      return app.live;
    },
    token: (role, { subject = role.toLowerCase(), name = subject, hours = 1, region, unit, leader, system } = {}) =>
      mintToken(secrets.token, { role: role as Role, subject, name, region, unit, leader, system }, new Date(Date.now() + hours * 3_600_000)),
    post,
    async get(token, query, variables) {
      const { status, body, text } = await post(token, query, variables);
      if (status !== 200 || body?.errors) throw new Error(`${status}: ${text}`);
      return body.data;
    },
    fetch: fetched,
    query: async <T>(statement: string) => (await stranger.query(statement)).rows as T[],
    async restart() {
      await app.close();
      app = await open(Number(new URL(url).port));
    },
    async close() {
      await app.close();
      await stranger.end();
      await database.drop();
    },
  };
}

function parsed(text: string): Data {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
