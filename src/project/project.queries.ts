import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { scopeColumn } from '../graphql/sight.js';
import { rows, sql, type Sql } from '../store/database.js';
import { projectConditions, started } from './project.criteria.js';
import type { ProjectFilter, ProjectOrder, ProjectRow, ProjectYearRow } from './project.type.js';

export { projectConditions } from './project.criteria.js';

/** The year of the business clock; as a subquery it is found out once a statement. */
export const businessYear: Sql = sql`(select extract(year from business_today())::int)`;

/** Projects as p, each with its money of the business year as y. */
export const projectWithYear: Sql = sql`project p left join project_year y on y.project_id = p.id and y.year = ${businessYear}`;

const columns: Sql = sql`
  'Project' as "__typename", p.id, p.code, p.name, p.tier, p.sector, p.origin, p.stage, p.region_id as "regionId", p.owner_unit_id as "ownerUnitId",
  p.total_investment as "totalInvestment", p.planned_start_on as "plannedStartOn", p.started_on as "startedOn",
  p.planned_resumption_on as "plannedResumptionOn", p.resumed_on as "resumedOn",
  p.planned_completion_on as "plannedCompletionOn", p.completed_on as "completedOn", p.launched_on as "launchedOn",
  p.entered_production_on as "enteredProductionOn", p.reached_capacity_on as "reachedCapacityOn",
  p.physical_progress::float8 as "physicalProgress", p.description,
  p.registered_at as "registeredAt", p.ended_at as "endedAt", p.end_reason as "endReason", p.version,
  ${businessYear} as year, coalesce(y.planned, 0) as "annualPlan", coalesce(y.completed, 0) as "completedInvestment",
  (select coalesce(sum(ever.completed), 0) from project_year ever where ever.project_id = p.id) as "completedToDate",
  ${scopeColumn('Project', sql`p.id`)}`;

export const projectById = rowBy<number, ProjectRow>((row) => row.id, (ids) => sql`select ${columns} from ${projectWithYear} where p.id = any(${ids})`);

export const projectByCode = rowBy<string, ProjectRow>((row) => row.code, (codes) => sql`select ${columns} from ${projectWithYear} where p.code = any(${codes})`);

/** All years of a project, the earliest first. */
export const yearsOfProject = rowsBy<number, ProjectYearRow & { projectId: number }>((row) => row.projectId, (projects) => sql`
  select y.project_id as "projectId", y.year, y.planned, y.completed from project_year y where y.project_id = any(${projects}) order by y.year`);

/** Whether projects started in the day's year, on or before the day; today where no day is named. */
export const startedOn = loader<{ id: number; on: string | null }, boolean>(async (db, keys) => {
  const found = await rows<{ place: number; started: boolean }>(db, sql`
    select wanted.place::int as place, ${started(sql`coalesce(wanted.day, (select business_today()))`)} as started
    from unnest(${keys.map((key) => key.id)}::int[], ${keys.map((key) => key.on)}::date[]) with ordinality as wanted(id, day, place)
    join project p on p.id = wanted.id`);
  const byPlace = new Map(found.map((row) => [row.place, row.started]));
  return keys.map((_, index) => byPlace.get(index + 1) ?? false);
});

/** Later than every planned day: a project without one comes last. */
const noDay: Sql = sql`date '9999-12-31'`;

function bothWays<F extends string>(field: F, key: Sql, type: Order['type']): Record<`${F}_ASC` | `${F}_DESC`, Order> {
  return { [`${field}_ASC`]: { key, type }, [`${field}_DESC`]: { key, type, descending: true } } as Record<`${F}_ASC` | `${F}_DESC`, Order>;
}

const orders: Record<ProjectOrder, Order> = {
  ...bothWays('CODE', sql`p.code`, 'text'),
  ...bothWays('NAME', sql`p.name`, 'text'),
  ...bothWays('TOTAL_INVESTMENT', sql`p.total_investment`, 'numeric'),
  ...bothWays('ANNUAL_PLAN', sql`coalesce(y.planned, 0)`, 'numeric'),
  ...bothWays('COMPLETED_INVESTMENT', sql`coalesce(y.completed, 0)`, 'numeric'),
  ...bothWays('PHYSICAL_PROGRESS', sql`p.physical_progress`, 'numeric'),
  ...bothWays('START_DUE_ON', sql`coalesce(case p.origin when 'NEW' then p.planned_start_on else p.planned_resumption_on end, ${noDay})`, 'date'),
  ...bothWays('COMPLETION_DUE_ON', sql`coalesce(p.planned_completion_on, ${noDay})`, 'date'),
  ...bothWays('REGISTERED_AT', sql`p.registered_at`, 'timestamptz'),
};

/** A page of the projects that the viewer sees. */
export function readProjects(context: Context, wanted: PageWanted, filter: ProjectFilter | null | undefined, order: ProjectOrder): Promise<Page<ProjectRow>> {
  const list = { columns, from: projectWithYear, where: projectConditions(filter, context), order: orders[order], id: sql`p.id` };
  return readPage(context.db, list, wanted, context.language);
}
