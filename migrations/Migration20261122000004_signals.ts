import { Migration } from '@mikro-orm/migrations';

/** Lights by rules that are data, and the seasonal curve that a year's investment is expected to follow. */
export class Migration20261122000004_signals extends Migration {

  override name = 'Migration20261122000004_signals';

  override up(): void {
    this.addSql(`
      insert into signal_rule (rule, yellow_from, red_from) values
        ('START_OVERDUE', 1, 15), ('COMPLETION_OVERDUE', 1, 30), ('BEHIND_PLAN', 0.1, 0.4), ('ISSUES_OVERDUE', 1, 3);
    `);
    // Building in the north: next to nothing until the ground thaws in April, most of it from May to October.
    this.addSql(`
      insert into seasonal_curve (month, share) values
        (1, 0.005), (2, 0.01), (3, 0.02), (4, 0.08), (5, 0.18), (6, 0.32), (7, 0.47), (8, 0.62), (9, 0.77), (10, 0.89), (11, 0.95), (12, 1);
    `);
    this.addSql(`
      create function seasonal_share(on_day date) returns numeric language sql stable as $$
        select before.share + (this.share - before.share)
               * extract(day from on_day) / extract(day from date_trunc('month', on_day) + interval '1 month - 1 day')
        from (select share from seasonal_curve where month = extract(month from on_day)) as this,
             (select coalesce((select share from seasonal_curve where month = extract(month from on_day) - 1), 0) as share) as before
      $$;
    `);
    this.addSql(`
      create function started_on_or_before(origin text, started_on date, resumed_on date, on_day date) returns boolean language sql immutable as $$
        select coalesce(case origin when 'NEW' then started_on else resumed_on end between date_trunc('year', on_day)::date and on_day, false)
      $$;
    `);
    this.addSql(`
      create function startable_by(origin text, started_on date, resumed_on date, planned_start_on date, planned_resumption_on date, on_day date) returns boolean language sql immutable as $$
        select started_on_or_before(origin, started_on, resumed_on, on_day)
            or coalesce(case origin when 'NEW' then planned_start_on else planned_resumption_on end <= on_day, false)
      $$;
    `);
    // Whether work goes on: begun in any year, or resumed since the winter stop whose end was planned.
    this.addSql(`
      create function at_work_on(origin text, started_on date, resumed_on date, planned_resumption_on date, on_day date) returns boolean language sql immutable as $$
        select coalesce(case origin
          when 'NEW' then started_on <= on_day
          else resumed_on <= on_day and resumed_on >= date_trunc('year', coalesce(planned_resumption_on, resumed_on))::date
        end, false)
      $$;
    `);
    // One row for every rule that fires on a project on a day; a project without a row is green.
    this.addSql(`
      create function project_signals(project_ids int[], on_day date) returns table (project_id int, rule text, colour text, measure numeric) language sql stable as $$
        with measured as (
          select p.id, 'START_OVERDUE' as rule,
                 (on_day - case p.origin when 'NEW' then p.planned_start_on else p.planned_resumption_on end)::numeric as measure
          from project p
          where p.id = any(project_ids) and p.ended_at is null and p.stage <> 'COMPLETED'
            and not at_work_on(p.origin, p.started_on, p.resumed_on, p.planned_resumption_on, on_day)
          union all
          select p.id, 'COMPLETION_OVERDUE', (on_day - p.planned_completion_on)::numeric
          from project p
          where p.id = any(project_ids) and p.ended_at is null and (p.completed_on is null or p.completed_on > on_day)
          union all
          select p.id, 'BEHIND_PLAN', 1 - y.completed / (y.planned * seasonal_share(on_day))
          from project p
          join project_year y on y.project_id = p.id and y.year = extract(year from on_day)
          where p.id = any(project_ids) and p.ended_at is null and p.stage <> 'COMPLETED'
            and y.planned * seasonal_share(on_day) > 0
            and at_work_on(p.origin, p.started_on, p.resumed_on, p.planned_resumption_on, on_day)
          union all
          select i.project_id, 'ISSUES_OVERDUE', count(*)
          from issue i
          join project p on p.id = i.project_id and p.ended_at is null
          where i.project_id = any(project_ids) and i.status <> 'CLOSED' and i.due_on < on_day
          group by i.project_id
        )
        select m.id, m.rule, case when m.measure >= r.red_from then 'RED' else 'YELLOW' end,
               case m.rule when 'BEHIND_PLAN' then floor(m.measure * 100) / 100 else m.measure end -- as it is told: whole percents, rounded down
        from measured m
        join signal_rule r on r.rule = m.rule and r.enabled
        where m.measure >= least(r.yellow_from, r.red_from)
      $$;
    `);
    this.addSql(`
      create function project_colours(project_ids int[], on_day date) returns table (project_id int, colour text) language sql stable as $$
        select p.id, coalesce(min(s.colour), 'GREEN') -- RED sorts before YELLOW
        from unnest(project_ids) as p(id) left join project_signals(project_ids, on_day) s on s.project_id = p.id
        group by p.id
      $$;
    `);
  }

}
