import { rowsBy } from '../graphql/row-loaders.js';
import { sql, type Sql } from '../store/database.js';
import type { SpeakerRow } from './speaker.type.js';

const columns: Sql = sql`
  q.id, q.meeting_id as "meetingId", q.site_id as "siteId", q.item_id as "itemId", q.state, q.asked_at as "askedAt", q.given_at as "givenAt", q.ended_at as "endedAt"`;

/** Who has the word, then who waits, in the order in which they asked. */
export const speakersOfMeeting = rowsBy<number, SpeakerRow>((row) => row.meetingId, (meetings) => sql`
  select ${columns} from speaker_request q where q.meeting_id = any(${meetings}) and q.state in ('WAITING', 'SPEAKING') order by q.state = 'WAITING', q.asked_at, q.id`);

/** Who had the word, in the order in which they got it. */
export const speechesOfMeeting = rowsBy<number, SpeakerRow>((row) => row.meetingId, (meetings) => sql`
  select ${columns} from speaker_request q where q.meeting_id = any(${meetings}) and q.given_at is not null order by q.given_at, q.id`);
