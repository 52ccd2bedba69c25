import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { endsAccess } from '../access/ends-access.js';
import { Rejections } from '../audit/rejections.js';
import { usualLimits, type LimitSettings } from '../config.js';
import { Operations } from '../graphql/limits.js';
import { TrustedDocuments } from '../graphql/trusted-documents.js';
import { projectFolder } from '../kernel/project-folder.js';
import { Presence } from '../meeting/presence.js';
import { answerWithin } from '../store/connect.js';
import { openStore, rows, sql, type Store } from '../store/database.js';
import { Writability } from '../store/writability.js';
import { Authenticator } from './authenticate.js';
import { CredentialReader } from './credential.js';
import { entities } from './entities.js';
import { Guard } from './guard.js';
import { Holders } from './holders.js';
import { openHttp } from './http.js';
import { openJobs } from './jobs.js';
import { openLive, type Live } from './live.js';
import { Lookups } from './lookups.js';
import { makeReady } from './make-ready.js';
import { Issuer, type OidcSettings } from './oidc.js';
import { Origins } from './origins.js';
import { Rates } from './rates.js';
import { schema } from './schema.js';
import type { Secrets } from './secrets.js';
import { attachSocket } from './socket.js';

/** GraphQL lives here, over HTTP and WebSocket alike. */
export const graphqlPath = '/graphql';

export interface AppOptions {
  readonly databaseUrl: string;
  /** Of the tables' owner; `databaseUrl` where it is left out. */
  readonly migrationDatabaseUrl?: string | undefined;
  readonly host: string;
  /** 0 is any that is free. */
  readonly port: number;
  /** Pages from elsewhere that may ask, beside the server's own. */
  readonly allowedOrigins?: readonly string[];
  readonly secrets: Secrets;
  readonly feedPollMs: number;
  readonly feedRetentionDays: number;
  /** Those that differ from the usual ones. */
  readonly limits?: Partial<LimitSettings>;
  /** 3,650 where it is left out. */
  readonly auditRetentionDays?: number;
  /** Where the built pages lie. */
  readonly staticFolder: string;
  readonly logger: Logger;
  /** Who vouches for people, beside our own tokens. */
  readonly oidc?: OidcSettings | undefined;
  /** How browsers reach the server, without a path; as they say themselves where it is left out. */
  readonly publicUrl?: string | undefined;
  /** Whether what is due by itself is done here. */
  readonly jobs?: boolean;
  /** Called once the tables stand, before anything is served. */
  readonly migrated?: (store: Store) => Promise<void>;
}

export interface App {
  /** http://host:port */
  readonly url: string;
  readonly store: Store;
  readonly live: Live;
  /** Ends what it serves in an orderly way, then everything else. A second call waits for the first. */
  close(): Promise<void>;
}

/** How long what the database said of a credential is taken for true at most; the feed tells sooner what changed, milliseconds. */
const trustFor = 5_000;
/** How long requests under way may take to their end when the server closes, milliseconds. */
const drainFor = 5_000;
const probeFor = 2_000;

