import { Migration } from '@mikro-orm/migrations';

/**
 * Contests of districts: their rules as data, who left, points corrected by hand, and the final table. What a district comes to
 * on a day is reckoned by `contest_board`, from the versions of that day where it is past; nothing of it is kept but the end.
 */
export class Migration20261125122000_contests extends Migration {

  override name = 'Migration20261125122000_contests';

  override up(): void {
    this.tables();
    this.frozen();
    this.facts();
    this.board();
    this.watched();
  }

  private tables(): void {
    this.addSql(`
      create function contest_weight(rules jsonb) returns int language sql immutable as $$
        select coalesce(sum((rule ->> 'weight')::int), 0)::int from jsonb_array_elements(rules) rule
      $$;
    `);
    this.addSql(`
      create table "contest" ("id" serial primary key, "name" text not null, "starts_on" date not null, "ends_on" date not null, "status" text not null default 'DRAFT', "rules" jsonb not null default '[]',
        "drawn_at" timestamptz(3) not null default business_now(), "drawn_by" text not null, "started_at" timestamptz(3) null, "ended_at" timestamptz(3) null, "cancel_reason" text null, "version" int not null default 1,
        constraint "contest_status_check" check ("status" in ('DRAFT', 'RUNNING', 'ENDED', 'CANCELLED')), constraint "contest_days_check" check (starts_on < ends_on and ends_on - starts_on < 400),
        constraint "contest_weights_check" check (status in ('DRAFT', 'CANCELLED') or contest_weight(rules) = 100));
    `);
    this.addSql(`create index "contest_starts_on_id_index" on "contest" ("starts_on", "id");`);
    this.addSql(`
      create table "contest_region" ("contest_id" int not null references "contest" ("id"), "region_id" int not null references "region" ("id"), primary key ("contest_id", "region_id"));
    `);
    this.addSql(`create index "contest_region_region_id_index" on "contest_region" ("region_id");`);
    const takesPart = (table: string): string => `constraint "${table}_region_foreign" foreign key ("contest_id", "region_id") references "contest_region" ("contest_id", "region_id")`;
    const ended = `"ended_at" timestamptz(3) null, "ended_by" text null, "end_reason" text null`;
    this.addSql(`
      create table "contest_withdrawal" ("id" serial primary key, "contest_id" int not null, "region_id" int not null, "on_day" date not null, "reason" text not null,
        "made_at" timestamptz(3) not null default business_now(), "made_by" text not null, ${ended}, ${takesPart('contest_withdrawal')});
    `);
    this.addSql(`create unique index "contest_withdrawal_one_stands" on "contest_withdrawal" ("contest_id", "region_id") where "ended_at" is null;`);
    this.addSql(`create index "contest_withdrawal_contest_id_index" on "contest_withdrawal" ("contest_id", "region_id");`);
    this.addSql(`
      create table "contest_adjustment" ("id" serial primary key, "contest_id" int not null, "region_id" int not null, "rule" text not null, "points" numeric(6,2) not null, "from_day" date not null, "reason" text not null,
        "made_at" timestamptz(3) not null default business_now(), "made_by" text not null, ${ended}, ${takesPart('contest_adjustment')},
        constraint "contest_adjustment_points_check" check (points <> 0 and points between -100 and 100));
    `);
    this.addSql(`create index "contest_adjustment_contest_id_index" on "contest_adjustment" ("contest_id", "region_id");`);
    this.addSql(`
      create table "contest_result" ("contest_id" int not null, "region_id" int not null, "rank" int null, "points" numeric(6,2) null, "withdrawn_on" date null, "scores" jsonb not null, primary key ("contest_id", "region_id"), ${takesPart('contest_result')});
    `);
    // What falls due within some weeks, of any status.
    this.addSql(`create index "issue_due_of_project" on "issue" ("due_on") include ("project_id") where "due_on" is not null and "project_id" is not null;`);
    this.addSql(`create index "issue_due_of_project" on versions.issue ("due_on") include ("project_id") where "due_on" is not null and "project_id" is not null;`);
  }

