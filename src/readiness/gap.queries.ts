import { all, readPage, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { criteriaOf, conditionsOf, plannedStart, yetToStart } from '../project/project.criteria.js';
import { isAsked, isLacking, readinessOfProject, readinessState } from '../project/readiness.criteria.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { ReadinessAsked, ReadinessDimension, ReadinessFilter, ReadinessGapRow, ReadinessStatsRow } from './gap.type.js';

export function readinessAsked(filter: ReadinessFilter | null | undefined, context: Context): ReadinessAsked {
  const { item = null, state = null, started: isStarted = null, ...projects } = filter ?? {};
  return { projects: criteriaOf(projects, context), started: isStarted, item, state };
}

/** Of projects as p: in the register, and not yet completed. */
function projectConditions({ projects, started: isStarted }: ReadinessAsked): Sql[] {
  return [
    ...conditionsOf(projects),
    sql`p.stage <> 'COMPLETED'`,
    ...(isStarted === null ? [] : [sql`${yetToStart(sql`(select business_today())`)} <> ${isStarted}`]),
  ];
}

/** Of items as t with their checks as c. */
function itemConditions({ item, state }: ReadinessAsked): Sql[] {
  return [
    isAsked,
    ...(item ? [sql`t.code = any(${item}::text[])`] : []),
    ...(state ? [sql`${readinessState} = any(${state}::text[])`] : []),
  ];
}

/** A page of projects for which something lacks, in the order in which they are planned to start. */
export function readGaps(context: Context, asked: ReadinessAsked, wanted: PageWanted): Promise<Page<ReadinessGapRow>> {
  return readPage(context.db, {
    columns: sql`p.id, ${plannedStart} as "plannedOn"`,
    from: sql`project p`,
    where: [...projectConditions(asked), sql`exists (select from ${readinessOfProject} where ${all(itemConditions(asked))} and ${isLacking})`],
    order: { key: sql`coalesce(${plannedStart}, date '9999-12-31')`, type: 'date' },
    id: sql`p.id`,
  }, wanted, context.language);
}

const dimensions = {
  REGION: { key: 'regionId', column: sql`pair.region_id`, place: sql`(select r.code from region r where r.id = pair.region_id)` },
  ITEM: { key: 'itemId', column: sql`pair.item_id`, place: sql`(select t.place * 1000000 + t.id from readiness_item t where t.id = pair.item_id)` },
} satisfies Record<ReadinessDimension, { key: keyof ReadinessStatsRow; column: Sql; place: Sql }>;

/** The figures of all groups in one statement; of nothing to split by, one row of the whole. */
export function readReadinessStats(db: Database, asked: ReadinessAsked, by: readonly ReadinessDimension[]): Promise<ReadinessStatsRow[]> {
  const keys = Object.entries(dimensions).map(([name, { key, column }]) => sql`${by.includes(name as ReadinessDimension) ? column : sql`null::int`} as ${sql.id(key)}`);
  const grouped = by.length === 0 ? sql`` : sql`group by ${sql.join(by.map((name) => dimensions[name].column))} order by ${sql.join(by.map((name) => dimensions[name].place))}`;
  return rows(db, sql`
    with pair as materialized (
      select p.id, p.region_id, item.id as item_id, item.state from project p
      cross join lateral (select t.id, ${readinessState} as state from ${readinessOfProject} where ${all(itemConditions(asked))}) item
      where ${all(projectConditions(asked))}
    )
    select ${sql.join(keys)}, count(distinct pair.id)::int as projects,
      (count(distinct pair.id) - count(distinct pair.id) filter (where pair.state <> 'DONE'))::int as ready,
      (count(distinct pair.id) filter (where pair.state <> 'DONE'))::int as lacking, (count(distinct pair.id) filter (where pair.state = 'CLAIMED'))::int as claimed
    from pair ${grouped}`);
}
