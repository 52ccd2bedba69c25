import { all, type Order, type Page } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { visible } from '../graphql/sight.js';
import { conditionsOf, criteriaOf } from '../project/project.criteria.js';
import { readProjectsThat } from '../project/project.queries.js';
import type { ProjectRow } from '../project/project.type.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { PageSelection } from '../graphql/connection.js';
import type { ProjectReserveRow, ReserveDimension, ReserveFilter, ReserveOrder, ReserveProjectsArgs, ReserveStatsRow, ReserveTermRow, RipeningRow } from './reserve.type.js';

type Table = 'reserve_field' | 'ripening_step';

const term: Sql = sql`t.id, t.code, t.name_zh as "nameZh", t.name_en as "nameEn", t.place, t.ended_at as "endedAt"`;

/** A handful; those that have ended come last. */
export function readTerms(db: Database, table: Table): Promise<ReserveTermRow[]> {
  return rows(db, sql`select ${term} from ${sql.table(table)} t order by t.ended_at nulls first, t.place, t.id`);
}

export const fieldById = rowBy<number, ReserveTermRow>((row) => row.id, (ids) => sql`select ${term} from reserve_field t where t.id = any(${ids})`);
export const stepById = rowBy<number, ReserveTermRow>((row) => row.id, (ids) => sql`select ${term} from ripening_step t where t.id = any(${ids})`);

/** The furthest step that the project of alias p reached. */
const furthest: Sql<number | null> = sql`(
  select t.id from ripening g join ripening_step t on t.id = g.step_id where g.project_id = p.id and g.reached_on is not null order by t.place desc, t.id desc limit 1)`;

/** Nothing of a project that never was in reserve. */
export const reserveOf = rowBy<number, ProjectReserveRow>((row) => row.projectId, (projects) => sql`
  select p.id as "projectId", r.field_id as "fieldId", ${furthest} as "reachedId", p.stage = 'RESERVE' and p.ended_at is null as stands
  from project p left join project_reserve r on r.project_id = p.id
  where p.id = any(${projects}) and (p.stage = 'RESERVE' or r.project_id is not null or exists (select from ripening g where g.project_id = p.id))`);

/** Every step that is asked for, and those that were reached, in the order of the list. */
export const ripeningOf = rowsBy<number, RipeningRow>((row) => row.projectId, (projects) => sql`
  select p.id as "projectId", t.id as "stepId", g.planned_on as "plannedOn", g.reached_on as "reachedOn", coalesce(g.note, '') as note, g.recorded_at as "recordedAt", g.recorded_by as "recordedBy",
         p.stage = 'RESERVE' and g.reached_on is null and coalesce(g.planned_on < (select business_today()), false) as late
  from project p cross join ripening_step t left join ripening g on g.project_id = p.id and g.step_id = t.id
  where p.id = any(${projects}) and (t.ended_at is null or g.reached_on is not null) order by t.place, t.id`);

/** Whether a planned step of the project of alias p is late. */
const isLate: Sql<boolean> = sql`exists (
  select from ripening g join ripening_step t on t.id = g.step_id where g.project_id = p.id and g.reached_on is null and g.planned_on < (select business_today()) and t.ended_at is null)`;

const nextPlanned: Sql = sql`coalesce((select min(g.planned_on) from ripening g join ripening_step t on t.id = g.step_id where g.project_id = p.id and g.reached_on is null and t.ended_at is null), date '9999-12-31')`;

const orders = {
  CODE_ASC: { key: sql`p.code`, type: 'text' },
  TOTAL_INVESTMENT_DESC: { key: sql`p.total_investment`, type: 'numeric', descending: true },
  NEXT_PLANNED_ASC: { key: nextPlanned, type: 'date' },
} satisfies Record<ReserveOrder, Order>;

/** A page of the projects in reserve that the viewer sees. */
export function readReserve(context: Context, wanted: ReserveProjectsArgs & PageSelection): Promise<Page<ProjectRow>> {
  return readProjectsThat(context, wanted, reserveConditions(context, wanted.filter), orders[wanted.orderBy]);
}

function reserveConditions(context: Context, filter: ReserveFilter | null | undefined): Sql[] {
  const { regionId, field, hasField, reached, lacking, late, hasOpenIssues, leaderId, search } = filter ?? {};
  // By the word itself, so that the index of the reserve serves.
  const conditions = [sql`p.stage = 'RESERVE'`, ...conditionsOf(criteriaOf({ regionId, leaderId, search }, context))];
  if (field) conditions.push(sql`exists (select from project_reserve r join reserve_field t on t.id = r.field_id where r.project_id = p.id and t.code = any(${field}::text[]))`);
  if (typeof hasField === 'boolean') conditions.push(sql`exists (select from project_reserve r where r.project_id = p.id) = ${hasField}`);
  if (reached) conditions.push(sql`${furthest} in (select t.id from ripening_step t where t.code = any(${reached}::text[]))`);
  if (lacking) {
    conditions.push(sql`exists (select from ripening_step t where t.code = any(${lacking}::text[]) and t.ended_at is null
      and not exists (select from ripening g where g.project_id = p.id and g.step_id = t.id and g.reached_on is not null))`);
  }
  if (typeof late === 'boolean') conditions.push(sql`${isLate} = ${late}`);
  if (typeof hasOpenIssues === 'boolean') {
    conditions.push(sql`exists (select from issue i where i.project_id = p.id and i.status <> 'CLOSED' and ${visible(context.sight, 'Issue', sql`i.id`)}) = ${hasOpenIssues}`);
  }
  return conditions;
}

const dimensions = {
  FIELD: { key: 'fieldId', column: sql`one.field_id`, place: sql`(select t.place * 1000000 + t.id from reserve_field t where t.id = one.field_id)` },
  REGION: { key: 'regionId', column: sql`one.region_id`, place: sql`(select r.code from region r where r.id = one.region_id)` },
  STEP: { key: 'stepId', column: sql`one.step_id`, place: sql`(select t.place * 1000000 + t.id from ripening_step t where t.id = one.step_id)` },
} satisfies Record<ReserveDimension, { key: keyof ReserveStatsRow; column: Sql; place: Sql }>;

/** The figures of all groups in one statement; of nothing to split by, one row of the whole. */
export function readReserveStats(context: Context, by: readonly ReserveDimension[], filter: ReserveFilter | null | undefined): Promise<ReserveStatsRow[]> {
  const keys = Object.entries(dimensions).map(([name, { key, column }]) => sql`${by.includes(name as ReserveDimension) ? column : sql`null::int`} as ${sql.id(key)}`);
  const grouped = by.length === 0 ? sql`` : sql`group by ${sql.join(by.map((name) => dimensions[name].column))} order by ${sql.join(by.map((name) => sql`${dimensions[name].place} nulls first`))}`;
  return rows(context.db, sql`
    with one as materialized (
      select p.region_id, p.total_investment, (select r.field_id from project_reserve r where r.project_id = p.id) as field_id, ${furthest} as step_id, ${isLate} as late
      from project p where ${all(reserveConditions(context, filter))}
    )
    select ${sql.join(keys)}, count(*)::int as count, (count(*) filter (where one.late))::int as late, coalesce(sum(one.total_investment), 0) as "totalInvestment" from one ${grouped}`);
}
