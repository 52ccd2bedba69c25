import { Migration } from '@mikro-orm/migrations';

/** Requests for a later deadline, supporting units' answers, evidence, comments, recurrences and duplicates. */
export class Migration20261125092000_issue_workflow extends Migration {

  override name = 'Migration20261125092000_issue_workflow';

  override up(): void {
    this.addSql(`alter table "issue" add column "recurrence_of" int null, add column "merged_into" int null;`);
    this.addSql(`alter table "issue" add constraint "issue_recurrence_of_foreign" foreign key ("recurrence_of") references "issue" ("id");`);
    this.addSql(`alter table "issue" add constraint "issue_merged_into_foreign" foreign key ("merged_into") references "issue" ("id");`);
    // An issue comes back after it was reported first: its number tells no lie, and nothing can run in a circle.
    this.addSql(`alter table "issue" add constraint "issue_recurrence_check" check (recurrence_of < id);`);
    this.addSql(`alter table "issue" add constraint "issue_merged_check" check (merged_into <> id and (merged_into is null or status = 'CLOSED'));`);
    this.addSql(`create index "issue_recurrence_of_index" on "issue" ("recurrence_of") where "recurrence_of" is not null;`);
    this.addSql(`create index "issue_merged_into_index" on "issue" ("merged_into") where "merged_into" is not null;`);
    this.addSql(`create index "issue_returned" on "issue" ("returns") where "returns" > 0;`);
    this.addSql(`
      create table "extension_request" ("id" serial primary key, "issue_id" int not null references "issue" ("id"), "due_on" date not null, "reason" text not null, "state" text not null default 'OPEN',
        "asked_by" text not null, "asked_by_name" text not null, "asked_at" timestamptz(3) not null default business_now(), "decided_by_name" text null, "decided_at" timestamptz(3) null, "note" text null,
        constraint "extension_request_state_check" check ("state" in ('OPEN', 'APPROVED', 'REFUSED', 'WITHDRAWN')), constraint "extension_request_decided_check" check (("state" = 'OPEN') = ("decided_at" is null)));
    `);
    this.addSql(`create unique index "extension_request_open" on "extension_request" ("issue_id") where "state" = 'OPEN';`);
    this.addSql(`create index "extension_request_issue_id_index" on "extension_request" ("issue_id");`);
    this.addSql(`
      create table "issue_answer" ("id" serial primary key, "issue_id" int not null references "issue" ("id"), "unit_id" int not null references "unit" ("id"), "text" text not null, "done" boolean not null,
        "waived" boolean not null default false, "by_name" text not null, "at" timestamptz(3) not null default business_now());
    `);
    this.addSql(`create index "issue_answer_issue_id_unit_id_id_index" on "issue_answer" ("issue_id", "unit_id", "id");`);
    this.addSql(`
      create table "issue_evidence" ("id" serial primary key, "issue_id" int not null references "issue" ("id"), "url" text not null, "title" text not null, "added_by" text not null, "added_by_name" text not null,
        "added_at" timestamptz(3) not null default business_now(), "ended_by_name" text null, "ended_at" timestamptz(3) null);
    `);
    this.addSql(`create index "issue_evidence_issue_id_index" on "issue_evidence" ("issue_id");`);
    this.addSql(`
      create table "issue_comment" ("id" serial primary key, "issue_id" int not null references "issue" ("id"), "text" text not null, "author" text not null, "author_name" text not null,
        "at" timestamptz(3) not null default business_now(), "withdrawn_by_name" text null, "withdrawn_at" timestamptz(3) null);
    `);
    this.addSql(`create index "issue_comment_issue_id_id_index" on "issue_comment" ("issue_id", "id");`);
    for (const table of ['extension_request', 'issue_answer', 'issue_evidence', 'issue_comment']) {
      this.addSql(`select capture_parts('${table}', 'Issue', 'issue_id');`);
      this.addSql(`select audit_watch('${table}', 'Issue', 'issue_id');`);
      this.addSql(`select keep_versions('${table}');`);
      this.addSql(`create index on versions.${table} (issue_id);`);
    }
    this.addSql(`select keep_versions('issue');`);
    this.addSql(`alter table "history" drop constraint "history_type_check";`);
    this.addSql(`alter table "history" drop constraint "history_act_check";`);
    this.addSql(`alter table "history" add constraint "history_type_check" check ("type" in ('Region', 'Unit', 'Leader', 'Project', 'InvestmentLead', 'Assignment', 'Issue', 'Evidence', 'Comment', 'Meeting', 'AgendaItem', 'MeetingSite', 'Directive', 'Clock', 'Calendar'));`);
    this.addSql(`alter table "history" add constraint "history_act_check" check ("act" in ('REGISTERED', 'CORRECTED', 'PROGRESS_REPORTED', 'PLAN_SET', 'ENDED', 'CONVERTED', 'MADE', 'HANDED_OVER', 'REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'ANSWERED', 'ANSWER_WAIVED', 'EXTENSION_REQUESTED', 'EXTENSION_APPROVED', 'EXTENSION_REFUSED', 'RESOLVED', 'VERIFIED', 'RETURNED', 'ESCALATED', 'REMINDED', 'EVIDENCE_ADDED', 'EVIDENCE_ENDED', 'COMMENTED', 'COMMENT_WITHDRAWN', 'RECURRENCE_LINKED', 'MERGED', 'SCHEDULED', 'AGENDA_CHANGED', 'SITES_CHANGED', 'STARTED', 'ITEM_CALLED', 'ITEM_DONE', 'ITEM_DEFERRED', 'DIRECTED', 'CLOSED', 'CANCELLED', 'CHANGED_BY_SQL'));`);
  }

}
