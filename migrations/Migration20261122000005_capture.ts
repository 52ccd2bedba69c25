import { Migration } from '@mikro-orm/migrations';

/**
 * The database writes the change log itself, so that every write counts: the API's, an import's, a psql session's.
 *
 * A scope (region, project, leader, meeting, unit, reporting system) is a relation and not a column. `entity_scope` holds the
 * keys of every entity as they were last logged; a change that moves an entity logs the keys from before, so that a reader
 * knows what left a scope.
 *
 * Whoever writes what keys are made of holds the `entity_scope` rows that it may alter, reckons after the wait, and keeps
 * them until it commits; what joins a project or lead holds that one's row, what joins a region locks the region. So nobody
 * reckons from what another is about to change: the keys are those that the tables give, and the keys from before form a
 * gapless chain in the order of the commits. Held in one order (regions, projects, leads, meetings, then what hangs on them),
 * so that single statements do not deadlock. What alters no keys waits for nobody.
 */
export class Migration20261122000005_capture extends Migration {

  override name = 'Migration20261122000005_capture';

  override up(): void {
    this.tables();
    this.scopes();
    this.log();
    this.triggers();
    this.dayTurn();
    this.reading();
    this.pruning();
  }

  private tables(): void {
    this.addSql(`
      create type scope_keys as (regions int[], projects int[], leaders int[], meetings int[], units int[], systems text[]);
    `);
    this.addSql(`
      create table entity_scope (type text not null, entity_id int not null, keys scope_keys not null, primary key (type, entity_id));
    `);
    this.addSql(`
      create table change_log (
        seq bigint generated always as identity primary key,
        xid xid8 not null default pg_current_xact_id(),
        at timestamptz not null default clock_timestamp(),
        type text not null,
        entity_id int not null,
        moved boolean not null,
        before scope_keys,
        actor text not null,
        act text
      );
    `);
    this.addSql(`comment on column change_log.moved is 'whether the entity came, went or changed its scope; only then "before" speaks (null: it was not there)';`);
    this.addSql(`create index change_log_xid on change_log (xid);`);
    this.addSql(`create table feed_state (id int primary key default 1 check (id = 1), epoch text not null, pruned_below xid8 not null default '0');`);
    this.addSql(`comment on column feed_state.pruned_below is 'what these transactions logged may be gone: a cursor that has not seen all of them cannot be honoured';`);
    this.addSql(`create table log_mark (at timestamptz primary key default clock_timestamp(), below xid8 not null);`);
    this.addSql(`comment on table log_mark is 'at this time all transactions below had ended; the last of them wrote to the log';`);
    this.addSql(`create table day_turn (id int primary key default 1 check (id = 1), last_day date not null);`);
    this.addSql(`insert into day_turn (last_day) values (business_today());`);
  }

