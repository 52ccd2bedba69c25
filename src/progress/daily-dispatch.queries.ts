import { all, readPage, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { firstRow, rows, sql, type Sql } from '../store/database.js';
import { conditionsOf, startable } from '../project/project.criteria.js';
import type { DailyDispatchRow, DispatchAsked } from './dispatch.type.js';

/** The projects expected to report as p, each with its report of the day, the last one, as r. */
function expectedOn(day: string): Sql {
  return sql`project p left join (
    select distinct on (one.project_id) one.* from progress_report one where one.kind = 'DAILY' and one.day = ${day} order by one.project_id, one.id desc) r on r.project_id = p.id`;
}

function conditions({ day, criteria }: DispatchAsked): Sql[] {
  return [
    ...conditionsOf(criteria),
    sql`p.stage <> 'COMPLETED'`,
    sql`(p.stage = 'UNDER_CONSTRUCTION' or ${startable(sql`${day}::date`)})`,
    sql`business_day(p.registered_at) <= ${day}`,
  ];
}

export interface DailyFigures {
  readonly expected: number;
  readonly reportedCount: number;
  readonly workersOnSite: number;
  readonly workersBack: number;
  readonly isolated: number;
  readonly starts: number;
}

export const dailyFigures = loader<DispatchAsked, DailyFigures>((db, asked) => Promise.all(asked.map(async (one) => (await firstRow<DailyFigures>(db, sql`
  select count(*)::int as expected, count(r.id)::int as "reportedCount", coalesce(sum(r.workers_on_site), 0)::int as "workersOnSite",
         coalesce(sum(r.workers_back), 0)::int as "workersBack", coalesce(sum(r.isolated), 0)::int as isolated, count(*) filter (where r.started)::int as starts
  from ${expectedOn(one.day)} where ${all(conditions(one))}`))!)));

/** A page of them: first those who have not reported, then by code. */
export function readDaily(context: Context, asked: DispatchAsked, wanted: PageWanted): Promise<Page<DailyDispatchRow>> {
  return readPage(context.db, {
    columns: sql`p.id, r.id is not null as reported, r.id as "reportId"`,
    from: expectedOn(asked.day),
    where: conditions(asked),
    order: { key: sql`case when r.id is null then '0 ' else '1 ' end || p.code`, type: 'text' },
    id: sql`p.id`,
  }, wanted, context.language);
}

/** What a daily report says beyond what stood before its day; null where it does not name it. */
export interface ReportChange {
  readonly id: number;
  /** Yuan. */
  readonly investment: string | null;
  readonly progress: number | null;
  readonly workers: number | null;
}

export const changeOfReport = loader<number, ReportChange>(async (db, ids) => {
  const before = (column: Sql, more: Sql) => sql`(
    select ${column} from progress_report b
    where b.project_id = r.project_id and b.counts_from < r.day and ${more} and ${column} is not null and not progress_superseded(b.project_id, b.kind, b.day, b.id)
    order by b.counts_from desc, b.id desc limit 1)`;
  const found = await rows<ReportChange>(db, sql`
    select r.id,
           r.completed_investment - coalesce(${before(sql`b.completed_investment`, sql`b.counts_from >= date_trunc('year', r.day)::date`)}, 0) as investment,
           (r.physical_progress - coalesce(${before(sql`b.physical_progress`, sql`true`)}, 0))::float8 as progress,
           r.workers_on_site - ${before(sql`b.workers_on_site`, sql`b.kind = 'DAILY'`)} as workers
    from progress_report r where r.id = any(${ids})`);
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id)!);
});
