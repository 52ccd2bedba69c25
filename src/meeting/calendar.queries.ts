import { visible } from '../graphql/sight.js';
import type { Language } from '../kernel/language.js';
import { catalogues, fill } from '../kernel/messages/index.js';
import type { Sight } from '../kernel/rights.js';
import { rows, sql, type Database } from '../store/database.js';
import type { CalendarEvent } from './icalendar.js';
import type { MeetingMode, MeetingStatus } from './meeting.entity.js';

/** As far back, and as far ahead. */
const [back, ahead] = [sql`interval '60 days'`, sql`interval '400 days'`];
const most = 2_000;

interface Row {
  readonly id: number;
  readonly city: string;
  readonly title: string;
  readonly mode: MeetingMode;
  readonly status: MeetingStatus;
  readonly cancelReason: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly version: number;
  readonly chair: string | null;
  readonly region: string;
  readonly items: number;
}

/** The meetings around now that a sight reaches, as events; of an agenda how long it is, and never what is on it. */
export async function meetingEvents(db: Database, sight: Sight, language: Language): Promise<CalendarEvent[]> {
  const found = await rows<Row>(db, sql`
    select m.id, (select c.code from region c where c.id = r.path[1]) as city, m.title, m.mode, m.status, m.cancel_reason as "cancelReason", coalesce(m.started_at, m.starts_at) as "startsAt",
      greatest(case when m.status = 'CLOSED' then m.closed_at else coalesce(m.started_at, m.starts_at) + make_interval(mins => greatest(least(a.minutes, 1440), 30)::int) end, coalesce(m.started_at, m.starts_at)) as "endsAt",
      m.version, l.title || ' ' || l.name as chair, r.name as region, a.items
    from meeting m join region r on r.id = m.region_id left join leader l on l.id = m.chair_id,
      lateral (select count(*)::int as items, coalesce(sum(g.minutes), 0) as minutes from agenda_item g where g.meeting_id = m.id) a
    where m.starts_at between business_now() - ${back} and business_now() + ${ahead} and ${visible(sight, 'Meeting', sql`m.id`)}
    order by m.starts_at, m.id limit ${most}`);
  return found.map((row) => toEvent(row, language));
}

function toEvent({ id, city, title, mode, status, cancelReason, startsAt, endsAt, version, chair, region, items }: Row, language: Language): CalendarEvent {
  const { word, calendarFeed } = catalogues[language];
  const cancelled = status === 'CANCELLED';
  const lines = [word.MeetingMode[mode], word.MeetingStatus[status], chair && fill(calendarFeed.chair, { chair }), fill(calendarFeed.items, { items }), cancelled && cancelReason];
  return {
    uid: `meeting-${id}@${city.toLowerCase()}.diaodu`, sequence: version - 1, cancelled, startsAt, endsAt, summary: title, location: region,
    description: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}
