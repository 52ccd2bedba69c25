import type { GraphQLResolveInfo } from 'graphql';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { Language } from '../kernel/language.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import { failure } from './failure.js';
import { selected, type Fields } from './selection.js';

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
  /** Made when they are asked for. */
  readonly edges: { cursor: string; node: T }[];
  pageInfo: PageInfo;
  /** Null where it is not asked for. */
  totalCount: number | null;
}

/** What a request asks for of a page. */
export interface PageSelection {
  /** Of its rows. */
  readonly fields: Fields;
  readonly counted: boolean;
}

/** A list's arguments, with what is asked for of the page. */
export function withSelection<T extends PageArgs>(args: T, info: GraphQLResolveInfo): T & PageSelection {
  return {
    ...args,
    fields: `${selected(info, 'nodes')} ${selected(info, 'edges', 'node')}`,
    counted: selected(info).split(' ').includes('totalCount'),
  };
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
  /** `with x as materialized (...)`: what rows and count are both read from, once. */
  readonly with?: Sql;
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

export interface PageWanted extends PageSelection {
  readonly first: number;
  readonly after?: string | null;
}

type Found<T> = T & { readonly cursorKey: string; readonly total: number | null };

export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}

/** Reads one page of a list in one statement, with the count of the whole list where it is asked for. */
export async function readPage<T extends { id: number }>(db: Database, list: List, wanted: PageWanted, language: Language): Promise<Page<T>> {
  checkFirst(wanted.first, language);
  const count = wanted.counted ? sql`(select ${countOf(list)})` : sql`null::int`;
  // At least one row, which tells the count where the page is empty.
  const found = await rows<Found<T>>(db, sql`
    ${list.with ?? sql``} select counted.total, page.* from (select ${count} as total) as counted left join lateral (select ${pageBody(list, wanted, language)}) as page on true`);
  return toPage(found, wanted.first);
}

/** Reads one page for each of many owners in one statement (a lateral limit); `list.where` speaks of `owner.id`. */
export async function readPagesByOwner<T extends { id: number }>(
  db: Database, owners: readonly number[], list: List, wanted: PageWanted, language: Language,
): Promise<Page<T>[]> {
  checkFirst(wanted.first, language);
  const count = wanted.counted ? sql`(select ${countOf(list)})` : sql`null::int`;
  const found = await rows<Found<T> & { ownerId: number }>(db, sql`
    select owner.id as "ownerId", ${count} as total, page.*
    from unnest(${owners}::int[]) as owner(id) left join lateral (select ${pageBody(list, wanted, language)}) as page on true`);
  const byOwner = Map.groupBy(found, (row) => row.ownerId);
  return owners.map((owner) => toPage<T>(byOwner.get(owner)!, wanted.first));
}

function countOf({ from, where }: List): Sql {
  return sql`count(*)::int from ${from} where ${all(where)}`;
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
    limit ${sql.lit(first + 1)}`; // not a parameter: a plan for any number of rows would be a bad one for few
}

/** Takes at least one row; where the page is empty it holds the count alone. */
function toPage<T extends { id: number }>(found: readonly Found<T>[], first: number): Page<T> {
  const rows = found[0]!.id === null ? [] : found;
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({ cursor: toCursor(node), node }));
    },
    pageInfo: { hasNextPage: rows.length > first, endCursor: last ? toCursor(last) : null },
    totalCount: found[0]!.total,
  };
}

function checkFirst(first: number, language: Language): void {
  if (first < 0 || first > pageLimit) throw failure('TOO_MANY', language, { most: pageLimit }, ['first']);
}

function toCursor({ cursorKey, id }: { readonly cursorKey: string; readonly id: number }): string {
  return Buffer.from(JSON.stringify([cursorKey, id])).toString('base64url');
}

/** Values of a type, as PostgreSQL prints them: a forged key must not become an error of the database. */
const printed: Record<Order['type'], RegExp> = {
  text: /^[^\0]*$/,
  date: /^\d{4}-\d\d-\d\d$/,
  numeric: /^-?\d{1,20}(\.\d{1,20})?$/,
  int: /^(-?\d{1,9}|1\d{9})$/,
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
