import { record, recording } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, rows, sql, type Database, type Sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { cancelMeeting } from './meeting.commands.js';
import type { Meeting } from './meeting.entity.js';
import { takeMeeting } from './meeting.reach.js';
import { MeetingSeries } from './meeting-series.entity.js';

const mostDaysAhead = 60;

export interface SeriesData {
  /** The first meeting, which the others are made after. */
  readonly meetingId: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[];
  readonly workingDaysOnly: boolean;
  readonly until: string | null;
  readonly aheadDays: number;
}

/** Makes a series of a scheduled meeting, and its meetings so many days ahead. */
export async function makeSeries(tx: Transaction, sight: Sight, { meetingId, weekdays, workingDaysOnly, until, aheadDays }: SeriesData): Promise<Outcome<number>> {
  const taken = await takeMeeting(tx, sight, meetingId, ['SCHEDULED'], ['input', 'meetingId']);
  if (taken.refused) return taken;
  const model = taken.done;
  if (model.seriesId !== null) return refuse('IN_SERIES', ['input', 'meetingId']);
  const { day } = (await firstRow<{ day: string }>(tx.db, sql`select business_day(${model.startsAt.toISOString()}::timestamptz) as day`))!;
  const bad: readonly Refusal[] = [
    ...(weekdays.length > 0 ? [] : refuse('TEXT_EMPTY', ['input', 'weekdays']).refused),
    ...(aheadDays >= 1 && aheadDays <= mostDaysAhead ? [] : refuse('NUMBER_OUT_OF_RANGE', ['input', 'aheadDays'], { least: 1, most: mostDaysAhead }).refused),
    ...(until === null || until >= day ? [] : refuse('DAY_BEFORE', ['input', 'until'], { day: until, earliest: day }).refused),
  ];
  if (bad.length > 0) return { refused: bad };
  const series = tx.em.create(MeetingSeries, { modelId: meetingId, weekdays: [...new Set(weekdays)].toSorted((a, b) => a - b), workingDaysOnly, untilDay: until, aheadDays, skipped: [], endedAt: null });
  await tx.em.flush();
  Object.assign(model, { seriesId: series.id, seriesDay: day } satisfies Partial<Meeting>);
  await tx.em.flush();
  await record(tx, 'Meeting', meetingId, 'SERIES_CHANGED');
  await makeMeetings(tx, series.id);
  return done(meetingId);
}

/** Leaves a day out: nothing is made for it, and what was made is cancelled. `meetingId` is any meeting of the series. */
export async function skipDay(tx: Transaction, sight: Sight, meetingId: number, day: string, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeSeries(tx, sight, meetingId);
  if (taken.refused) return taken;
  const { series } = taken.done;
  if (day < tx.today) return refuse('DAY_BEFORE', ['day'], { day, earliest: tx.today });
  const standing = await firstRow<{ id: number }>(tx.db, sql`select id from meeting where series_id = ${series.id} and series_day = ${day} and status <> 'CANCELLED'`);
  if (standing) {
    const cancelled = await cancelMeeting(tx, sight, standing.id, reason);
    if (cancelled.refused) return { refused: cancelled.refused.map((refusal) => ({ ...refusal, path: ['day'] })) };
  }
  if (!series.skipped.includes(day)) series.skipped = [...series.skipped, day].toSorted();
  await tx.em.flush();
  await record(tx, 'Meeting', meetingId, 'SERIES_CHANGED', day);
  return done(meetingId);
}

/** Makes no more after a meeting of the series, and cancels those that were made and start later. */
export async function endSeries(tx: Transaction, sight: Sight, meetingId: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeSeries(tx, sight, meetingId);
  if (taken.refused) return taken;
  const { meeting, series } = taken.done;
  series.endedAt = tx.now;
  await tx.em.flush();
  const later = await rows<{ id: number }>(tx.db, sql`
    select id from meeting where series_id = ${series.id} and status = 'SCHEDULED' and starts_at > ${meeting.startsAt.toISOString()} order by starts_at, id`);
  for (const { id } of later) {
    const cancelled = await cancelMeeting(tx, sight, id, reason);
    if (cancelled.refused) return cancelled;
  }
  await record(tx, 'Meeting', meetingId, 'SERIES_CHANGED');
  return done(meetingId);
}

async function takeSeries(tx: Transaction, sight: Sight, meetingId: number): Promise<Outcome<{ meeting: Meeting; series: MeetingSeries }>> {
  const path = ['meetingId'];
  const taken = await takeMeeting(tx, sight, meetingId, ['SCHEDULED', 'IN_PROGRESS', 'CLOSED', 'CANCELLED'], path);
  if (taken.refused) return taken;
  const meeting = taken.done;
  if (meeting.seriesId === null) return refuse('NO_SERIES', path);
  // Whoever makes its meetings waits.
  await sql`select from meeting_series where id = ${meeting.seriesId} for update`.execute(tx.db);
  const series = await tx.em.findOneOrFail(MeetingSeries, meeting.seriesId);
  return series.endedAt === null ? done({ meeting, series }) : refuse('NO_SERIES', path);
}

/** The days of series r with model m for which no meeting was made yet, each with when it starts. */
const daysDue: Sql = sql`
  select d.day, d.starts_at from (
    select day::date, (day::date + (m.starts_at at time zone c.time_zone)::time) at time zone c.time_zone as starts_at
    from business_clock c, generate_series(greatest(m.series_day + 1, business_today())::timestamp, least(business_today() + r.ahead_days, coalesce(r.until_day, 'infinity'))::timestamp, interval '1 day') as day
  ) d
  where extract(isodow from d.day)::int = any(r.weekdays) and d.day <> all(r.skipped) and d.starts_at > business_now() and (not r.working_days_only or is_working_day(d.day))
    and not exists (select from meeting o where o.series_id = r.id and o.series_day = d.day)`;

const standing: Sql = sql`meeting_series r join meeting m on m.id = r.model_id join region g on g.id = m.region_id and g.ended_at is null`;

/** Makes the meetings of a series that are due; by rule, too. Whoever changes the series at the same time is waited for. */
export async function makeMeetings(tx: Transaction, seriesId: number): Promise<number> {
  await sql`select from meeting_series where id = ${seriesId} for update`.execute(tx.db);
  const made = await rows<{ id: number }>(tx.db, sql`
    with made as (
      insert into meeting (title, mode, starts_at, chair_id, region_id, warn_at, series_id, series_day)
      select m.title, m.mode, due.starts_at, case when l.ended_at is null then m.chair_id end, m.region_id, m.warn_at, r.id, due.day
      from ${standing} left join leader l on l.id = m.chair_id cross join lateral (${daysDue}) due
      where r.id = ${seriesId} and r.ended_at is null order by due.day
      on conflict (series_id, series_day) where series_id is not null do nothing
      returning id
    ), sites as (
      insert into meeting_site (meeting_id, name, kind, region_id)
      select made.id, s.name, s.kind, s.region_id from made, meeting_series r join meeting_site s on s.meeting_id = r.model_id where r.id = ${seriesId} order by made.id, s.id
    )
    select id from made order by id`);
  await recording(tx, 'Meeting', sql`select unnest(${made.map(({ id }) => id)}::int[])`, 'SCHEDULED').execute(tx.db);
  return made.length;
}

/** Series for which a meeting is due. */
export function seriesDue(db: Database): Promise<{ id: number }[]> {
  return rows<{ id: number }>(db, sql`select r.id from ${standing} where r.ended_at is null and exists (${daysDue}) order by r.id`);
}
