import { DirectiveLocation, getDirectiveValues, getOperationAST, getVariableValues, GraphQLDirective, GraphQLError, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { firstRow, sql, type Database } from '../store/database.js';
import type { Language } from '../kernel/language.js';
import type { Context } from './context.js';
import { run } from './execution.js';
import { failure } from './failure.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

/** `query @asOf(day: "2020-04-10") { ... }` */
export const asOfDirective = new GraphQLDirective({
  name: 'asOf',
  locations: [DirectiveLocation.QUERY],
  description: 'Answers the whole query as things stood at a moment of business time: every list, figure and light, and `today` with it. Who may see what is of now, and so are grants, keys, screens and the audit. Exactly one argument is given. 历史时点查询。',
  args: {
    at: { type: DateTimeScalar, description: 'The moment, not later than now. 时点' },
    day: { type: DateScalar, description: 'The end of this day in the city\'s time zone, or now where the day is today\'s. 日终' },
  },
});

interface AsOf {
  readonly at?: string | null;
  readonly day?: string | null;
}

/** Runs an operation: over the present or, where it asks so, over the past. */
export function runAsked(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
  const asOf = asOfIn(args);
  return asOf ? runInThePast(args, asOf) : run(args);
}

function asOfIn({ schema, document, operationName, variableValues }: ExecutionArgs): AsOf | undefined {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY || !operation.directives?.some(({ name }) => name.value === asOfDirective.name)) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  return getDirectiveValues(asOfDirective, operation, coerced) as AsOf;
}

async function runInThePast(args: ExecutionArgs, { at, day }: AsOf): Promise<ExecutionResult> {
  const { db: present, language } = args.contextValue as Context;
  if (Boolean(at) === Boolean(day)) return { errors: [failure('AS_OF_ONE', language)] };
  try {
    // One snapshot for all statements of the operation: who may see what is read with what they see.
    return await present.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute((db) => runLookingBack(args, db, { at, day }));
  } catch (error) {
    return { errors: [new GraphQLError('the past could not be read', { originalError: error as Error })] };
  }
}

async function runLookingBack(args: ExecutionArgs, db: Database, asked: AsOf): Promise<ExecutionResult> {
  const context = args.contextValue as Context;
  const moment = await momentOf(db, asked);
  const refused = refusalOf(moment, context.language);
  if (refused) return { errors: [refused] };
  await lookBack(db, moment.at);
  return run({ ...args, contextValue: context.reading(db) });
}

/** The moment that is meant, and whether anything is known of it. */
export async function momentOf(db: Database, { at, day }: AsOf): Promise<Moment> {
  return (await firstRow<Moment>(db, sql`
    with asked as (
      select coalesce(${at ?? null}::timestamptz, least(
        ((${day ?? null}::date + 1)::timestamp at time zone (select time_zone from business_clock)) - interval '1 millisecond', business_now()
      )) as at, ${day ?? null}::date > business_today() as ahead
    )
    select asked.at, coalesce(asked.ahead, asked.at > business_now()) as "isAhead", kept.since, asked.at < kept.since as "isUnknown" from asked, versions.kept`))!;
}

/** Why nothing is answered of a moment; null where something is. */
export function refusalOf({ isAhead, isUnknown, since }: Moment, language: Language, path?: readonly string[]): GraphQLError | null {
  if (isAhead) return failure('AS_OF_AHEAD', language, {}, path);
  return isUnknown ? failure('AS_OF_UNKNOWN', language, { since }, path) : null;
}

export interface Moment {
  readonly at: string;
  readonly isAhead: boolean;
  readonly since: string;
  readonly isUnknown: boolean;
}

/** From here on the transaction reads what stood at a moment of business time. */
export async function lookBack(db: Database, at: string): Promise<void> {
  await sql`select set_config('diaodu.as_of', ${at}, true), set_config('search_path', 'past, public', true)`.execute(db);
}
