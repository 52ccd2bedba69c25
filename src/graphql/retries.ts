import { createHash } from 'node:crypto';
import { defaultFieldResolver, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Language } from '../kernel/language.js';
import type { Context } from './context.js';
import { failure } from './failure.js';

const longestKey = 255;

/**
 * The idempotency key of a request, from its header or its `extensions`; null where there is none. An error where it is none
 * of 1 to 255 visible ASCII characters, or the two differ.
 */
export function idempotencyKeyOf(header: unknown, extensions: unknown, language: Language): string | null | GraphQLError {
  const inExtensions = typeof extensions === 'object' && extensions !== null ? (extensions as Record<string, unknown>)['idempotencyKey'] : undefined;
  const given = [header, inExtensions].filter((key) => key !== undefined && key !== null);
  // As a header it may stand in quotes, which are not a part of it.
  const keys = new Set(given.map((key) => (typeof key === 'string' ? key.replace(/^"(.*)"$/, '$1') : undefined)));
  if (keys.size === 0) return null;
  const [key] = keys;
  if (keys.size === 1 && key !== undefined && key.length <= longestKey && /^[\x21-\x7e]+$/.test(key)) return key;
  return failure('BAD_REQUEST', language, { why: `an idempotency key has 1 to ${longestKey} visible ASCII characters, the same in the header and in the extensions` });
}

/**
 * Each field of a mutation is an act of its own, recognised when a request with the same idempotency key asks for it again: by
 * its name in the answer, and by what it was asked for.
 */
export function recogniseRetries(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, field] of Object.entries(schema.getMutationType()!.getFields())) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args: unknown, context: Context, info) => {
      const fingerprint = createHash('sha256').update(JSON.stringify([name, args])).digest('base64url');
      return resolve(source, args as never, context.forField(String(info.path.key), fingerprint), info) as unknown;
    };
  }
  return schema;
}
