import { Migration } from '@mikro-orm/migrations';

interface Step {
  readonly code: string;
  readonly name: string;
  readonly days: number;
  readonly counting: 'WORKING_DAYS' | 'CALENDAR_DAYS';
  readonly outdoors: boolean;
  readonly after: readonly { readonly code: string; readonly kind: 'FINISH_START' | 'START_START'; readonly lag: number }[];
}

type Before = string | readonly [code: string, kind: 'FINISH_START' | 'START_START', lag: number];

const after = (before: readonly Before[]): Step['after'] => before.map((each) => (typeof each === 'string' ? { code: each, kind: 'FINISH_START', lag: 0 } : { code: each[0], kind: each[1], lag: each[2] }));
const office = (code: string, name: string, days: number, ...before: Before[]): Step => ({ code, name, days, counting: 'WORKING_DAYS', outdoors: false, after: after(before) });
const indoors = (code: string, name: string, days: number, ...before: Before[]): Step => ({ code, name, days, counting: 'CALENDAR_DAYS', outdoors: false, after: after(before) });
const site = (code: string, name: string, days: number, ...before: Before[]): Step => ({ code, name, days, counting: 'CALENDAR_DAYS', outdoors: true, after: after(before) });

const papers = [
  office('APPROVAL', '立项备案', 5), office('LAND', '用地与规划许可', 15, 'APPROVAL'), office('DESIGN', '施工图设计与审查', 25, ['LAND', 'START_START', 7]),
  office('TENDER', '招标与合同', 20, ['DESIGN', 'FINISH_START', -7]), office('PERMIT', '施工许可', 5, 'TENDER', 'LAND'),
];

/** What a city begins with; it keeps its own from there. */
const templates: readonly { readonly code: string; readonly name: string; readonly nameEn: string; readonly steps: readonly Step[] }[] = [
  {
    code: 'PLANT', name: '工业厂房', nameEn: 'industry plant', steps: [
      ...papers, site('SITE', '进场与三通一平', 10, 'PERMIT'), site('FOUNDATION', '土方与基础', 35, 'SITE'), site('STRUCTURE', '主体结构', 60, 'FOUNDATION'),
      site('ENVELOPE', '围护与屋面', 35, ['STRUCTURE', 'START_START', 40]), indoors('EQUIPMENT', '设备采购与到货', 90, ['DESIGN', 'FINISH_START', 0]),
      indoors('INSTALLATION', '设备安装', 45, 'EQUIPMENT', 'ENVELOPE', 'STRUCTURE'), indoors('PIPES', '管线与电气', 35, ['INSTALLATION', 'START_START', 15]),
      indoors('TRIAL', '单机调试与联动试车', 20, 'INSTALLATION', 'PIPES'), office('ACCEPTANCE', '竣工验收', 10, 'TRIAL'),
    ],
  },
  {
    code: 'ROAD', name: '道路桥梁', nameEn: 'road and bridge', steps: [
      ...papers, office('RESETTLEMENT', '征拆与管线迁改', 30, ['LAND', 'START_START', 0]), site('SITE', '进场与便道', 10, 'PERMIT', 'RESETTLEMENT'), site('SUBGRADE', '路基', 50, 'SITE'),
      site('BRIDGES', '桥涵', 60, ['SUBGRADE', 'START_START', 10]), site('PAVEMENT', '路面', 40, 'SUBGRADE', ['BRIDGES', 'FINISH_START', -10]),
      site('FITTINGS', '交安、绿化与照明', 25, ['PAVEMENT', 'START_START', 20]), office('ACCEPTANCE', '交工验收', 8, 'PAVEMENT', 'FITTINGS'),
    ],
  },
  {
    code: 'HOSPITAL', name: '医院', nameEn: 'hospital', steps: [
      ...papers, site('SITE', '进场与三通一平', 8, 'PERMIT'), site('FOUNDATION', '基坑与基础', 40, 'SITE'), site('STRUCTURE', '主体结构', 80, 'FOUNDATION'),
      site('ENVELOPE', '外墙与屋面', 40, ['STRUCTURE', 'START_START', 55]), indoors('SYSTEMS', '机电与净化', 70, ['STRUCTURE', 'FINISH_START', -20]), indoors('FINISHING', '室内装修', 60, 'ENVELOPE', ['SYSTEMS', 'START_START', 20]),
      indoors('EQUIPMENT', '医疗设备采购与安装', 60, ['SYSTEMS', 'START_START', 25]), indoors('TRIAL', '系统联调', 15, 'SYSTEMS', 'FINISHING', 'EQUIPMENT'), office('ACCEPTANCE', '消防、卫生与竣工验收', 15, 'TRIAL'),
    ],
  },
  {
    code: 'HOUSING', name: '住宅与民生用房', nameEn: 'housing', steps: [
      ...papers, site('SITE', '进场与三通一平', 8, 'PERMIT'), site('FOUNDATION', '土方与基础', 35, 'SITE'), site('STRUCTURE', '主体结构', 75, 'FOUNDATION'),
      site('ENVELOPE', '外墙与屋面', 40, ['STRUCTURE', 'START_START', 50]), indoors('SYSTEMS', '水电与采暖', 45, ['STRUCTURE', 'FINISH_START', -15]), indoors('FINISHING', '室内装修', 45, 'ENVELOPE', ['SYSTEMS', 'START_START', 15]),
      site('GROUNDS', '室外管网与道路', 30, 'ENVELOPE'), office('ACCEPTANCE', '竣工验收', 10, 'SYSTEMS', 'FINISHING', 'GROUNDS'),
    ],
  },
];

