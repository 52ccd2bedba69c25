import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { scopeColumn } from '../graphql/sight.js';
import { sql, type Sql } from '../store/database.js';
import type { AgendaItemRow, DirectiveRow, MeetingRow, MeetingSiteRow, Scoped } from './meeting.type.js';

export const meetingColumns: Sql = sql`
  'Meeting' as "__typename", m.id, m.title, m.mode, m.status, m.starts_at as "startsAt", m.started_at as "startedAt", m.closed_at as "closedAt",
  m.cancel_reason as "cancelReason", m.chair_id as "chairId", m.region_id as "regionId", m.warn_at as "warnAt", m.series_id as "seriesId", m.version, ${scopeColumn('Meeting', sql`m.id`)}`;

const itemColumns: Sql = sql`
  'AgendaItem' as "__typename", g.id, g.meeting_id as "meetingId", g.position, g.minutes, g.project_id as "projectId", g.lead_id as "leadId",
  g.topic, g.status, g.called_at as "calledAt", g.ended_at as "endedAt"`;

const siteColumns: Sql = sql`
  'MeetingSite' as "__typename", s.id, s.meeting_id as "meetingId", s.name, s.kind, s.region_id as "regionId", s.online`;

const directiveColumns: Sql = sql`
  'Directive' as "__typename", d.id, d.meeting_id as "meetingId", d.item_id as "itemId", d.issue_id as "issueId", d.text, d.at,
  ${scopeColumn('Issue', sql`d.issue_id`)}`;

export const meetingById = rowBy<number, MeetingRow>((row) => row.id, (ids) => sql`select ${meetingColumns} from meeting m where m.id = any(${ids})`);

// The scope of a meeting names every project of its agenda: selected for single rows, not for each row of an agenda.
export const agendaItemById = rowBy<number, AgendaItemRow & Scoped>((row) => row.id, (ids) =>
  sql`select ${itemColumns}, ${scopeColumn('Meeting', sql`g.meeting_id`)} from agenda_item g where g.id = any(${ids})`);

export const siteById = rowBy<number, MeetingSiteRow & Scoped>((row) => row.id, (ids) =>
  sql`select ${siteColumns}, ${scopeColumn('Meeting', sql`s.meeting_id`)} from meeting_site s where s.id = any(${ids})`);

export const directiveById = rowBy<number, DirectiveRow>((row) => row.id, (ids) => sql`select ${directiveColumns} from directive d where d.id = any(${ids})`);

/** By position. */
export const agendaOfMeeting = rowsBy<number, AgendaItemRow>((row) => row.meetingId, (ids) =>
  sql`select ${itemColumns} from agenda_item g where g.meeting_id = any(${ids}) order by g.position, g.id`);

export const sitesOfMeeting = rowsBy<number, MeetingSiteRow>((row) => row.meetingId, (ids) =>
  sql`select ${siteColumns} from meeting_site s where s.meeting_id = any(${ids}) order by s.id`);

/** Newest last, like the two lists that follow. */
export const directivesOfMeeting = rowsBy<number, DirectiveRow>((row) => row.meetingId, (ids) =>
  sql`select ${directiveColumns} from directive d where d.meeting_id = any(${ids}) order by d.id`);

export const directivesOfItem = rowsBy<number, DirectiveRow>((row) => row.itemId, (ids) =>
  sql`select ${directiveColumns} from directive d where d.item_id = any(${ids}) order by d.id`);

export const directivesOfIssue = rowsBy<number, DirectiveRow>((row) => row.issueId, (ids) =>
  sql`select ${directiveColumns} from directive d where d.issue_id = any(${ids}) order by d.id`);