  private scopes(): void {
    this.addSql(`
      create function scope_of_projects(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select p.id, row(
          r.path,
          array[p.id],
          array(select distinct a.leader_id from assignment a where a.project_id = p.id and a.until is null order by 1),
          array(select distinct g.meeting_id from agenda_item g where g.project_id = p.id order by 1),
          array(select i.lead_unit_id from issue i where i.project_id = p.id and i.lead_unit_id is not null
                union select s.unit_id from issue i join issue_supporting_unit s on s.issue_id = i.id where i.project_id = p.id order by 1),
          array(select distinct i.external_system from issue i where i.project_id = p.id and i.external_system is not null order by 1)
        )::scope_keys
        from project p join region r on r.id = p.region_id
        where p.id = any(ids)
      $$;
    `);
    this.addSql(`
      create function scope_of_leads(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select l.id, row(
          r.path,
          case when l.project_id is null then '{}' else array[l.project_id] end,
          array(select distinct a.leader_id from assignment a where a.lead_id = l.id and a.until is null order by 1),
          array(select distinct g.meeting_id from agenda_item g where g.lead_id = l.id order by 1),
          array(select i.lead_unit_id from issue i where i.lead_id = l.id and i.lead_unit_id is not null
                union select s.unit_id from issue i join issue_supporting_unit s on s.issue_id = i.id where i.lead_id = l.id order by 1),
          array(select distinct i.external_system from issue i where i.lead_id = l.id and i.external_system is not null order by 1)
        )::scope_keys
        from investment_lead l join region r on r.id = l.region_id
        where l.id = any(ids)
      $$;
    `);
    this.addSql(`
      create function scope_of_issues(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select i.id, row(
          r.path,
          case when i.project_id is null then '{}' else array[i.project_id] end,
          array(select distinct a.leader_id from assignment a where (a.project_id = i.project_id or a.lead_id = i.lead_id) and a.until is null order by 1),
          array(select g.meeting_id from agenda_item g where g.project_id = i.project_id or g.lead_id = i.lead_id
                union select d.meeting_id from directive d where d.issue_id = i.id order by 1),
          array(select i.lead_unit_id where i.lead_unit_id is not null
                union select s.unit_id from issue_supporting_unit s where s.issue_id = i.id order by 1),
          case when i.external_system is null then '{}' else array[i.external_system] end
        )::scope_keys
        from issue i
        left join project p on p.id = i.project_id
        left join investment_lead l on l.id = i.lead_id
        join region r on r.id = coalesce(p.region_id, l.region_id, i.region_id)
        where i.id = any(ids)
      $$;
    `);
    this.addSql(`
      create function scope_of_assignments(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select a.id, row((subject.keys).regions, (subject.keys).projects, array[a.leader_id], (subject.keys).meetings, (subject.keys).units, (subject.keys).systems)::scope_keys
        from assignment a
        cross join lateral (
          select keys from scope_of_projects(array[a.project_id]) union all select keys from scope_of_leads(array[a.lead_id])
        ) subject
        where a.id = any(ids)
      $$;
    `);
    this.addSql(`
      create function scope_of_meetings(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select m.id, row(
          array(select distinct node from region r, unnest(r.path) as node
                where r.id = m.region_id or r.id in (select s.region_id from meeting_site s where s.meeting_id = m.id) order by 1),
          array(select distinct g.project_id from agenda_item g where g.meeting_id = m.id and g.project_id is not null order by 1),
          case when m.chair_id is null then '{}' else array[m.chair_id] end,
          array[m.id],
          '{}', '{}'
        )::scope_keys
        from meeting m
        where m.id = any(ids)
      $$;
    `);
    this.addSql(`
      create function scope_of(of_type text, ids int[]) returns table (entity_id int, keys scope_keys) language plpgsql stable as $$
      begin
        case of_type
          when 'Project' then return query select * from scope_of_projects(ids);
          when 'InvestmentLead' then return query select * from scope_of_leads(ids);
          when 'Issue' then return query select * from scope_of_issues(ids);
          when 'Assignment' then return query select * from scope_of_assignments(ids);
          when 'Meeting' then return query select * from scope_of_meetings(ids);
        end case;
      end $$;
    `);
  }