/** Back-schedules: milestones, what waits for what, the plans they were drawn by, and the templates. */
export class Migration20261125112950_back_schedules extends Migration {

  override name = 'Migration20261125112950_back_schedules';

  override up(): void {
    this.tables();
    // Ahead of the keeping of versions: they stood ever since.
    this.templates();
    this.units();
    this.watched();
  }

  private tables(): void {
    this.addSql(`
      create table "schedule_template" ("code" text not null primary key, "name" text not null, "name_en" text not null, "stop_from" text null, "stop_until" text null, "steps" jsonb not null, "ended_at" timestamptz(3) null,
        constraint "schedule_template_stop_check" check ((stop_from is null) = (stop_until is null)));
    `);
    this.addSql(`comment on column schedule_template.stop_from is 'MM-DD: between it and stop_until nothing is built outdoors, every winter';`);
    this.addSql(`
      create table "back_schedule" ("id" serial primary key, "project_id" int not null references "project" ("id"), "ends_on" date not null, "reserve_days" int not null default 7, "stop_from" text null, "stop_until" text null, "winter_stops" jsonb not null default '[]',
        "template_code" text null references "schedule_template" ("code"), "drawn_at" timestamptz(3) not null default business_now(), "drawn_by" text not null, "ended_at" timestamptz(3) null, "end_reason" text null,
        "version" int not null default 1, constraint "back_schedule_id_project_unique" unique ("id", "project_id"), constraint "back_schedule_reserve_check" check (reserve_days between 0 and 365),
        constraint "back_schedule_stop_check" check ((stop_from is null) = (stop_until is null)));
    `);
    this.addSql(`create unique index "back_schedule_one_stands" on "back_schedule" ("project_id") where "ended_at" is null;`);
    this.addSql(`create index "back_schedule_project_id_index" on "back_schedule" ("project_id");`);
    this.addSql(`create index "back_schedule_ends_on_index" on "back_schedule" ("ends_on", "id") where "ended_at" is null;`);
    this.addSql(`create index "back_schedule_template_code_index" on "back_schedule" ("template_code");`);
    this.addSql(`
      create table "milestone" ("id" serial primary key, "schedule_id" int not null, "project_id" int not null, "position" int not null, "code" text not null, "name" text not null, "days" int not null, "counting" text not null,
        "outdoors" boolean not null default false, "unit_id" int null references "unit" ("id"), "not_before" date null, "planned_start" date not null, "planned_finish" date not null, "started_on" date null, "finished_on" date null,
        "version" int not null default 1,
        constraint "milestone_schedule_foreign" foreign key ("schedule_id", "project_id") references "back_schedule" ("id", "project_id"),
        constraint "milestone_schedule_code_unique" unique ("schedule_id", "code"),
        constraint "milestone_counting_check" check ("counting" in ('WORKING_DAYS', 'CALENDAR_DAYS')),
        constraint "milestone_days_check" check (days between 1 and 2000),
        constraint "milestone_planned_check" check (planned_start <= planned_finish),
        constraint "milestone_done_check" check (finished_on is null or (started_on is not null and started_on <= finished_on)));
    `);
    this.addSql(`create index "milestone_project_id_index" on "milestone" ("project_id");`);
    this.addSql(`create index "milestone_unit_id_index" on "milestone" ("unit_id") where "unit_id" is not null;`);
    this.addSql(`create index "milestone_to_start_index" on "milestone" ("planned_start", "schedule_id") where "started_on" is null;`);
    this.addSql(`create index "milestone_to_finish_index" on "milestone" ("planned_finish", "schedule_id") where "finished_on" is null;`);
    this.addSql(`
      create table "milestone_link" ("milestone_id" int not null references "milestone" ("id"), "after_id" int not null references "milestone" ("id"), "kind" text not null, "lag" int not null default 0,
        primary key ("milestone_id", "after_id", "kind"), constraint "milestone_link_kind_check" check ("kind" in ('FINISH_START', 'START_START')), constraint "milestone_link_lag_check" check (lag between -365 and 365));
    `);
    this.addSql(`create index "milestone_link_after_id_index" on "milestone_link" ("after_id");`);
    this.addSql(`
      create table "schedule_baseline" ("id" serial primary key, "schedule_id" int not null references "back_schedule" ("id"), "number" int not null, "ends_on" date not null, "reason" text not null,
        "made_at" timestamptz(3) not null default business_now(), "made_by" text not null, constraint "schedule_baseline_number_unique" unique ("schedule_id", "number"));
    `);
    this.addSql(`
      create table "baseline_days" ("baseline_id" int not null references "schedule_baseline" ("id"), "milestone_id" int not null references "milestone" ("id"), "days" int not null, "planned_start" date not null, "planned_finish" date not null,
        primary key ("baseline_id", "milestone_id"));
    `);
    this.addSql(`create index "baseline_days_milestone_id_index" on "baseline_days" ("milestone_id");`);
  }

