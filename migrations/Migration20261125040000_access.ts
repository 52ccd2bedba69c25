import { Migration } from '@mikro-orm/migrations';

/**
 * Who may come in beside the holders of tokens that the secret signs: people of an outside issuer, keys of other systems,
 * screens. What ends access is told by the change log like any change, so that every node hears of it in the step of the feed
 * in which it would deliver what was committed after.
 */
export class Migration20261125040000_access extends Migration {

  override name = 'Migration20261125040000_access';

  override up(): void {
    this.tables();
    this.devices();
    this.capture();
  }

  private tables(): void {
    this.addSql(`create table "api_key" ("id" serial primary key, "prefix" text not null, "name" text not null, "system" text not null, "acts" text[] not null, "region_ids" int[] not null, "secret_hash" text not null, "previous_hash" text null, "previous_until" timestamptz(3) null, "expires_at" timestamptz(3) not null, "last_used_at" timestamptz(3) null, "made_at" timestamptz(3) not null default now(), "made_by" text not null, "withdrawn_at" timestamptz(3) null, "withdrawn_by" text null);`);
    this.addSql(`alter table "api_key" add constraint "api_key_prefix_unique" unique ("prefix");`);

    this.addSql(`create table "screen" ("id" serial primary key, "prefix" text not null, "name" text not null, "site_id" int null, "region_id" int null, "secret_hash" text null, "expires_at" timestamptz(3) not null, "approved_at" timestamptz(3) not null default now(), "approved_by" text not null, "withdrawn_at" timestamptz(3) null, "withdrawn_by" text null);`);
    this.addSql(`alter table "screen" add constraint "screen_prefix_unique" unique ("prefix");`);
    this.addSql(`create index "screen_site_id_index" on "screen" ("site_id");`);
    this.addSql(`create index "screen_region_id_index" on "screen" ("region_id");`);

    this.addSql(`create table "access_grant" ("id" serial primary key, "issuer" text not null, "subject" text not null, "name" text not null, "role" text not null, "region_id" int null, "unit_id" int null, "leader_id" int null, "valid_from" timestamptz(3) not null, "valid_until" timestamptz(3) null, "made_at" timestamptz(3) not null default now(), "made_by" text not null, "ended_at" timestamptz(3) null, "ended_by" text null);`);
    this.addSql(`create index "access_grant_region_id_index" on "access_grant" ("region_id");`);
    this.addSql(`create index "access_grant_unit_id_index" on "access_grant" ("unit_id");`);
    this.addSql(`create index "access_grant_leader_id_index" on "access_grant" ("leader_id");`);
    this.addSql(`create unique index "access_grant_standing" on "access_grant" ("issuer", "subject") where "ended_at" is null;`);

    this.addSql(`alter table "api_key" add constraint "api_key_acts_check" check ("acts" <@ array['REPORT_ISSUES'::text]);`);

    this.addSql(`alter table "screen" add constraint "screen_site_id_foreign" foreign key ("site_id") references "meeting_site" ("id") on delete cascade;`);
    this.addSql(`alter table "screen" add constraint "screen_region_id_foreign" foreign key ("region_id") references "region" ("id") on delete no action;`);
    this.addSql(`alter table "screen" add constraint "screen_place_check" check (num_nonnulls(site_id, region_id) = 1);`);

    this.addSql(`alter table "access_grant" add constraint "access_grant_region_id_foreign" foreign key ("region_id") references "region" ("id") on delete no action;`);
    this.addSql(`alter table "access_grant" add constraint "access_grant_unit_id_foreign" foreign key ("unit_id") references "unit" ("id") on delete no action;`);
    this.addSql(`alter table "access_grant" add constraint "access_grant_leader_id_foreign" foreign key ("leader_id") references "leader" ("id") on delete no action;`);

    this.addSql(`create table access_withdrawal (id serial primary key, subject text not null unique, before timestamptz not null, reason text not null, withdrawn_by text not null);`);
    this.addSql(`comment on column access_withdrawal.before is 'tokens of the subject that were issued before are void';`);
  }

  /** Screens that ask to be let in: rows live for minutes, and nothing here is tracked. */
  private devices(): void {
    this.addSql(`
      create table device_code (
        device_hash text primary key,
        user_hash text not null unique,
        expires_at timestamptz not null,
        pause int not null,
        polled_at timestamptz,
        screen_id int unique references screen (id) on delete set null,
        approved boolean not null default false
      );
    `);
    this.addSql(`comment on column device_code.pause is 'seconds that its screen has to wait before it asks again';`);
    this.addSql(`create index device_code_expires_at on device_code (expires_at);`);
  }

  /** Row by row: these tables are written a row at a time. That a key was used is no change. */
  private capture(): void {
    this.addSql(`
      create function capture_access() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        if tg_op = 'UPDATE' and to_jsonb(new) - 'last_used_at' = to_jsonb(old) - 'last_used_at' then
          return null;
        end if;
        perform log_unscoped(tg_argv[0], array[coalesce(new.id, old.id)]);
        return null;
      end $$;
    `);
    this.addSql(`
      create function capture_access_truncate() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        execute format('select log_unscoped(%L, array(select id from %I))', tg_argv[0], tg_table_name);
        return null;
      end $$;
    `);
    for (const [table, type] of [['access_grant', 'AccessGrant'], ['api_key', 'ApiKey'], ['screen', 'Screen'], ['access_withdrawal', 'Withdrawal']] as const) {
      this.addSql(`create trigger capture_row after insert or update or delete on ${table} for each row execute function capture_access('${type}');`);
      this.addSql(`create trigger capture_truncate before truncate on ${table} for each statement execute function capture_access_truncate('${type}');`);
      for (const trigger of ['capture_row', 'capture_truncate']) this.addSql(`alter table ${table} enable always trigger ${trigger};`);
    }
  }

}
