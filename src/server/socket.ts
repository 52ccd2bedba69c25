import type { IncomingMessage, Server } from 'node:http';
import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { handleProtocols, makeServer, type Context as SocketContext, type SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { tell } from '../audit/refusals.js';
import type { Strangers } from '../audit/strangers.js';
import { Context, Loaders } from '../graphql/context.js';
import { run } from '../graphql/execution.js';
import type { Operations } from '../graphql/limits.js';
import { presentable } from '../graphql/presentable.js';
import { idempotencyKeyOf } from '../graphql/retries.js';
import type { Follow, Since } from '../hub/follow.js';
import type { Hub } from '../hub/hub.js';
import { fromGlobalId } from '../kernel/global-id.js';
import { languageFrom, type Language } from '../kernel/language.js';
import type { Origin } from '../kernel/origin.js';
import { may } from '../kernel/rights.js';
import type { Viewer } from '../kernel/viewer.js';
import { meetingById, siteById } from '../meeting/meeting.queries.js';
import type { Presence } from '../meeting/presence.js';
import type { Store } from '../store/database.js';
import type { Authenticator } from './authenticate.js';
import { CloseCode } from './close-codes.js';
import { Connection, checkEvery } from './connection.js';
import { requestIdOf } from './request-id.js';
import type { Live } from './live.js';
import { schema } from './schema.js';

/** Largest message from a client, bytes. */
const largestMessage = 1_048_576;
const mostSubscriptions = 50;
const longestOperationId = 128;

export interface SocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly store: Store;
  readonly live: Live;
  readonly authenticator: Authenticator;
  readonly operations: Operations;
  readonly presence: Presence;
  readonly strangers: Strangers;
  readonly logger: Logger;
}

/** What a socket is, once it said who it is. */
interface Extra {
  readonly connection: Connection;
  /** Where it came from; its operations are told apart by their ids behind the socket's. */
  readonly origin: Origin;
  viewer?: Viewer;
  language: Language;
  expiry?: NodeJS.Timeout;
}

type Operation = ExecutionArgs & { readonly subscription?: { readonly follow: Follow; readonly since: Since; readonly id: string; readonly connection: Connection } };

/**
 * WebSocket with graphql-transport-ws. The protocol is graphql-ws's own; queries and mutations run as over HTTP; the data
 * frames of subscriptions come from the hub, straight to the socket.
 */
