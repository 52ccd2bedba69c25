import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { failure } from '../graphql/failure.js';
import { languageFrom, type Language } from '../kernel/language.js';
import { isOutage } from '../store/errors.js';

/** Largest body of a request, bytes. */
export const largestBody = 1_048_576;

export function languageOf(request: FastifyRequest): Language {
  return languageFrom(request.headers['accept-language']);
}

/** What is refused before its body is read has the connection closed behind it, where that body is too large to be thrown away in passing. */
export function leaveBody(reply: FastifyReply): FastifyReply {
  const { headers } = reply.request;
  const length = headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
  return length > largestBody ? reply.header('connection', 'close') : reply;
}

const modernType = 'application/graphql-response+json';

function wantsModern({ headers }: FastifyRequest): boolean {
  return String(headers.accept ?? '').includes(modernType);
}

/** Answers errors as GraphQL would, whatever went wrong before GraphQL was reached. */
export function answerErrors(reply: FastifyReply, status: number, errors: readonly GraphQLError[]): FastifyReply {
  const type = wantsModern(reply.request) ? modernType : 'application/json';
  return reply.code(status).type(`${type}; charset=utf-8`).send(JSON.stringify({ errors }));
}

/**
 * Answers a GraphQL request that cannot be executed. To clients that only know `application/json` the status is 200, as the
 * GraphQL-over-HTTP specification has it: there any other could come from something in between. What is no GraphQL request
 * at all is a 400 to everybody.
 */
export function answerRequestErrors(reply: FastifyReply, errors: readonly GraphQLError[]): FastifyReply {
  const isMalformed = errors.some(({ extensions }) => extensions['code'] === 'BAD_REQUEST');
  return answerErrors(reply, isMalformed || wantsModern(reply.request) ? 400 : 200, errors);
}

/** Answers a request of somebody who asked for too much of late. */
export function answerLimited(reply: FastifyReply, seconds: number): FastifyReply {
  return answerErrors(reply.header('retry-after', seconds), 429, [failure('RATE_LIMITED', languageOf(reply.request), { seconds })]);
}

/** Errors that no route answered: malformed bodies, and faults. */
export function answerThrown(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  // Its client has gone: nobody reads the answer.
  if (request.raw.destroyed && !request.raw.complete) return reply.code(400).send();
  if (isOutage(error)) {
    request.log.warn({ err: error }, 'the database cannot be reached');
    return answerErrors(reply, 503, [failure('UNAVAILABLE', language)]);
  }
  const status = error.statusCode ?? (error.code === 'ERR_INVALID_URL' ? 400 : 500);
  if (status === 413) return answerErrors(reply, 413, [failure('TOO_LARGE', language, { why: `body > ${largestBody} bytes` })]);
  if (status < 500) return answerErrors(reply, status, [failure('BAD_REQUEST', language, { why: error.message.replace(/\.$/, '') })]);
  request.log.error({ err: error }, 'a request failed');
  const { message, extensions } = failure('INTERNAL', language, { reference: request.id });
  return answerErrors(reply, 500, [new GraphQLError(message, { extensions: { ...extensions, requestId: request.id } })]);
}
