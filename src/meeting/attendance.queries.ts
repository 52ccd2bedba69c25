import { loader } from '../graphql/context.js';
import { rows, sql } from '../store/database.js';
import type { AttendanceCorrectionType, AttendanceRow, AttendanceSpanType } from './attendance.type.js';

interface Recorded {
  readonly siteId: number;
  readonly meetingId: number;
  readonly closedAt: string | null;
  readonly spans: AttendanceSpanType[];
  readonly correction: (AttendanceCorrectionType & { readonly from: string | null; readonly until: string | null }) | null;
}

/** Of the sites of meetings that have started, in the order of the sites. */
export const attendanceOfMeeting = loader<number, AttendanceRow[]>(async (db, meetings) => {
  const found = await rows<Recorded>(db, sql`
    select s.id as "siteId", s.meeting_id as "meetingId", m.closed_at as "closedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('from', a.from_at, 'until', a.until_at) order by a.id), '[]') from site_attendance a where a.site_id = s.id) as spans,
      (select jsonb_build_object('from', c.from_at, 'until', c.until_at, 'reason', c.reason, 'by', c.corrected_by, 'at', c.at) from attendance_correction c where c.site_id = s.id order by c.id desc limit 1) as correction
    from meeting_site s join meeting m on m.id = s.meeting_id where s.meeting_id = any(${meetings}) and m.started_at is not null order by s.id`);
  const byMeeting = Map.groupBy(found, ({ meetingId }) => meetingId);
  return meetings.map((id) => (byMeeting.get(id) ?? []).map(toAttendance));
});

function toAttendance({ siteId, meetingId, closedAt, spans: seen, correction }: Recorded): AttendanceRow {
  const spans = !correction ? seen : correction.from === null ? [] : [{ from: correction.from, until: correction.until ?? closedAt }];
  const end = spans.at(-1)?.until;
  const present = spans.length > 0 && (end === null || (closedAt !== null && Date.parse(end!) >= Date.parse(closedAt)));
  return { siteId, meetingId, spans, present, correction };
}
