import { Migration } from '@mikro-orm/migrations';

/** Permits of projects: their kinds and rules, papers that follow later, commitments. */
export class Migration20261125112000_permits extends Migration {

  override name = 'Migration20261125112000_permits';

  override up(): void {
    this.kinds();
    this.permits();
    this.papers();
    this.scope();
    this.watched();
  }

  private kinds(): void {
    this.addSql(`
      create table "permit_kind" ("id" serial primary key, "code" text not null, "name_zh" text not null, "name_en" text not null, "authority_id" int null references "unit" ("id"), "position" int not null,
        "after" text[] not null, "parallel_group" text null, "working_days" int not null, "land_use" boolean not null, "papers_may_follow" boolean not null, "sectors" text[] not null, "origins" text[] not null,
        "active" boolean not null default true, constraint "permit_kind_code_unique" unique ("code"),
        constraint "permit_kind_land_check" check (not (land_use and papers_may_follow)), constraint "permit_kind_days_check" check (working_days > 0));
    `);
    this.addSql(`create index "permit_kind_authority_id_index" on "permit_kind" ("authority_id");`);
    this.addSql(`comment on column permit_kind.after is 'codes of the kinds that are granted before it is applied for';`);
    // The usual ones of a building project; who grants them, each city says itself. Continuing projects have theirs.
    this.addSql(`
      insert into permit_kind (code, name_zh, name_en, position, after, parallel_group, working_days, land_use, papers_may_follow, sectors, origins) values
        ('FILING', '项目备案（核准）', 'project filing or approval', 10, '{}', null, 3, false, false, '{}', '{NEW}'),
        ('LAND_PREVIEW', '用地预审与选址意见书', 'land preview and siting opinion', 20, '{FILING}', null, 10, true, false, '{}', '{NEW}'),
        ('EIA', '环境影响评价', 'environmental assessment', 30, '{FILING}', '立项用地并联', 15, false, true, '{}', '{NEW}'),
        ('ENERGY', '节能审查', 'energy review', 40, '{FILING}', '立项用地并联', 10, false, true, '{INDUSTRY}', '{NEW}'),
        ('SOIL_WATER', '水土保持方案', 'soil and water conservation', 50, '{FILING}', '立项用地并联', 10, false, true, '{}', '{NEW}'),
        ('SAFETY', '安全条件审查', 'safety review', 60, '{FILING}', '立项用地并联', 15, false, true, '{INDUSTRY}', '{NEW}'),
        ('LAND_GRANT', '建设用地批准', 'land grant', 70, '{LAND_PREVIEW}', null, 15, true, false, '{}', '{NEW}'),
        ('LAND_PLANNING', '建设用地规划许可', 'land planning permit', 80, '{LAND_GRANT}', null, 7, true, false, '{}', '{NEW}'),
        ('WORKS_PLANNING', '建设工程规划许可', 'works planning permit', 90, '{LAND_PLANNING}', '工程建设并联', 7, false, true, '{}', '{NEW}'),
        ('DRAWINGS', '施工图审查', 'drawings review', 100, '{LAND_PLANNING}', '工程建设并联', 5, false, true, '{}', '{NEW}'),
        ('CONSTRUCTION', '建筑工程施工许可', 'construction permit', 110, '{WORKS_PLANNING,DRAWINGS}', null, 5, false, true, '{}', '{NEW}');
    `);
    this.addSql(`
      create function permit_is_needed(sectors text[], origins text[], sector text, origin text) returns boolean language sql immutable parallel safe as $$
        select (sectors = '{}' or sector = any(sectors)) and (origins = '{}' or origin = any(origins))
      $$;
    `);
    this.addSql(`
      create table "permit_rules" ("id" int not null primary key, "online_target" numeric(4,3) not null, "one_visit_target" numeric(4,3) not null, "done_for_you_target" numeric(4,3) not null,
        "commitment_from" numeric(18,2) not null, "remind_before" int not null,
        constraint "permit_rules_one_check" check (id = 1), constraint "permit_rules_target_check" check (online_target + one_visit_target + done_for_you_target = 1));
    `);
    this.addSql(`insert into permit_rules (id, online_target, one_visit_target, done_for_you_target, commitment_from, remind_before) values (1, 0.7, 0.2, 0.1, 100000000, 3);`);
  }

