import { Migration } from '@mikro-orm/migrations';

/** Projects in reserve: their fields and the steps by which they ripen, as data, and how far each has come. */
export class Migration20261125120100_reserve extends Migration {

  override name = 'Migration20261125120100_reserve';

  override up(): void {
    this.settings();
    this.standing();
    this.dayTurn();
    this.watched();
  }

  private settings(): void {
    for (const table of ['reserve_field', 'ripening_step']) {
      this.addSql(`
        create table "${table}" ("id" serial primary key, "code" text not null, "name_zh" text not null, "name_en" text not null, "place" int not null, "ended_at" timestamptz(3) null,
          constraint "${table}_code_unique" unique ("code"));
      `);
    }
    this.addSql(`
      insert into reserve_field (code, name_zh, name_en, place) values
        ('WEAK_POINTS', '补短板强弱项', 'weak points made good', 1), ('NEW_INFRASTRUCTURE', '新基建', 'new infrastructure', 2),
        ('PROTECTION', '医用防护', 'medical protective equipment', 3), ('FIVE_G', '5G创新应用', 'new uses of 5G', 4);
    `);
    this.addSql(`
      insert into ripening_step (code, name_zh, name_en, place) values
        ('IDEA', '谋划论证', 'idea worked out', 1), ('FEASIBILITY', '可行性研究', 'feasibility study', 2), ('APPROVAL', '立项审批', 'approval', 3),
        ('FUNDS', '资金落实', 'funds secured', 4), ('LAND', '用地落实', 'land secured', 5), ('DESIGN', '设计完成', 'design done', 6);
    `);
  }

  private standing(): void {
    this.addSql(`
      create table "project_reserve" ("project_id" int not null primary key references "project" ("id"), "field_id" int not null references "reserve_field" ("id"));
    `);
    this.addSql(`create index "project_reserve_field_id_index" on "project_reserve" ("field_id");`);
    this.addSql(`
      create table "ripening" ("id" serial primary key, "project_id" int not null references "project" ("id"), "step_id" int not null references "ripening_step" ("id"), "planned_on" date null, "reached_on" date null,
        "note" text not null default '', "recorded_at" timestamptz(3) not null default business_now(), "recorded_by" text not null,
        constraint "ripening_project_id_step_id_unique" unique ("project_id", "step_id"));
    `);
    this.addSql(`create index "ripening_step_id_index" on "ripening" ("step_id");`);
    this.addSql(`create index "ripening_awaited_index" on "ripening" ("planned_on", "project_id") where reached_on is null;`);
    this.addSql(`create index "project_in_reserve" on "project" ("code", "id") where stage = 'RESERVE' and ended_at is null;`);
  }

  /** A step that was to be reached and is not is late from the day after on. */
  private dayTurn(): void {
    this.addSql(`
      create function log_late_ripening() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        perform log_projects(array(
          select distinct g.project_id from ripening g
          where g.reached_on is null and g.planned_on >= least(old.last_day, new.last_day) and g.planned_on < greatest(old.last_day, new.last_day) order by 1), true, false);
        return null;
      end $$;
    `);
    this.addSql(`create trigger log_late_ripening after update of last_day on day_turn for each row execute function log_late_ripening();`);
    this.addSql(`alter table day_turn enable always trigger log_late_ripening;`);
  }

  private watched(): void {
    this.addSql(`select capture_rows('reserve_field', $$ perform log_projects(array(select r.project_id from project_reserve r where r.field_id = any(ids) order by 1), true, false); $$);`);
    this.addSql(`select capture_rows('ripening_step', $$ perform log_projects(array(select p.id from project p where p.stage = 'RESERVE' and p.ended_at is null order by p.id), true, false); $$);`);
    this.addSql(`select capture_parts('project_reserve', 'Project', 'project_id');`);
    this.addSql(`select capture_parts('ripening', 'Project', 'project_id');`);
    this.addSql(`select audit_watch('reserve_field');`);
    this.addSql(`select audit_watch('ripening_step');`);
    this.addSql(`select audit_watch('project_reserve', 'Project', 'project_id');`);
    this.addSql(`select audit_watch('ripening', 'Project', 'project_id');`);
    for (const table of ['reserve_field', 'ripening_step', 'project_reserve', 'ripening']) this.addSql(`select keep_versions('${table}');`);
    this.addSql(`create index on versions.ripening (project_id);`);
  }

}
