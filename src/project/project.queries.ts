import { readPage, readPagesByOwner, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { Columns } from '../graphql/selection.js';
import { scopeColumn, visible } from '../graphql/sight.js';
import type { Language } from '../kernel/language.js';
import type { Sight } from '../kernel/rights.js';
import { rows, sql, type Sql } from '../store/database.js';
import { plannedStart, projectConditions, started } from './project.criteria.js';
import type { ProjectFilter, ProjectOrder, ProjectRow, ProjectYearRow } from './project.type.js';

export { projectConditions } from './project.criteria.js';

/** The year of the business clock; as a subquery it is found out once a statement. */
export const businessYear: Sql = sql`(select extract(year from business_today())::int)`;

/** Projects as p, each with its money of the business year as y. */
export const projectWithYear: Sql = sql`project p left join project_year y on y.project_id = p.id and y.year = ${businessYear}`;

const columns = new Columns<ProjectRow>({
  id: sql`p.id`, code: sql`p.code`, name: sql`p.name`, tier: sql`p.tier`, sector: sql`p.sector`, origin: sql`p.origin`, stage: sql`p.stage`,
  regionId: sql`p.region_id`, ownerUnitId: sql`p.owner_unit_id`, totalInvestment: sql`p.total_investment`,
  plannedStartOn: sql`p.planned_start_on`, startedOn: sql`p.started_on`,
  plannedResumptionOn: sql`p.planned_resumption_on`, resumedOn: sql`p.resumed_on`,
  plannedCompletionOn: sql`p.planned_completion_on`, completedOn: sql`p.completed_on`, launchedOn: sql`p.launched_on`,
  enteredProductionOn: sql`p.entered_production_on`, reachedCapacityOn: sql`p.reached_capacity_on`,
  industryChainId: sql`p.industry_chain_id`, chainRole: sql`p.chain_role`, jointLaunchId: sql`p.joint_launch_id`,
  expectedCapacity: sql`trim_scale(p.expected_capacity)`, capacityMeasure: sql`p.capacity_measure`, expectedAnnualSales: sql`p.expected_annual_sales`,
  physicalProgress: sql`p.physical_progress::float8`, description: sql`p.description`,
  registeredAt: sql`p.registered_at`, endedAt: sql`p.ended_at`, endReason: sql`p.end_reason`, version: sql`p.version`,
  year: businessYear, annualPlan: sql`coalesce(y.planned, 0)`, completedInvestment: sql`coalesce(y.completed, 0)`,
  completedToDate: sql`(select coalesce(sum(ever.completed), 0) from project_year ever where ever.project_id = p.id)`,
}, {
  region: ['regionId'],
  ownerUnit: ['ownerUnitId'],
  industryChain: ['industryChainId'],
  jointLaunch: ['jointLaunchId'],
  annualPlan: ['annualPlan', 'year'],
  completedInvestment: ['completedInvestment', 'year'],
});

const whole: Sql = sql`'Project' as "__typename", ${columns.all}, ${scopeColumn('Project', sql`p.id`)}`;

export const projectById = rowBy<number, ProjectRow>((row) => row.id, (ids) => sql`select ${whole} from ${projectWithYear} where p.id = any(${ids})`);

export const projectByCode = rowBy<string, ProjectRow>((row) => row.code, (codes) => sql`select ${whole} from ${projectWithYear} where p.code = any(${codes})`);

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
  ...bothWays('START_DUE_ON', sql`coalesce(${plannedStart}, ${noDay})`, 'date'),
  ...bothWays('COMPLETION_DUE_ON', sql`coalesce(p.planned_completion_on, ${noDay})`, 'date'),
  ...bothWays('REGISTERED_AT', sql`p.registered_at`, 'timestamptz'),
};

/** A page of the projects that the viewer sees. */
export function readProjects(context: Context, wanted: PageWanted, filter: ProjectFilter | null | undefined, order: ProjectOrder): Promise<Page<ProjectRow>> {
  return readProjectsThat(context, wanted, projectConditions(filter, context), orders[order]);
}

/** A page of the projects, as p, for which all conditions hold: also what the viewer sees is one of them. */
export function readProjectsThat(context: Context, wanted: PageWanted, where: readonly Sql[], order: Order): Promise<Page<ProjectRow>> {
  return readPage(context.db, { columns: columns.of(wanted.fields), from: projectWithYear, where, order, id: sql`p.id` }, wanted, context.language);
}

interface LaunchKey {
  readonly launch: number;
  readonly sight: Sight;
  readonly page: PageWanted;
  readonly language: Language;
}

const pagesOfLaunches = loader<LaunchKey, Page<ProjectRow>>(async (db, keys) => {
  const answers = new Map<LaunchKey, Page<ProjectRow> | Error>();
  for (const alike of Map.groupBy(keys, (key) => JSON.stringify({ ...key, launch: null })).values()) {
    const { sight, page, language } = alike[0]!;
    const list = { columns: columns.of(page.fields), from: projectWithYear, where: [sql`p.joint_launch_id = owner.id`, visible(sight, 'Project', sql`p.id`)], order: orders.CODE_ASC, id: sql`p.id` };
    const pages = await readPagesByOwner<ProjectRow>(db, alike.map(({ launch }) => launch), list, page, language).catch((error: Error) => alike.map(() => error));
    alike.forEach((key, index) => answers.set(key, pages[index]!));
  }
  return keys.map((key) => answers.get(key) as Page<ProjectRow>);
});

/** A page of the projects of a joint launch that the viewer sees. */
export function readProjectsOf(context: Context, launch: number, page: PageWanted): Promise<Page<ProjectRow>> {
  return context.load(pagesOfLaunches, { launch, sight: context.sight, page, language: context.language });
}
