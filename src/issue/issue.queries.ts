import { loader } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { Columns } from '../graphql/selection.js';
import { scopeColumn } from '../graphql/sight.js';
import { rows, sql, type Sql } from '../store/database.js';
import type { IssueRow } from './issue.type.js';

/** Of alias i. Once a statement, not once a row. */
export const isOverdue: Sql<boolean> = sql`(i.status <> 'CLOSED' and coalesce(i.due_on < (select business_today()), false))`;

export const issueColumns = new Columns<IssueRow>({
  id: sql`i.id`, number: sql`i.number`, kind: sql`i.kind`, category: sql`i.category`, title: sql`i.title`, detail: sql`i.detail`,
  severity: sql`i.severity`, status: sql`i.status`, level: sql`i.level`, serviceMode: sql`i.service_mode`, dueOn: sql`i.due_on`,
  overdue: isOverdue, workingDaysLeft: sql`case when i.status <> 'CLOSED' and i.due_on is not null then working_days_between((select business_today()), i.due_on) end`,
  signBy: sql`i.sign_by`, reminders: sql`i.reminders`, remindedAt: sql`i.reminded_at`, escalatedAt: sql`i.escalated_at`, returns: sql`i.returns`,
  externalRef: sql`case when i.external_system is not null then json_build_object('system', i.external_system, 'key', i.external_key) end`,
  reportedAt: sql`i.reported_at`, resolvedAt: sql`i.resolved_at`, closedAt: sql`i.closed_at`, version: sql`i.version`,
  projectId: sql`i.project_id`, leadId: sql`i.lead_id`, leadUnitId: sql`i.lead_unit_id`, recurrenceOfId: sql`i.recurrence_of`, mergedIntoId: sql`i.merged_into`,
  regionId: sql`coalesce(
    i.region_id,
    (select p.region_id from project p where p.id = i.project_id),
    (select l.region_id from investment_lead l where l.id = i.lead_id)
  )`,
}, { project: ['projectId'], lead: ['leadId'], leadUnit: ['leadUnitId'], region: ['regionId'], recurrenceOf: ['recurrenceOfId'], mergedInto: ['mergedIntoId'] });

const whole: Sql = sql`'Issue' as "__typename", ${issueColumns.all}, ${scopeColumn('Issue', sql`i.id`)}`;

export const issueById = rowBy<number, IssueRow>((row) => row.id, (ids) => sql`select ${whole} from issue i where i.id = any(${ids})`);

export const issueByNumber = rowBy<string, IssueRow>((row) => row.number, (numbers) => sql`select ${whole} from issue i where i.number = any(${numbers})`);

/** The units that help the lead unit, by code. */
export const supportingUnitIds = loader<number, number[]>(async (db, issues) => {
  const found = await rows<{ issueId: number; unitId: number }>(db, sql`
    select s.issue_id as "issueId", s.unit_id as "unitId"
    from issue_supporting_unit s join unit u on u.id = s.unit_id
    where s.issue_id = any(${issues}) order by u.code`);
  const byIssue = Map.groupBy(found, (row) => row.issueId);
  return issues.map((issue) => (byIssue.get(issue) ?? []).map((row) => row.unitId));
});
