import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { failure } from '../graphql/failure.js';
import { languageFrom, type Language } from '../kernel/language.js';
import { isConnectionError } from '../store/errors.js';

/** Largest body of a request, bytes. */
export const largestBody = 1_048_576;

export function languageOf(request: FastifyRequest): Language {
  return languageFrom(request.headers['accept-language']);
}

/** Answers errors as GraphQL would, whatever went wrong before GraphQL was reached. */
export function answerErrors(reply: FastifyReply, status: number, errors: readonly GraphQLError[]): FastifyReply {
  const wanted = String(reply.request.headers.accept ?? '');
  const type = wanted.includes('application/graphql-response+json') ? 'application/graphql-response+json' : 'application/json';
  return reply.code(status).type(`${type}; charset=utf-8`).send(JSON.stringify({ errors }));
}

/** Errors that no route answered: malformed bodies, and faults. */
export function answerThrown(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  if (isConnectionError(error)) {
    request.log.warn({ err: error }, 'the database cannot be reached');
    return answerErrors(reply, 503, [failure('UNAVAILABLE', language)]);
  }
  const status = error.statusCode ?? (error.code === 'ERR_INVALID_URL' ? 400 : 500);
  if (status === 413) return answerErrors(reply, 413, [failure('TOO_LARGE', language, { why: `body > ${largestBody} bytes` })]);
  if (status < 500) return answerErrors(reply, status, [failure('BAD_REQUEST', language, { why: error.message.replace(/\.$/, '') })]);
  request.log.error({ err: error, reference: request.id }, 'a request failed');
  return answerErrors(reply, 500, [failure('INTERNAL', language, { reference: request.id })]);
}