export function attachSocket(options: SocketOptions): { close(): Promise<void> } {
  const { live } = options;
  const sockets = new WebSocketServer({ server: options.server, path: options.path, maxPayload: largestMessage, perMessageDeflate: false, handleProtocols });
  const connections = new Map<Connection, Extra>();
  const protocol = makeServer<Record<string, unknown>, Extra>({
    onConnect: (socket) => connect(options, socket),
    onSubscribe: (socket, id, payload) => prepare(options, socket, id, payload),
    execute: async (operation) => masked(await run(operation), operation.contextValue as Context, options.logger),
    subscribe: (operation) => follow(live.hub, operation as Operation),
  });

  // Chosen before the answer to the handshake, which tells it.
  const ids = new WeakMap<IncomingMessage, string>();
  sockets.on('headers', (headers, request) => {
    ids.set(request, requestIdOf(request));
    headers.push(`x-request-id: ${ids.get(request)!}`);
  });
  sockets.on('connection', (socket, request) => {
    const requestId = ids.get(request)!;
    const logger = options.logger.child({ reqId: requestId });
    const connection = new Connection(socket, request.socket);
    const origin: Origin = { transport: 'WEBSOCKET', address: request.socket.remoteAddress ?? null, requestId };
    const extra: Extra = { connection, origin, language: languageFrom(request.headers['accept-language']) };
    connections.set(connection, extra);
    const closed = protocol.opened({
      protocol: socket.protocol,
      send: (data) => new Promise((resolve) => (socket.readyState === socket.OPEN ? socket.send(data, () => resolve()) : resolve())),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => socket.on('message', (data) => {
        if (connection.overfull(extra.viewer !== undefined)) return connection.close(CloseCode.TOO_SLOW, 'answers are not read: read them, then ask');
        handle(String(data)).catch((error: unknown) => {
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

async function connect({ authenticator, store, live, presence, strangers }: SocketOptions, { connectionParams, extra }: SocketContext<Record<string, unknown>, Extra>): Promise<boolean> {
  const { connection } = extra;
  if (live.stale()) {
    connection.close(CloseCode.GOING_AWAY, 'changes cannot be read: come again');
    return false;
  }
  const known = await authenticator.authenticate(connectionParams?.['authorization']);
  if (!known) {
    strangers.came(extra.origin);
    connection.close(CloseCode.UNAUTHENTICATED, 'no valid token');
    return false;
  }
  extra.viewer = known.viewer;
  connection.hearsStalls = connectionParams?.['hearsStalls'] === true;
  if (connectionParams?.['language'] !== undefined) extra.language = languageFrom(connectionParams['language']);
  closeWhenExpired(live, extra, known.expiresAt);
  const siteId = connectionParams?.['siteId'];
  if (siteId === undefined || siteId === null) return true;
  const context = new Context(known.viewer, extra.language, new Loaders(store.db), live.unitOfWork, null, null, extra.origin);
  const site = await siteOf(context, siteId);
  // One that has gone meanwhile would stand there for ever.
  if (!connection.open) return false;
  if (site === null || !may(known.viewer, 'standInSite') || !(await presence.connect(site, connection.number))) {
    await tell(context, 'FORBIDDEN', 'standInSite', { siteId }, [{ code: 'FORBIDDEN', path: ['siteId'] }]);
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

function prepare(
  { store, live, operations }: SocketOptions,
  socket: SocketContext<Record<string, unknown>, Extra>,
  id: string,
  payload: SubscribePayload,
): Operation | readonly GraphQLError[] {
  const { connection, origin, viewer, language } = socket.extra;
  if (id.length > longestOperationId) return [tooMuch(`an operation id has ${longestOperationId} characters at most`)];
  if (Object.keys(socket.subscriptions).length > mostSubscriptions) {
    connection.close(CloseCode.TOO_MUCH, `at most ${mostSubscriptions} operations at a time`);
    return [tooMuch(`at most ${mostSubscriptions} operations at a time`)];
  }
  const prepared = operations.prepare({ query: payload.query, operationName: payload.operationName ?? null, variables: payload.variables ?? {} }, language);
  if ('errors' in prepared) return prepared.errors;
  const key = idempotencyKeyOf(undefined, payload.extensions, language);
  if (key instanceof GraphQLError) return [key];
  const context = new Context(viewer!, language, new Loaders(store.db), live.unitOfWork, key, null, { ...origin, requestId: `${origin.requestId}/${id}` });
  const operation: ExecutionArgs = {
    schema,
    document: prepared.document,
    operationName: payload.operationName ?? null,
    variableValues: payload.variables ?? {},
    contextValue: context,
  };
  if (prepared.operation.operation !== 'subscription') return operation;
  const made = live.toFollow({ document: prepared.document, query: payload.query, operationName: payload.operationName, variables: payload.variables ?? {}, context });
  return 'errors' in made ? made.errors : { ...operation, subscription: { ...made, id, connection } };
}

function tooMuch(sentence: string): GraphQLError {
  return new GraphQLError(sentence, { extensions: { code: 'TOO_LARGE' } });
}

function masked(result: ExecutionResult, { language, origin }: Context, logger: Logger): ExecutionResult {
  if (!result.errors) return result;
  const { requestId } = origin!;
  return {
    ...result,
    errors: result.errors.map((error) => presentable(error, language, requestId, (cause) => logger.error({ err: cause, reqId: requestId }, 'an operation failed'))),
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
