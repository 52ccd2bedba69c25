import { readPage, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import type { RegionRow } from '../region/region.type.js';
import { firstRow, sql, type Sql } from '../store/database.js';
import type { ContestAdjustmentRow, ContestRow, ContestWithdrawalRow } from './contest.type.js';

const columns: Sql = sql`
  'Contest' as "__typename", c.id, c.name, c.starts_on as "startsOn", c.ends_on as "endsOn", c.ends_on - c.starts_on + 1 as days, c.status, c.rules, contest_weight(c.rules) as weight,
  c.drawn_at as "drawnAt", c.drawn_by as "drawnBy", c.started_at as "startedAt", c.ended_at as "endedAt", c.cancel_reason as "cancelReason", c.version`;

export const contestById = rowBy<number, ContestRow>((row) => row.id, (ids) => sql`select ${columns} from contest c where c.id = any(${ids})`);

/** The latest first. */
export function readContests(context: Context, page: PageWanted): Promise<Page<ContestRow>> {
  return readPage(context.db, { columns, from: sql`contest c`, where: [], order: { key: sql`c.starts_on`, type: 'date', descending: true }, id: sql`c.id` }, page, context.language);
}

/** The contest that runs, or the one that ended last; whatever the key says. */
export const presentContest = loader<'PRESENT', ContestRow | null>(async (db, keys) => {
  const row = await firstRow<ContestRow>(db, sql`
    select ${columns} from contest c where c.status in ('RUNNING', 'ENDED') order by c.status = 'RUNNING' desc, c.starts_on desc, c.id desc limit 1`);
  return keys.map(() => row ?? null);
});

/** Those that take part, by code. */
export const districtsOf = rowsBy<number, RegionRow & { contestId: number }>((row) => row.contestId, (contests) => sql`
  select 'Region' as "__typename", d.contest_id as "contestId", r.id, r.code, r.name, r.level, r.parent_id as "parentId", r.ended_at as "endedAt", r.version
  from contest_region d join region r on r.id = d.region_id where d.contest_id = any(${contests}) order by r.code`);

const ended: Sql = sql`s.ended_at as "endedAt", s.ended_by as "endedBy", s.end_reason as "endReason"`;

/** As they were made, also those that were taken back. */
export const adjustmentsOf = rowsBy<number, ContestAdjustmentRow>((row) => row.contestId, (contests) => sql`
  select s.id, s.contest_id as "contestId", s.region_id as "regionId", s.rule, s.points::float8 as points, s.from_day as from, s.reason, s.made_at as "madeAt", s.made_by as "madeBy", ${ended}
  from contest_adjustment s where s.contest_id = any(${contests}) order by s.id`);

export const withdrawalsOf = rowsBy<number, ContestWithdrawalRow>((row) => row.contestId, (contests) => sql`
  select s.contest_id as "contestId", s.region_id as "regionId", s.on_day as on, s.reason, s.made_at as "madeAt", s.made_by as "madeBy", ${ended}
  from contest_withdrawal s where s.contest_id = any(${contests}) order by s.id`);