  /** Whoever writes: rules stand from the start on, and what was said in the race stays said. */
  private frozen(): void {
    this.addSql(`
      create function keep_contest_rules() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if tg_op = 'DELETE' or old.status in ('ENDED', 'CANCELLED')
            or (old.status = 'RUNNING' and (new.status = 'DRAFT' or (new.name, new.starts_on, new.ends_on, new.rules) is distinct from (old.name, old.starts_on, old.ends_on, old.rules)))
            or (old.status = 'DRAFT' and new.status = 'ENDED') then
          raise exception 'contest % is %: its days and rules stand', old.id, old.status using errcode = 'check_violation', constraint = 'contest_frozen';
        end if;
        return new;
      end $$;
    `);
    this.addSql(`create trigger keep_contest_rules before update or delete on contest for each row execute function keep_contest_rules();`);
    // "when_it_is": the statuses in which the rows may be written, "may_end" whether one that stands may be ended.
    this.addSql(`
      create function keep_contest_part() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare ends constant text[] := '{ended_at,ended_by,end_reason}';
      begin
        perform from contest c where c.id = coalesce(new.contest_id, old.contest_id) and c.status = tg_argv[0] for share;
        if not found
            or (tg_op = 'DELETE' and tg_argv[0] <> 'DRAFT')
            or (tg_op = 'UPDATE' and (tg_argv[1] <> 'ENDS' or to_jsonb(old) ->> 'ended_at' is not null or to_jsonb(new) - ends is distinct from to_jsonb(old) - ends)) then
          raise exception 'contest %: what was said in it stands', coalesce(new.contest_id, old.contest_id) using errcode = 'check_violation', constraint = 'contest_frozen';
        end if;
        return coalesce(new, old);
      end $$;
    `);
    for (const [table, status, ends] of [['contest_region', 'DRAFT', ''], ['contest_withdrawal', 'RUNNING', 'ENDS'], ['contest_adjustment', 'RUNNING', 'ENDS'], ['contest_result', 'RUNNING', '']] as const) {
      this.addSql(`create trigger keep_contest_part before insert or update or delete on ${table} for each row execute function keep_contest_part('${status}', '${ends}');`);
    }
  }