  private permits(): void {
    this.addSql(`
      create table "permit" ("id" serial primary key, "project_id" int not null references "project" ("id"), "kind_id" int not null references "permit_kind" ("id"), "authority_id" int not null references "unit" ("id"),
        "state" text not null default 'PLANNED', "planned_on" date not null, "applied_on" date null, "accepted_on" date null, "working_days" int null, "due_on" date null, "granted_on" date null, "refused_on" date null, "channel" text null,
        "green_channel" boolean not null default false, "oilfield_channel" boolean not null default false, "reason" text null, "version" int not null default 1,
        constraint "permit_project_id_kind_id_unique" unique ("project_id", "kind_id"),
        constraint "permit_state_check" check ("state" in ('PLANNED', 'APPLIED', 'ACCEPTED', 'GRANTED', 'REFUSED', 'EXEMPTED')),
        constraint "permit_channel_check" check ("channel" in ('ONLINE_NEVER_SEEN', 'ONE_VISIT', 'DONE_FOR_YOU')),
        constraint "permit_granted_check" check ((state = 'GRANTED') = (granted_on is not null)),
        constraint "permit_refused_check" check ((state = 'REFUSED') = (refused_on is not null)),
        constraint "permit_reason_check" check (state not in ('REFUSED', 'EXEMPTED') or reason is not null),
        constraint "permit_applied_check" check (state in ('PLANNED', 'EXEMPTED') or (applied_on is not null and channel is not null)),
        constraint "permit_accepted_check" check (state not in ('ACCEPTED', 'GRANTED') or (accepted_on is not null and due_on is not null)),
        constraint "permit_days_check" check (coalesce(accepted_on >= applied_on, true) and coalesce(granted_on >= accepted_on, true) and coalesce(refused_on >= applied_on, true)),
        constraint "permit_calendar_check" check (planned_on between '2000-01-01' and '2099-12-31' and coalesce(applied_on between '2000-01-01' and '2099-12-31', true)));
    `);
    this.addSql(`create index "permit_kind_id_index" on "permit" ("kind_id");`);
    this.addSql(`create index "permit_authority_id_state_index" on "permit" ("authority_id", "state");`);
    this.addSql(`create index "permit_planned_on_id_index" on "permit" ("planned_on", "id");`);
    this.addSql(`create index "permit_due_index" on "permit" ((coalesce(due_on, date '9999-12-31')), "id");`);
    this.addSql(`create index "permit_waiting_index" on "permit" ((coalesce(accepted_on, applied_on, date '9999-12-31')), "id") where state in ('APPLIED', 'ACCEPTED');`);
    this.addSql(`create index "permit_overdue_index" on "permit" ("due_on") where state = 'ACCEPTED';`);
    // Whoever takes an application in: the legal day follows from it.
    this.addSql(`
      create function reckon_permit_due() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if tg_op = 'INSERT' or new.accepted_on is distinct from old.accepted_on then
          new.working_days := case when new.accepted_on is not null then (select k.working_days from permit_kind k where k.id = new.kind_id) end;
        end if;
        new.due_on := add_working_days(new.accepted_on, new.working_days);
        return new;
      end $$;
    `);
    this.addSql(`create trigger reckon_permit_due before insert or update of accepted_on on permit for each row execute function reckon_permit_due();`);
    // And when the calendar changes, of all that are being looked at.
    this.addSql(`
      create function reckon_permits_due() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        update permit m set accepted_on = m.accepted_on where m.state = 'ACCEPTED' and m.due_on <> add_working_days(m.accepted_on, m.working_days);
        return null;
      end $$;
    `);
    this.addSql(`create trigger reckon_permits_due after insert or update or delete on calendar_day for each statement execute function reckon_permits_due();`);
    this.addSql(`
      create table "start_commitment" ("project_id" int not null primary key references "project" ("id"), "on_day" date not null, "text" text not null, "recorded_by" text not null,
        "recorded_at" timestamptz(3) not null default business_now(), constraint "start_commitment_calendar_check" check (on_day between '2000-01-01' and '2099-12-31'));
    `);
  }

