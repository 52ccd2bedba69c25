import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { failure } from '../graphql/failure.js';
import { addCalendarRoute } from './calendar-route.js';
import { addCors } from './cors.js';
import { addGraphiql } from './graphiql.js';
import { addGraphqlRoute, type GraphqlRouteOptions } from './graphql-route.js';
import { addDeviceRoutes } from './device-route.js';
import { addHealthRoutes, type Readiness } from './health.js';
import { answerErrors, answerThrown, languageOf, largestBody } from './http-error.js';
import { readJsonBodies } from './json-body.js';
import { addRequestIds, requestIdOf } from './request-id.js';
import { addLogin, type LoginOptions } from './login.js';
import { addSecurityHeaders } from './security-headers.js';
import { addStaticPage } from './static-page.js';

export interface HttpOptions extends GraphqlRouteOptions {
  readonly readiness: Readiness;
  /** Where the built pages lie. */
  readonly staticFolder: string;
  readonly logger: Logger;
  /** How people log in at the pages; null where no issuer is configured. */
  readonly login: LoginOptions | null;
  readonly publicUrl: string | undefined;
}

/** Fastify tells of every request at `info`: who wants to read that asks for `debug`. */
function quieter(level: string): string {
  return level === 'info' ? 'warn' : level;
}

/** Where a client put its token into the address, the log must not keep it; a calendar can put it nowhere else. */
function loggable({ method, url, ip }: FastifyRequest): object {
  return { method, url: url.split('?', 1)[0]!.replace(/ddc_.*/, 'ddc_'), remoteAddress: ip };
}

/** How long a client may let the server wait, milliseconds: for its head, for the whole of its request, and for any sign of life while it reads the answer. */
const patience = {
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
  requestTimeout: 30_000,
  connectionTimeout: 60_000,
} as const;

/** Everything that is served over HTTP. Not listening yet. */
export async function openHttp(options: HttpOptions): Promise<FastifyInstance> {
  const http = fastify({
    loggerInstance: options.logger.child({}, { level: quieter(options.logger.level), serializers: { req: loggable } }) as never,
    bodyLimit: largestBody,
    ...patience,
    forceCloseConnections: 'idle',
    // What comes on a connection that stands is still answered; new ones find nobody.
    return503OnClosing: false,
    genReqId: requestIdOf,
  }) as unknown as FastifyInstance;
  readJsonBodies(http);
  http.setErrorHandler(answerThrown);
  http.setNotFoundHandler((request, reply) => answerErrors(reply, 404, [failure('BAD_REQUEST', languageOf(request), { why: `${request.method} ${request.url.slice(0, 100)}: 404` })]));
  addRequestIds(http);
  addSecurityHeaders(http);
  await addCors(http, options.origins);
  addHealthRoutes(http, options.readiness);
  await addGraphqlRoute(http, options);
  if (options.limits.introspection) addGraphiql(http, options.path);
  await addDeviceRoutes(http, options.store.db, options.rates, options.publicUrl);
  addCalendarRoute(http, options.store.db, options.rates);
  addLogin(http, options.login, options.publicUrl);
  await addStaticPage(http, options.staticFolder);
  return http;
}
