import { Migration } from '@mikro-orm/migrations';

/**
 * A project, its issues and its assignments concern the unit that owns the project: one more scope key, which moves when the
 * project passes to another owner. Whoever answers for a subject is concerned by the assignments of all who answer for it.
 * Tokens name leaders now: their codes never change.
 */
export class Migration20261125041000_owners extends Migration {

  override name = 'Migration20261125041000_owners';

  override up(): void {
    this.addSql(`alter type scope_keys add attribute owners int[];`);
    // Nobody has seen anything by this key yet: that it came is no change that anybody missed.
    this.addSql(`
      update entity_scope s set keys.owners = coalesce(
        case s.type
          when 'Project' then (select array[p.owner_unit_id] from project p where p.id = s.entity_id and p.owner_unit_id is not null)
          when 'Issue' then (select array[p.owner_unit_id] from issue i join project p on p.id = i.project_id where i.id = s.entity_id and p.owner_unit_id is not null)
          when 'Assignment' then (select array[p.owner_unit_id] from assignment a join project p on p.id = a.project_id where a.id = s.entity_id and p.owner_unit_id is not null)
        end, '{}');
    `);
    this.addSql(`update change_log set before.owners = '{}' where not (before is null);`);
    this.scopes();
    this.addSql(`select log_change('Assignment', array(select id from assignment), false, true);`);
    this.project();
    this.addSql(`create trigger code_is_stable before update of code on leader for each row when (old.code is distinct from new.code) execute function code_is_stable();`);
  }

  private scopes(): void {
    this.addSql(`
      create or replace function scope_of_projects(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select p.id, row(
          r.path,
          array[p.id],
          array(select distinct a.leader_id from assignment a where a.project_id = p.id and a.until is null order by 1),
          array(select distinct g.meeting_id from agenda_item g where g.project_id = p.id order by 1),
          array(select i.lead_unit_id from issue i where i.project_id = p.id and i.lead_unit_id is not null
                union select s.unit_id from issue i join issue_supporting_unit s on s.issue_id = i.id where i.project_id = p.id order by 1),
          array(select distinct i.external_system from issue i where i.project_id = p.id and i.external_system is not null order by 1),
          case when p.owner_unit_id is null then '{}' else array[p.owner_unit_id] end
        )::scope_keys
        from project p join region r on r.id = p.region_id
        where p.id = any(ids)
      $$;
    `);
    this.addSql(`
      create or replace function scope_of_leads(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select l.id, row(
          r.path,
          case when l.project_id is null then '{}' else array[l.project_id] end,
          array(select distinct a.leader_id from assignment a where a.lead_id = l.id and a.until is null order by 1),
          array(select distinct g.meeting_id from agenda_item g where g.lead_id = l.id order by 1),
          array(select i.lead_unit_id from issue i where i.lead_id = l.id and i.lead_unit_id is not null
                union select s.unit_id from issue i join issue_supporting_unit s on s.issue_id = i.id where i.lead_id = l.id order by 1),
          array(select distinct i.external_system from issue i where i.lead_id = l.id and i.external_system is not null order by 1),
          '{}'
        )::scope_keys
        from investment_lead l join region r on r.id = l.region_id
        where l.id = any(ids)
      $$;
    `);
    this.addSql(`
      create or replace function scope_of_issues(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select i.id, row(
          r.path,
          case when i.project_id is null then '{}' else array[i.project_id] end,
          array(select distinct a.leader_id from assignment a where (a.project_id = i.project_id or a.lead_id = i.lead_id) and a.until is null order by 1),
          array(select g.meeting_id from agenda_item g where g.project_id = i.project_id or g.lead_id = i.lead_id
                union select d.meeting_id from directive d where d.issue_id = i.id order by 1),
          array(select i.lead_unit_id where i.lead_unit_id is not null
                union select s.unit_id from issue_supporting_unit s where s.issue_id = i.id order by 1),
          case when i.external_system is null then '{}' else array[i.external_system] end,
          case when p.owner_unit_id is null then '{}' else array[p.owner_unit_id] end
        )::scope_keys
        from issue i
        left join project p on p.id = i.project_id
        left join investment_lead l on l.id = i.lead_id
        join region r on r.id = coalesce(p.region_id, l.region_id, i.region_id)
        where i.id = any(ids)
      $$;
    `);
    // An ended assignment concerns whoever held it and no longer those who answer now.
    this.addSql(`
      create or replace function scope_of_assignments(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select a.id, row(
          (subject.keys).regions, (subject.keys).projects, case when a.until is null then (subject.keys).leaders else array[a.leader_id] end,
          (subject.keys).meetings, (subject.keys).units, (subject.keys).systems, (subject.keys).owners
        )::scope_keys
        from assignment a
        cross join lateral (
          select keys from scope_of_projects(array[a.project_id]) union all select keys from scope_of_leads(array[a.lead_id])
        ) subject
        where a.id = any(ids)
      $$;
    `);
    this.addSql(`
      create or replace function scope_of_meetings(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select m.id, row(
          array(select distinct node from region r, unnest(r.path) as node
                where r.id = m.region_id or r.id in (select s.region_id from meeting_site s where s.meeting_id = m.id) order by 1),
          array(select distinct g.project_id from agenda_item g where g.meeting_id = m.id and g.project_id is not null order by 1),
          case when m.chair_id is null then '{}' else array[m.chair_id] end,
          array[m.id],
          '{}', '{}', '{}'
        )::scope_keys
        from meeting m
        where m.id = any(ids)
      $$;
    `);
  }

  /** As it was, but that a write of the owner is one of what keys are made of. */
  private project(): void {
    this.addSql(`
      create or replace function capture_project() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare ids int[]; regions int[]; keyed boolean := true;
      begin
        if tg_op = 'INSERT' then
          select array(select distinct id from new_rows order by 1), array(select distinct region_id from new_rows order by 1) into ids, regions;
        elsif tg_op = 'UPDATE' then
          with changed as ((select * from new_rows except select * from old_rows) union all (select * from old_rows except select * from new_rows))
          select array(select distinct id from changed order by 1), array(select distinct region_id from changed order by 1) into ids, regions;
          keyed := exists (select id, region_id, owner_unit_id from new_rows except select id, region_id, owner_unit_id from old_rows);
        else
          select array(select distinct id from old_rows order by 1), array(select distinct region_id from old_rows order by 1) into ids, regions;
        end if;
        if cardinality(ids) = 0 then
          return null;
        end if;
        if keyed then
          perform from region r where r.id = any(regions) order by r.id for share;
        end if;
        perform log_projects(ids, true, keyed);
        perform note_change_by_sql('Project', ids);
        return null;
      end $$;
    `);
  }

}