  /** What each rule counts in each district on a day, whatever it is worth. Asked by "execute": a plan for any days and rules is five times slower than one for those that are meant. */
  private facts(): void {
    this.addSql(`
      create function contest_facts(contest_rules jsonb, district_ids int[], from_day date, until_day date, on_day date)
      returns table (region_id int, code text, numerator numeric, denominator numeric) language sql stable as $$
        with rule as materialized (
          select r.* from jsonb_to_recordset(contest_rules) as r(code text, measure text, tiers text[], sectors text[], origins text[])
        ), curve as materialized (select seasonal_share(on_day) as share),
        work as materialized (
          select p.id, d.id as region_id, p.tier, p.sector, p.origin, y.planned, y.completed,
                 -- As started_on_or_before and startable_by say it, in the place of 20,000 calls of them.
                 coalesce(days.begun_on between date_trunc('year', on_day::timestamp)::date and on_day, false) as started, coalesce(days.planned_on <= on_day, false) as planned_by_now,
                 coalesce(days.begun_on between from_day and on_day, false) as started_within,
                 not coalesce(days.begun_on between date_trunc('year', from_day::timestamp)::date and from_day - 1, false) and (coalesce(days.begun_on between from_day and until_day, false) or coalesce(days.planned_on <= until_day, false)) as startable_within
          from unnest(district_ids) as d(id) join region r on r.path @> array[d.id] join project p on p.region_id = r.id and p.ended_at is null
          cross join lateral (
            select case p.origin when 'NEW' then p.started_on else p.resumed_on end as begun_on, case p.origin when 'NEW' then p.planned_start_on else p.planned_resumption_on end as planned_on
          ) days
          left join project_year y on y.project_id = p.id and y.year = extract(year from on_day)::int
        ), due as materialized (
          select i.project_id, count(*) as due, count(*) filter (where i.status = 'CLOSED' and business_day(i.closed_at) <= i.due_on) as closed
          from issue i where i.due_on between from_day and on_day and i.project_id is not null and i.merged_into is null and exists (select from rule where measure = 'ISSUES_CLOSED_IN_TIME')
          group by i.project_id
        ), red as materialized (
          select distinct s.project_id from project_signals(case when exists (select from rule where measure = 'NOT_RED') then array(select id from work) else '{}' end, on_day) s where s.colour = 'RED'
        ), counted as (
          select w.region_id, r.code,
                 case r.measure
                   when 'START_RATE' then w.started::int
                   when 'STARTED_IN_PERIOD' then w.started_within::int
                   when 'ISSUES_CLOSED_IN_TIME' then due.closed
                   when 'NOT_RED' then (red.project_id is null)::int
                   else w.completed
                 end as numerator,
                 case r.measure
                   when 'START_RATE' then (w.started or w.planned_by_now)::int
                   when 'STARTED_IN_PERIOD' then w.startable_within::int
                   when 'ISSUES_CLOSED_IN_TIME' then due.due
                   when 'NOT_RED' then 1
                   when 'INVESTMENT_OF_CURVE' then w.planned * curve.share
                   else w.planned
                 end as denominator
          from curve cross join rule r join work w on rule_concerns(r.tiers, r.sectors, r.origins, null, w.tier, w.sector, w.origin, null)
          left join due on due.project_id = w.id left join red on red.project_id = w.id
        )
        select d.id, r.code, round(coalesce(sum(c.numerator), 0), 2), round(coalesce(sum(c.denominator), 0), 2)
        from unnest(district_ids) as d(id) cross join rule r left join counted c on c.region_id = d.id and c.code = r.code group by d.id, r.code
      $$;
    `);
    this.addSql(`
      create function contest_facts_past(contest_rules jsonb, district_ids int[], from_day date, until_day date, on_day date)
      returns table (region_id int, code text, numerator numeric, denominator numeric) language plpgsql stable set search_path = past, public as $$
      declare was text := coalesce(current_setting('diaodu.as_of', true), ''); -- put back by hand: a clause of the function may name it for superusers only
      begin
        perform set_config('diaodu.as_of', ((on_day + 1)::timestamp at time zone (select time_zone from public.business_clock) - interval '1 millisecond')::text, true);
        return query execute 'select * from contest_facts($1, $2, $3, $4, $5)' using contest_rules, district_ids, from_day, until_day, on_day;
        perform set_config('diaodu.as_of', was, true);
      end $$;
    `);
  }

