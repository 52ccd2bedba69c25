import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Rejections } from '../audit/rejections.js';
import type { LimitSettings } from '../config.js';
import { Context, Loaders } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import { costToTell, limits, type Cost, type Operations, type OperationRequest } from '../graphql/limits.js';
import { runAsked } from '../graphql/past.js';
import { isUnexpected, presentable } from '../graphql/presentable.js';
import { requestPrice } from '../graphql/prices.js';
import { idempotencyKeyOf } from '../graphql/retries.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Store } from '../store/database.js';
import { Undertaking } from '../store/undertaking.js';
import type { UnitOfWork } from '../store/unit-of-work.js';
import { isKnown, type Authenticator } from './authenticate.js';
import { answerErrors, answerLimited, answerRequestErrors, languageOf, leaveBody } from './http-error.js';
import type { Origins } from './origins.js';
import type { Rates } from './rates.js';
import { originOf } from './request-id.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before anything of the request's body is read. */
    viewer: Viewer | null;
    /** When that was found out, milliseconds of the process's own clock. */
    enteredAt: number;
    idempotencyKey: string | null;
    /** To be told with the answer. */
    cost: Cost | undefined;
  }
}

export interface GraphqlRouteOptions {
  readonly path: string;
  readonly limits: LimitSettings;
  readonly rates: Rates;
  readonly schema: GraphQLSchema;
  readonly store: Store;
  readonly unitOfWork: UnitOfWork;
  readonly authenticator: Authenticator;
  readonly operations: Operations;
  readonly rejections: Rejections;
  readonly origins: Origins;
  readonly logger: Logger;
}

/** How long who asks is taken for known while the rest of a request is on its way, milliseconds. */
const trustFor = 1_000;

