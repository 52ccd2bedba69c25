import { Migration } from '@mikro-orm/migrations';

/**
 * What a room's migration puts its tables under, one line each: `capture_rows` writes the change log, `keep_versions` keeps
 * every state that a row was in, `audit_watch` (made before) says who altered it.
 *
 * Versions are never changed but for their end, and never pruned. A version holds from a moment until another, by the business
 * clock of the transactions that wrote: all that one act did begins at one moment, and what two ends meet in belongs to the
 * later one. Where the clock is set back, what lay ahead of it ends with the next write of the row. The transactions are kept
 * beside, so that what a snapshot saw can be found, too.
 *
 * The schema `past` has a view for every such table, with the table's name and columns, of what stood at the moment that
 * `diaodu.as_of` names. Whoever puts it before `public` in the search path asks any statement of the past.
 */
export class Migration20261125090000_rooms extends Migration {

  override name = 'Migration20261125090000_rooms';

  override up(): void {
    this.capture();
    this.versions();
    this.past();
    this.kept();
  }

  private capture(): void {
    // A type of a later room brings its keys by a function of its own: scope_of_supply for Supply.
    this.addSql(`
      create or replace function scope_of(of_type text, ids int[]) returns table (entity_id int, keys scope_keys) language plpgsql stable as $$
      begin
        case of_type
          when 'Project' then return query select * from scope_of_projects(ids);
          when 'InvestmentLead' then return query select * from scope_of_leads(ids);
          when 'Issue' then return query select * from scope_of_issues(ids);
          when 'Assignment' then return query select * from scope_of_assignments(ids);
          when 'Meeting' then return query select * from scope_of_meetings(ids);
          else return query execute format('select * from %I($1)', 'scope_of_' || lower(of_type)) using ids;
        end case;
      end $$;
    `);
    // "body" says what to log: it knows "ids", the changed rows' own ids or, by "id_column", those of the row that they belong to,
    // and "keyed", whether one of "key_columns" was written, which scope keys are made of. Rows written without a difference are skipped.
    this.addSql(`
      create function capture_rows(of_table text, body text, id_column text default 'id', key_columns text default null, region_column text default null)
      returns void language plpgsql as $capture$
      declare
        collect text := 'with changed as (%s) select array(select distinct ' || id_column || ' from changed where ' || id_column || ' is not null order by 1), '
          || coalesce('array(select distinct ' || region_column || ' from changed where ' || region_column || ' is not null order by 1)', '''{}''') || ' into ids, regions;';
        event text;
      begin
        execute format($make$
          create function %I() returns trigger language plpgsql security definer set search_path = public, pg_temp as $body$
          declare ids int[]; regions int[]; keyed boolean := %L;
          begin
            if tg_op = 'INSERT' then %s
            elsif tg_op = 'UPDATE' then %s %s
            else %s
            end if;
            if cardinality(ids) = 0 then
              return null;
            end if;
            if keyed and cardinality(regions) > 0 then
              perform from region r where r.id = any(regions) order by r.id for share;
            end if;
            %s
            return null;
          end $body$;
        $make$, 'capture_' || of_table, key_columns is not null,
          format(collect, 'select * from new_rows'),
          format(collect, '(select * from new_rows except select * from old_rows) union all (select * from old_rows except select * from new_rows)'),
          case when key_columns is null then '' else format('keyed := exists (select %s from new_rows except select %1$s from old_rows);', key_columns) end,
          format(collect, 'select * from old_rows'),
          body);
        foreach event in array '{insert,update,delete}'::text[] loop
          execute format('create trigger capture_%s after %1$s on %I referencing %s for each statement execute function %I()', event, of_table,
            case event when 'insert' then 'new table as new_rows' when 'update' then 'old table as old_rows new table as new_rows' else 'old table as old_rows' end, 'capture_' || of_table);
          execute format('alter table %I enable always trigger capture_%s', of_table, event);
        end loop;
        execute format('create trigger capture_truncate after truncate on %I for each statement execute function capture_truncate()', of_table);
        execute format('alter table %I enable always trigger capture_truncate', of_table);
      end $capture$;
    `);
    // Rows that are shown with another one, and concern whom that one concerns.
    this.addSql(`
      create function capture_parts(of_table text, of_type text, id_column text) returns void language sql as $$
        select capture_rows(of_table, format('perform log_change(%L, ids, true, false); perform note_change_by_sql(%1$L, ids);', of_type), id_column)
      $$;
    `);
  }

