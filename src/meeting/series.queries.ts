import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { sql } from '../store/database.js';
import { meetingColumns } from './meeting.queries.js';
import type { MeetingRow } from './meeting.type.js';
import type { SeriesRow } from './series.type.js';

export const seriesById = rowBy<number, SeriesRow>((row) => row.id, (ids) => sql`
  select r.id, r.model_id as "modelId", r.weekdays as days, r.working_days_only as "workingDaysOnly", r.until_day as until, r.ahead_days as "aheadDays", r.skipped::text[] as skipped, r.ended_at as "endedAt"
  from meeting_series r where r.id = any(${ids})`);

/** The scheduled ones by start. */
export const meetingsToCome = rowsBy<number, MeetingRow & { seriesId: number }>((row) => row.seriesId, (ids) => sql`
  select ${meetingColumns} from meeting m where m.series_id = any(${ids}) and m.status = 'SCHEDULED' order by m.starts_at, m.id`);
