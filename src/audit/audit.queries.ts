import { readPage, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import { fromGlobalId, toGlobalId } from '../kernel/global-id.js';
import type { EntityType } from '../kernel/entity-type.js';
import { sql, type Sql } from '../store/database.js';
import type { AuditEntryType, AuditChangeType, AuditFilter } from './audit.type.js';

type Values = Readonly<Record<string, unknown>> | null;

type Row = Pick<AuditEntryType, 'at' | 'outcome' | 'act' | 'operation' | 'relation' | 'times'> & AuditEntryType['actor'] & AuditEntryType['origin'] & {
  readonly id: number;
  readonly type: string | null;
  readonly rowId: number | null;
  readonly before: Values;
  readonly after: Values;
  readonly refusals: AuditEntryType['refusals'] | null;
};

const columns: Sql = sql`
  e.id, e.at, e.outcome, e.act, e.subject, e.name, e.role, e.credential, e.on_behalf_of as "onBehalfOf", e.database_role as "databaseRole",
  e.transport, e.address, e.request_id as "requestId", e.operation, e.relation, e.type, e.entity_id as "rowId", e.before, e.after, e.refusals, e.times`;

/** Newest first. */
export async function readAudit(context: Context, wanted: PageWanted, { subject, act, rowId, outcome, since, until }: AuditFilter): Promise<Page<AuditEntryType>> {
  const where: Sql[] = [];
  if (typeof subject === 'string') where.push(sql`e.subject = ${subject}`);
  if (typeof act === 'string') where.push(sql`e.act = ${act}`);
  if (typeof rowId === 'string') where.push(isOf(context, rowId));
  if (outcome) where.push(sql`e.outcome = any(${outcome})`);
  if (since) where.push(sql`e.at >= ${since}`);
  if (until) where.push(sql`e.at < ${until}`);
  const order = { key: sql`e.id`, type: 'int', descending: true } as const;
  const page = await readPage<Row>(context.db, { columns, from: sql`audit_entry e`, where, order, id: sql`e.id` }, wanted, context.language);
  const nodes = page.nodes.map(toEntry);
  return { ...page, nodes, edges: page.edges.map(({ cursor }, place) => ({ cursor, node: nodes[place]! })) };
}

/** Not by `context.id`: the audit also knows of types that `node` does not find. */
function isOf({ language }: Context, rowId: string): Sql {
  const named = fromGlobalId(rowId);
  if (!named) throw failure('BAD_ID', language, { id: rowId.slice(0, 60), type: 'Node' }, ['filter', 'rowId']);
  return sql`e.type = ${named.type} and e.entity_id = ${named.id}`;
}

function toEntry({ id, type, rowId, before, after, refusals, at, outcome, act, operation, relation, times, transport, address, requestId, ...actor }: Row): AuditEntryType {
  return {
    number: id, at, outcome, act, actor, origin: { transport, address, requestId }, operation, relation, times,
    entityId: type !== null && rowId !== null ? toGlobalId(type as EntityType, rowId) : null,
    changes: changesBetween(before, after),
    refusals: refusals ?? [],
  };
}

function changesBetween(before: Values, after: Values): AuditChangeType[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].toSorted().map((column) => ({ column, before: said(before?.[column]), after: said(after?.[column]) }));
}

function said(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
