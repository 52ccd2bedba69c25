import { Migration } from '@mikro-orm/migrations';

/**
 * Lights explained: rules say which projects they are for, three rules more (STUCK, SLOW, MILESTONES_LATE), and every rule answers with what it
 * was reckoned from. The rules and the curve are arguments, so that others than those that stand can be tried.
 */
export class Migration20261125112990_signals_explained extends Migration {

  override name = 'Migration20261125112990_signals_explained';

  override up(): void {
    this.rules();
    this.curve();
    this.checks();
    this.history();
    this.watched();
  }

  private rules(): void {
    this.addSql(`
      alter table "signal_rule" add column "tiers" text[] null, add column "sectors" text[] null, add column "origins" text[] null, add column "stages" text[] null, add column "signs" text[] not null default '{}';
    `);
    this.addSql(`comment on column signal_rule.tiers is 'which projects the rule is for, with sectors, origins and stages; null: whichever';`);
    this.addSql(`comment on column signal_rule.signs is 'what STUCK takes for progress';`);
    this.addSql(`alter table "signal_rule" drop constraint "signal_rule_rule_check";`);
    this.addSql(`alter table "signal_rule" add constraint "signal_rule_rule_check" check ("rule" in ('START_OVERDUE', 'COMPLETION_OVERDUE', 'BEHIND_PLAN', 'ISSUES_OVERDUE', 'STUCK', 'SLOW', 'MILESTONES_LATE'));`);
    this.addSql(`alter table "signal_rule" add constraint "signal_rule_signs_check" check (signs <@ '{PHYSICAL,INVESTMENT,MILESTONE,REPORT}' and (rule = 'STUCK') = (signs <> '{}'));`);
    this.addSql(`update signal_rule set red_from = greatest(red_from, yellow_from) where red_from < yellow_from;`);
    this.addSql(`alter table "signal_rule" add constraint "signal_rule_order_check" check (yellow_from > 0 and red_from >= yellow_from);`);
    this.addSql(`select keep_versions('signal_rule');`);
    // What stood before had no signs; a version without them would not be a rule.
    this.addSql(`update versions.signal_rule set signs = '{}';`);
    this.addSql(`
      insert into signal_rule (rule, yellow_from, red_from, stages, signs) values ('STUCK', 15, 30, '{UNDER_CONSTRUCTION}', '{PHYSICAL,INVESTMENT,MILESTONE}'), ('SLOW', 0.03, 0.1, null, '{}'), ('MILESTONES_LATE', 7, 30, null, '{}');
    `);
    // Where there was nothing, they stood always, as the others did.
    this.addSql(`update versions.signal_rule set kept_from = '-infinity' where rule in ('STUCK', 'SLOW', 'MILESTONES_LATE') and not exists (select from region);`);
  }

  private curve(): void {
    this.addSql(`
      create function curve_share(curve numeric[], on_day date) returns numeric language sql immutable as $$
        select before + (curve[month] - before) * extract(day from on_day) / extract(day from date_trunc('month', on_day) + interval '1 month - 1 day')
        from (select extract(month from on_day)::int as month, coalesce(curve[extract(month from on_day)::int - 1], 0) as before) as m
      $$;
    `);
    this.addSql(`create function standing_curve() returns numeric[] language sql stable as $$ select array(select share from seasonal_curve order by month) $$;`);
    this.addSql(`create or replace function seasonal_share(on_day date) returns numeric language sql stable as $$ select curve_share(standing_curve(), on_day) $$;`);
    // The other way round: the first day of a year by which so much is expected; null beyond the curve.
    this.addSql(`
      create function curve_day(curve numeric[], share numeric, in_year int) returns date language sql immutable as $$
        select first + (ceil((share - before) * extract(day from first + interval '1 month - 1 day') / (upto - before))::int - 1)
        from (
          select make_date(in_year, month, 1) as first, upto, coalesce(curve[month - 1], 0) as before
          from generate_series(1, 12) month cross join lateral (select curve[month] as upto) c where upto >= share and upto > 0 order by month limit 1
        ) as m where share > before
        union all select make_date(in_year, 1, 1) where share <= 0
      $$;
    `);
  }

