import { defaultFieldResolver, getNamedType, getNullableType, isAbstractType, isListType, isNonNullType, isObjectType, type GraphQLField, type GraphQLNamedType, type GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema } from 'graphql';
import { decisionOn, seenBy } from '../kernel/field-rights.js';
import { invariant } from '../kernel/invariant.js';
import { may, rightFor, type Right, type ScopeKeys } from '../kernel/rights.js';
import type { Context } from './context.js';

/**
 * Has the tables of rights decide on every field, whoever resolves it: a mutation needs its right, and a row with a scope is
 * passed on to those who see it only. A field on which nobody decided, or one that lets rows with a scope through undecided,
 * is a fault that shows when the schema is built.
 */
export function guard(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const [name, field] of Object.entries(type.getFields())) {
      const decision = decisionOn(type.name, name);
      invariant(decision, `${type.name}.${name} is decided on in kernel/rights.ts or kernel/field-rights.ts`);
      const right = isRoot(type, schema) && rightFor(name);
      if (right) needRight(right, field);
      else if (decision === 'PERSONAL') keepPersonalBack(type, field);
      else if (decision === 'SCOPE' && !isPage(field)) keepUnseenBack(schema, field);
      else invariant(decision === 'SCOPE' || isPartOfPage(type) || !leadsToScoped(schema, field), `${type.name}.${name}, which leads to rows with a scope, is decided on by it`);
    }
  }
  return schema;
}

interface Typed {
  readonly type: GraphQLOutputType;
}

/** Pages are read by statements that see as the viewer does, and count so. */
function isPage({ type }: Typed): boolean {
  return isPartOfPage(getNamedType(type));
}

function isPartOfPage({ name }: GraphQLNamedType): boolean {
  return /(Connection|Edge)$/.test(name);
}

function leadsToScoped(schema: GraphQLSchema, { type }: Typed): boolean {
  const named = getNamedType(type);
  const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
  return possible.some(({ name }) => isScoped(name.replace(/(Connection|Edge)$/, '')));
}

function isScoped(type: string): boolean {
  return (seenBy as Partial<Record<string, string>>)[type] === 'SCOPE';
}

function isRoot(type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  return type === schema.getMutationType() || type === schema.getQueryType();
}

function needRight(right: Right, field: GraphQLField<unknown, Context>): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args: unknown, context, info) => {
    context.need(right);
    return resolve(source, args as never, context, info) as unknown;
  };
}

/** What is said of persons is read by who has the right to it; others read null. */
function keepPersonalBack(type: GraphQLObjectType, field: GraphQLField<unknown, Context>): void {
  invariant(!isNonNullType(field.type), `${type.name}.${field.name}, which not everybody reads, is nullable`);
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args: unknown, context, info) => (may(context.viewer, 'readContacts') ? resolve(source, args as never, context, info) as unknown : null);
}

function keepUnseenBack(schema: GraphQLSchema, field: GraphQLField<unknown, Context>): void {
  if (!leadsToScoped(schema, field)) return;
  const resolve = field.resolve ?? defaultFieldResolver;
  const list = getNullableType(field.type);
  const only = !isListType(list) ? onlySeen : isNonNullType(list.ofType) ? seenAmong : seenInPlace;
  field.resolve = (source, args: unknown, context, info) => {
    const value: unknown = resolve(source, args as never, context, info);
    return value instanceof Promise ? value.then((it) => only(it, context)) : only(value, context);
  };
}

interface Scoped {
  readonly scope?: ScopeKeys | null;
}

function onlySeen(row: unknown, context: Context): unknown {
  return isSeen(row as Scoped | null, context) ? row : null;
}

function seenAmong(rows: unknown, context: Context): unknown {
  return (rows as Scoped[]).filter((row) => isSeen(row, context));
}

function seenInPlace(rows: unknown, context: Context): unknown {
  return (rows as Scoped[]).map((row) => onlySeen(row, context));
}

/** Rows that come without their scope were read for who sees the row that leads to them. One that has lost its scope is hidden. */
function isSeen(row: Scoped | null | undefined, context: Context): boolean {
  if (row?.scope === undefined) return true;
  return row.scope === null ? context.sight.kind === 'ALL' : context.sees({ scope: row.scope });
}
