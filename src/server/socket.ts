import type { IncomingMessage } from 'node:http';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { handleProtocols, makeServer, MessageType, type Context as SocketContext, type SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { Context, Loaders } from '../graphql/context.js';
import { runAsked } from '../graphql/past.js';
import { failure } from '../graphql/failure.js';
import { costToTell } from '../graphql/limits.js';
import { presentable } from '../graphql/presentable.js';
import { requestPrice } from '../graphql/prices.js';
import { idempotencyKeyOf } from '../graphql/retries.js';
import { languageFrom } from '../kernel/language.js';
import { Admission } from './admission.js';
import { CloseCode } from './close-codes.js';
import { Connection, checkEvery } from './connection.js';
import { holdsForgedKeys } from './forged-keys.js';
import { Pace } from './pace.js';
import { requestIdOf } from './request-id.js';
import { Running } from './running.js';
import { schema } from './schema.js';
import { connect, renew } from './socket-door.js';
import { originOf, type Extra, type SocketOptions } from './socket-session.js';
import { withText } from './subscribe-message.js';
import { follow, type Operation } from './subscription.js';

/** Largest message from a client, bytes. */
const largestMessage = 1_048_576;
/** A message may come in so many frames, and a frame in so many pieces: each costs more than its bytes. */
const mostFragments = 1_024;
const mostChunks = 4_096;
const mostSubscriptions = 50;
/** Answers that wait to be read, beside their bytes: a thousand small ones are a megabyte of bookkeeping. */
const mostUnsent = 1_000;
const longestOperationId = 128;

/**
 * WebSocket with graphql-transport-ws. The protocol is graphql-ws's own; queries and mutations run as over HTTP; the data
 * frames of subscriptions come from the hub, straight to the socket.
 */
export function attachSocket(options: SocketOptions): { close(): Promise<void> } {
  const { live, logger } = options;
  const sockets = new WebSocketServer({
    server: options.server, path: options.path, maxPayload: largestMessage, perMessageDeflate: false, handleProtocols,
    verifyClient: ({ req }, done) => {
      const accepted = options.origins.accept(req.headers);
      if (!accepted) options.rejections.note('FOREIGN_ORIGIN', { transport: 'WEBSOCKET', address: req.socket.remoteAddress ?? null, requestId: requestIdOf(req) });
      done(accepted, 403);
    },
    maxFragments: mostFragments, maxBufferedChunks: mostChunks,
    // A packet of ten thousand frames is no reason to let the others wait: one frame, then whoever is next.
    allowSynchronousEvents: false,
  });
  const connections = new Map<Connection, Extra>();
  const door = { guard: options.guard, authenticator: options.authenticator };
  const drained = () => live.hub.drained();
  const failed = (error: Error) => logger.debug({ err: error }, 'a socket failed');
  const protocol = makeServer<Record<string, unknown>, Extra>({
    onConnect: (socket) => connect(options, socket),
    onSubscribe: (socket, id, payload) => prepare(options, socket, id, payload),
    execute: async (operation) => {
      const { id, running, cost } = operation as Operation;
      const result = await running.run(id, options.limits.operationTimeoutMs, () => runAsked(operation));
      return masked(cost ? { ...result, extensions: { cost } } : result, operation.contextValue as Context, logger);
    },
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
    const connection = new Connection(socket, request.socket);
    const admission = new Admission(door, connection);
    const extra: Extra = { connection, admission, running: new Running(), requestId, address: request.socket.remoteAddress ?? null, counted: false, renewing: false, language: languageFrom(request.headers['accept-language']) };
    connections.set(connection, extra);
    const pace = new Pace(options.limits.messagesPerSecond);
    let unsent = 0;
    const closed = protocol.opened({
      protocol: socket.protocol,
      send: (data) => new Promise((resolve) => {
        if (!connection.open) return resolve();
        unsent += 1;
        socket.send(data, () => {
          unsent -= 1;
          resolve();
        });
      }),
      close: (code, reason) => socket.close(code, reason),
      onPing: async (payload) => {
        const answer = payload?.['authorization'] === undefined ? payload : await renew(options, extra, payload['authorization']);
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type: MessageType.Pong, payload: answer }));
      },
      onMessage: (handle) => socket.on('message', (data) => {
        connection.hear();
        // What else came with the message that the socket is closed for.
        if (!connection.open) return;
        if (unsent > mostUnsent || connection.overfull(extra.viewer !== undefined)) return connection.close(CloseCode.TOO_SLOW, 'answers are not read: read them, then ask');
        if (pace.exceeded()) {
          options.rejections.note('RATE_LIMITED', originOf(extra), extra.viewer);
          return connection.close(CloseCode.TOO_MUCH, `at most ${options.limits.messagesPerSecond} messages a second`);
        }
        const text = String(data);
        if (holdsForgedKeys(text)) {
          options.rejections.note('BAD_MESSAGE', originOf(extra), extra.viewer);
          return connection.close(CloseCode.NO_MESSAGE, 'a message with keys that none may have');
        }
        const message = withText(text);
        extra.running.hear(message);
        handle(message).catch((error: unknown) => {
          logger.error({ err: error, reqId: requestId }, 'a socket message failed');
          connection.close(CloseCode.GOING_AWAY, 'a fault of the server: resume');
        });
      }),
    }, extra);
    request.socket.on('drain', drained);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') options.rejections.note('TOO_LARGE', originOf(extra), extra.viewer);
      failed(error);
    });
    socket.on('close', (code, reason) => {
      admission.leave();
      connections.delete(connection);
      connection.leave();
      extra.running.end();
      if (extra.counted) options.holders.leave(extra.viewer!.subject);
      options.presence.disconnect(connection.number).catch((error: unknown) => logger.error({ err: error, reqId: requestId }, 'a site could not be marked as gone'));
      closed(code, String(reason)).catch((error: unknown) => logger.error({ err: error, reqId: requestId }, 'a socket could not be closed'));
    });
  });

  const heartbeat = setInterval(() => {
    const now = Math.round(performance.now());
    const stalled = live.stale();
    const clock = live.now().getTime();
    for (const [connection, { admission }] of connections) {
      admission.check(clock);
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

async function prepare(
  { store, live, operations, rates, rejections }: SocketOptions,
  socket: SocketContext<Record<string, unknown>, Extra>,
  id: string,
  payload: SubscribePayload,
): Promise<Operation | readonly GraphQLError[]> {
  const { connection, viewer, language } = socket.extra;
  if (id.length > longestOperationId) return [tooMuch(`an operation id has ${longestOperationId} characters at most`)];
  if (socket.extra.running.has(id)) {
    connection.close(CloseCode.TAKEN_ID, `an operation with the id ${id} goes on: take another one`);
    return [tooMuch('an id names one operation')];
  }
  if (Math.max(Object.keys(socket.subscriptions).length, connection.joinedCount) > mostSubscriptions) {
    connection.close(CloseCode.TOO_MUCH, `at most ${mostSubscriptions} operations at a time`);
    return [tooMuch(`at most ${mostSubscriptions} operations at a time`)];
  }
  const limited = (seconds: number) => {
    rejections.note('RATE_LIMITED', originOf(socket.extra, id), viewer);
    return [failure('RATE_LIMITED', language, { seconds })];
  };
  const refused = await rates.spend(viewer!.subject, requestPrice);
  if (refused !== null) return limited(refused);
  const prepared = operations.prepare({ query: payload.query, documentId: (payload as { readonly documentId?: unknown }).documentId, operationName: payload.operationName ?? null, variables: payload.variables ?? {} }, language, viewer);
  if ('errors' in prepared) {
    rejections.noteAll(prepared.errors, originOf(socket.extra, id), viewer!);
    return prepared.errors;
  }
  const wait = await rates.spend(viewer!.subject, prepared.cost);
  if (wait !== null) return limited(wait);
  const key = idempotencyKeyOf(undefined, payload.extensions, language);
  if (key instanceof GraphQLError) return [key];
  const context = new Context(viewer!, language, new Loaders(store.db), live.unitOfWork, key, null, originOf(socket.extra, id));
  const { document, text } = prepared;
  const cost = costToTell(payload.extensions, prepared);
  const operation = { id, running: socket.extra.running, schema, document, operationName: payload.operationName ?? null };
  // Who is withdrawn would not be told from others: what is asked for anew waits, what is followed is told that it may be old.
  if (prepared.operation.operation !== 'subscription' && live.stale()) return [failure('UNAVAILABLE', language)];
  if (prepared.operation.operation !== 'subscription') return { ...operation, cost, variableValues: payload.variables ?? {}, contextValue: context };
  const made = live.toFollow({ document, query: text, operationName: payload.operationName, variables: payload.variables ?? {}, context, cost });
  if ('errors' in made) return made.errors;
  // The text that all share, for the message is kept, too.
  Object.assign(payload, { query: text, variables: undefined });
  return { ...operation, contextValue: null, subscription: { ...made, connection } };
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
