import type { Server } from 'node:http';
import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { handleProtocols, makeServer, type Context as SocketContext, type SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { LimitSettings } from '../config.js';
import { Context, Loaders } from '../graphql/context.js';
import { run } from '../graphql/execution.js';
import { failure } from '../graphql/failure.js';
import { costToTell, type Cost, type Operations } from '../graphql/limits.js';
import { presentable } from '../graphql/presentable.js';
import { requestPrice } from '../graphql/prices.js';
import { idempotencyKeyOf } from '../graphql/retries.js';
import type { Follow, Since } from '../hub/follow.js';
import type { Hub } from '../hub/hub.js';
import { fromGlobalId } from '../kernel/global-id.js';
import { languageFrom, type Language } from '../kernel/language.js';
import { may } from '../kernel/rights.js';
import type { Viewer } from '../kernel/viewer.js';
import { meetingById, siteById } from '../meeting/meeting.queries.js';
import type { Presence } from '../meeting/presence.js';
import type { Store } from '../store/database.js';
import type { Authenticator } from './authenticate.js';
import { CloseCode } from './close-codes.js';
import { Connection, checkEvery } from './connection.js';
import type { Holders } from './holders.js';
import type { Live } from './live.js';
import { Pace } from './pace.js';
import type { Rates } from './rates.js';
import { Running } from './running.js';
import { schema } from './schema.js';
import { withText } from './subscribe-message.js';

/** Largest message from a client, bytes. */
const largestMessage = 1_048_576;
const mostSubscriptions = 50;
const longestOperationId = 128;

export interface SocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly limits: LimitSettings;
  readonly rates: Rates;
  readonly holders: Holders;
  readonly store: Store;
  readonly live: Live;
  readonly authenticator: Authenticator;
  readonly operations: Operations;
  readonly presence: Presence;
  readonly logger: Logger;
}

/** What a socket is, once it said who it is. */
interface Extra {
  readonly connection: Connection;
  readonly running: Running;
  readonly address: string;
  /** Whether it counts among those of its holder. */
  counted: boolean;
  viewer?: Viewer;
  language: Language;
  expiry?: NodeJS.Timeout;
}

type Operation = ExecutionArgs & { readonly id: string; readonly cost: Cost | undefined; readonly running: Running; readonly subscription?: { readonly follow: Follow; readonly since: Since; readonly id: string; readonly connection: Connection } };

/**
 * WebSocket with graphql-transport-ws. The protocol is graphql-ws's own; queries and mutations run as over HTTP; the data
 * frames of subscriptions come from the hub, straight to the socket.
 */
