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

/** A calendar as RFC 5545 has it: lines end in CR LF and none is longer than 75 octets. `stamp` is when it was made. */
export function toCalendar(name: string, stamp: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Diaodu//Meetings//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escaped(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT15M', 'X-PUBLISHED-TTL:PT15M',
    ...events.flatMap((event) => [
      'BEGIN:VEVENT', `UID:${escaped(event.uid)}`, `DTSTAMP:${instant(stamp)}`, `SEQUENCE:${event.sequence}`, `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      `DTSTART:${instant(event.startsAt)}`, `DTEND:${instant(event.endsAt)}`, `SUMMARY:${escaped(event.summary)}`, `DESCRIPTION:${escaped(event.description)}`, `LOCATION:${escaped(event.location)}`, 'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** 20200417T010000Z */
function instant(at: string): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n').replace(/\p{Cc}/gu, '');
}

/** Between characters, never within one. */
function folded(line: string): string {
  const most = 75;
  let [folds, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > most) [folds, octets] = [`${folds}\r\n `, 1];
    folds += character;
    octets += size;
  }
  return folds;
}