  private log(): void {
    // Written and not only locked: a transaction that looks from an older snapshot fails, instead of reckoning from it.
    this.addSql(`
      create function hold_scopes(of_type text, ids int[]) returns void language sql as $$
        with held as materialized (
          select s.entity_id from entity_scope s where s.type = of_type and s.entity_id = any(ids) order by s.entity_id for update
        )
        update entity_scope s set keys = s.keys from held where s.type = of_type and s.entity_id = held.entity_id
      $$;
    `);
    // Logs, where keys may differ ("keyed"), the entities that moved, and where "always" the others too; answers who moved.
    this.addSql(`
      create function log_change(of_type text, ids int[], always boolean, keyed boolean) returns int[] language plpgsql as $$
      declare
        moved_ids int[] := '{}';
        who text := coalesce(nullif(current_setting('diaodu.actor', true), ''), 'sql:' || session_user);
        what text := nullif(current_setting('diaodu.act', true), '');
      begin
        if coalesce(cardinality(ids), 0) = 0 then
          return moved_ids;
        end if;
        if keyed then
          perform hold_scopes(of_type, ids);
          -- A new statement sees what the others committed while this one waited.
          with difference as materialized (
                 select coalesce(fresh.entity_id, stored.entity_id) as id, stored.keys as before, fresh.keys as after
                 from scope_of(of_type, ids) fresh
                 full join (select s.entity_id, s.keys from entity_scope s where s.type = of_type and s.entity_id = any(ids)) stored on stored.entity_id = fresh.entity_id
                 where fresh.keys is distinct from stored.keys
               ),
               kept as (
                 insert into entity_scope (type, entity_id, keys) select of_type, d.id, d.after from difference d where d.after is distinct from null
                 on conflict (type, entity_id) do update set keys = excluded.keys
               ),
               gone as (
                 delete from entity_scope s using difference d where s.type = of_type and s.entity_id = d.id and d.after is not distinct from null
               ),
               logged as (
                 insert into change_log (type, entity_id, moved, before, actor, act)
                 select of_type, d.id, true, d.before, who, what from difference d order by d.id
                 returning entity_id
               )
          select coalesce(array_agg(l.entity_id), '{}') into moved_ids from logged l;
        end if;
        if always then
          insert into change_log (type, entity_id, moved, actor, act)
          select of_type, rest.id, false, who, what from (select unnest(ids) except select unnest(moved_ids)) as rest(id) order by rest.id;
        end if;
        return moved_ids;
      end $$;
    `);
    // Entities without a scope of their own: whoever shows them is woken.
    this.addSql(`
      create function log_unscoped(of_type text, ids int[]) returns void language sql as $$
        insert into change_log (type, entity_id, moved, actor, act)
        select of_type, id, false, coalesce(nullif(current_setting('diaodu.actor', true), ''), 'sql:' || session_user), nullif(current_setting('diaodu.act', true), '')
        from unnest(ids) as id
      $$;
    `);
    this.addSql(`
      create function log_projects(ids int[], always boolean, keyed boolean) returns void language plpgsql as $$
      declare moved_ids int[] := log_change('Project', ids, always, keyed);
      begin
        if cardinality(moved_ids) > 0 then
          perform log_change('Assignment', array(select a.id from assignment a where a.project_id = any(moved_ids)), false, true);
          perform log_change('Issue', array(select i.id from issue i where i.project_id = any(moved_ids)), false, true);
        end if;
      end $$;
    `);
    this.addSql(`
      create function log_leads(ids int[], always boolean, keyed boolean) returns void language plpgsql as $$
      declare moved_ids int[] := log_change('InvestmentLead', ids, always, keyed);
      begin
        if cardinality(moved_ids) > 0 then
          perform log_change('Assignment', array(select a.id from assignment a where a.lead_id = any(moved_ids)), false, true);
          perform log_change('Issue', array(select i.id from issue i where i.lead_id = any(moved_ids)), false, true);
        end if;
      end $$;
    `);
    this.addSql(`
      create function note_change_by_sql(of_type text, ids int[]) returns void language sql as $$
        insert into history (type, entity_id, act, note)
        select of_type, id, 'CHANGED_BY_SQL', session_user from unnest(ids) as id
        where coalesce(current_setting('diaodu.actor', true), '') = ''
      $$;
    `);
  }

