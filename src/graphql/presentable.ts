import { GraphQLError } from 'graphql';
import type { Language } from '../kernel/language.js';
import { isOutage } from '../store/errors.js';
import { isCancelled } from '../store/undertaking.js';
import { failure } from './failure.js';

/** Whether an error is a fault of ours or of the database, not an answer to the caller. */
export function isUnexpected(error: GraphQLError): boolean {
  const cause = error.originalError;
  return cause !== undefined && cause !== null && !(cause instanceof GraphQLError);
}

/** What a caller may read of an error: of ours the id of the request alone, under which `log` has kept them. */
export function presentable(error: GraphQLError, language: Language, requestId: string, log: (cause: unknown) => void): GraphQLError {
  if (!isUnexpected(error)) return error;
  const at = { nodes: error.nodes, path: error.path };
  if (isCancelled(error.originalError)) {
    const { message, extensions } = failure('TIMED_OUT', language);
    return new GraphQLError(message, { ...at, extensions });
  }
  log(error.originalError);
  const told = failure(isOutage(error.originalError) ? 'UNAVAILABLE' : 'INTERNAL', language, { reference: requestId });
  return new GraphQLError(told.message, { ...at, extensions: { ...told.extensions, requestId } });
}