  /**
   * The table of a day: what was known of the districts at its end, where it has one, and what is known now (of whoever asks, who
   * may look back) of rules, withdrawals and corrections. Of the last day of a contest that has ended, its final table. One row a
   * district and rule.
   */
  private board(): void {
    this.addSql(`
      create function contest_board(of_contest int, on_day date)
      returns table (region_id int, code text, numerator numeric, denominator numeric, measured numeric, adjusted numeric, points numeric, contribution numeric, total numeric, rank int, withdrawn_on date)
      language plpgsql stable as $$
      #variable_conflict use_column
      declare
        contest_rules jsonb;
        first_day date;
        last_day date;
        is_final boolean;
        districts int[] := array(select d.region_id from contest_region d where d.contest_id = of_contest order by d.region_id);
        facts jsonb;
      begin
        select c.rules, c.starts_on, c.ends_on, c.status = 'ENDED' and c.ends_on = on_day into contest_rules, first_day, last_day, is_final from contest c where c.id = of_contest;
        if is_final then
          return query
            select r.region_id, s.key, (s.value ->> 'numerator')::numeric, (s.value ->> 'denominator')::numeric, (s.value ->> 'measured')::numeric, (s.value ->> 'adjusted')::numeric,
                   (s.value ->> 'points')::numeric, (s.value ->> 'contribution')::numeric, r.points, r.rank, r.withdrawn_on
            from contest_result r cross join lateral jsonb_each(r.scores) s where r.contest_id = of_contest;
          return;
        end if;
        if on_day >= business_today() then
          execute 'select jsonb_agg(f) from contest_facts($1, $2, $3, $4, $5) f' into facts using contest_rules, districts, first_day, last_day, on_day;
        else
          facts := (select jsonb_agg(f) from contest_facts_past(contest_rules, districts, first_day, last_day, on_day) f);
        end if;
        return query
          with rule as (
            select r.* from jsonb_to_recordset(contest_rules) as r(code text, weight int, "zeroAt" numeric, "fullAt" numeric, cap int, "tieBreak" int)
          ), scored as (
            select f.*, r.weight, r.cap, r."tieBreak" as tie_break, a.adjusted,
                   case when f.denominator > 0 then round(least(r.cap, greatest(0, 100 * (f.numerator / f.denominator - r."zeroAt") / (r."fullAt" - r."zeroAt"))), 2) end as measured
            from jsonb_to_recordset(facts) as f(region_id int, code text, numerator numeric, denominator numeric) join rule r on r.code = f.code
            left join lateral (
              select sum(a.points) as adjusted from contest_adjustment a
              where a.contest_id = of_contest and a.region_id = f.region_id and a.rule = f.code and a.from_day <= on_day and a.ended_at is null
            ) a on true
          ), pointed as (
            select s.*, case when s.measured is not null or s.adjusted is not null then least(s.cap, greatest(0, coalesce(s.measured, 0) + coalesce(s.adjusted, 0))) end as points from scored s
          ), weighed as (
            select p.*, round(p.weight * p.points / nullif(sum(p.weight) filter (where p.points is not null) over (partition by p.region_id), 0), 2) as contribution from pointed p
          ), summed as (
            select w.region_id, sum(w.contribution) as total, array_agg(coalesce(w.points, -1) order by w.tie_break) filter (where w.tie_break is not null) as ties, l.on_day as withdrawn_on
            from weighed w left join contest_withdrawal l on l.contest_id = of_contest and l.region_id = w.region_id and l.on_day <= contest_board.on_day and l.ended_at is null
            group by w.region_id, l.on_day
          ), ranked as (
            select s.*, case when s.total is not null and s.withdrawn_on is null then rank() over (partition by s.total is not null and s.withdrawn_on is null order by s.total desc, s.ties desc)::int end as rank from summed s
          )
          select w.region_id, w.code, w.numerator, w.denominator, w.measured, w.adjusted, w.points, w.contribution, k.total, k.rank, k.withdrawn_on
          from weighed w join ranked k on k.region_id = w.region_id;
      end $$;
    `);
  }

  private watched(): void {
    // Seen by everybody; by its districts it is found in the streams of a region.
    this.addSql(`
      create function scope_of_contest(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select c.id, row(
          array(select distinct step from contest_region d join region r on r.id = d.region_id cross join lateral unnest(r.path) as step where d.contest_id = c.id order by 1),
          '{}', '{}', '{}', '{}', '{}', '{}')::scope_keys from contest c where c.id = any(ids)
      $$;
    `);
    const keys: Readonly<Record<string, string>> = { contest: `, 'id'`, contest_region: `, 'contest_id, region_id', 'region_id'` };
    for (const [table, id] of [['contest', 'id'], ['contest_region', 'contest_id'], ['contest_withdrawal', 'contest_id'], ['contest_adjustment', 'contest_id'], ['contest_result', 'contest_id']] as const) {
      this.addSql(`select capture_rows('${table}', $$ perform log_change('Contest', ids, true, keyed); perform note_change_by_sql('Contest', ids); $$, '${id}'${keys[table] ?? ''});`);
      this.addSql(`select audit_watch('${table}', 'Contest', '${id}');`);
      this.addSql(`select keep_versions('${table}');`);
    }
    this.addSql(`create index on versions.contest_adjustment (contest_id);`);
    this.addSql(`create index on versions.contest_withdrawal (contest_id);`);
    // A region that moves below another, or is called otherwise.
    this.addSql(`
      create function capture_region_of_contests() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare keyed boolean := exists (select id, path from new_rows except select id, path from old_rows);
      begin
        perform log_change('Contest', array(
          select distinct d.contest_id from contest_region d
          where d.region_id in (select id from (select * from new_rows except select * from old_rows) changed) order by 1), true, keyed);
        return null;
      end $$;
    `);
    this.addSql(`create trigger capture_update_of_contests after update on region referencing old table as old_rows new table as new_rows for each statement execute function capture_region_of_contests();`);
    this.addSql(`alter table region enable always trigger capture_update_of_contests;`);
  }

}
