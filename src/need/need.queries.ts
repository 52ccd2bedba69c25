import { rowsBy } from '../graphql/row-loaders.js';
import { sql } from '../store/database.js';
import type { LeadNeedRow } from './need.type.js';

/** In the order in which they were said. */
export const needsOf = rowsBy<number, LeadNeedRow>((row) => row.leadId, (leads) => sql`
  select n.id, n.lead_id as "leadId", n.kind_id as "kindId", trim_scale(n.quantity)::text as quantity, n.measure, n.note,
         case when n.issue_id is not null then 'REPORTED' when n.answered_at is not null then 'ANSWERED' else 'OPEN' end as state,
         n.added_at as "addedAt", n.added_by as "addedBy", n.answer, n.answered_at as "answeredAt", n.answered_by as "answeredBy", n.issue_id as "issueId"
  from lead_need n where n.lead_id = any(${leads}) order by n.id`);
