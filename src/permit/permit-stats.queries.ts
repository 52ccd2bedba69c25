import { all } from '../graphql/connection.js';
import { wordsOf } from '../kernel/enumeration.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import { conditionsOf, type PermitCriteria } from './permit.criteria.js';
import { PermitChannel, PermitState } from './permit.entity.js';
import { isOverdue, isPaperOverdue, isWaiting } from './permit.queries.js';
import type { PermitDimension, PermitStatsRow } from './permit-stats.type.js';

const dimensions = {
  KIND: { key: 'kindId', place: sql`(select k.position from permit_kind k where k.id = c."kindId")` },
  AUTHORITY: { key: 'authorityId', place: sql`(select u.code from unit u where u.id = c."authorityId")` },
  STATE: { key: 'state', place: sql`array_position(${wordsOf(PermitState)}::text[], c.state)` },
  CHANNEL: { key: 'channel', place: sql`array_position(${wordsOf(PermitChannel)}::text[], c.channel)` },
  REGION: { key: 'regionId', place: sql`(select r.code from region r where r.id = c."regionId")` },
} satisfies Record<PermitDimension, { key: keyof PermitStatsRow; place: Sql }>;

/** How many steps, and how many working days the median and the longest of them took. */
function daysOf(days: Sql): Sql {
  return sql`jsonb_build_object('count', count(${days}), 'median', percentile_disc(0.5) within group (order by ${days}), 'longest', max(${days}))`;
}

/** The running number of a day's working day. */
function numberOf(day: Sql): Sql {
  return sql`calendar.number_of[${day} - calendar.before]`;
}

/**
 * The figures of all groups in one statement. Working days are the differences of running numbers that every day of the span
 * gets once, by the city's calendar: a hundred thousand permits ask for no calendar each.
 */
export function readPermitStats(db: Database, criteria: PermitCriteria, by: readonly PermitDimension[]): Promise<PermitStatsRow[]> {
  const keys = Object.entries(dimensions).map(([name, { key }]) => sql`${by.includes(name as PermitDimension) ? sql`c.${sql.id(key)}` : sql`null`} as ${sql.id(key)}`);
  const grouped = by.map((dimension) => sql`c.${sql.id(dimensions[dimension].key)}`);
  const target = by.length === 1 && by[0] === 'CHANNEL'
    ? sql`(select case c.channel when 'ONLINE_NEVER_SEEN' then r.online_target when 'ONE_VISIT' then r.one_visit_target when 'DONE_FOR_YOU' then r.done_for_you_target end::float8 from permit_rules r)`
    : sql`null::float8`;
  return rows(db, sql`
    with counted as materialized (
      select m.id, m.state, m.channel, m.kind_id as "kindId", m.authority_id as "authorityId", p.region_id as "regionId", m.applied_on, m.accepted_on, m.granted_on,
             case when ${isWaiting} then coalesce(m.accepted_on, m.applied_on) end as since, ${isOverdue} as overdue
      from permit m join project p on p.id = m.project_id where ${all(conditionsOf(criteria))}
    ),
    span as (select min(applied_on) as first, (select business_today()) as last from counted),
    numbered as (
      select d.day::date as day, count(*) filter (where is_working_day(d.day::date)) over (order by d.day)::int as number
      from span cross join generate_series(span.first, span.last, interval '1 day') d(day)
    ),
    calendar as materialized (select (select first from span) - 1 as before, array_agg(number order by day) as number_of from numbered),
    papers as materialized (select d.permit_id, count(*)::int as overdue from permit_paper d where ${isPaperOverdue} group by 1),
    reckoned as (
      select c.*, coalesce(papers.overdue, 0) as papers, ${numberOf(sql`c.accepted_on`)} - ${numberOf(sql`c.applied_on`)} as acceptance, ${numberOf(sql`c.granted_on`)} - ${numberOf(sql`c.accepted_on`)} as review,
             ${numberOf(sql`(select last from span)`)} - ${numberOf(sql`c.since`)} as waiting
      from counted c cross join calendar left join papers on papers.permit_id = c.id
    )
    select ${sql.join(keys)}, count(*)::int as count, count(*) filter (where c.state = 'GRANTED')::int as granted, count(*) filter (where c.state not in ('GRANTED', 'EXEMPTED'))::int as open,
           count(*) filter (where c.overdue)::int as overdue, coalesce(sum(c.papers), 0)::int as "overduePapers",
           (count(c.channel)::numeric / nullif(sum(count(c.channel)) over (), 0))::float8 as share, ${target} as target,
           ${daysOf(sql`c.acceptance`)} as acceptance, ${daysOf(sql`c.review`)} as review, ${daysOf(sql`c.waiting`)} as waiting
    from reckoned c ${by.length === 0 ? sql`` : sql`group by ${sql.join(grouped)} order by ${sql.join(by.map((dimension) => sql`${dimensions[dimension].place} nulls last`))}`}`);
}
