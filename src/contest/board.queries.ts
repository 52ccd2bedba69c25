import { loader, type Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import { momentOf, refusalOf } from '../graphql/past.js';
import { rows, sql } from '../store/database.js';
import type { BoardKey, ScoreboardRow, ScoreRow, StandingRow } from './board.type.js';
import { unitOfMeasure } from './contest.enums.js';
import { contestById } from './contest.queries.js';
import type { ContestRow } from './contest.type.js';
import type { ContestRule } from './contest.entity.js';

/** The last day of a contest that a table can be of: null where it has not begun. */
const lastDay = loader<number, string | null>(async (db, ids) => {
  const found = await rows<{ id: number; day: string }>(db, sql`
    select c.id, least(c.ends_on, business_today(), business_day(c.ended_at)) as day from contest c where c.id = any(${ids}) and c.started_at is not null and c.starts_on <= least(business_today(), business_day(c.ended_at))`);
  const days = new Map(found.map(({ id, day }) => [id, day]));
  return ids.map((id) => days.get(id) ?? null);
});

/** The table of a day, of the last one where none is said; null where the contest has not begun. */
export async function readScoreboard(context: Context, contest: ContestRow, on: string | null): Promise<ScoreboardRow | null> {
  const last = await context.load(lastDay, contest.id);
  if (last === null) return null;
  const day = on ?? last;
  if (day < contest.startsOn || day > last) throw failure('CONTEST_DAY', context.language, { from: contest.startsOn, to: last }, ['on']);
  const refused = on === null ? null : refusalOf(await momentOf(context.db, { day }), context.language, ['on']);
  if (refused) throw refused;
  return { contest, on: day, dayNumber: dayNumber(contest, day) };
}

function dayNumber({ startsOn }: ContestRow, day: string): number {
  return (Date.parse(day) - Date.parse(startsOn)) / 86_400_000 + 1;
}

interface BoardRow {
  readonly id: number;
  readonly on: string;
  readonly regionId: number;
  readonly code: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly rate: number | null;
  readonly measured: number | null;
  readonly adjusted: number;
  readonly points: number | null;
  readonly contribution: number | null;
  readonly total: number | null;
  readonly rank: number | null;
}

/** The districts of a day's table, by rank, then those without one; equal ones by code. */
export const standingsOf = loader<BoardKey, StandingRow[]>(async (db, keys) => {
  const found = await rows<BoardRow>(db, sql`
    select k.id, k.on_day as on, b.region_id as "regionId", b.code, trim_scale(b.numerator)::text as numerator, trim_scale(b.denominator)::text as denominator, (b.numerator / nullif(b.denominator, 0))::float8 as rate,
           b.measured::float8 as measured, coalesce(b.adjusted, 0)::float8 as adjusted, b.points::float8 as points, b.contribution::float8 as contribution, b.total::float8 as total, b.rank
    from unnest(${keys.map(({ id }) => id)}::int[], ${keys.map(({ on }) => on)}::date[]) as k(id, on_day)
    cross join lateral contest_board(k.id, k.on_day) b join region r on r.id = b.region_id
    order by b.rank nulls last, b.total desc nulls last, r.code`);
  const contests = new Map((await contestById.batch(db, [...new Set(keys.map(({ id }) => id))])).flatMap((contest) => (contest ? [[contest.id, contest] as const] : [])));
  const boards = Map.groupBy(found, ({ id, on }) => `${id} ${on}`);
  return keys.map(({ id, on }) => [...Map.groupBy(boards.get(`${id} ${on}`) ?? [], ({ regionId }) => regionId)].map(([regionId, own]): StandingRow => ({
    contest: contests.get(id)!, on, regionId, rank: own[0]!.rank, points: own[0]!.total, scores: scoresOf(contests.get(id)!, own),
  })));
});

/** In the order of the rules. */
function scoresOf({ id, rules }: ContestRow, own: readonly BoardRow[]): ScoreRow[] {
  return rules.map((rule: ContestRule) => {
    const { regionId, on, numerator, denominator, rate, measured, adjusted, points, contribution } = own.find(({ code }) => code === rule.code)!;
    return { contestId: id, regionId, on, rule, unit: unitOfMeasure[rule.measure], numerator, denominator, rate, measured, adjusted, points, contribution };
  });
}

/** Whether versions are kept of a day. */
const isKnown = loader<string, boolean>((db, days) => Promise.all(days.map(async (day) => !(await momentOf(db, { day })).isUnknown)));

/** A week before, or on the first day where that was later; null on the first day itself, and where nothing is known of that day. */
export async function placeBefore(context: Context, { contest, on, regionId }: StandingRow): Promise<{ on: string; rank: number | null; points: number | null } | null> {
  if (on === contest.startsOn) return null;
  const week = new Date(Date.parse(on) - 7 * 86_400_000).toISOString().slice(0, 10);
  const day = week < contest.startsOn ? contest.startsOn : week;
  if (!await context.load(isKnown, day)) return null;
  const then = (await context.load(standingsOf, { id: contest.id, on: day })).find((standing) => standing.regionId === regionId);
  return then ? { on: day, rank: then.rank, points: then.points } : null;
}
