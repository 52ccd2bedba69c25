import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { Context, Loaders } from '../graphql/context.js';
import { run } from '../graphql/execution.js';
import { failure } from '../graphql/failure.js';
import { limits, type Operations, type OperationRequest } from '../graphql/limits.js';
import { isUnexpected, presentable } from '../graphql/presentable.js';
import { idempotencyKeyOf } from '../graphql/retries.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Store } from '../store/database.js';
import type { UnitOfWork } from '../store/unit-of-work.js';
import { isKnown, type Authenticator } from './authenticate.js';
import { answerErrors, answerRequestErrors, languageOf } from './http-error.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before anything of the request's body is read. */
    viewer: Viewer | null;
    idempotencyKey: string | null;
  }
}

export interface GraphqlRouteOptions {
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly store: Store;
  readonly unitOfWork: UnitOfWork;
  readonly authenticator: Authenticator;
  readonly operations: Operations;
  readonly logger: Logger;
}

/** GraphQL over HTTP: token, then limits, then Apollo Server. */
export async function addGraphqlRoute(http: FastifyInstance, options: GraphqlRouteOptions): Promise<void> {
  const { path, schema, store, unitOfWork, authenticator, operations, logger } = options;
  const apollo = new ApolloServer<Context>({
    gateway: {
      load: async () => ({ schema, executor: async ({ document, operationName, request, context }) => run({ schema, document, operationName, variableValues: request.variables, contextValue: context }) as never }),
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
      ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginSchemaReportingDisabled(), maskFaults(logger),
    ],
    // The server's own shutdown decides the order.
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  http.addHook('onClose', () => apollo.stop());
  http.decorateRequest('viewer', null);
  http.decorateRequest('idempotencyKey', null);

  http.route({
    method: ['GET', 'POST'],
    url: path,
    async onRequest(request, reply) {
      const known = await authenticator.authenticate(request.headers.authorization);
      if (!isKnown(known)) {
        const language = languageOf(request);
        return void answerErrors(reply.header('www-authenticate', 'Bearer'), 401, [known ? failure('NO_ROLE', language, { subject: known.stranger }) : failure('UNAUTHENTICATED', language)]);
      }
      request.viewer = known.viewer;
      reply.header('cache-control', 'no-store');
    },
    async preHandler(request, reply) {
      const wanted = operationOf(request);
      if (!wanted) return;
      const language = languageOf(request);
      const key = idempotencyKeyOf(request.headers['idempotency-key'], wanted.extensions, language);
      if (key instanceof GraphQLError) return void answerRequestErrors(reply, [key]);
      request.idempotencyKey = key;
      const prepared = operations.prepare(wanted, language);
      if ('errors' in prepared) return void answerRequestErrors(reply, prepared.errors);
      if (prepared.operation.operation === 'subscription') return void answerRequestErrors(reply, [failure('SUBSCRIPTION_OVER_HTTP', language)]);
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request: FastifyRequest, _reply: FastifyReply) => new Context(request.viewer!, languageOf(request), new Loaders(store.db), unitOfWork, request.idempotencyKey),
    }),
  });
}

/** The operation as Apollo will read it; undefined where it is malformed already as HTTP, which Apollo answers. */
function operationOf({ method, body, query }: FastifyRequest): (OperationRequest & { readonly extensions?: unknown }) | undefined {
  if (method === 'POST') return typeof body === 'object' && body !== null && 'query' in body && typeof body.query === 'string' ? body : undefined;
  const { query: text, operationName, variables } = query as Record<string, string | string[] | undefined>;
  if (typeof text !== 'string' || Array.isArray(operationName) || Array.isArray(variables)) return undefined;
  try {
    return { query: text, operationName, variables: variables === undefined ? undefined : JSON.parse(variables) };
  } catch {
    return undefined;
  }
}

function maskFaults(logger: Logger): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ errors, response: { body }, contextValue }) {
          if (!errors || body.kind !== 'single') return;
          const { singleResult } = body;
          singleResult.errors = errors.map((error, index) => {
            if (!isUnexpected(error)) return singleResult.errors![index]!;
            return presentable(error, contextValue.language, (reference, cause) => logger.error({ err: cause, reference }, 'an operation failed')).toJSON();
          });
        },
      };
    },
  };
}
