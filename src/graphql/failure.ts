import { GraphQLError } from 'graphql';
import type { Language } from '../kernel/language.js';
import { catalogues, fill } from '../kernel/messages/index.js';
import type { zh } from '../kernel/messages/zh.js';

/** Codes of GraphQL errors of ours; `BAD_USER_INPUT` covers all malformed input. */
const codes = {
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  NO_ROLE: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  FOREIGN_ORIGIN: 'FORBIDDEN',
  BAD_ID: 'BAD_USER_INPUT',
  BAD_CURSOR: 'BAD_USER_INPUT',
  BAD_TEXT: 'BAD_USER_INPUT',
  TOO_MANY: 'BAD_USER_INPUT',
  AS_OF_ONE: 'BAD_USER_INPUT',
  AS_OF_AHEAD: 'BAD_USER_INPUT',
  AS_OF_UNKNOWN: 'BAD_USER_INPUT',
  MOMENT_ONE: 'BAD_USER_INPUT',
  MOMENT_MEETING: 'BAD_USER_INPUT',
  MOMENTS_TWICE: 'BAD_USER_INPUT',
  CONTEST_DAY: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_REQUEST',
  SUBSCRIPTION_OVER_HTTP: 'BAD_REQUEST',
  TOO_LARGE: 'TOO_LARGE',
  TIMED_OUT: 'TIMED_OUT',
  RATE_LIMITED: 'RATE_LIMITED',
  INTROSPECTION_OFF: 'INTROSPECTION_OFF',
  UNKNOWN_DOCUMENT: 'UNKNOWN_DOCUMENT',
  UNTRUSTED_DOCUMENT: 'UNTRUSTED_DOCUMENT',
  KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
  UNAVAILABLE: 'UNAVAILABLE',
} satisfies Record<keyof typeof zh.error, string>;

/**
 * A malformed request, a missing right or a fault, as a GraphQL error: `extensions.code` is stable, `extensions.argumentPath`
 * names the argument that it is about.
 */
export function failure(
  kind: keyof typeof zh.error,
  language: Language,
  words: Record<string, string | number> = {},
  argumentPath?: readonly (string | number)[],
): GraphQLError {
  return new GraphQLError(fill(catalogues[language].error[kind], words), {
    extensions: { code: codes[kind], ...(argumentPath && { argumentPath }) },
  });
}