export function attachSocket(options: SocketOptions): { close(): Promise<void> } {
  const { live, logger } = options;
  const sockets = new WebSocketServer({ server: options.server, path: options.path, maxPayload: largestMessage, perMessageDeflate: false, handleProtocols });
  const connections = new Map<Connection, Extra>();
  const protocol = makeServer<Record<string, unknown>, Extra>({
    onConnect: (socket) => connect(options, socket),
    onSubscribe: (socket, id, payload) => prepare(options, socket, id, payload),
    execute: async (operation) => {
      const { id, running, cost } = operation as Operation;
      const result = await running.run(id, options.limits.operationTimeoutMs, () => run(operation));
      return masked(cost ? { ...result, extensions: { cost } } : result, operation.contextValue as Context, logger);
    },
    subscribe: (operation) => follow(live.hub, operation as Operation),
  });

  sockets.on('connection', (socket, request) => {
    const connection = new Connection(socket, request.socket);
    const extra: Extra = { connection, running: new Running(), address: request.socket.remoteAddress ?? '', counted: false, language: languageFrom(request.headers['accept-language']) };
    connections.set(connection, extra);
    const pace = new Pace(options.limits.messagesPerSecond);
    const closed = protocol.opened({
      protocol: socket.protocol,
      send: (data) => new Promise((resolve) => (socket.readyState === socket.OPEN ? socket.send(data, () => resolve()) : resolve())),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => socket.on('message', (data) => {
        if (connection.overfull(extra.viewer !== undefined)) return connection.close(CloseCode.TOO_SLOW, 'answers are not read: read them, then ask');
        if (pace.exceeded()) return connection.close(CloseCode.TOO_MUCH, `at most ${options.limits.messagesPerSecond} messages a second`);
        const message = withText(String(data));
        extra.running.hear(message);
        handle(message).catch((error: unknown) => {
          logger.error({ err: error }, 'a socket message failed');
          connection.close(CloseCode.GOING_AWAY, 'a fault of the server: resume');
        });
      }),
    }, extra);
    request.socket.on('drain', () => live.hub.drained());
    socket.on('error', (error) => logger.debug({ err: error }, 'a socket failed'));
    socket.on('close', (code, reason) => {
      clearTimeout(extra.expiry);
      connections.delete(connection);
      connection.leave();
      extra.running.end();
      if (extra.counted) options.holders.leave(extra.viewer!.subject);
      options.presence.disconnect(connection.number).catch((error: unknown) => logger.error({ err: error }, 'a site could not be marked as gone'));
      closed(code, String(reason)).catch((error: unknown) => logger.error({ err: error }, 'a socket could not be closed'));
    });
  });

  const heartbeat = setInterval(() => {
    const now = performance.now();
    const stalled = live.stale();
    for (const connection of connections.keys()) {
      // A screen must not take an old picture for a live one.
      if (connection.hearsStalls) connection.tell(stalled);
      else if (stalled) connection.close(CloseCode.GOING_AWAY, 'changes cannot be read: resume');
      connection.check(now);
    }
  }, checkEvery);

  return {
    async close() {
      clearInterval(heartbeat);
      for (const connection of connections.keys()) connection.close(CloseCode.GOING_AWAY, 'the server goes away: resume elsewhere');
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

async function connect({ authenticator, store, live, presence, rates, holders, limits }: SocketOptions, { connectionParams, extra }: SocketContext<Record<string, unknown>, Extra>): Promise<boolean> {
  const { connection } = extra;
  if (live.stale()) {
    connection.close(CloseCode.GOING_AWAY, 'changes cannot be read: come again');
    return false;
  }
  const known = await authenticator.authenticate(connectionParams?.['authorization']);
  if (!known) {
    const wait = await rates.fail(extra.address);
    if (wait === null) connection.close(CloseCode.UNAUTHENTICATED, 'no valid token');
    else connection.close(CloseCode.TOO_MUCH, `too many attempts without a valid token: try again in ${wait} s`);
    return false;
  }
  // One that has gone meanwhile would be counted for ever.
  if (!connection.open) return false;
  if (!holders.enter(known.viewer.subject)) {
    connection.close(CloseCode.TOO_MUCH, `at most ${limits.socketsPerHolder} sockets a holder`);
    return false;
  }
  extra.counted = true;
  extra.viewer = known.viewer;
  connection.hearsStalls = connectionParams?.['hearsStalls'] === true;
  if (connectionParams?.['language'] !== undefined) extra.language = languageFrom(connectionParams['language']);
  closeWhenExpired(live, extra, known.expiresAt);
  const siteId = connectionParams?.['siteId'];
  if (siteId === undefined || siteId === null) return true;
  const context = new Context(known.viewer, extra.language, new Loaders(store.db), live.unitOfWork);
  const site = await siteOf(context, siteId);
  // One that has gone meanwhile would stand there for ever.
  if (!connection.open) return false;
  if (site === null || !may(known.viewer, 'standInSite') || !(await presence.connect(site, connection.number))) {
    connection.close(CloseCode.FORBIDDEN, 'this token may not stand in this site');
    return false;
  }
  return true;
}

/** The row id of a site of a meeting that the viewer sees. */
async function siteOf(context: Context, siteId: unknown): Promise<number | null> {
  const named = typeof siteId === 'string' ? fromGlobalId(siteId) : null;
  const site = named?.type === 'MeetingSite' ? await context.load(siteById, named.id) : null;
  const meeting = site && context.seen(await context.load(meetingById, site.meetingId));
  return meeting ? site.id : null;
}

/** Timers hold 24 days at most. */
const longestTimer = 2_000_000_000;

function closeWhenExpired(live: Live, extra: Extra, expiresAt: Date): void {
  if (!extra.connection.open) return;
  const left = expiresAt.getTime() - live.now().getTime();
  extra.expiry = setTimeout(() => {
    if (left > longestTimer) closeWhenExpired(live, extra, expiresAt);
    else extra.connection.close(CloseCode.FORBIDDEN, 'the token has expired');
  }, Math.min(Math.max(left, 0), longestTimer)).unref();
}

async function prepare(
  { store, live, operations, rates }: SocketOptions,
  socket: SocketContext<Record<string, unknown>, Extra>,
  id: string,
  payload: SubscribePayload,
): Promise<Operation | readonly GraphQLError[]> {
  const { connection, viewer, language } = socket.extra;
  if (id.length > longestOperationId) return [tooMuch(`an operation id has ${longestOperationId} characters at most`)];
  if (Object.keys(socket.subscriptions).length > mostSubscriptions) {
    connection.close(CloseCode.TOO_MUCH, `at most ${mostSubscriptions} operations at a time`);
    return [tooMuch(`at most ${mostSubscriptions} operations at a time`)];
  }
  const limited = (seconds: number) => [failure('RATE_LIMITED', language, { seconds })];
  const refused = await rates.spend(viewer!.subject, requestPrice);
  if (refused !== null) return limited(refused);
  const prepared = operations.prepare({ query: payload.query, documentId: (payload as { readonly documentId?: unknown }).documentId, operationName: payload.operationName ?? null, variables: payload.variables ?? {} }, language, viewer);
  if ('errors' in prepared) return prepared.errors;
  const wait = await rates.spend(viewer!.subject, prepared.cost);
  if (wait !== null) return limited(wait);
  const key = idempotencyKeyOf(undefined, payload.extensions, language);
  if (key instanceof GraphQLError) return [key];
  const context = new Context(viewer!, language, new Loaders(store.db), live.unitOfWork, key);
  const toldCost = costToTell(payload.extensions, prepared);
  const operation: Operation = {
    id,
    cost: toldCost,
    running: socket.extra.running,
    schema,
    document: prepared.document,
    operationName: payload.operationName ?? null,
    variableValues: payload.variables ?? {},
    contextValue: context,
  };
  if (prepared.operation.operation !== 'subscription') return operation;
  const made = live.toFollow({ document: prepared.document, query: prepared.text, operationName: payload.operationName, variables: payload.variables ?? {}, context, cost: toldCost });
  return 'errors' in made ? made.errors : { ...operation, subscription: { ...made, id, connection } };
}

function tooMuch(sentence: string): GraphQLError {
  return new GraphQLError(sentence, { extensions: { code: 'TOO_LARGE' } });
}

function masked(result: ExecutionResult, { language }: Context, logger: Logger): ExecutionResult {
  if (!result.errors) return result;
  return {
    ...result,
    errors: result.errors.map((error) => presentable(error, language, (reference, cause) => logger.error({ err: cause, reference }, 'an operation failed'))),
  };
}

/**
 * For graphql-ws a subscription is an iterator that never yields: the hub writes its frames. It is left when graphql-ws ends
 * it, after the client's `complete` or with the socket; nothing is sent for it from then on. That it has ended is not told
 * through `next`: graphql-ws would take a subscription that the client started under the same id meanwhile for this one.
 */
function follow(hub: Hub, { subscription }: Operation): AsyncIterableIterator<never> {
  const { follow: followed, since, id, connection } = subscription!;
  const leave = connection.join(id, () => hub.join(followed, connection.outlet(id), since));
  return {
    next: () => new Promise(() => {}),
    return: async () => {
      leave();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
