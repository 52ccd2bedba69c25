import { all, readPage, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { conditionsOf } from '../project/project.criteria.js';
import { firstRow, sql, type Sql } from '../store/database.js';
import type { DispatchAsked, WeeklyHearingRow } from './dispatch.type.js';
import { completedBy } from './progress-report.queries.js';

/** First-batch projects as p, each with the year's money as y and its weekly report, the last one, as r; `day` is the Sunday. */
function firstBatch(day: string): Sql {
  return sql`project p
    left join project_year y on y.project_id = p.id and y.year = extract(year from ${day}::date)
    left join (select distinct on (one.project_id) one.* from progress_report one where one.kind = 'WEEKLY' and one.day = ${day} order by one.project_id, one.id desc) r on r.project_id = p.id`;
}

function conditions({ day, criteria }: DispatchAsked): Sql[] {
  return [...conditionsOf(criteria), sql`p.launched_on <= ${day}`, sql`business_day(p.registered_at) <= ${day}`];
}

export interface HearingFigures {
  readonly projectCount: number;
  readonly reportedCount: number;
  readonly plannedShare: number;
}

export const hearingFigures = loader<DispatchAsked, HearingFigures>((db, asked) => Promise.all(asked.map(async (one) => (await firstRow<HearingFigures>(db, sql`
  select count(*)::int as "projectCount", count(r.id)::int as "reportedCount", (select seasonal_share(${one.day}::date))::float8 as "plannedShare"
  from ${firstBatch(one.day)} where ${all(conditions(one))}`))!)));

/** A page of them, the one that is furthest behind first; those without a plan come last. */
export function readHearing(context: Context, asked: DispatchAsked, wanted: PageWanted): Promise<Page<WeeklyHearingRow>> {
  const day = sql`${asked.day}::date`;
  return readPage(context.db, {
    columns: sql`
      p.id, r.id is not null as reported, r.id as "reportId", money.actual::float8 as "actualShare", money.gap::float8 as gap,
      coalesce(y.planned, 0) as planned, money.completed, money.completed - ${completedInYearBy(day)} as "inTheWeek"`,
    from: sql`${firstBatch(asked.day)}
      cross join lateral (select done.completed, done.completed / nullif(y.planned, 0) as actual, round((select seasonal_share(${day})) - done.completed / nullif(y.planned, 0), 6) as gap
        from (select coalesce(${completedBy(sql`p.id`, day)}, 0) as completed offset 0) done) money`,
    where: conditions(asked),
    order: { key: sql`coalesce(money.gap, -1000000)`, type: 'numeric', descending: true },
    id: sql`p.id`,
  }, wanted, context.language);
}

/** A week that reaches over the New Year has completed in it what the new year has. */
function completedInYearBy(day: Sql): Sql {
  return sql`case when extract(year from ${day} - 7) < extract(year from ${day}) then 0 else coalesce(${completedBy(sql`p.id`, sql`(${day} - 7)`)}, 0) end`;
}
