import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { failure } from '../graphql/failure.js';
import { addGraphiql } from './graphiql.js';
import { addGraphqlRoute, type GraphqlRouteOptions } from './graphql-route.js';
import { addDeviceRoutes } from './device-route.js';
import { addHealthRoutes, type Readiness } from './health.js';
import { answerErrors, answerThrown, languageOf, largestBody } from './http-error.js';
import { readJsonBodies } from './json-body.js';
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

/** Everything that is served over HTTP. Not listening yet. */
export async function openHttp(options: HttpOptions): Promise<FastifyInstance> {
  const http = fastify({
    loggerInstance: options.logger.child({}, { level: quieter(options.logger.level) }) as never,
    bodyLimit: largestBody,
    // A client that sends its request a byte a minute does not hold a connection for ever.
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    // What comes on a connection that stands is still answered; new ones find nobody.
    return503OnClosing: false,
    genReqId: () => crypto.randomUUID().slice(0, 8),
  }) as unknown as FastifyInstance;
  readJsonBodies(http);
  http.setErrorHandler(answerThrown);
  http.setNotFoundHandler((request, reply) => answerErrors(reply, 404, [failure('BAD_REQUEST', languageOf(request), { why: `${request.method} ${request.url.slice(0, 100)}: 404` })]));
  addSecurityHeaders(http);
  addHealthRoutes(http, options.readiness);
  await addGraphqlRoute(http, options);
  addGraphiql(http, options.path);
  await addDeviceRoutes(http, options.store.db, options.publicUrl);
  addLogin(http, options.login, options.publicUrl);
  await addStaticPage(http, options.staticFolder);
  return http;
}