  private papers(): void {
    this.addSql(`
      create table "permit_paper" ("id" serial primary key, "permit_id" int not null references "permit" ("id"), "name" text not null, "permit_kind_id" int null references "permit_kind" ("id"), "due_on" date not null,
        "delivered_on" date null, "reminded_at" timestamptz(3) null, "deferred_by" text not null, "deferred_at" timestamptz(3) not null default business_now(),
        constraint "permit_paper_calendar_check" check (due_on between '2000-01-01' and '2099-12-31'));
    `);
    this.addSql(`create index "permit_paper_permit_id_index" on "permit_paper" ("permit_id");`);
    this.addSql(`create index "permit_paper_permit_kind_id_index" on "permit_paper" ("permit_kind_id");`);
    this.addSql(`create index "permit_paper_awaited_index" on "permit_paper" ("due_on", "permit_id") where delivered_on is null;`);
    // Whoever writes: a paper of land use never follows later, nor does any of a permit whose kind does not allow it.
    this.addSql(`
      create function keep_papers_complete() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        -- Nobody changes the kinds meanwhile.
        perform from permit_kind k where k.id = new.permit_kind_id or k.id = (select m.kind_id from permit m where m.id = new.permit_id) for share;
        if exists (select from permit m join permit_kind k on k.id = m.kind_id where m.id = new.permit_id and not k.papers_may_follow)
          or exists (select from permit_kind k where k.id = new.permit_kind_id and k.land_use) then
          raise exception 'a paper of this kind may not follow later' using errcode = 'check_violation', constraint = 'permit_paper_may_follow_check';
        end if;
        return new;
      end $$;
    `);
    this.addSql(`create trigger keep_papers_complete before insert or update of permit_id, permit_kind_id on permit_paper for each row execute function keep_papers_complete();`);
    this.addSql(`
      -- Also of what was refused: it may be applied for again.
      create function papers_awaited(kind int) returns bigint language sql stable as $$
        select count(*) from permit_paper d join permit m on m.id = d.permit_id where d.delivered_on is null and m.state <> 'EXEMPTED' and (m.kind_id = kind or d.permit_kind_id = kind)
      $$;
    `);
    this.addSql(`
      create function keep_papers_allowed() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if papers_awaited(new.id) > 0 then
          raise exception 'papers of this kind are awaited' using errcode = 'check_violation', constraint = 'permit_kind_papers_check';
        end if;
        return new;
      end $$;
    `);
    this.addSql(`
      create trigger keep_papers_allowed before update of land_use, papers_may_follow on permit_kind for each row
        when (old.land_use < new.land_use or old.papers_may_follow > new.papers_may_follow) execute function keep_papers_allowed();
    `);
  }

  /** Who grants a permit of a project sees the project. */
  private scope(): void {
    this.addSql(`
      create or replace function scope_of_projects(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select p.id, row(
          r.path,
          array[p.id],
          array(select distinct a.leader_id from assignment a where a.project_id = p.id and a.until is null order by 1),
          array(select distinct g.meeting_id from agenda_item g where g.project_id = p.id order by 1),
          array(select i.lead_unit_id from issue i where i.project_id = p.id and i.lead_unit_id is not null
                union select s.unit_id from issue i join issue_supporting_unit s on s.issue_id = i.id where i.project_id = p.id
                union select m.authority_id from permit m where m.project_id = p.id order by 1),
          array(select distinct i.external_system from issue i where i.project_id = p.id and i.external_system is not null order by 1),
          case when p.owner_unit_id is null then '{}' else array[p.owner_unit_id] end
        )::scope_keys
        from project p join region r on r.id = p.region_id
        where p.id = any(ids)
      $$;
    `);
  }

  private watched(): void {
    // What a project needs follows from all kinds, also from one that nobody planned yet.
    const ofAll = `perform log_projects(array(select p.id from project p where p.ended_at is null), true, false);`;
    this.addSql(`select capture_rows('permit_kind', $$ ${ofAll} $$);`);
    this.addSql(`select capture_rows('permit_rules', $$ ${ofAll} $$);`);
    this.addSql(`select capture_rows('permit', $$ perform log_projects(ids, true, keyed); perform note_change_by_sql('Project', ids); $$, 'project_id', 'project_id, authority_id');`);
    this.addSql(`select capture_rows('permit_paper', $$ ids := array(select distinct m.project_id from permit m where m.id = any(ids) order by 1); perform log_projects(ids, true, false); perform note_change_by_sql('Project', ids); $$, 'permit_id');`);
    this.addSql(`select capture_parts('start_commitment', 'Project', 'project_id');`);
    this.addSql(`select audit_watch('permit_kind');`);
    this.addSql(`select audit_watch('permit_rules');`);
    this.addSql(`select audit_watch('permit', 'Project', 'project_id');`);
    this.addSql(`select audit_watch('permit_paper');`);
    this.addSql(`select audit_watch('start_commitment', 'Project', 'project_id');`);
    for (const table of ['permit_kind', 'permit_rules', 'permit', 'permit_paper', 'start_commitment']) this.addSql(`select keep_versions('${table}');`);
    this.addSql(`create index on versions.permit (project_id);`);
    this.addSql(`create index on versions.permit_paper (permit_id);`);
  }

}
