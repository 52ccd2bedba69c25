import { Migration } from '@mikro-orm/migrations';

/**
 * The first page of a list of issues by their deadline, now and at a past moment; and what changed between two moments. When a
 * project is so far behind its plan that a light tells it, its list says by the same words.
 */
export class Migration20261125095000_lists extends Migration {

  override name = 'Migration20261125095000_lists';

  override up(): void {
    this.lagging();
    this.addSql(`create index "issue_listed" on "issue" ("kind", coalesce("due_on", date '9999-12-31'), "id") where "status" <> 'CLOSED';`);
    this.addSql(`create index "issue_listed" on versions.issue ("kind", coalesce("due_on", date '9999-12-31'), "id") where "status" <> 'CLOSED';`);
    // Each line of the past asks who answered for its project or lead.
    this.addSql(`create index "assignment_of_project" on versions.assignment ("project_id", "kept_until");`);
    this.addSql(`create index "assignment_of_lead" on versions.assignment ("lead_id", "kept_until");`);
    // The lights of the past ask each project for its late issues.
    this.addSql(`create index "issue_open_of_project" on versions.issue ("project_id") include ("due_on") where "status" <> 'CLOSED';`);
  }
  private lagging(): void {
    this.addSql(`
      create function plan_lag(at_work boolean, planned numeric, completed numeric, share numeric) returns numeric language sql immutable as $$
        select case when at_work then 1 - completed / nullif(planned * share, 0) end
      $$;
    `);
    this.addSql(`
      create function firing_rules() returns table (rule text, fires_from numeric, red_from numeric) language sql stable as $$
        select rule, least(yellow_from, red_from), red_from from signal_rule where enabled
      $$;
    `);
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
          select s.id, 'BEHIND_PLAN', plan_lag(s.at_work, y.planned, y.completed, today.share)
          from standing s cross join today join project_year y on y.project_id = s.id and y.year = today.year
          where s.stage <> 'COMPLETED'
          union all
          select s.id, 'ISSUES_OVERDUE', late.count
          from standing s cross join today
          cross join lateral (select count(*) from issue i where i.project_id = s.id and i.status <> 'CLOSED' and i.due_on < today.day) as late
        )
        select m.id, m.rule, case when m.measure >= r.red_from then 'RED' else 'YELLOW' end,
               case m.rule when 'BEHIND_PLAN' then floor(m.measure * 100) / 100 else m.measure end -- as it is told: whole percents, rounded down
        from measured m
        join firing_rules() r on r.rule = m.rule
        where m.measure >= r.fires_from
      $$;
    `);
  }

}
