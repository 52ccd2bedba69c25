import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { scopeColumn } from '../graphql/sight.js';
import { sql, type Sql } from '../store/database.js';
import type { DecisionRow } from './decision.type.js';

/** Directives among the other decisions; `where` speaks of d, which has the same keys on both sides. */
function decisions(where: Sql): Sql {
  return sql`
    select * from (
      select 'DIRECTIVE' as kind, d.id, d.meeting_id as "meetingId", d.item_id as "itemId", d.text, '{}'::int[] as "partyIds", null::date as until, d.at, ${scopeColumn('Issue', sql`d.issue_id`)}
      from directive d where ${where}
      union all
      select d.kind, d.id, d.meeting_id, d.item_id, d.text, d.party_ids, d.until_day, d.at,
        (select to_jsonb(kept.keys) from entity_scope kept
         where kept.type = case when g.project_id is not null then 'Project' when g.lead_id is not null then 'InvestmentLead' else 'Meeting' end
           and kept.entity_id = coalesce(g.project_id, g.lead_id, g.meeting_id))
      from meeting_decision d join agenda_item g on g.id = d.item_id where ${where}
    ) decision order by at, kind, id`;
}

/** Newest last, as in the list that follows. */
export const decisionsOfMeeting = rowsBy<number, DecisionRow>((row) => row.meetingId, (ids) => decisions(sql`d.meeting_id = any(${ids})`));

export const decisionsOfItem = rowsBy<number, DecisionRow>((row) => row.itemId, (ids) => decisions(sql`d.item_id = any(${ids})`));

/** One that is no directive. */
export const decisionById = rowBy<number, DecisionRow>((row) => row.id, (ids) => sql`select * from (${decisions(sql`d.id = any(${ids})`)}) said where kind <> 'DIRECTIVE'`);
