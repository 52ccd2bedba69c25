import { all, readPage, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { scopeColumn, visible } from '../graphql/sight.js';
import { wordsOf } from '../kernel/enumeration.js';
import type { Sight } from '../kernel/rights.js';
import { businessYear, projectWithYear } from '../project/project.queries.js';
import { within } from '../region/region.queries.js';
import { firstRow, rows, sql, type Database, type Sql } from '../store/database.js';
import { PortfolioPart } from './launch.entity.js';
import type { IndustryChainType, JointLaunchRow, PortfolioGrowthRow, PortfolioYearRow, ProjectEventFilter, ProjectEventRow, SubProjectRow } from './launch.type.js';

const event: Sql = sql`e.id, e.project_id as "projectId", e.kind, e.on_day as on, e.recorded_at as "recordedAt", e.recorded_by as "recordedBy", e.ended_at as "endedAt", e.ended_by as "endedBy"`;

/** In the order of their days; those that turned out to be mistakes are among them. */
export const eventsOfProject = rowsBy<number, ProjectEventRow>((row) => row.projectId, (projects) => sql`
  select ${event} from project_event e where e.project_id = any(${projects}) order by e.on_day, e.id`);

/** What happened to the projects that the viewer sees, the latest day first, without mistakes. */
export function readEvents(context: Context, page: PageWanted, filter: ProjectEventFilter | null | undefined): Promise<Page<ProjectEventRow>> {
  const where = [sql`e.ended_at is null`, visible(context.sight, 'Project', sql`e.project_id`)];
  if (filter?.kind) where.push(sql`e.kind = any(${filter.kind}::text[])`);
  if (filter?.from) where.push(sql`e.on_day >= ${filter.from}`);
  if (filter?.to) where.push(sql`e.on_day <= ${filter.to}`);
  const region = context.optionalId(filter?.regionId, 'Region', ['filter', 'regionId']);
  if (region !== null) where.push(sql`e.project_id in (select p.id from project p where ${within(sql`p.region_id`, region)})`);
  return readPage(context.db, { columns: event, from: sql`project_event e`, where, order: { key: sql`e.on_day`, type: 'date', descending: true }, id: sql`e.id` }, page, context.language);
}

const launch: Sql = sql`'JointLaunch' as "__typename", l.id, l.name, l.on_day as on, l.region_id as "regionId", l.note, l.recorded_at as "recordedAt", l.ended_at as "endedAt", l.end_reason as "endReason"`;

export const jointLaunchById = rowBy<number, JointLaunchRow>((row) => row.id, (ids) => sql`select ${launch} from joint_launch l where l.id = any(${ids})`);

/** A few a year. */
export function readJointLaunches(db: Database): Promise<JointLaunchRow[]> {
  return rows(db, sql`select ${launch} from joint_launch l order by l.on_day desc, l.id desc`);
}

interface LaunchKey {
  readonly launch: number;
  readonly sight: Sight;
}

/** Of the projects that the viewer sees; yuan. */
export interface LaunchFigures {
  readonly count: number;
  readonly totalInvestment: string;
  readonly annualPlan: string;
}

export const figuresOfLaunch = loader<LaunchKey, LaunchFigures>(async (db, keys) => {
  const answers = new Map<LaunchKey, LaunchFigures>();
  for (const alike of Map.groupBy(keys, ({ sight }) => JSON.stringify(sight)).values()) {
    const found = await rows<LaunchFigures & { id: number }>(db, sql`
      select p.joint_launch_id as id, count(*)::int as count, sum(p.total_investment) as "totalInvestment", coalesce(sum(y.planned), 0) as "annualPlan"
      from ${projectWithYear} where p.joint_launch_id = any(${alike.map((key) => key.launch)}) and ${visible(alike[0]!.sight, 'Project', sql`p.id`)} group by 1`);
    const byId = new Map(found.map((row) => [row.id, row]));
    for (const key of alike) answers.set(key, byId.get(key.launch) ?? { count: 0, totalInvestment: '0', annualPlan: '0' });
  }
  return keys.map((key) => answers.get(key)!);
});

const part: Sql = sql`'SubProject' as "__typename", s.id, s.project_id as "projectId", s.name, s.content, s.investment, s.started_on as "startedOn", s.completed_on as "completedOn",
  s.ended_at as "endedAt", s.end_reason as "endReason", s.version, ${scopeColumn('Project', sql`s.project_id`)}`;

export const subProjectById = rowBy<number, SubProjectRow>((row) => row.id, (ids) => sql`select ${part} from sub_project s where s.id = any(${ids})`);

export const subProjectsOf = rowsBy<number, SubProjectRow>((row) => row.projectId, (projects) => sql`
  select ${part} from sub_project s where s.project_id = any(${projects}) order by s.id`);

export const chainById = rowBy<number, IndustryChainType & { id: number }>((row) => row.id, (ids) => sql`
  select id, code, name, name_en as "nameEn", ended_at as "endedAt" from industry_chain where id = any(${ids})`);

export function readChains(db: Database): Promise<IndustryChainType[]> {
  return rows(db, sql`select code, name, name_en as "nameEn", ended_at as "endedAt" from industry_chain order by ended_at nulls first, id`);
}

const year: Sql = sql`f.year, f.part, f.projects, f.total_investment as "totalInvestment", f.annual_plan as "annualPlan", f.completed, f.source`;
const inOrder: Sql = sql`array_position(${wordsOf(PortfolioPart)}::text[], f.part)`;

export function readPortfolioYears(db: Database): Promise<PortfolioYearRow[]> {
  return rows(db, sql`select ${year} from portfolio_year f order by f.year desc, ${inOrder}`);
}

export function readPortfolioYear(db: Database, of: number, which: PortfolioPart): Promise<PortfolioYearRow | undefined> {
  return firstRow(db, sql`select ${year} from portfolio_year f where f.year = ${of} and f.part = ${which}`);
}

/** Each part of the register as the viewer sees it, beside the last year's whole. */
export async function readGrowth({ db, sight }: Context): Promise<PortfolioGrowthRow[]> {
  const parts: Record<PortfolioPart, Sql> = { ALL: sql`true`, INDUSTRY: sql`p.sector = 'INDUSTRY'`, PROVINCIAL_TOP_100: sql`p.tier = 'PROVINCIAL_TOP_100'` };
  const each = wordsOf(PortfolioPart).map((name) => sql`(${name}::text, count(*) filter (where ${parts[name]})::int,
    coalesce(sum(p.total_investment) filter (where ${parts[name]}), 0), coalesce(sum(y.planned) filter (where ${parts[name]}), 0), coalesce(sum(y.completed) filter (where ${parts[name]}), 0))`);
  const found = await rows<Omit<PortfolioGrowthRow, 'lastYear'> & { last: PortfolioYearRow | null }>(db, sql`
    with counted as materialized (
      select row.* from (select array[${sql.join(each.map((row) => sql`row${row}`))}] from ${projectWithYear} where ${all([visible(sight, 'Project', sql`p.id`), sql`p.ended_at is null`])}) as figures(parts),
      unnest(figures.parts) as row(part text, projects int, total numeric, plan numeric, completed numeric)
    )
    select c.part, c.projects, c.total as "totalInvestment", c.plan as "annualPlan", c.completed as "completedInvestment",
           (c.projects::numeric / nullif(f.projects, 0) - 1)::float8 as "projectsGrowth", (c.total / nullif(f.total_investment, 0) - 1)::float8 as "totalInvestmentGrowth",
           (c.plan / nullif(f.annual_plan, 0) - 1)::float8 as "annualPlanGrowth", (c.completed / nullif(f.completed, 0) - 1)::float8 as "completedGrowth",
           case when f.year is not null then jsonb_build_object('year', f.year, 'part', f.part, 'projects', f.projects, 'totalInvestment', f.total_investment::text, 'annualPlan', f.annual_plan::text, 'completed', f.completed::text, 'source', f.source) end as last
    from counted c left join portfolio_year f on f.part = c.part and f.year = ${businessYear} - 1
    order by array_position(${wordsOf(PortfolioPart)}::text[], c.part)`);
  return found.map(({ last, ...row }) => ({ ...row, lastYear: last }));
}
