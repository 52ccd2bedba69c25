import { visible } from '../graphql/sight.js';
import { wordsOf } from '../kernel/enumeration.js';
import type { EntityType } from '../kernel/entity-type.js';
import type { Sight } from '../kernel/rights.js';
import { IssueLevel, Severity } from '../issue/issue.enums.js';
import { projectWithYear } from '../project/project.queries.js';
import { sql, type Sql } from '../store/database.js';
import type { ListKind } from './list.enums.js';

/**
 * A list as SQL: what its entries are read from, and each of their values as an expression. Tables are not qualified, so that
 * the same statement reads the past.
 */
export interface Source {
  readonly type: EntityType;
  readonly from: Sql;
  readonly id: Sql;
  /** Which rows stand on it at all. */
  readonly where: readonly Sql[];
  readonly projectId: Sql;
  readonly leadId: Sql;
  readonly issueId: Sql;
  readonly assignmentId: Sql;
  readonly role: Sql;
  readonly regionId: Sql;
  readonly leaderId: Sql;
  readonly unitId: Sql;
  readonly tier: Sql;
  readonly day: Sql;
  readonly doneOn: Sql;
  readonly lateDays: Sql;
  readonly state: Sql;
  readonly severity: Sql;
  readonly level: Sql;
  readonly planned: Sql;
  readonly expected: Sql;
  readonly completed: Sql;
  readonly worst: Sql;
  /** What is searched, spelled as in its index; of a leader, what they answer for. */
  readonly text: Sql;
  answeredBy(leaderId: number): Sql;
}

/** As subqueries, found out once a statement. */
export const today: Sql = sql`(select business_today())`;
const expectedShare: Sql = sql`(select seasonal_share(business_today()))`;
/** As for a light. */
const behind = (planned: Sql, completed: Sql): Sql => sql`plan_lag(at_work_on(p.origin, p.started_on, p.resumed_on, p.planned_resumption_on, ${today}), ${planned}, ${completed}, ${expectedShare})
  >= (select r.fires_from from firing_rules() r where r.rule = 'BEHIND_PLAN')`;

const none = { int: sql`null::int`, text: sql`null::text`, date: sql`null::date`, money: sql`null::numeric` };

const officer = (subject: Sql): Sql => sql`(select o.leader_id from assignment o where ${subject} and o.role = 'GENERAL_SERVICE_OFFICER' and o.until is null)`;
const subjectsOf = (column: Sql, leaderId: number): Sql =>
  sql`(select ${column} from assignment o where o.leader_id = ${leaderId} and o.role = 'GENERAL_SERVICE_OFFICER' and o.until is null and ${column} is not null)`;

/** Days from a day until it was done or today, never less than 0. */
const late = (day: Sql, doneOn: Sql): Sql => sql`greatest(coalesce(${doneOn}, ${today}) - ${day}, 0)`;

const byDay = (day: Sql, doneOn: Sql): Sql =>
  sql`case when ${doneOn} is not null then 'DONE' when ${day} < ${today} then 'LATE' when ${day} <= ${today} + 7 then 'DUE' else 'OPEN' end`;

const noAssignment = { assignmentId: none.int, role: none.text };
const noIssue = { issueId: none.int, severity: none.text, level: none.text };
const noMoney = { planned: none.money, expected: none.money, completed: none.money };

const ofProject = {
  type: 'Project', from: projectWithYear, id: sql`p.id`,
  projectId: sql`p.id`, leadId: none.int, ...noAssignment, ...noIssue,
  regionId: sql`p.region_id`, leaderId: officer(sql`o.project_id = p.id`), unitId: sql`p.owner_unit_id`, tier: sql`p.tier`,
  planned: sql`coalesce(y.planned, 0)`, expected: sql`round(coalesce(y.planned, 0) * ${expectedShare}, 2)`, completed: sql`coalesce(y.completed, 0)`,
  text: sql`p.name || ' ' || p.code`,
  answeredBy: (leaderId: number) => sql`p.id in ${subjectsOf(sql`o.project_id`, leaderId)}`,
} satisfies Partial<Source>;

function startSequence(): Source {
  const day = sql`case p.origin when 'NEW' then p.planned_start_on else p.planned_resumption_on end`;
  const happened = sql`case p.origin when 'NEW' then p.started_on else p.resumed_on end`;
  // What is dated ahead has not happened.
  const doneOn = sql`(case when ${happened} <= ${today} then ${happened} end)`;
  const year = sql`date_trunc('year', ${today})::date`;
  return {
    ...ofProject,
    where: [sql`p.ended_at is null`, sql`case when ${happened} is null then ${day} < ${year} + interval '1 year' and p.stage <> 'COMPLETED'
      else ${happened} >= ${year} and ${happened} < ${year} + interval '1 year' end`],
    day: sql`(${day})`, doneOn, lateDays: late(sql`(${day})`, doneOn), state: byDay(sql`(${day})`, doneOn), worst: sql`coalesce(${late(sql`(${day})`, doneOn)}, 0)`,
  };
}