  private checks(): void {
    this.addSql(`
      create function rule_concerns(tiers text[], sectors text[], origins text[], stages text[], tier text, sector text, origin text, stage text) returns boolean language sql immutable as $$
        select (tiers is null or tier = any(tiers)) and (sectors is null or sector = any(sectors)) and (origins is null or origin = any(origins)) and (stages is null or stage = any(stages))
      $$;
    `);
    this.addSql(`
      create function rule_colour(measure numeric, yellow_from numeric, red_from numeric) returns text language sql immutable as $$
        select case when measure >= red_from then 'RED' when measure >= yellow_from then 'YELLOW' else 'GREEN' end
      $$;
    `);
    this.addSql(`drop function firing_rules();`);
    // By how much of the year's plan less is completed than the curve expects.
    this.addSql(`
      create function plan_gap(at_work boolean, planned numeric, completed numeric, share numeric) returns numeric language sql immutable as $$
        select case when at_work then share - completed / nullif(planned, 0) end
      $$;
    `);
    this.addSql(`
      create function milestones_reached(project_ids int[], on_day date) returns table (project_id int, reached_on date) language sql stable as $$
        select e.project_id, e.on_day from project_event e where e.project_id = any(project_ids) and e.ended_at is null and e.kind not in ('SUSPENDED', 'LAUNCHED') and e.on_day <= milestones_reached.on_day
        union all
        select s.project_id, s.completed_on from sub_project s where s.project_id = any(project_ids) and s.ended_at is null and s.completed_on <= milestones_reached.on_day
        union all
        select m.project_id, m.finished_on from milestone m where m.project_id = any(project_ids) and m.finished_on <= milestones_reached.on_day
      $$;
    `);
    // The day from which on what a project stands at was never less: reports of less that were replaced on their day do not count.
    for (const [name, column] of [['progressed_on', 'physical_progress'], ['invested_on', 'completed_investment']] as const) {
      this.addSql(`
        create function ${name}(of_project int, stands numeric, from_day date, on_day date) returns date language sql stable as $$
          select r.counts_from from progress_report r
          where r.project_id = of_project and r.counts_from <= on_day and r.${column} >= stands and not progress_superseded(r.project_id, r.kind, r.day, r.id)
            and r.counts_from >= coalesce((
              select less.counts_from from progress_report less
              where less.project_id = of_project and less.counts_from between from_day and on_day and less.${column} < stands and not progress_superseded(less.project_id, less.kind, less.day, less.id)
              order by less.counts_from desc, less.id desc limit 1), from_day)
          order by r.counts_from, r.id limit 1
        $$;
      `);
    }
    this.addSql(`
      create function signal_checks(project_ids int[], on_day date, rules jsonb, curve numeric[])
      returns table (project_id int, rule text, colour text, skipped text, measure numeric, yellow_from numeric, red_from numeric, since_on date, planned numeric, completed numeric, share numeric, sign text, milestone text)
      language sql stable as $$
        with today as materialized (select on_day as day, extract(year from on_day)::int as year, curve_share(curve, on_day) as share),
        ruling as materialized (
          select r.*, case r.rule when 'STUCK' then r.enabled end as seeks
          from jsonb_to_recordset(rules) as r(rule text, yellow_from numeric, red_from numeric, enabled boolean, tiers text[], sectors text[], origins text[], stages text[], signs text[])
        ),
        standing as materialized (
          select p.id, p.tier, p.sector, p.origin, p.stage, p.planned_completion_on, p.completed_on, p.physical_progress, y.planned, y.completed,
                 case p.origin when 'NEW' then p.planned_start_on else p.planned_resumption_on end as planned_on,
                 case p.origin when 'NEW' then p.started_on else p.resumed_on end as begun_on,
                 at_work_on(p.origin, p.started_on, p.resumed_on, p.planned_resumption_on, today.day) as at_work
          from today cross join project p left join lateral (select y.planned, y.completed from project_year y where y.project_id = p.id and y.year = today.year limit 1) y on true
          where p.id = any(project_ids) and p.ended_at is null
        ),
        signs as materialized (
          select s.id, s.begun_on as on_day, 3 as place, 'START' as sign from standing s
          union all
          select s.id, progressed_on(s.id, s.physical_progress, '-infinity', today.day), 1, 'PHYSICAL' from standing s, today, ruling r
          where r.seeks and 'PHYSICAL' = any(r.signs) and s.at_work and s.stage <> 'COMPLETED' and s.physical_progress > 0
          union all
          select s.id, invested_on(s.id, y.completed, make_date(y.year, 1, 1), least(make_date(y.year, 12, 31), today.day)), 2, 'INVESTMENT' from standing s cross join today cross join ruling r
          cross join lateral (select y.year, y.completed from project_year y where y.project_id = s.id and y.year <= today.year and y.completed > 0 order by y.year desc limit 1) y
          where r.seeks and 'INVESTMENT' = any(r.signs) and s.at_work and s.stage <> 'COMPLETED'
          union all
          select m.project_id, m.reached_on, 4, 'MILESTONE' from ruling r, milestones_reached(project_ids, on_day) m where r.seeks and 'MILESTONE' = any(r.signs)
          union all
          select s.id, last.day, 5, 'REPORT' from standing s cross join today cross join ruling r cross join (values ('DAILY'), ('WEEKLY')) as k(kind)
          cross join lateral (select o.day from progress_report o where o.project_id = s.id and o.kind = k.kind and o.day <= today.day order by o.day desc, o.id desc limit 1) last
          where r.seeks and 'REPORT' = any(r.signs) and s.at_work and s.stage <> 'COMPLETED'
        ),
        seen as (select distinct on (id) id, on_day, sign from signs where on_day is not null order by id, on_day desc, place),
        measured as (
          select s.id, 'START_OVERDUE' as rule, (today.day - s.planned_on)::numeric as measure, s.planned_on as since_on, null::numeric as planned, null::numeric as completed, null::numeric as share, null::text as sign, null::text as milestone
          from standing s, today where s.stage <> 'COMPLETED' and not s.at_work
          union all
          select s.id, 'COMPLETION_OVERDUE', (today.day - s.planned_completion_on)::numeric, s.planned_completion_on, null, null, null, null, null
          from standing s, today where s.completed_on is null or s.completed_on > today.day
          union all
          select s.id, 'BEHIND_PLAN', plan_lag(s.at_work, s.planned, s.completed, today.share), null, s.planned, s.completed, today.share, null, null
          from standing s, today where s.stage <> 'COMPLETED'
          union all
          select s.id, 'SLOW', plan_gap(s.at_work, s.planned, s.completed, today.share), null, s.planned, s.completed, today.share, null, null
          from standing s, today where s.stage <> 'COMPLETED'
          union all
          select s.id, 'STUCK', (today.day - seen.on_day)::numeric, seen.on_day, null, null, null, seen.sign, null
          from standing s cross join today join seen on seen.id = s.id where s.stage <> 'COMPLETED' and s.at_work
          union all
          select s.id, 'ISSUES_OVERDUE', late.count, late.earliest, null, null, null, null, null
          from standing s cross join today
          cross join lateral (select count(*) as count, min(i.due_on) as earliest from issue i where i.project_id = s.id and i.status <> 'CLOSED' and i.due_on < today.day) as late
          union all
          select s.id, 'MILESTONES_LATE', coalesce(today.day - missed.day, 0)::numeric, missed.day, null, null, null, null, missed.name
          from standing s cross join today join back_schedule b on b.project_id = s.id and b.ended_at is null
          left join lateral (
            select planned.day, m.name from milestone m cross join lateral (select case when m.started_on is null then m.planned_start else m.planned_finish end as day) planned
            where m.project_id = s.id and m.schedule_id = b.id and m.finished_on is null and planned.day < today.day order by planned.day, m.position limit 1) missed on true
          where s.stage <> 'COMPLETED'
        )
        select s.id, r.rule, rule_colour(m.measure, r.yellow_from, r.red_from),
               case when not r.enabled then 'OFF' when not applies.so then 'OTHER_PROJECTS' when m.measure is null then 'NOTHING_TO_MEASURE' end,
               -- As it is told: whole percents of what is expected, tenths of a percent of the plan, rounded down.
               case r.rule when 'BEHIND_PLAN' then floor(m.measure * 100) / 100 when 'SLOW' then floor(m.measure * 1000) / 1000 else m.measure end,
               r.yellow_from, r.red_from,
               case r.rule when 'SLOW' then curve_day(curve, m.completed / nullif(m.planned, 0) + least(r.yellow_from, r.red_from), today.year)
                 when 'BEHIND_PLAN' then curve_day(curve, m.completed / nullif(m.planned * (1 - least(r.yellow_from, r.red_from)), 0), today.year) else m.since_on end,
               m.planned, m.completed, m.share, m.sign, m.milestone
        from standing s cross join today cross join ruling r
        cross join lateral (select rule_concerns(r.tiers, r.sectors, r.origins, r.stages, s.tier, s.sector, s.origin, s.stage) as so) applies
        left join measured m on m.id = s.id and m.rule = r.rule and r.enabled and applies.so
      $$;
    `);
    this.addSql(`create function standing_rules() returns jsonb language sql stable as $$ select jsonb_agg(to_jsonb(r) order by r.rule) from signal_rule r $$;`);
    // One row for every rule that fires on a project on a day; a project without a row is green.
    this.addSql(`drop function project_signals(int[], date);`);
    this.addSql(`
      create function project_signals(project_ids int[], on_day date)
      returns table (project_id int, rule text, colour text, measure numeric, yellow_from numeric, red_from numeric, since_on date, planned numeric, completed numeric, share numeric, sign text, milestone text)
      language sql stable as $$
        select c.project_id, c.rule, c.colour, c.measure, c.yellow_from, c.red_from, c.since_on, c.planned, c.completed, c.share, c.sign, c.milestone
        from signal_checks(project_ids, on_day, (select standing_rules()), (select standing_curve())) c where c.colour <> 'GREEN'
      $$;
    `);
  }