/** Opens the whole server on a database and serves. Whatever was opened is closed again where a later step fails. */
export async function startApp(options: AppOptions): Promise<App> {
  const {
    databaseUrl, migrationDatabaseUrl = databaseUrl, secrets, feedPollMs, feedRetentionDays, auditRetentionDays = 3_650, staticFolder, logger, host, port,
    allowedOrigins = [], jobs = false, migrated, oidc, publicUrl,
  } = options;
  const limits = { ...usualLimits, ...options.limits };
  const opened: Closers = [];
  try {
    await makeReady({ owner: migrationDatabaseUrl, server: databaseUrl }, migrated);
    const store = await openStore(databaseUrl, entities, answerWithin);
    opened.unshift(() => store.close());
    const writability = new Writability(store.db);
    const onError = (error: unknown) => {
      writability.failed(error);
      logger.error({ err: error }, 'the change reader or the presence of sites failed; it is tried again');
    };

    const lookups = new Lookups(store.db, trustFor);
    const guard = new Guard(() => lookups.forget());
    const live = await openLive({
      store, schema, cursorSecret: secrets.cursor, pollMs: feedPollMs, retentionDays: feedRetentionDays, auditRetentionDays, onError, onFailedAct: (error) => writability.failed(error),
      onAct: (act) => endsAccess.has(act) && lookups.forget(), guard: (tick) => guard.check(tick),
    });
    opened.unshift(() => live.close());
    if (jobs) {
      const running = await openJobs({ store, unitOfWork: live.unitOfWork, logger });
      opened.unshift(() => running.close());
    }
    const nodeId = randomUUID();
    const presence = await Presence.open(store, { nodeId, flipped: () => live.committed(), onError });
    opened.unshift(() => presence.close());

    const holders = new Holders(store.db, { ...limits, nodeId, onError: (error) => logger.debug({ err: error }, 'the sockets of all nodes together could not be counted') });
    opened.unshift(() => holders.close());
    const rates = await Rates.open(store, { ...limits, onError: (error) => logger.warn({ err: error }, 'the limits of all nodes together could not be kept') });
    const folders = [join(projectFolder(), 'schema/operations'), ...(limits.trustedFolder === undefined ? [] : [limits.trustedFolder])];
    const trusted = await TrustedDocuments.load(limits.trustedDocuments, folders, schema);
    const operations = new Operations(schema, { trusted, introspection: limits.introspection });
    const rejections = new Rejections({ db: store.db, onError });
    opened.unshift(() => rejections.close());

    let closing = false;
    const now = () => live.now();
    const issuer = oidc ? new Issuer(oidc, now, (error) => logger.warn({ err: error }, 'the issuer of OpenID Connect cannot be asked; its tokens are refused')) : null;
    const authenticator = new Authenticator(store.db, new CredentialReader(secrets.token, now, issuer), lookups, now, onError);
    const shared = { path: graphqlPath, limits, rates, store, authenticator, operations, origins: new Origins(allowedOrigins), rejections, logger };
    const http = await openHttp({
      ...shared, schema, staticFolder, unitOfWork: live.unitOfWork, login: issuer && { issuer, secret: secrets.token, authenticator, now }, publicUrl,
      readiness: async () => [
        ...(closing ? ['the server is closing'] : []),
        ...((await answers(store)) ? [] : ['the database does not answer']),
        ...(live.ready() ? [] : ['changes cannot be read']),
        ...(await refusesWrites(writability)),
      ],
    });
    opened.unshift(() => http.close());
    await http.listen({ host, port });
    const socket = attachSocket({ ...shared, server: http.server, holders, live, presence, guard });
    opened.unshift(async () => {
      closing = true;
      // Takes no new connections; ends when the last one has.
      const ended = http.close();
      await socket.close();
      const late = new AbortController();
      await Promise.race([ended, delay(drainFor, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
      http.server.closeAllConnections();
      await ended;
    });
    let closed: Promise<void> | undefined;
    return { url: urlOf(host, (http.server.address() as AddressInfo).port), store, live, close: () => (closed ??= closeAll(opened, logger)) };
  } catch (error) {
    await closeAll(opened, logger);
    throw error;
  }
}

type Closers = (() => Promise<unknown>)[];

/** One after the other; what fails does not keep the rest open. */
async function closeAll(closers: Closers, logger: Logger): Promise<void> {
  for (const close of closers) {
    await close().catch((error: unknown) => logger.error({ err: error }, 'a part of the server did not close'));
  }
}

async function answers({ db }: Store): Promise<boolean> {
  const asked = rows(db, sql`select 1`).then(() => true, () => false);
  return Promise.race([asked, delay(probeFor, false, { ref: false })]);
}

async function refusesWrites(writability: Writability): Promise<string[]> {
  const trouble = await Promise.race([writability.trouble(), delay(probeFor, 'it does not answer', { ref: false })]);
  return trouble === null ? [] : [`the database takes no writes: ${trouble}`];
}

/** Where a server is reached from its own machine. */
export function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
