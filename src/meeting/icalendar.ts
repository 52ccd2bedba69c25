import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

/** An event of a calendar. Instants are ISO 8601 in UTC. */
export interface CalendarEvent {
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  readonly cancelled: boolean;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
}

/** A calendar as RFC 5545 has it. `stamp` is when it was made. */
export function toCalendar(name: string, stamp: string, events: readonly CalendarEvent[]): string {
  const calendar = ical({ name, prodId: { company: 'Diaodu', product: 'Meetings', language: 'ZH' }, method: ICalCalendarMethod.PUBLISH, ttl: quarterOfAnHour, scale: 'GREGORIAN' });
  for (const { uid, sequence, cancelled, startsAt, endsAt, summary, description, location } of events) {
    calendar.createEvent({
      id: uid, sequence, status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED, stamp, start: startsAt, end: endsAt,
      summary: printable(summary), description: printable(description), location: printable(location),
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** How soon calendars ask again, seconds. */
const quarterOfAnHour = 900;

/** Without what calendars choke on; lines end as they should. */
function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, '');
}
