import { loader } from '../graphql/context.js';
import { visible } from '../graphql/sight.js';
import { isOverdue } from '../issue/issue.queries.js';
import type { Sight } from '../kernel/rights.js';
import { rows, sql, type Database } from '../store/database.js';
import type { PortfolioRow } from './portfolio.type.js';

interface Key {
  readonly leaderId: number;
  readonly sight: Sight;
  /** Days within which handovers count, both included; null is open. */
  readonly from: string | null;
  readonly until: string | null;
}

/** Most open directives that are listed; all of them are counted. */
const mostListed = 50;

/** One statement for all leaders of a page. */
export const portfolioOf = loader<Key, PortfolioRow>(async (db, keys) => {
  const answers = new Map<Key, PortfolioRow>();
  for (const group of Map.groupBy(keys, (key) => JSON.stringify({ ...key, leaderId: null })).values()) {
    const found = await portfolios(db, group[0]!, group.map(({ leaderId }) => leaderId));
    for (const key of group) answers.set(key, found.get(key.leaderId)!);
  }
  return keys.map((key) => answers.get(key)!);
});

async function portfolios(db: Database, { sight, from, until }: Key, leaderIds: readonly number[]): Promise<Map<number, PortfolioRow>> {
  const found = await rows<PortfolioRow & { id: number }>(db, sql`
    with subject as materialized (
      select distinct a.leader_id, a.project_id, a.lead_id from assignment a
      where a.leader_id = any(${leaderIds}::int[]) and a.until is null
        and case when a.project_id is not null then ${visible(sight, 'Project', sql`a.project_id`)} else ${visible(sight, 'InvestmentLead', sql`a.lead_id`)} end
    ), concerned as materialized (
      select s.leader_id, i.id, i.status, i.returns, ${isOverdue} as overdue from subject s join issue i on i.project_id = s.project_id where ${visible(sight, 'Issue', sql`i.id`)}
      union all
      select s.leader_id, i.id, i.status, i.returns, ${isOverdue} from subject s join issue i on i.lead_id = s.lead_id where ${visible(sight, 'Issue', sql`i.id`)}
    ), told as materialized (
      select c.leader_id, d.id, d.at, c.status = 'CLOSED' as closed from concerned c join directive d on d.issue_id = c.id
    )
    select leader.id, held.projects, held.leads, open.issues as "openIssues", open.overdue as "overdueIssues", open.returned as "returnedIssues",
      open.overdue::float8 / nullif(open.issues, 0) as "overdueRate", open.returned::float8 / nullif(open.issues, 0) as "returnedRate",
      passed.count as "handedOver", decided.count as directives, decided.closed as "directivesClosed",
      array(select t.id from told t where t.leader_id = leader.id and not t.closed order by t.at desc, t.id desc limit ${mostListed}) as "openDirectiveIds"
    from unnest(${leaderIds}::int[]) as leader(id)
    cross join lateral (select count(s.project_id)::int as projects, count(s.lead_id)::int as leads from subject s where s.leader_id = leader.id) held
    cross join lateral (
      select count(*)::int as issues, (count(*) filter (where c.overdue))::int as overdue, (count(*) filter (where c.returns > 0))::int as returned
      from concerned c where c.leader_id = leader.id and c.status <> 'CLOSED'
    ) open
    cross join lateral (select count(*)::int as count, (count(*) filter (where t.closed))::int as closed from told t where t.leader_id = leader.id) decided
    cross join lateral (
      select count(*)::int as count from assignment a join history h on h.type = 'Assignment' and h.entity_id = a.id and h.act = 'HANDED_OVER'
      where a.leader_id = leader.id and ${visible(sight, 'Assignment', sql`a.id`)}
        and coalesce(business_day(h.at) >= ${from}::date, true) and coalesce(business_day(h.at) <= ${until}::date, true)
    ) passed`);
  return new Map(found.map(({ id, ...portfolio }) => [id, portfolio]));
}
