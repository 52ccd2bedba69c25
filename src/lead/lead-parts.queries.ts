import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { sql } from '../store/database.js';
import { leadColumns } from './lead.queries.js';
import type { LeadContactRow, LeadMoveType } from './lead-parts.type.js';
import type { LeadRow } from './lead.type.js';

/** The oldest first. */
export const movesOf = rowsBy<number, LeadMoveType & { leadId: number }>((row) => row.leadId, (leads) => sql`
  select m.lead_id as "leadId", m.from_stage as "from", m.to_stage as "to", m.note, m.moved_at as at, m.moved_by as by from lead_move m where m.lead_id = any(${leads}) order by m.id`);

/** Those that stand come first. An ended one says nothing any more, whichever moment is asked for: the present decides. */
export const contactsOf = rowsBy<number, LeadContactRow>((row) => row.leadId, (leads) => sql`
  select c.id, c.lead_id as "leadId", c.role, case when kept.stands then c.name end as name, case when kept.stands then c.position end as position, case when kept.stands then c.telephone end as telephone,
         c.added_at as "addedAt", c.added_by as "addedBy", c.ended_at as "endedAt", c.ended_by as "endedBy"
  from lead_contact c cross join lateral (select exists (select from public.lead_contact w where w.id = c.id and w.ended_at is null) as stands) kept
  where c.lead_id = any(${leads}) order by c.ended_at nulls first, c.id`);

/** The lead that a project came from. */
export const leadOfProject = rowBy<number, LeadRow>((row) => row.projectId!, (projects) => sql`select ${leadColumns} from investment_lead l where l.project_id = any(${projects})`);
