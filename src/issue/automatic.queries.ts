import { rows, sql, type Database } from '../store/database.js';
import type { IssueLevel } from './issue.entity.js';

/** UNSIGNED: its unit has not signed for it in time. OVERDUE: it is past its deadline. */
export type Lateness = 'UNSIGNED' | 'OVERDUE';

/** What is due by itself for an issue today. */
export interface Due {
  readonly id: number;
  readonly late: Lateness;
  /** Working days since the time that was missed. */
  readonly days: number;
  readonly level: IssueLevel;
  readonly levelName: string;
  readonly remind: boolean;
  readonly escalate: boolean;
}

/**
 * What is due by the rules of the levels, the longest late first; of one issue, or of all. On a day off nothing is due. One
 * reminder for each time that was missed, and one level at a time: the next level's times begin on the day of the escalation.
 */
export function dueByItself(db: Database, only: number | null = null): Promise<Due[]> {
  const one = only === null ? sql`true` : sql`i.id = ${only}`;
  return rows(db, sql`
    with today as materialized (select business_today() as day),
    missed as (
      select i.id, 'UNSIGNED' as late, i.sign_by as since, i.level, i.reminded_at
      from issue i, today where i.status = 'ASSIGNED' and i.sign_by < today.day and ${one}
      union all
      select i.id, 'OVERDUE', greatest(i.due_on, i.watched_from), i.level, i.reminded_at
      from issue i, today where i.status in ('ASSIGNED', 'ACKNOWLEDGED') and i.due_on < today.day and ${one}
    ),
    due as (
      select m.id, m.late, m.since, days.late as days, m.level, r.name as "levelName",
             (m.late = 'UNSIGNED' or days.late >= r.remind_overdue_after) and coalesce(business_day(m.reminded_at) <= m.since, true) as remind,
             m.level <> 'PROVINCE' and case m.late when 'UNSIGNED' then days.late > r.escalate_unsigned_after else days.late >= r.escalate_overdue_after end as escalate
      from missed m join escalation_rule r on r.level = m.level and r.enabled
      cross join today cross join lateral (select working_days_between(m.since, today.day) as late) days
      where days.late > 0 and is_working_day(today.day)
    )
    -- Missed in both ways, it is reminded of once; and raised for the one that has gone on longer.
    select distinct on (first.since, first.id) first.*
    from (select distinct on (d.id) d.* from due d where d.remind or d.escalate order by d.id, d.escalate desc, d.since) first
    order by first.since, first.id`);
}
