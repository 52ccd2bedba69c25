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

type Reasons = NonNullable<Answered['userErrors']>;

/**
 * Every mutation that was refused, by value or for want of a right, and every query for want of a right, leaves its entry before
 * the caller is answered. What the input said is not kept, but for the row that it named.
 */
export function auditRefusals(schema: GraphQLSchema): GraphQLSchema {
  for (const [act, field] of Object.entries(schema.getMutationType()!.getFields())) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = async (source, args: Arguments, context: Context, info) => {
      try {
        const answer = await resolve(source, args as never, context, info) as Answered | null;
        const refused = [answer ?? {}, ...(answer?.results ?? [])].filter(({ userErrors }) => userErrors && userErrors.length > 0);
        if (refused.length > 0) await tell(context, 'REFUSED', act, args, refused.flatMap(({ userErrors }) => userErrors!), refused.length);
        return answer;
      } catch (error) {
        return tellForbidden(context, act, args, error);
      }
    };
  }
  for (const [act, field] of Object.entries(schema.getQueryType()!.getFields())) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args: Arguments, context: Context, info) => {
      try {
        const answer: unknown = resolve(source, args as never, context, info);
        return answer instanceof Promise ? answer.catch((error: unknown) => tellForbidden(context, act, args, error)) : answer;
      } catch (error) {
        return tellForbidden(context, act, args, error);
      }
    };
  }
  return schema;
}

type Arguments = Readonly<Record<string, unknown>>;

/** Writes that an act was not done. */
export function tell({ db, viewer, origin }: Context, outcome: 'REFUSED' | 'FORBIDDEN', act: string, args: Arguments, reasons: Reasons, times = 1): Promise<void> {
  const refusals = reasons.slice(0, keptReasons).map(({ code, path }) => ({ code, path }));
  return auditRefused(db, { outcome, act, ...witnessed(viewer, origin) }, { row: rowIn(args), times, refusals });
}

/** Throws the error again, told of where it was the want of a right. */
async function tellForbidden(context: Context, act: string, args: Arguments, error: unknown): Promise<never> {
  if (error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN') await tell(context, 'FORBIDDEN', act, args, [{ code: 'FORBIDDEN', path: [] }]);
  throw error;
}

/** The row that an act is about: its `id`, or the first id in its arguments. */
function rowIn(args: Arguments): { type: string; id: number } | undefined {
  const inputs = [args, ...Object.values(args).filter((value): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value))];
  const ids = inputs.flatMap((input) => Object.entries(input)).filter(([name]) => name === 'id' || name.endsWith('Id')).map(([, value]) => value);
  for (const id of ids) {
    const named = typeof id === 'string' ? fromGlobalId(id) : null;
    if (named) return named;
  }
  return undefined;
}
