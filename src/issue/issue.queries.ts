import { loader } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { scopeColumn } from '../graphql/sight.js';
import { rows, sql, type Sql } from '../store/database.js';
import type { IssueRow } from './issue.type.js';

/** Of alias i. Once a statement, not once a row. */
export const isOverdue: Sql<boolean> = sql`(i.status <> 'CLOSED' and coalesce(i.due_on < (select business_today()), false))`;

export const issueColumns: Sql = sql`
  'Issue' as "__typename", i.id, i.number, i.kind, i.category, i.title, i.detail, i.severity, i.status, i.level,
  i.service_mode as "serviceMode", i.due_on as "dueOn", ${isOverdue} as overdue, i.returns,
  case when i.external_system is not null then json_build_object('system', i.external_system, 'key', i.external_key) end as "externalRef",
  i.reported_at as "reportedAt", i.resolved_at as "resolvedAt", i.closed_at as "closedAt", i.version,
  i.project_id as "projectId", i.lead_id as "leadId", i.lead_unit_id as "leadUnitId",
  coalesce(
    i.region_id,
    (select p.region_id from project p where p.id = i.project_id),
    (select l.region_id from investment_lead l where l.id = i.lead_id)
  ) as "regionId",
  ${scopeColumn('Issue', sql`i.id`)}`;

export const issueById = rowBy<number, IssueRow>((row) => row.id, (ids) => sql`select ${issueColumns} from issue i where i.id = any(${ids})`);

export const issueByNumber = rowBy<string, IssueRow>((row) => row.number, (numbers) => sql`select ${issueColumns} from issue i where i.number = any(${numbers})`);

/** The units that help the lead unit, by code. */
export const supportingUnitIds = loader<number, number[]>(async (db, issues) => {
  const found = await rows<{ issueId: number; unitId: number }>(db, sql`
    select s.issue_id as "issueId", s.unit_id as "unitId"
    from issue_supporting_unit s join unit u on u.id = s.unit_id
    where s.issue_id = any(${issues}) order by u.code`);
  const byIssue = Map.groupBy(found, (row) => row.issueId);
  return issues.map((issue) => (byIssue.get(issue) ?? []).map((row) => row.unitId));
});