function progress(includeClosed: boolean): Source {
  const { planned, expected, completed } = ofProject;
  return {
    ...ofProject,
    where: [sql`p.ended_at is null`, includeClosed ? sql`p.stage in ('UNDER_CONSTRUCTION', 'COMPLETED')` : sql`p.stage = 'UNDER_CONSTRUCTION'`],
    day: sql`p.planned_completion_on`, doneOn: sql`p.completed_on`, lateDays: late(sql`p.planned_completion_on`, sql`p.completed_on`),
    state: sql`case when p.stage = 'COMPLETED' then 'DONE' when p.planned_completion_on < ${today} or ${behind(planned, completed)} then 'LATE'
      when p.planned_completion_on <= ${today} + 7 then 'DUE' when ${expected} > 0 and ${completed} > ${expected} then 'AHEAD' else 'OPEN' end`,
    // Who is ahead of a plan of next to nothing is so beyond every number.
    worst: sql`(case when ${planned} > 0 then greatest((${expected} - ${completed}) * 10000 / ${planned}, -1000000000) else 0 end)::int`,
  };
}

function issues(sight: Sight, kind: 'PROBLEM' | 'DEMAND', includeClosed: boolean): Source {
  // What the issue is about may be out of sight where the issue is not.
  const projectSeen = visible(sight, 'Project', sql`i.project_id`);
  const leadSeen = visible(sight, 'InvestmentLead', sql`i.lead_id`);
  const doneOn = sql`business_day(i.closed_at)`;
  return {
    type: 'Issue', id: sql`i.id`,
    from: sql`issue i left join project p on p.id = i.project_id left join investment_lead l on l.id = i.lead_id`,
    // Not as parameters: an index knows them.
    where: [sql`i.kind = ${sql.lit(kind)}`, ...(includeClosed ? [] : [sql`i.status <> 'CLOSED'`])],
    projectId: sql`i.project_id`, leadId: sql`i.lead_id`, issueId: sql`i.id`, ...noAssignment,
    regionId: sql`coalesce(i.region_id, p.region_id, l.region_id)`,
    leaderId: sql`case when i.project_id is not null then case when ${projectSeen} then ${officer(sql`o.project_id = i.project_id`)} end
      when ${leadSeen} then ${officer(sql`o.lead_id = i.lead_id`)} end`,
    unitId: sql`i.lead_unit_id`,
    tier: sql`case when ${projectSeen} then p.tier end`,
    day: sql`i.due_on`, doneOn, lateDays: late(sql`i.due_on`, doneOn), state: byDay(sql`i.due_on`, doneOn),
    severity: sql`i.severity`, level: sql`i.level`, ...noMoney,
    worst: sql`array_position(${wordsOf(Severity)}::text[], i.severity) * 10 + array_position(${wordsOf(IssueLevel)}::text[], i.level)`,
    text: sql`i.title || ' ' || i.number`,
    answeredBy: (leaderId) => sql`(i.project_id in ${subjectsOf(sql`o.project_id`, leaderId)} and ${projectSeen}
      or i.lead_id in ${subjectsOf(sql`o.lead_id`, leaderId)} and ${leadSeen})`,
  };
}

function responsibility(sight: Sight, includeClosed: boolean): Source {
  const doneOn = sql`business_day(a.until)`;
  return {
    type: 'Assignment', id: sql`a.id`,
    from: sql`assignment a join leader who on who.id = a.leader_id left join project p on p.id = a.project_id left join investment_lead l on l.id = a.lead_id`,
    // Who once answered for what they see no more sees the assignment, but not what it was on.
    where: [
      sql`case when a.project_id is not null then ${visible(sight, 'Project', sql`a.project_id`)} else ${visible(sight, 'InvestmentLead', sql`a.lead_id`)} end`,
      ...(includeClosed ? [] : [sql`a.until is null`]),
    ],
    projectId: sql`a.project_id`, leadId: sql`a.lead_id`, assignmentId: sql`a.id`, role: sql`a.role`, ...noIssue, ...noMoney,
    regionId: sql`coalesce(p.region_id, l.region_id)`, leaderId: sql`a.leader_id`, unitId: sql`who.unit_id`, tier: sql`p.tier`,
    day: sql`business_day(a.since)`, doneOn, lateDays: none.int, state: sql`case when a.until is null then 'OPEN' else 'DONE' end`, worst: sql`cast(0 as int)`,
    text: sql`coalesce(p.name || ' ' || p.code, l.name || ' ' || l.code)`,
    answeredBy: (leaderId) => sql`a.leader_id = ${leaderId}`,
  };
}

export function sourceOf(kind: ListKind, sight: Sight, includeClosed: boolean): Source {
  switch (kind) {
    case 'START_SEQUENCE': return startSequence();
    case 'PROGRESS': return progress(includeClosed);
    case 'DEMAND': return issues(sight, 'DEMAND', includeClosed);
    case 'ISSUE': return issues(sight, 'PROBLEM', includeClosed);
    case 'RESPONSIBILITY': return responsibility(sight, includeClosed);
  }
}
