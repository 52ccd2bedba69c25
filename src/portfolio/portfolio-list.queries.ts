import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { visible } from '../graphql/sight.js';
import { isOverdue } from '../issue/issue.queries.js';
import { leaderColumns } from '../leader/leader.queries.js';
import type { LeaderRow } from '../leader/leader.type.js';
import { sql } from '../store/database.js';
import type { PortfolioOrder } from './portfolio.type.js';

const orders = {
  OVERDUE_RATE_DESC: { key: sql`coalesce(round(ranked.overdue::numeric / nullif(ranked.open, 0), 6), -1)`, type: 'numeric', descending: true },
  OPEN_ISSUES_DESC: { key: sql`ranked.open`, type: 'int', descending: true },
  PROJECTS_DESC: { key: sql`ranked.projects`, type: 'int', descending: true },
} satisfies Record<PortfolioOrder, Order>;

/** A page of the leaders who answer for something that the viewer sees. */
export function readPortfolios({ db, sight, language }: Context, wanted: PageWanted, order: PortfolioOrder): Promise<Page<LeaderRow>> {
  const ranked = sql`
    with subject as materialized (
      select distinct a.leader_id, a.project_id, a.lead_id from assignment a
      where a.until is null
        and case when a.project_id is not null then ${visible(sight, 'Project', sql`a.project_id`)} else ${visible(sight, 'InvestmentLead', sql`a.lead_id`)} end
    ), burden as materialized (
      select i.project_id, i.lead_id, count(*)::int as open, (count(*) filter (where ${isOverdue}))::int as overdue
      from issue i where i.status <> 'CLOSED' and (i.project_id is not null or i.lead_id is not null) and ${visible(sight, 'Issue', sql`i.id`)}
      group by i.project_id, i.lead_id
    ), ranked as materialized (
      select s.leader_id, count(s.project_id)::int as projects, coalesce(sum(coalesce(p.open, l.open)), 0)::int as open, coalesce(sum(coalesce(p.overdue, l.overdue)), 0)::int as overdue
      from subject s left join burden p on p.project_id = s.project_id left join burden l on l.lead_id = s.lead_id
      group by s.leader_id
    )`;
  const from = sql`ranked join leader l on l.id = ranked.leader_id`;
  return readPage(db, { with: ranked, columns: leaderColumns, from, where: [], order: orders[order], id: sql`l.id` }, wanted, language);
}