/** GraphQL over HTTP: token, then limits, then Apollo Server. */
export async function addGraphqlRoute(http: FastifyInstance, options: GraphqlRouteOptions): Promise<void> {
  const { path, schema, store, unitOfWork, authenticator, operations, origins, rejections, logger, rates, limits: { operationTimeoutMs } } = options;
  const apollo = new ApolloServer<Context>({
    gateway: {
      load: async () => ({ schema, executor: async ({ document, operationName, request, context }) => runAsked({ schema, document, operationName, variableValues: request.variables, contextValue: context }) as never }),
      onSchemaLoadOrUpdate: (take) => {
        take({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      stop: async () => {},
    },
    introspection: true,
    nodeEnv: 'production',
    persistedQueries: false,
    // Refused before by `operations`, which knows the document by then: here only as a second line.
    parseOptions: { maxTokens: limits.tokens },
    logger: { debug: () => {}, info: () => {}, warn: (message) => logger.warn(message), error: (message) => logger.error(message) },
    // Tokens come in a header, which no other site can make a browser send.
    csrfPrevention: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), ApolloServerPluginInlineTraceDisabled(),
      // Nothing is told to the outside, whatever the environment says to Apollo.
      ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginSchemaReportingDisabled(), maskFaults(logger), tellCost(),
    ],
    // The server's own shutdown decides the order.
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  http.addHook('onClose', () => apollo.stop());
  http.addHook('onError', async (request, _reply, error) => {
    if (error.statusCode === 413) rejections.note('TOO_LARGE', originOf(request), request.viewer ?? undefined);
  });
  http.decorateRequest('viewer', null);
  http.decorateRequest('enteredAt', 0);
  http.decorateRequest('idempotencyKey', null);
  http.decorateRequest('cost', undefined);

  const answer = fastifyApolloHandler(apollo, {
    async context(request: FastifyRequest, _reply: FastifyReply) {
      const context = new Context(request.viewer!, languageOf(request), new Loaders(store.db), unitOfWork, request.idempotencyKey, null, originOf(request));
      if (request.cost) costs.set(context.loaders, request.cost);
      return context;
    },
  });
  http.route({
    method: ['GET', 'POST'],
    url: path,
    async onRequest(request, reply) {
      if (!origins.accept(request.headers)) {
        rejections.note('FOREIGN_ORIGIN', originOf(request));
        return void answerErrors(leaveBody(reply), 403, [failure('FOREIGN_ORIGIN', languageOf(request))]);
      }
      const known = await authenticator.authenticate(request.headers.authorization);
      if (!isKnown(known)) {
        rejections.note('UNAUTHENTICATED', originOf(request));
        const wait = await rates.fail(request.socket.remoteAddress ?? '');
        if (wait !== null) return void answerLimited(leaveBody(reply), wait);
        const language = languageOf(request);
        return void answerErrors(leaveBody(reply).header('www-authenticate', 'Bearer'), 401, [known ? failure('NO_ROLE', language, { subject: known.stranger }) : failure('UNAUTHENTICATED', language)]);
      }
      const wait = await rates.spend(known.viewer.subject, requestPrice);
      if (wait !== null) {
        rejections.note('RATE_LIMITED', originOf(request), known.viewer);
        return void answerLimited(leaveBody(reply), wait);
      }
      request.viewer = known.viewer;
      request.enteredAt = performance.now();
      reply.header('cache-control', 'no-store');
    },
    async preHandler(request, reply) {
      if (performance.now() - request.enteredAt > trustFor) {
        // Whoever holds back the end of a request must not outlive what it was let in by.
        const again = await authenticator.authenticate(request.headers.authorization);
        if (!isKnown(again)) return void answerErrors(reply, 401, [failure('UNAUTHENTICATED', languageOf(request))]);
        request.viewer = again.viewer;
      }
      const wanted = operationOf(request);
      if (!wanted) return;
      const language = languageOf(request);
      const key = idempotencyKeyOf(request.headers['idempotency-key'], wanted.extensions, language);
      if (key instanceof GraphQLError) return void answerRequestErrors(reply, [key]);
      request.idempotencyKey = key;
      const prepared = operations.prepare(wanted, language, request.viewer!);
      if ('errors' in prepared) {
        rejections.noteAll(prepared.errors, originOf(request), request.viewer!);
        return void answerRequestErrors(reply, prepared.errors);
      }
      const wait = await rates.spend(request.viewer!.subject, prepared.cost);
      if (wait !== null) {
        rejections.note('RATE_LIMITED', originOf(request), request.viewer!);
        return void answerLimited(reply, wait);
      }
      if (prepared.operation.operation === 'subscription') return void answerRequestErrors(reply, [failure('SUBSCRIPTION_OVER_HTTP', language)]);
      request.cost = costToTell(wanted.extensions, prepared);
      execute(request, wanted, prepared.text);
    },
    handler(request, reply) {
      const undertaking = new Undertaking(operationTimeoutMs);
      // After the answer, or when the line breaks before it.
      reply.raw.once('close', () => (reply.raw.writableFinished ? undertaking.finish() : undertaking.end()));
      if (reply.raw.destroyed) undertaking.end();
      return undertaking.run(() => answer.call(http, request, reply));
    },
  });
}

/** The operation as Apollo will read it; undefined where it is malformed already as HTTP, which Apollo answers. */
function operationOf({ method, body, url }: FastifyRequest): (OperationRequest & { readonly extensions?: unknown }) | undefined {
  if (method === 'POST') return typeof body === 'object' && body !== null && (isText(body, 'query') || isText(body, 'documentId')) ? body : undefined;
  // By the reader that Apollo has: fastify's own decodes otherwise, and reads on behind a #.
  const said = new URL(url, 'http://here').searchParams;
  const [text, documentId, operationName, variables, extensions] = ['query', 'documentId', 'operationName', 'variables', 'extensions'].map((name) => said.get(name) ?? undefined);
  if (text === undefined && documentId === undefined) return undefined;
  try {
    return { query: text, documentId, operationName, variables: read(variables), extensions: read(extensions) };
  } catch {
    return undefined;
  }
}

function isText(body: object, name: string): boolean {
  return typeof (body as Record<string, unknown>)[name] === 'string';
}

function read(parameter: string | string[] | undefined): unknown {
  return parameter === undefined ? undefined : JSON.parse(String(parameter));
}

/** Apollo is given what was found good, and nothing else: the text of the document, where its id was sent, and each part once. */
function execute(request: FastifyRequest, { operationName, variables, extensions }: OperationRequest & { readonly extensions?: unknown }, text: string): void {
  if (request.method === 'POST') {
    if ((request.body as OperationRequest).query !== text) request.body = { ...(request.body as object), query: text };
    return;
  }
  const said = new URLSearchParams({ query: text });
  for (const [name, value] of Object.entries({ operationName, variables, extensions })) {
    if (value !== undefined && value !== null) said.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  request.raw.url = `${new URL(request.url, 'http://here').pathname}?${said.toString()}`;
}

/** By the loaders of the request: Apollo makes copies of the context. */
const costs = new WeakMap<Loaders, Cost>();

function tellCost(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response: { body }, contextValue }) {
          const cost = costs.get(contextValue.loaders);
          if (cost && body.kind === 'single') body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        },
      };
    },
  };
}

function maskFaults(logger: Logger): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ errors, response: { body }, contextValue }) {
          if (!errors || body.kind !== 'single') return;
          const { singleResult } = body;
          const requestId = contextValue.origin!.requestId;
          singleResult.errors = errors.map((error, index) => {
            if (!isUnexpected(error)) return singleResult.errors![index]!;
            return presentable(error, contextValue.language, requestId, (cause) => logger.error({ err: cause, reqId: requestId }, 'an operation failed')).toJSON();
          });
        },
      };
    },
  };
}
