import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { visible } from '../graphql/sight.js';
import { within } from '../region/region.queries.js';
import { sql, type Sql } from '../store/database.js';
import type { MeetingOrder } from './meeting.enums.js';
import type { MeetingFilter } from './meeting.inputs.js';
import { meetingColumns } from './meeting.queries.js';
import type { MeetingRow } from './meeting.type.js';

const orders = {
  STARTS_AT_DESC: { key: sql`m.starts_at`, type: 'timestamptz', descending: true },
  STARTS_AT_ASC: { key: sql`m.starts_at`, type: 'timestamptz' },
} satisfies Record<MeetingOrder, Order>;

/** A page of the meetings that the viewer sees. */
export function readMeetings(context: Context, wanted: PageWanted, filter: MeetingFilter | null | undefined, order: MeetingOrder): Promise<Page<MeetingRow>> {
  const where = [visible(context.sight, 'Meeting', sql`m.id`), ...conditions(filter ?? {}, context)];
  return readPage(context.db, { columns: meetingColumns, from: sql`meeting m`, where, order: orders[order], id: sql`m.id` }, wanted, context.language);
}

function conditions({ status, mode, regionId, from, to, projectId, search }: MeetingFilter, context: Context): Sql[] {
  const found: Sql[] = [];
  if (status) found.push(sql`m.status = any(${status}::text[])`);
  if (mode) found.push(sql`m.mode = any(${mode}::text[])`);
  if (typeof regionId === 'string') found.push(within(sql`m.region_id`, context.id(regionId, 'Region', ['filter', 'regionId'])));
  if (from) found.push(sql`m.starts_at >= ${from}`);
  if (to) found.push(sql`m.starts_at < ${to}`);
  if (typeof projectId === 'string') found.push(calls(context, context.id(projectId, 'Project', ['filter', 'projectId'])));
  const wanted = search?.trim();
  if (wanted) found.push(sql`search_matches(m.title, ${wanted})`);
  return found;
}

/** The project is on the agenda, as far as the viewer may know it. */
function calls(context: Context, projectId: number): Sql {
  return sql`exists (
    select from agenda_item g where g.meeting_id = m.id and g.project_id = ${projectId} and ${visible(context.sight, 'Project', sql`g.project_id`)})`;
}
