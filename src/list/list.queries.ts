import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowsBy } from '../graphql/row-loaders.js';
import { searchConditions } from '../graphql/search.js';
import { visible } from '../graphql/sight.js';
import { completedBy } from '../progress/progress-report.queries.js';
import { businessYear } from '../project/project.queries.js';
import { within } from '../region/region.queries.js';
import { sql, type Sql } from '../store/database.js';
import type { ListKind, ListOrder } from './list.enums.js';
import { sourceOf, today, type Source } from './list.sources.js';
import type { ListEntryRow, ListFilter, ListMonthRow } from './list.type.js';

/** What a list was asked for, with ids as the rows have them. */
export interface ListWanted {
  readonly kind: ListKind;
  readonly regionId: number | null;
  readonly leaderId: number | null;
  readonly unitId: number | null;
  readonly tier: readonly string[] | null;
  readonly search: string | null;
  readonly includeClosed: boolean;
}

export function listWanted(context: Context, kind: ListKind, filter: ListFilter | null | undefined): ListWanted {
  return {
    kind,
    regionId: context.optionalId(filter?.regionId, 'Region', ['filter', 'regionId']),
    leaderId: context.optionalId(filter?.leaderId, 'Leader', ['filter', 'leaderId']),
    unitId: context.optionalId(filter?.unitId, 'Unit', ['filter', 'unitId']),
    tier: filter?.tier ?? null,
    search: filter?.search ?? null,
    includeClosed: filter?.includeClosed ?? false,
  };
}

/** The list as this viewer sees it, and what an entry of it must fulfil. */
export function listFor(context: Context, { kind, regionId, leaderId, unitId, tier, search, includeClosed }: ListWanted): { source: Source; where: Sql[] } {
  const source = sourceOf(kind, context.sight, includeClosed);
  const where = [...source.where, visible(context.sight, source.type, source.id)];
  if (regionId !== null) where.push(within(source.regionId, regionId));
  if (leaderId !== null) where.push(source.answeredBy(leaderId));
  if (unitId !== null) where.push(sql`${source.unitId} = ${unitId}`);
  if (tier) where.push(sql`${source.tier} = any(${tier}::text[])`);
  return { source, where: [...where, ...searchConditions(source.text, search)] };
}

export function listColumns(kind: ListKind, source: Source): Sql {
  return sql`
    ${kind}::text as kind, ${source.id} as id, ${source.projectId} as "projectId", ${source.leadId} as "leadId", ${source.issueId} as "issueId",
    ${source.assignmentId} as "assignmentId", ${source.role} as role, ${source.regionId} as "regionId", ${source.leaderId} as "leaderId", ${source.unitId} as "unitId",
    ${source.tier} as tier, ${source.day} as day, ${source.doneOn} as "doneOn", ${source.lateDays} as "lateDays", ${source.state} as state,
    ${source.severity} as severity, ${source.level} as level, ${source.planned} as planned, ${source.expected} as expected, ${source.completed} as completed`;
}

/** After every code. */
const last = sql`U&'\\FFFF'`;

function orderOf(source: Source, order: ListOrder): Order {
  const dayKey = sql`coalesce(${source.day}, date '9999-12-31')`;
  switch (order) {
    case 'DAY_ASC': return { key: dayKey, type: 'date' };
    case 'DAY_DESC': return { key: dayKey, type: 'date', descending: true };
    case 'LATE_DESC': return { key: sql`coalesce(${source.lateDays}, 0)`, type: 'int', descending: true };
    case 'WORST_DESC': return { key: source.worst, type: 'int', descending: true };
    case 'REGION_ASC': return { key: sql`coalesce((select r.code from region r where r.id = ${source.regionId}), ${last})`, type: 'text' };
    case 'LEADER_ASC': return { key: sql`coalesce((select r.code from leader r where r.id = ${source.leaderId}), ${last})`, type: 'text' };
    case 'UNIT_ASC': return { key: sql`coalesce((select r.code from unit r where r.id = ${source.unitId}), ${last})`, type: 'text' };
  }
}

/** A page of a list, as far as the viewer sees it. */
export function readList(context: Context, wanted: ListWanted, order: ListOrder, page: PageWanted): Promise<Page<ListEntryRow>> {
  const { source, where } = listFor(context, wanted);
  return readPage(context.db, { columns: listColumns(wanted.kind, source), from: source.from, where, order: orderOf(source, order), id: source.id }, page, context.language);
}

/** The business year by month, cumulative: what the curve expects of each plan by the month's end, and what was completed by then. */
export const monthsOfProject = rowsBy<number, ListMonthRow>((row) => row.projectId, (projects) => sql`
  with ended as (
    select c.month, c.share, (make_date(${businessYear}, c.month, 1) + interval '1 month - 1 day')::date as day from seasonal_curve c
  )
  select y.project_id as "projectId", e.month, round(y.planned * e.share, 2) as expected,
    case when e.day < ${today} then ${completedBy(sql`y.project_id`, sql`e.day`)} end as completed
  from project_year y cross join ended e
  where y.project_id = any(${projects}) and y.year = ${businessYear}
  order by y.project_id, e.month`);
