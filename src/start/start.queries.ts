import { all, readPage, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { rowsBy } from '../graphql/row-loaders.js';
import { conditionsOf, criteriaOf, plannedStart, startable, started, yetToStart } from '../project/project.criteria.js';
import { firstRow, rows, sql, type Database, type Sql } from '../store/database.js';
import { isDoubtful, obstaclesOfProject, standsOn } from './obstacle.criteria.js';
import { obstacleKinds, sources, type StartObstacleKind } from './obstacle.sources.js';
import type { ForecastAsked, StartEntryRow, StartFilter, StartGroundType, StartObstacleRow, StartObstacleRuleType, StartOutlook, StartSequenceFilter } from './start.type.js';

const today: Sql = sql`(select business_today())`;

/** Those that hold a start first, then what stands the longest. */
export const obstaclesOf = rowsBy<number, StartObstacleRow>((row) => row.projectId, (projects) => sql`
  select p.id as "projectId", o.kind, o.holds, o.id, o.since, o.due_on as "dueOn" from project p cross join lateral (select * from ${obstaclesOfProject}) o
  where p.id = any(${projects}) order by o.holds desc, o.since, o.kind, o.id`);

/** Projects that have not started, in the order in which they are planned to. */
export function readSequence(context: Context, wanted: PageWanted, filter: StartSequenceFilter | null | undefined): Promise<Page<StartEntryRow>> {
  const { plannedBy, obstacle, obstructed, on, ...projects } = filter ?? {};
  const inTime = sql`case when ${plannedStart} is null then null when ${isDoubtful(sql`greatest(${plannedStart}, ${today})`)} then 'DOUBTFUL' else 'WILL_START' end`;
  return readPage(context.db, {
    columns: sql`p.id, ${plannedStart} as "plannedOn", ${on ? outlook(on) : inTime} as outlook`,
    from: sql`project p`,
    where: [
      ...conditionsOf(criteriaOf(projects, context)),
      yetToStart(today),
      ...(plannedBy ? [sql`${plannedStart} <= ${plannedBy}`] : []),
      ...(obstacle ? [sql`exists (select from ${obstaclesOfProject} where o.kind = any(${obstacle}::text[]))`] : []),
      ...(typeof obstructed === 'boolean' ? [sql`exists (select from ${obstaclesOfProject}) = ${obstructed}`] : []),
    ],
    order: { key: sql`coalesce(${plannedStart}, date '9999-12-31')`, type: 'date' },
    id: sql`p.id`,
  }, wanted, context.language);
}

export function forecastAsked(on: string, filter: StartFilter | null | undefined, context: Context): ForecastAsked {
  return { on, criteria: criteriaOf(filter, context) };
}

/** What is to be expected of the project of alias p by a day; null where it is not planned by then. Of a day that has passed nothing is. */
function outlook(on: string): Sql {
  const day = sql`${on}::date`;
  return sql`case when ${started(day)} then 'STARTED' when ${day} < ${today} or not ${startable(day)} or not ${yetToStart(day)} then null when ${isDoubtful(day)} then 'DOUBTFUL' else 'WILL_START' end`;
}

export interface ForecastFigures {
  readonly started: number;
  readonly willStart: number;
  readonly doubtful: number;
}

/** Counted project by project, as the list of them is read. */
export const forecastFigures = loader<ForecastAsked, ForecastFigures>((db, asked) => Promise.all(asked.map(async ({ on, criteria }) => (await firstRow<ForecastFigures>(db, sql`
  select count(*) filter (where of.outlook = 'STARTED')::int as started, count(*) filter (where of.outlook = 'WILL_START')::int as "willStart", count(*) filter (where of.outlook = 'DOUBTFUL')::int as doubtful
  from (select ${outlook(on)} as outlook from project p where ${all(conditionsOf(criteria))} offset 0) of`))!)));

/** The projects of a forecast, in the order in which they are or were planned to start. */
export function readForecast(context: Context, { on, criteria }: ForecastAsked, only: readonly StartOutlook[] | null | undefined, wanted: PageWanted): Promise<Page<StartEntryRow>> {
  return readPage(context.db, {
    columns: sql`p.id, ${plannedStart} as "plannedOn", seen.outlook`,
    // Found out once a project.
    from: sql`project p cross join lateral (select ${outlook(on)} as outlook offset 0) seen`,
    where: [...conditionsOf(criteria), only ? sql`seen.outlook = any(${only}::text[])` : sql`seen.outlook is not null`],
    order: { key: sql`coalesce(${plannedStart}, date '9999-12-31')`, type: 'date' },
    id: sql`p.id`,
  }, wanted, context.language);
}

/** What stands in the way of those that are planned by the day and have not started, kind by kind. */
export async function readGrounds(db: Database, { on, criteria }: ForecastAsked): Promise<StartGroundType[]> {
  const day = sql`${on}::date`;
  const found = await rows<{ kind: StartObstacleKind; projects: number; doubted: number }>(db, sql`
    select o.kind, count(distinct p.id)::int as projects, (count(distinct p.id) filter (where ${standsOn(day)}))::int as doubted
    from project p cross join lateral (select * from ${obstaclesOfProject}) o
    where ${all(conditionsOf(criteria))} and ${day} >= ${today} and ${startable(day)} and ${yetToStart(day)} group by o.kind`);
  const rules = await readObstacleRules(db);
  const byKind = new Map(found.map((row) => [row.kind, row]));
  return rules.map(({ kind, holds }) => ({ kind, holds, projects: byKind.get(kind)?.projects ?? 0, doubted: byKind.get(kind)?.doubted ?? 0 }));
}

/** Of every kind. */
export async function readObstacleRules(db: Database): Promise<StartObstacleRuleType[]> {
  const said = new Map((await rows<StartObstacleRuleType>(db, sql`select kind, holds from start_obstacle_rule`)).map(({ kind, holds }) => [kind, holds]));
  return obstacleKinds.map((kind) => ({ kind, holds: said.get(kind) ?? sources[kind].holds }));
}