  /** A unit sees the projects whose milestones it answers for. */
  private units(): void {
    this.addSql(`
      create or replace function scope_of_projects(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select p.id, row(
          r.path,
          array[p.id],
          array(select distinct a.leader_id from assignment a where a.project_id = p.id and a.until is null order by 1),
          array(select distinct g.meeting_id from agenda_item g where g.project_id = p.id order by 1),
          array(select i.lead_unit_id from issue i where i.project_id = p.id and i.lead_unit_id is not null
                union select s.unit_id from issue i join issue_supporting_unit s on s.issue_id = i.id where i.project_id = p.id
                union select m.authority_id from permit m where m.project_id = p.id
                union select m.unit_id from milestone m join back_schedule b on b.id = m.schedule_id and b.ended_at is null where m.project_id = p.id and m.unit_id is not null order by 1),
          array(select distinct i.external_system from issue i where i.project_id = p.id and i.external_system is not null order by 1),
          case when p.owner_unit_id is null then '{}' else array[p.owner_unit_id] end
        )::scope_keys
        from project p join region r on r.id = p.region_id
        where p.id = any(ids)
      $$;
    `);
  }

  private watched(): void {
    // Who answers for a milestone sees the project, not by that its issues and assignments.
    const ofProject = `perform log_change('Project', ids, true, keyed); perform note_change_by_sql('Project', ids);`;
    this.addSql(`select capture_rows('back_schedule', $$ ${ofProject} $$, 'project_id', 'project_id, ended_at');`);
    this.addSql(`select capture_rows('milestone', $$ ${ofProject} $$, 'project_id', 'project_id, unit_id');`);
    const through = (projects: string) => `perform log_change('Project', array(${projects}), true, false); perform note_change_by_sql('Project', array(${projects}));`;
    this.addSql(`select capture_rows('milestone_link', $$ ${through('select distinct m.project_id from milestone m where m.id = any(ids) order by 1')} $$, 'milestone_id');`);
    this.addSql(`select capture_rows('schedule_baseline', $$ ${through('select distinct b.project_id from back_schedule b where b.id = any(ids) order by 1')} $$, 'schedule_id');`);
    this.addSql(`select capture_rows('baseline_days', $$ ${through('select distinct m.project_id from milestone m where m.id = any(ids) order by 1')} $$, 'milestone_id');`);
    this.addSql(`select audit_watch('back_schedule', 'BackSchedule', 'id');`);
    this.addSql(`select audit_watch('milestone', 'Milestone', 'id');`);
    for (const table of ['milestone_link', 'schedule_baseline', 'baseline_days', 'schedule_template']) this.addSql(`select audit_watch('${table}');`);
    for (const table of ['back_schedule', 'milestone', 'milestone_link', 'schedule_baseline', 'baseline_days', 'schedule_template']) this.addSql(`select keep_versions('${table}');`);
    this.addSql(`create index on versions.milestone (project_id);`);
    this.addSql(`create index on versions.back_schedule (project_id);`);
  }

  private templates(): void {
    for (const { code, name, nameEn, steps } of templates) {
      this.addSql(`insert into schedule_template (code, name, name_en, stop_from, stop_until, steps) values ('${code}', '${name}', '${nameEn}', '11-01', '03-31', '${JSON.stringify(steps)}');`);
    }
  }

}