  /** How the lights stood at the end of each day, and at the moment of the last one where it has not ended. */
  private history(): void {
    this.addSql(`
      create function signal_days(project_ids int[], from_day date, to_day date, moment timestamptz)
      returns table (day date, project_id int, rule text, colour text, measure numeric, yellow_from numeric, red_from numeric, since_on date, planned numeric, completed numeric, share numeric, sign text, milestone text)
      language plpgsql set search_path = past, public as $$
      #variable_conflict use_column
      declare
        each_day date := from_day;
        was text := coalesce(current_setting('diaodu.as_of', true), ''); -- put back by hand: a clause of the function may name it for superusers only
      begin
        while each_day <= to_day loop
          perform set_config('diaodu.as_of', least((each_day + 1)::timestamp at time zone (select time_zone from public.business_clock) - interval '1 millisecond', moment)::text, true);
          return query select each_day, p.id, s.rule, s.colour, s.measure, s.yellow_from, s.red_from, s.since_on, s.planned, s.completed, s.share, s.sign, s.milestone
            from project p left join project_signals(project_ids, each_day) s on s.project_id = p.id where p.id = any(project_ids);
          each_day := each_day + 1;
        end loop;
        perform set_config('diaodu.as_of', was, true);
      end $$;
    `);
  }

  private watched(): void {
    // Each day's lights are reckoned once.
    this.addSql(`
      create or replace function turn_day() returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        last date := (select d.last_day from day_turn d for update);
        today date := business_today();
        projects int[] := array(select id from project where ended_at is null);
      begin
        if last = today then
          return false;
        end if;
        perform log_change('Issue', array(
          select i.id from issue i where i.status <> 'CLOSED' and i.due_on is not null and (i.due_on < last) <> (i.due_on < today)), true, false);
        perform log_projects(array(
          with was as materialized (select * from project_signals(projects, last)), is_now as materialized (select * from project_signals(projects, today))
          select distinct changed.project_id from (
            (select * from was except select * from is_now) union all (select * from is_now except select * from was)
          ) changed order by 1), true, false);
        update day_turn set last_day = today;
        return true;
      end $$;
    `);
    for (const table of ['signal_rule', 'seasonal_curve']) {
      this.addSql(`drop trigger capture_truncate on ${table};`);
      this.addSql(`drop function capture_${table}() cascade;`);
      this.addSql(`
        select capture_rows('${table}', $$
          perform log_unscoped('SignalSettings', array[1]);
          perform log_projects(array(select p.id from project p where p.ended_at is null), true, false);
          perform note_change_by_sql('SignalSettings', array[1]);
        $$, '1');
      `);
    }
    this.addSql(`create index "issue_escalated_of_project" on "issue" ("project_id") where "escalated_at" is not null and "status" <> 'CLOSED';`);
    this.addSql(`create index "issue_escalated_of_project" on versions.issue ("project_id") where "escalated_at" is not null and "status" <> 'CLOSED';`);
  }

}
