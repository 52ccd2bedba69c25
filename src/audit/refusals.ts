import { defaultFieldResolver, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context } from '../graphql/context.js';
import { fromGlobalId } from '../kernel/global-id.js';
import { witnessed } from '../kernel/origin.js';
import { auditRefused } from './audit.commands.js';

/** Of very many reasons, so many are kept: how many there were is kept, too. */
const keptReasons = 50;

interface Answered {
  readonly userErrors?: readonly { readonly code: string; readonly path: readonly string[] }[];
  /** One of many that were asked for together. */
  readonly results?: readonly Answered[] | null;
}

/**
 * Every mutation that was refused, by value or for want of a right, leaves its entry before the caller is answered. What the
 * input said is not kept, but for the row that it named.
 */
export function auditRefusals(schema: GraphQLSchema): GraphQLSchema {
  for (const [act, field] of Object.entries(schema.getMutationType()!.getFields())) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = async (source, args: Record<string, unknown>, context: Context, info) => {
      const tell = (outcome: 'REFUSED' | 'FORBIDDEN', reasons: readonly { readonly code: string; readonly path: readonly string[] }[], times = 1) =>
        auditRefused(context.db, { outcome, act, ...witnessed(context.viewer, context.origin) }, {
          row: rowIn(args), times, refusals: reasons.slice(0, keptReasons).map(({ code, path }) => ({ code, path })),
        });
      try {
        const answer = await resolve(source, args as never, context, info) as Answered | null;
        const refused = [answer ?? {}, ...(answer?.results ?? [])].filter(({ userErrors }) => userErrors && userErrors.length > 0);
        if (refused.length > 0) await tell('REFUSED', refused.flatMap(({ userErrors }) => userErrors!), refused.length);
        return answer;
      } catch (error) {
        if (error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN') await tell('FORBIDDEN', [{ code: 'FORBIDDEN', path: [] }]);
        throw error;
      }
    };
  }
  return schema;
}

/** The row that an act is about: its `id`, or the first id in its arguments. */
function rowIn(args: Readonly<Record<string, unknown>>): { type: string; id: number } | undefined {
  const inputs = [args, ...Object.values(args).filter((value): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value))];
  const ids = inputs.flatMap((input) => Object.entries(input)).filter(([name]) => name === 'id' || name.endsWith('Id')).map(([, value]) => value);
  for (const id of ids) {
    const named = typeof id === 'string' ? fromGlobalId(id) : null;
    if (named) return named;
  }
  return undefined;
}
