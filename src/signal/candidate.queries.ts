import { all, readPage, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { visible } from '../graphql/sight.js';
import { wordsOf } from '../kernel/enumeration.js';
import { IssueLevel } from '../issue/issue.enums.js';
import { conditionsOf, criteriaOf } from '../project/project.criteria.js';
import { sql, type Sql } from '../store/database.js';
import type { CandidateFilter, CandidateKind, CandidateRow } from './candidate.type.js';
import type { SignalRule } from './signal.enums.js';
import { reckonedAsText } from './signal.queries.js';

/** What is still to be called: a row of agenda_item g of a meeting m. */
const toCall: Sql = sql`agenda_item g join meeting m on m.id = g.meeting_id and m.status in ('SCHEDULED', 'IN_PROGRESS') and g.status in ('PENDING', 'CALLED')`;

/** Which meeting will call a project first. */
export const meetingThatCalls = rowBy<number, { projectId: number; meetingId: number }>((row) => row.projectId, (projects) => sql`
  select distinct on (g.project_id) g.project_id as "projectId", m.id as "meetingId" from ${toCall} where g.project_id = any(${projects}) order by g.project_id, m.starts_at, m.id`);

/** The rules that call for a meeting. */
const byRule = ['STUCK', 'SLOW', 'MILESTONES_LATE', 'ISSUES_OVERDUE'] satisfies (CandidateKind & SignalRule)[];

/**
 * What candidates are reckoned from, as parts of a `with`; their rows are `candidate c`. A further reason to call a project
 * joins in `reason`. Lights are reckoned once, whatever reads the rows.
 */
export function candidatesAmong(projects: readonly Sql[]): Sql {
  const levels = sql`${wordsOf(IssueLevel)}::text[]`;
  return sql`
    today as materialized (select business_today() as day),
    seen as materialized (select array(select p.id from project p where ${all(projects)}) as ids),
    fired as materialized (
      select ${reckonedAsText} from seen, today, lateral project_signals(seen.ids, today.day) s where s.rule = any(${byRule}::text[])
    ),
    escalated as materialized (
      select i.project_id, count(*)::int as count, min(business_day(i.escalated_at)) as since, max(array_position(${levels}, i.level)) as level
      from seen, issue i where i.project_id = any(seen.ids) and i.escalated_at is not null and i.status <> 'CLOSED' group by i.project_id
    ),
    reason as (
      select project_id, rule as kind, colour, since, to_jsonb(f) as fired, null::jsonb as escalated from fired f
      union all
      select project_id, 'ESCALATED', case (${levels})[level] when 'PROVINCE' then 'RED' else 'YELLOW' end, since, null, jsonb_build_object('count', count, 'since', since, 'level', (${levels})[level]) from escalated
    ),
    candidate as materialized (
      select project_id as id, array_agg(kind order by colour, kind) as kinds, min(colour) as colour, sum(case colour when 'RED' then 2 else 1 end)::int as urgency, min(since) as since,
        coalesce(jsonb_agg(fired order by colour, kind) filter (where fired is not null), '[]') as rules, (jsonb_agg(escalated) filter (where escalated is not null)) -> 0 as escalated
      from reason group by project_id
    )`;
}

/** The most urgent first; among equals the one that has waited longest: of `candidate c`, below two million. */
export const pressing: Sql = sql`(c.urgency * 100000 + least((select day from today) - coalesce(c.since, (select day from today)), 99999))`;

export function readCandidates(context: Context, { kind, onAgenda, ...filter }: CandidateFilter, page: PageWanted): Promise<Page<CandidateRow>> {
  const where: Sql[] = [];
  if (kind) where.push(sql`c.kinds && ${kind}::text[]`);
  if (typeof onAgenda === 'boolean') where.push(sql`exists (select from ${toCall} where g.project_id = c.id and ${visible(context.sight, 'Meeting', sql`m.id`)}) = ${onAgenda}`);
  return readPage(context.db, {
    with: sql`with ${candidatesAmong(conditionsOf(criteriaOf(filter, context)))}`,
    columns: sql`c.id, c.kinds, c.colour, c.urgency, c.since, c.rules, c.escalated`,
    from: sql`candidate c`,
    where,
    order: { key: pressing, type: 'int', descending: true },
    id: sql`c.id`,
  }, page, context.language);
}
