import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { Language } from '../kernel/language.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import { failure } from './failure.js';

/** Most rows that one page may hold. */
export const pageLimit = 200;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many at most, 0 to 200. 每页条数。' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before; from the beginning where it is left out. 上一页的末尾游标。' })
  after?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Where a page ends and whether more follows. 分页信息。' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows this page.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Give it as `after` to get the next page; null on an empty page.' })
  endCursor!: string | null;
}

export interface Page<T> {
  nodes: T[];
  edges: { cursor: string; node: T }[];
  pageInfo: PageInfo;
  /** Counted only when it is asked for. */
  totalCount: () => Promise<number>;
}

/** The connection type of a node type: `ProjectConnection` with `nodes`, `edges`, `pageInfo`, `totalCount`. */
export function connectionOf<T extends object>(name: string, nodeType: ClassType<T>): ClassType<Page<T>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `A ${name} and its place in the list.` })
  class Edge {
    @Field(() => String, { description: 'The place in the list, good for `after`.' })
    cursor!: string;

    @Field(() => nodeType, { description: `The ${name} itself.` })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name}.` })
  class Connection {
    @Field(() => [nodeType], { description: 'The rows of this page.' })
    nodes!: T[];

    @Field(() => [Edge], { description: 'The rows of this page with their places.' })
    edges!: Edge[];

    @Field(() => PageInfo, { description: 'Where the page ends.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many the whole list has, for this viewer and filter.' })
    totalCount!: number;
  }
  return Connection as unknown as ClassType<Page<T>>;
}

/** What a list is sorted by; the id breaks ties. `key` must never be null: coalesce it. */
export interface Order {
  readonly key: Sql;
  readonly type: 'text' | 'date' | 'numeric' | 'int' | 'timestamptz';
  readonly descending?: boolean;
}

export interface List {
  /** Columns, each in the row's own spelling: `p.region_id as "regionId"`. */
  readonly columns: Sql;
  /** Tables and joins: `project p join region r on ...`. */
  readonly from: Sql;
  /** Every condition must hold. */
  readonly where: readonly Sql[];
  readonly order: Order;
  /** The id column: `sql\`p.id\``. */
  readonly id: Sql;
}

export interface PageWanted {
  readonly first: number;
  readonly after?: string | null;
}

type Keyed = { readonly cursorKey: string; readonly id: number };

export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}

/** Reads one page of a list in one statement; the count is another, made only if asked for. */
export async function readPage<T extends { id: number }>(db: Database, list: List, wanted: PageWanted, language: Language): Promise<Page<T>> {
  checkFirst(wanted.first, language);
  const found = await rows<T & Keyed>(db, sql`select ${pageBody(list, wanted, language)}`);
  return toPage(found, wanted.first, async () => {
    const [count] = await rows<{ count: number }>(db, sql`select count(*)::int as count from ${list.from} where ${all(list.where)}`);
    return count!.count;
  });
}

/**
 * Reads one page for each of many owners in one statement (a lateral limit); `list.where` speaks of `owner.id`. The counts
 * of all owners are one more statement, made only if asked for.
 */
export async function readPagesByOwner<T extends { id: number }>(
  db: Database, owners: readonly number[], list: List, wanted: PageWanted, language: Language,
): Promise<Page<T>[]> {
  checkFirst(wanted.first, language);
  const found = await rows<T & Keyed & { ownerId: number }>(db, sql`
    select owner.id as "ownerId", page.*
    from unnest(${owners}::int[]) as owner(id)
    cross join lateral (select ${pageBody(list, wanted, language)}) as page`);
  const byOwner = Map.groupBy(found, (row) => row.ownerId);
  let counts: Promise<Map<number, number>> | undefined;
  const count = () => (counts ??= rows<{ id: number; count: number }>(db, sql`
    select owner.id, counted.count
    from unnest(${owners}::int[]) as owner(id)
    cross join lateral (select count(*)::int as count from ${list.from} where ${all(list.where)}) as counted`)
    .then((found) => new Map(found.map((row) => [row.id, row.count]))));
  return owners.map((owner) => toPage<T>(byOwner.get(owner) ?? [], wanted.first, async () => (await count()).get(owner) ?? 0));
}

function pageBody({ columns, from, where, order, id }: List, { first, after }: PageWanted, language: Language): Sql {
  const type = sql.raw(order.type);
  const conditions = [...where];
  if (after !== null && after !== undefined) {
    const [key, last] = fromCursor(after, order, language);
    conditions.push(order.descending
      ? sql`(${order.key}, ${id}) < (${key}::text::${type}, ${last}::int)`
      : sql`(${order.key}, ${id}) > (${key}::text::${type}, ${last}::int)`);
  }
  const direction = sql.raw(order.descending ? 'desc' : 'asc');
  return sql`${columns}, (${order.key})::text as "cursorKey"
    from ${from} where ${all(conditions)}
    order by ${order.key} ${direction}, ${id} ${direction}
    limit ${first + 1}`;
}

function toPage<T extends { id: number }>(found: readonly (T & Keyed)[], first: number, totalCount: () => Promise<number>): Page<T> {
  const nodes = found.slice(0, first);
  const edges = nodes.map((node) => ({ cursor: toCursor(node), node }));
  return {
    nodes: nodes as T[],
    edges,
    pageInfo: { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount,
  };
}

function checkFirst(first: number, language: Language): void {
  if (first < 0 || first > pageLimit) throw failure('TOO_MANY', language, { most: pageLimit }, ['first']);
}

function toCursor({ cursorKey, id }: Keyed): string {
  return Buffer.from(JSON.stringify([cursorKey, id])).toString('base64url');
}

/** Values of a type, as PostgreSQL prints them: a forged key must not become an error of the database. */
const printed: Record<Order['type'], RegExp> = {
  text: /^[^\0]*$/,
  date: /^\d{4}-\d\d-\d\d$/,
  numeric: /^-?\d{1,20}(\.\d{1,20})?$/,
  int: /^-?\d{1,9}$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/,
};

function fromCursor(cursor: string, order: Order, language: Language): [string, number] {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    content = undefined;
  }
  const [key, id] = Array.isArray(content) ? (content as unknown[]) : [];
  const isDay = order.type !== 'date' || !Number.isNaN(Date.parse(String(key)));
  if (typeof key !== 'string' || !printed[order.type].test(key) || !isDay || !key.isWellFormed() || !Number.isInteger(id) || Math.abs(id as number) > 2_147_483_647) {
    throw failure('BAD_CURSOR', language, {}, ['after']);
  }
  return [key, id as number];
}