  private triggers(): void {
    // What the emptied table held stands in entity_scope still.
    this.addSql(`
      create function capture_truncate() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        perform log_change(s.type, array_agg(s.entity_id), true, true) from entity_scope s group by s.type;
        return null;
      end $$;
    `);
    const holdHeads = `
      if keyed then
        perform hold_scopes('Project', others);
        perform hold_scopes('InvestmentLead', more);
      end if;`;
    this.tracked('project', `
      perform log_projects(ids, true, keyed);
      perform note_change_by_sql('Project', ids);
    `, { keys: 'id, region_id', regions: 'region_id' });
    this.tracked('project_year', `
      perform log_projects(ids, true, false);
      perform note_change_by_sql('Project', ids);
    `, { id: 'project_id' });
    this.tracked('investment_lead', `
      perform log_leads(ids, true, keyed);
      perform note_change_by_sql('InvestmentLead', ids);
    `, { keys: 'id, region_id, project_id', regions: 'region_id' });
    this.tracked('assignment', `
      ${holdHeads}
      perform log_change('Assignment', ids, true, keyed);
      perform log_projects(others, true, keyed);
      perform log_leads(more, true, keyed);
      perform note_change_by_sql('Assignment', ids);
    `, { others: 'project_id', more: 'lead_id', keys: 'id, leader_id, project_id, lead_id, until is null' });
    this.tracked('issue', `
      ${holdHeads}
      perform log_change('Issue', ids, true, keyed);
      perform log_projects(others, true, keyed); -- their lights
      perform log_leads(more, false, keyed);
      perform note_change_by_sql('Issue', ids);
    `, { others: 'project_id', more: 'lead_id', keys: 'id, project_id, lead_id, region_id, lead_unit_id, external_system', regions: 'region_id' });
    this.tracked('issue_supporting_unit', `
      perform from issue i where i.id = any(ids) order by i.id for share; -- so that none moves to another project meanwhile
      others := array(select distinct i.project_id from issue i where i.id = any(ids) and i.project_id is not null);
      more := array(select distinct i.lead_id from issue i where i.id = any(ids) and i.lead_id is not null);
      ${holdHeads}
      perform log_change('Issue', ids, true, keyed);
      perform log_projects(others, false, keyed);
      perform log_leads(more, false, keyed);
    `, { id: 'issue_id', keys: 'issue_id, unit_id' });
    this.tracked('meeting', `
      perform log_change('Meeting', ids, true, keyed);
      perform note_change_by_sql('Meeting', ids);
    `, { keys: 'id, region_id, chair_id', regions: 'region_id' });
    this.tracked('agenda_item', `
      ${holdHeads}
      perform log_change('Meeting', ids, true, keyed);
      perform log_projects(others, false, keyed);
      perform log_leads(more, false, keyed);
      perform note_change_by_sql('Meeting', ids);
    `, { id: 'meeting_id', others: 'project_id', more: 'lead_id', keys: 'id, meeting_id, project_id, lead_id' });
    this.tracked('meeting_site', `
      perform log_change('Meeting', ids, true, keyed);
      perform note_change_by_sql('Meeting', ids);
    `, { id: 'meeting_id', keys: 'id, meeting_id, region_id', regions: 'region_id' });
    this.tracked('directive', `
      perform log_change('Meeting', ids, true, false);
      perform log_change('Issue', others, true, keyed);
      perform note_change_by_sql('Meeting', ids);
    `, { id: 'meeting_id', others: 'issue_id', keys: 'id, meeting_id, issue_id' });
    // Leaders, units and regions are shown by name: what shows them is logged with them.
    this.tracked('leader', `
      perform log_unscoped('Leader', ids);
      perform log_change('Assignment', array(select a.id from assignment a where a.leader_id = any(ids)), true, false);
      perform log_change('Project', array(select distinct a.project_id from assignment a where a.leader_id = any(ids) and a.project_id is not null and a.until is null), true, false);
      perform log_change('InvestmentLead', array(select distinct a.lead_id from assignment a where a.leader_id = any(ids) and a.lead_id is not null and a.until is null), true, false);
      perform log_change('Meeting', array(select m.id from meeting m where m.chair_id = any(ids)), true, false);
      perform note_change_by_sql('Leader', ids);
    `);
    this.tracked('unit', `
      perform log_unscoped('Unit', ids);
      perform log_change('Project', array(select p.id from project p where p.owner_unit_id = any(ids)), true, false);
      perform log_change('Issue', array(select i.id from issue i where i.lead_unit_id = any(ids)
        union select s.issue_id from issue_supporting_unit s where s.unit_id = any(ids)), true, false);
      perform note_change_by_sql('Unit', ids);
    `);
    this.tracked('region', `
      if keyed and current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a region is moved in READ COMMITTED only: what lies in it must be seen as it is now' using errcode = 'feature_not_supported';
      end if;
      perform log_unscoped('Region', ids);
      perform log_projects(array(select p.id from project p where p.region_id = any(ids)), true, keyed);
      perform log_leads(array(select l.id from investment_lead l where l.region_id = any(ids)), true, keyed);
      perform log_change('Meeting', array(select m.id from meeting m where m.region_id = any(ids)
        union select s.meeting_id from meeting_site s where s.region_id = any(ids)), true, keyed);
      perform log_change('Issue', array(select i.id from issue i where i.region_id = any(ids)), true, keyed);
      perform note_change_by_sql('Region', ids);
    `, { keys: 'id, path' });
    // The rules behind every light.
    for (const table of ['signal_rule', 'seasonal_curve']) {
      this.tracked(table, `
        perform log_projects(array(select p.id from project p where p.ended_at is null), true, false);
      `, { id: '1' });
    }
    this.tracked('business_clock', `
      perform log_unscoped('Clock', ids);
      perform turn_day();
      perform note_change_by_sql('Clock', ids);
    `);
  }

