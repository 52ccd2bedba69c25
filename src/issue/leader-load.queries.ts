import { visible } from '../graphql/sight.js';
import { loader } from '../graphql/context.js';
import type { Sight } from '../kernel/rights.js';
import { rows, sql, type Database } from '../store/database.js';
import { isOverdue } from './issue.queries.js';
import type { LeaderLoadType } from './leader-load.type.js';

interface Key {
  readonly leaderId: number;
  readonly sight: Sight;
}

/** What leaders answer for now and what is open there, as far as the viewer sees it: one statement for all of a page. */
export const leaderLoad = loader<Key, LeaderLoadType>(async (db, keys) => {
  const answers = new Map<Key, LeaderLoadType>();
  for (const group of Map.groupBy(keys, ({ sight }) => JSON.stringify(sight)).values()) {
    const found = await loads(db, group[0]!.sight, group.map((key) => key.leaderId));
    for (const key of group) answers.set(key, found.get(key.leaderId)!);
  }
  return keys.map((key) => answers.get(key)!);
});

async function loads(db: Database, sight: Sight, leaderIds: readonly number[]): Promise<Map<number, LeaderLoadType>> {
  const found = await rows<LeaderLoadType & { id: number }>(db, sql`
    with subject as (
      select distinct a.leader_id, a.project_id, a.lead_id
      from assignment a
      where a.leader_id = any(${leaderIds}::int[]) and a.until is null
        and case when a.project_id is not null then ${visible(sight, 'Project', sql`a.project_id`)} else ${visible(sight, 'InvestmentLead', sql`a.lead_id`)} end
    ), open_issue as (
      select s.leader_id, i.status, i.due_on from subject s join issue i on i.project_id = s.project_id
      where i.status <> 'CLOSED' and ${visible(sight, 'Issue', sql`i.id`)}
      union all
      select s.leader_id, i.status, i.due_on from subject s join issue i on i.lead_id = s.lead_id
      where i.status <> 'CLOSED' and ${visible(sight, 'Issue', sql`i.id`)}
    )
    select leader.id, coalesce(held.projects, 0) as projects, coalesce(held.leads, 0) as leads,
      coalesce(open.issues, 0) as "openIssues", coalesce(open.overdue, 0) as "overdueIssues"
    from unnest(${leaderIds}::int[]) as leader(id)
    left join (
      select s.leader_id, count(s.project_id)::int as projects, count(s.lead_id)::int as leads from subject s group by s.leader_id
    ) held on held.leader_id = leader.id
    left join (
      select i.leader_id, count(*)::int as issues, (count(*) filter (where ${isOverdue}))::int as overdue from open_issue i group by i.leader_id
    ) open on open.leader_id = leader.id`);
  return new Map(found.map(({ id, ...load }) => [id, load]));
}
