import { all } from '../graphql/connection.js';
import { loader } from '../graphql/context.js';
import { wordsOf } from '../kernel/enumeration.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import { conditionsOf, startable, started } from './project.criteria.js';
import { ProjectOrigin, ProjectStage, ProjectTier, Sector } from './project.enums.js';
import { projectWithYear } from './project.queries.js';
import type { ProjectDimension, ProjectStatsKeyRow, ProjectStatsRow, StatsWanted } from './project-stats.type.js';

interface Dimension {
  readonly key: keyof ProjectStatsKeyRow;
  readonly column: Sql;
  /** In what order groups come: as the words are declared, regions by code. */
  readonly place: Sql;
}

const dimensions = {
  TIER: { key: 'tier', column: sql`p.tier`, place: declared(ProjectTier, sql`p.tier`) },
  SECTOR: { key: 'sector', column: sql`p.sector`, place: declared(Sector, sql`p.sector`) },
  ORIGIN: { key: 'origin', column: sql`p.origin`, place: declared(ProjectOrigin, sql`p.origin`) },
  STAGE: { key: 'stage', column: sql`p.stage`, place: declared(ProjectStage, sql`p.stage`) },
  REGION: { key: 'regionId', column: sql`p.region_id`, place: sql`(select r.code from region r where r.id = p.region_id)` },
} satisfies Record<ProjectDimension, Dimension>;

function declared(words: Record<string, string>, column: Sql): Sql {
  return sql`array_position(${wordsOf(words)}::text[], ${column})`;
}

/** The figures of all groups in one statement; of nothing asked for, one row of the whole. */
export async function readProjectStats(db: Database, wanted: StatsWanted): Promise<ProjectStatsRow[]> {
  const found = await rows<Omit<ProjectStatsRow, 'of'>>(db, sql`
    select ${keyColumn(wanted.by)} as key, count(*)::int as count,
           count(*) filter (where ${started(sql`(select business_today())`)})::int as "startedCount",
           coalesce(sum(p.total_investment), 0) as "totalInvestment",
           coalesce(sum(y.planned), 0) as "annualPlan",
           coalesce(sum(y.completed), 0) as "completedInvestment"
    from ${projectWithYear} where ${all(counted(wanted))}
    ${grouping(wanted.by)}`);
  return found.map((row) => ({ ...row, of: wanted }));
}

/** How many of each group started by a day, or are planned to, by the group's key: one statement, however many groups. */
export const forecastsOf = loader<StatsWanted & { on: string }, ReadonlyMap<string, number>>(async (db, keys) => {
  const asked = Map.groupBy(keys, ({ criteria, by }) => JSON.stringify([criteria, by]));
  const answers = await Promise.all([...asked.values()].map(async (same) => {
    const wanted = same[0]!;
    const days = same.map(({ on }) => on);
    const found = await rows<{ key: ProjectStatsKeyRow; day: string; count: number }>(db, sql`
      select ${keyColumn(wanted.by)} as key, forecast.day, count(*) filter (where ${startable(sql`forecast.day`)})::int as count
      from project p cross join unnest(${days}::date[]) as forecast(day) where ${all(counted(wanted))}
      group by ${sql.join([...columnsOf(wanted.by), sql`forecast.day`])}`);
    return same.map((key) => [key, new Map(found.filter(({ day }) => day === key.on).map((row) => [groupOf(row.key), row.count]))] as const);
  }));
  const byKey = new Map(answers.flat());
  return keys.map((key) => byKey.get(key)!);
});

/** A group's key as a text to compare. */
export function groupOf({ tier, sector, origin, stage, regionId }: ProjectStatsKeyRow): string {
  return JSON.stringify([tier, sector, origin, stage, regionId]);
}

function counted({ criteria }: StatsWanted): Sql[] {
  return conditionsOf({ ...criteria, includeEnded: false });
}

function columnsOf(by: readonly ProjectDimension[]): Sql[] {
  return by.map((dimension) => dimensions[dimension].column);
}

function keyColumn(by: readonly ProjectDimension[]): Sql {
  const parts = Object.entries(dimensions).map(([name, { key, column }]) => {
    return sql`${sql.lit(key)}, ${by.includes(name as ProjectDimension) ? column : sql`null`}`;
  });
  return sql`jsonb_build_object(${sql.join(parts)})`;
}

function grouping(by: readonly ProjectDimension[]): Sql {
  if (by.length === 0) return sql``;
  return sql`group by ${sql.join(columnsOf(by))} order by ${sql.join(by.map((dimension) => dimensions[dimension].place))}`;
}