  /**
   * One trigger an event. "ids" are the changed rows' own ids (or the parent's), "others" and "more" the distinct ids that
   * they refer to, before and after; "keyed" says whether a column that scope keys are made of was written. Rows that were
   * written without a difference are skipped.
   */
  private tracked(table: string, body: string, { id = 'id', others, more, keys, regions }: Columns = {}): void {
    const distinct = (column: string | undefined) => (column ? `array(select distinct ${column} from changed where ${column} is not null order by 1)` : `'{}'`);
    const collect = (changed: string) => `
          with changed as (${changed})
          select ${distinct(id)}, ${distinct(others)}, ${distinct(more)}, ${distinct(regions)} into ids, others, more, regions;`;
    this.addSql(`
      create function capture_${table}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare ids int[]; others int[]; more int[]; regions int[]; keyed boolean := ${keys !== undefined};
      begin
        if tg_op = 'INSERT' then ${collect('select * from new_rows')}
        elsif tg_op = 'UPDATE' then ${collect('(select * from new_rows except select * from old_rows) union all (select * from old_rows except select * from new_rows)')}${keys ? `
          keyed := exists (select ${keys} from new_rows except select ${keys} from old_rows);` : ''}
        else ${collect('select * from old_rows')}
        end if;
        if cardinality(ids) = 0 then
          return null;
        end if;${regions ? `
        if keyed then
          perform from region r where r.id = any(regions) order by r.id for share;
        end if;` : ''}
        ${body.trim()}
        return null;
      end $$;
    `);
    const trigger = (event: string, referencing: string) => {
      this.addSql(`create trigger capture_${event} after ${event} on ${table} referencing ${referencing} for each statement execute function capture_${table}();`);
      this.addSql(`alter table ${table} enable always trigger capture_${event};`);
    };
    trigger('insert', 'new table as new_rows');
    trigger('update', 'old table as old_rows new table as new_rows');
    trigger('delete', 'old table as old_rows');
    this.addSql(`create trigger capture_truncate after truncate on ${table} for each statement execute function capture_truncate();`);
    this.addSql(`alter table ${table} enable always trigger capture_truncate;`);
  }

  private dayTurn(): void {
    // Issues that became (or ceased to be) overdue, and projects whose light or its reasons ("5 days overdue") changed; once across nodes.
    this.addSql(`
      create function turn_day() returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
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
          select distinct changed.project_id from (
            (select * from project_signals(projects, last) except select * from project_signals(projects, today))
            union all
            (select * from project_signals(projects, today) except select * from project_signals(projects, last))
          ) changed order by 1), true, false);
        update day_turn set last_day = today;
        return true;
      end $$;
    `);
  }

  /**
   * The rows that a snapshot does not see. By the index always: after an import that is most of the log the planner would take
   * the newest rows for most of the log, too, and read all of it at every tick.
   */
  private reading(): void {
    this.addSql(`
      create function unseen_changes(cursor pg_snapshot, at_most int) returns setof change_log language sql stable set enable_seqscan = off as $$
        select * from change_log l where l.xid >= pg_snapshot_xmax(cursor) or l.xid = any(array(select pg_snapshot_xip(cursor))) limit at_most
      $$;
    `);
  }

  /**
   * By recorded marks and not by "at": a transaction that stayed open past the retention logged long before it committed. One
   * node at a time; answers how many rows went.
   */
  private pruning(): void {
    this.addSql(`
      create function prune_change_log(keep interval, at_most int) returns int language plpgsql as $$
      declare
        floor xid8;
        pruned int;
      begin
        perform from feed_state for update skip locked;
        if not found then
          return 0;
        end if;
        insert into log_mark (below)
        select (l.xid::text::bigint + 1)::text::xid8 from change_log l
        where l.xid < pg_snapshot_xmin(pg_current_snapshot()) and not exists (select from log_mark m where m.at > clock_timestamp() - keep / 100)
        order by l.xid desc limit 1;
        select m.below into floor from log_mark m where m.at <= clock_timestamp() - keep order by m.at desc limit 1;
        if floor is null then
          return 0;
        end if;
        delete from log_mark m where m.at <= clock_timestamp() - keep and m.below < floor;
        update feed_state set pruned_below = floor where pruned_below < floor;
        delete from change_log where seq in (select l.seq from change_log l where l.xid < floor order by l.xid limit at_most);
        get diagnostics pruned = row_count;
        return pruned;
      end $$;
    `);
  }

}

interface Columns {
  /** The id of the entity that a row belongs to; "id" where it is left out. */
  readonly id?: string;
  readonly others?: string;
  readonly more?: string;
  /** What scope keys are made of, with enough to tell whose; none where it is left out. */
  readonly keys?: string;
  /** The region that a row lies in. */
  readonly regions?: string;
}
