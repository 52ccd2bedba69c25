import { Migration } from '@mikro-orm/migrations';

/** Lights that reckon the day's share of the year once and not once a project; the open issues of a project in the order of their lists. */
export class Migration20261125011500_reading extends Migration {

  override name = 'Migration20261125011500_reading';

  override up(): void {
    this.addSql(`
      create or replace function project_signals(project_ids int[], on_day date) returns table (project_id int, rule text, colour text, measure numeric) language sql stable as $$
        with today as materialized (select on_day as day, extract(year from on_day)::int as year, seasonal_share(on_day) as share),
        standing as materialized (
          select p.id, p.stage, p.planned_completion_on, p.completed_on,
                 case p.origin when 'NEW' then p.planned_start_on else p.planned_resumption_on end as planned_on,
                 at_work_on(p.origin, p.started_on, p.resumed_on, p.planned_resumption_on, today.day) as at_work
          from project p, today
          where p.id = any(project_ids) and p.ended_at is null
        ),
        measured as (
          select s.id, 'START_OVERDUE' as rule, (today.day - s.planned_on)::numeric as measure
          from standing s, today where s.stage <> 'COMPLETED' and not s.at_work
          union all
          select s.id, 'COMPLETION_OVERDUE', (today.day - s.planned_completion_on)::numeric
          from standing s, today where s.completed_on is null or s.completed_on > today.day
          union all
          select s.id, 'BEHIND_PLAN', 1 - y.completed / (y.planned * today.share)
          from standing s cross join today join project_year y on y.project_id = s.id and y.year = today.year
          where s.stage <> 'COMPLETED' and s.at_work and y.planned * today.share > 0
          union all
          select s.id, 'ISSUES_OVERDUE', late.count
          from standing s cross join today
          cross join lateral (select count(*) from issue i where i.project_id = s.id and i.status <> 'CLOSED' and i.due_on < today.day) as late
        )
        select m.id, m.rule, case when m.measure >= r.red_from then 'RED' else 'YELLOW' end,
               case m.rule when 'BEHIND_PLAN' then floor(m.measure * 100) / 100 else m.measure end -- as it is told: whole percents, rounded down
        from measured m
        join signal_rule r on r.rule = m.rule and r.enabled
        where m.measure >= least(r.yellow_from, r.red_from)
      $$;
    `);
    this.addSql(`create index "issue_open_of_project" on "issue" ("project_id", "reported_at", "id") include ("due_on") where "status" <> 'CLOSED';`);
  }

}