  private versions(): void {
    this.addSql(`create schema versions;`);
    this.addSql(`create schema past;`);
    this.addSql(`create table versions.kept (id int primary key default 1 check (id = 1), since timestamptz(3) not null);`);
    this.addSql(`comment on column versions.kept.since is 'business time; what stood before is not known';`);
    // Where there was nothing, nothing is unknown.
    this.addSql(`insert into versions.kept (since) select case when exists (select from region) then business_now() else '-infinity' end;`);
    this.addSql(`
      create function past.as_of() returns timestamptz language sql stable parallel safe as $$
        select current_setting('diaodu.as_of')::timestamptz
      $$;
    `);
    // Asked again after the table got another column, it keeps that one, too: what stood before has its default there where it may not be null, else null.
    this.addSql(`
      create function keep_versions(of_table text) returns void language plpgsql as $keep$
      declare
        is_new boolean := to_regclass(format('versions.%I', of_table)) is null;
        keys text[] := array(
          select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
          where i.indrelid = of_table::regclass and i.indisprimary order by array_position(i.indkey::int2[], a.attnum));
        lacking record;
        columns text;
        key_list text := (select string_agg(quote_ident(k), ', ') from unnest(keys) k);
        same text := (select string_agg(format('v.%I = o.%1$I', k), ' and ') from unnest(keys) k);
        ending text;
        beginning text;
        event text;
      begin
        if is_new then
          execute format('create table versions.%I (
            kept_id bigint generated always as identity, kept_from timestamptz(3) not null, kept_until timestamptz(3) not null default ''infinity'',
            kept_actor text not null, kept_act text, kept_xid xid8 not null default pg_current_xact_id(), gone_xid xid8)', of_table);
        end if;
        for lacking in
          select a.attname, format_type(a.atttypid, a.atttypmod) as type, case when a.attnotnull then pg_get_expr(d.adbin, d.adrelid) end as filling
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = of_table::regclass and a.attnum > 0 and not a.attisdropped
            and not exists (select from pg_attribute v where v.attrelid = format('versions.%I', of_table)::regclass and v.attname = a.attname and not v.attisdropped)
          order by a.attnum
        loop
          execute format('alter table versions.%I add column %I %s', of_table, lacking.attname, lacking.type);
          if not is_new and lacking.filling is not null then
            execute format('update versions.%I set %I = %s', of_table, lacking.attname, lacking.filling);
          end if;
        end loop;
        select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns
        from pg_attribute a where a.attrelid = of_table::regclass and a.attnum > 0 and not a.attisdropped;

        execute format('drop view if exists past.%I', of_table);
        execute format('create view past.%I as select %s from versions.%1$I where kept_from <= past.as_of() and past.as_of() < kept_until', of_table, columns);

        ending := format('update versions.%I v set kept_until = moment, gone_xid = pg_current_xact_id() from (%%s) o where %s and v.kept_until > moment;', of_table, same);
        beginning := format('insert into versions.%I (kept_from, kept_actor, kept_act, %s) select moment, who, what, %2$s from (%%s) n;', of_table, columns);
        execute format($make$
          create or replace function %I() returns trigger language plpgsql security definer set search_path = public, pg_temp as $body$
          declare
            moment timestamptz(3) := business_now();
            who text := coalesce(nullif(current_setting('diaodu.actor', true), ''), 'sql:' || session_user);
            what text := nullif(current_setting('diaodu.act', true), '');
          begin
            if tg_op = 'INSERT' then
              %s
            elsif tg_op = 'UPDATE' then
              %s
              %s
            elsif tg_op = 'DELETE' then
              %s
            else
              update versions.%I set kept_until = moment, gone_xid = pg_current_xact_id() where kept_until > moment;
            end if;
            return null;
          end $body$;
        $make$, 'keep_' || of_table,
          format(beginning, 'select * from new_rows'),
          format(ending, format('select %s from (select * from old_rows except select * from new_rows) gone', key_list)),
          format(beginning, 'select * from new_rows except select * from old_rows'),
          format(ending, format('select %s from old_rows', key_list)),
          of_table);

        if is_new then
          execute format('create index on versions.%I (%s, kept_until)', of_table, key_list);
          execute format('alter table versions.%I set (fillfactor = 90)', of_table);
          execute format('insert into versions.%I (kept_from, kept_actor, kept_act, %s) select ''-infinity'', ''sql:'' || session_user, null, %2$s from %1$I', of_table, columns);
          -- By name after the capturing ones: what those change of the same rows, they change before.
          foreach event in array '{insert,update,delete,truncate}'::text[] loop
            execute format('create trigger keep_%s after %1$s on %I %s for each statement execute function %I()', event, of_table,
              case event when 'insert' then 'referencing new table as new_rows' when 'update' then 'referencing old table as old_rows new table as new_rows'
                         when 'delete' then 'referencing old table as old_rows' else '' end, 'keep_' || of_table);
            execute format('alter table %I enable always trigger keep_%s', of_table, event);
          end loop;
        end if;
      end $keep$;
    `);
  }

  private past(): void {
    this.addSql(`create function past.business_now() returns timestamptz language sql stable as $$ select past.as_of() $$;`);
    this.addSql(`create function past.business_today() returns date language sql stable as $$ select public.business_day(past.as_of()) $$;`);
    this.addSql(`create view past.history as select * from public.history where at <= past.as_of();`);
  }

  private kept(): void {
    for (const table of [
      'region', 'unit', 'leader', 'project', 'project_year', 'investment_lead', 'assignment', 'issue', 'issue_supporting_unit',
      'meeting', 'agenda_item', 'meeting_site', 'directive', 'signal_rule', 'seasonal_curve',
    ]) this.addSql(`select keep_versions('${table}');`);
  }

}
