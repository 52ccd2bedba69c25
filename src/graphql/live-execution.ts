import {
  getArgumentValues, getOperationAST, getVariableValues, GraphQLError, Kind,
  type DocumentNode, type ExecutionResult, type FieldNode, type GraphQLSchema,
} from 'graphql';
import { looksLikeCursor, type CursorSeal } from '../feed/cursor.js';
import type { Tick } from '../feed/feed.js';
import type { BatchFollow, Follow, Since, StateFollow } from '../hub/follow.js';
import type { UnitOfWork } from '../store/unit-of-work.js';
import { Context, Loaders } from './context.js';
import { run } from './execution.js';
import { failure } from './failure.js';
import type { LiveBatch, LiveField, LiveState, StateSource } from './live-field.js';
import type { Cost } from './limits.js';
import { isUnexpected } from './presentable.js';

/** A validated subscription operation and who asks. */
export interface LiveRequest {
  readonly document: DocumentNode;
  /** The document's text: a part of the group's key. */
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: Context;
  /** To be told with every answer. */
  readonly cost?: Cost | undefined;
}

export interface LiveParts {
  readonly schema: GraphQLSchema;
  readonly fields: Readonly<Record<string, LiveField>>;
  readonly seal: CursorSeal;
  readonly unitOfWork: UnitOfWork;
}

/** The loaders of a tick, shared by all groups: a changed project is loaded once, whoever shows it. */
const loadersOf = new WeakMap<Tick['db'], Loaders>();

function loadersIn({ db }: Tick): Loaders {
  const loaders = loadersOf.get(db) ?? new Loaders(db);
  loadersOf.set(db, loaders);
  return loaders;
}

/** Turns a subscription operation into what its group follows, and where the subscriber stands; or into errors. */
export function toFollow(parts: LiveParts, request: LiveRequest): { follow: Follow; since: Since } | { errors: readonly GraphQLError[] } {
  const { context } = request;
  const operation = getOperationAST(request.document, request.operationName)!;
  const coerced = getVariableValues(parts.schema, operation.variableDefinitions ?? [], request.variables);
  if (coerced.errors) return { errors: coerced.errors };
  const node = operation.selectionSet.selections.find((selection): selection is FieldNode => selection.kind === Kind.FIELD);
  const field = node && parts.fields[node.name.value];
  if (!field) return { errors: [new GraphQLError('A subscription names its one root field directly, not in a fragment.', { extensions: { code: 'BAD_USER_INPUT' } })] };
  try {
    const definition = parts.schema.getSubscriptionType()!.getFields()[node.name.value]!;
    const { since, ...args } = getArgumentValues(definition, node, coerced.coerced) as { since?: string | null };
    const key = keyOf(request, node, coerced.coerced);
    return field.kind === 'STATE'
      ? { follow: stateFollow(parts, request, field, args, key), since: 'NOW' }
      : { follow: batchFollow(parts, request, field, args, key), since: sinceOf(parts, context, since) };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/**
 * `since` is where one subscriber stands, not what the group follows: its variable is no part of the key. What may be done to a
 * row (`actions`), and whether persons are read of (`contacts`), differs between viewers who see the same: who asks for it shares a
 * group only with who may do the same.
 */
function keyOf({ query, operationName, context, cost }: LiveRequest, node: FieldNode, variables: Readonly<Record<string, unknown>>): string {
  const since = node.arguments?.find((argument) => argument.name.value === 'since')?.value;
  const shared = { ...variables };
  if (since?.kind === Kind.VARIABLE) delete shared[since.name.value];
  const { role, subject, rights } = context.viewer;
  const who = /\b(actions|contacts)\b/.test(query) ? { role, subject, rights } : null;
  return JSON.stringify([query, operationName ?? null, shared, context.sight, context.language, who, ...(cost ? ['cost'] : [])]);
}

function sinceOf({ seal }: LiveParts, context: Context, since: string | null | undefined): Since {
  if (since === null || since === undefined) return 'NOW';
  if (!looksLikeCursor(since)) throw failure('BAD_CURSOR', context.language, {}, ['since']);
  const cursor = seal.open(since);
  return cursor?.sight === JSON.stringify(context.sight) ? cursor : 'RESET';
}

function stateFollow(parts: LiveParts, request: LiveRequest, field: LiveState, args: Record<string, unknown>, key: string): StateFollow {
  const state = field.open(request.context, args);
  return {
    kind: 'STATE',
    key,
    concerns: (change) => state.concerns(change),
    async render(tick) {
      const source = state.source(tick);
      const result = await answer(parts, request, tick, source);
      return { payload: JSON.stringify(result), sameness: `${tick.ahead} ${samenessOf(result, source)}` };
    },
  };
}

function samenessOf(result: ExecutionResult, { volatile }: StateSource): string {
  return JSON.stringify(result, function (this: unknown, key, value: unknown) {
    return this === rootValueOf(result) && volatile.has(key) ? undefined : value;
  });
}

/** The one root field's value. */
function rootValueOf(result: ExecutionResult): unknown {
  return Object.values(result.data ?? {})[0];
}

function batchFollow(parts: LiveParts, request: LiveRequest, field: LiveBatch, args: Record<string, unknown>, key: string): BatchFollow {
  const batches = field.open(request.context, args);
  const sight = JSON.stringify(request.context.sight);
  return {
    kind: 'BATCH',
    key,
    pick: (change) => batches.pick(change),
    async render(tick, batch) {
      const { changes, reset } = batches.sift && batch.changes.length > 0 ? await batches.sift(batch.changes, contextIn(parts, request, tick)) : batch;
      if (changes.length === 0 && batch.changes.length > 0 && !reset) return null;
      const cursor = parts.seal.seal({ epoch: tick.epoch, snapshot: tick.snapshot, sight });
      return JSON.stringify(await answer(parts, request, tick, batches.source({ cursor, reset, changes })));
    },
  };
}

/** Who asks, reading through the tick's loaders. */
function contextIn({ unitOfWork }: LiveParts, { context }: LiveRequest, tick: Tick): Context {
  return new Context(context.viewer, context.language, loadersIn(tick), unitOfWork);
}

/** Executes the selection over a value. A fault of ours is thrown: the group's step has failed. */
async function answer(parts: LiveParts, request: LiveRequest, tick: Tick, source: object): Promise<ExecutionResult> {
  const { document, operationName, variables, cost } = request;
  const result = await run({
    schema: parts.schema,
    document,
    operationName: operationName ?? null,
    variableValues: variables,
    rootValue: source,
    contextValue: contextIn(parts, request, tick),
  });
  const fault = result.errors?.find(isUnexpected);
  if (fault) throw fault.originalError;
  return cost ? { ...result, extensions: { cost } } : result;
}
