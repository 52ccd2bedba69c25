import { Migration } from '@mikro-orm/migrations';

/**
 * Who did what from where, row by row, before and after: written by the database itself, in the act's own transaction, so that
 * a change by `psql` stands there like one by the API. History tells people what an act meant and the change log tells servers
 * what to send anew; neither holds what a row said before, and the log is emptied.
 *
 * Entries are only ever added. Sealing them in the order of commits would have writers wait for each other, so an entry is
 * written unsealed and queued; one sealer at a time takes what has become visible, whenever it was written, and chains it: a
 * seal is the hash of the seal before and of its entries. A late commit is in a later seal, never in none. Seals name their
 * entries, and nothing here hangs on transaction ids: a dump that is restored goes on where it stood.
 */
export class Migration20261125043000_audit extends Migration {

  override name = 'Migration20261125043000_audit';

  override up(): void {
    this.tables();
    this.who();
    this.watching();
    this.refusals();
    this.sealing();
    this.pruning();
    this.watched();
  }

  private tables(): void {
    this.addSql(`
      create table audit_entry (
        id int generated always as identity primary key,
        at timestamptz(3) not null default clock_timestamp(),
        outcome text not null default 'DONE' check (outcome in ('DONE', 'REFUSED', 'FORBIDDEN', 'UNAUTHENTICATED')),
        act text,
        subject text,
        name text,
        role text,
        credential text,
        on_behalf_of text,
        database_role text not null default session_user,
        transport text,
        address text,
        request_id text,
        operation text check (operation in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')),
        relation text,
        type text,
        entity_id int,
        before jsonb,
        after jsonb,
        refusals jsonb,
        times int not null default 1
      );
    `);
    this.addSql(`comment on column audit_entry.times is 'how many attempts of one kind the entry stands for';`);
    this.addSql(`create index audit_entry_row on audit_entry (type, entity_id, id);`);
    this.addSql(`create index audit_entry_subject on audit_entry (subject, id);`);
    this.addSql(`create index audit_entry_act on audit_entry (act, id);`);
    this.addSql(`create index audit_entry_outcome on audit_entry (outcome, id) where outcome <> 'DONE';`);
    this.addSql(`create index audit_entry_at on audit_entry using brin (at);`);
    this.addSql(`create table audit_unsealed (entry int not null);`);
    this.addSql(`comment on table audit_unsealed is 'a queue: entries that no seal names yet';`);
    this.addSql(`create table audit_seal (id int primary key, at timestamptz(3) not null, entries int[] not null, previous bytea, hash bytea not null);`);
    this.addSql(`comment on column audit_seal.previous is 'the hash of the seal before; null for the very first';`);
  }

  private who(): void {
    // The server says it with every transaction of its own; a session that says nothing is known by its role.
    this.addSql(`
      create function audit_who() returns table (
        act text, subject text, name text, role text, credential text, on_behalf_of text, transport text, address text, request_id text
      ) language sql stable as $$
        select nullif(current_setting('diaodu.act', true), ''), coalesce(actor, 'sql:' || session_user),
               said ->> 'name', said ->> 'role', said ->> 'credential', said ->> 'onBehalfOf',
               case when actor is null then 'SQL' else said ->> 'transport' end,
               case when actor is null then host(inet_client_addr()) else said ->> 'address' end,
               said ->> 'requestId'
        from (select nullif(current_setting('diaodu.actor', true), '') as actor,
                     coalesce(nullif(current_setting('diaodu.audit', true), ''), '{}')::jsonb as said) as settings
      $$;
    `);
  }

  /**
   * `audit_watch` puts a table under audit: "of_type" and "id_column" say which row of the API a row is, or belongs to; "hidden"
   * columns (secrets, even hashed) never appear.
   */
  private watching(): void {
    this.addSql(`
      create function audit_watch(
        of_table text, of_type text default null, id_column text default null, hidden text[] default '{}', events text[] default '{insert,update,delete,truncate}'
      ) returns void language plpgsql as $watch$
      declare
        key_columns text := (
          select string_agg(quote_ident(a.attname), ', ') from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
          where i.indrelid = of_table::regclass and i.indisprimary);
        kept text := format('- %L::text[]', hidden);
        columns text := 'act, subject, name, role, credential, on_behalf_of, transport, address, request_id, operation, relation, type, entity_id, before, after';
        head text := format('w.*, tg_op, %L, %L', of_table, of_type);
        written text := 'with written as (insert into audit_entry (' || columns || ') %s returning id) insert into audit_unsealed (entry) select id from written;';
        new_id text := coalesce('n.' || quote_ident(id_column), 'null::int');
        old_id text := coalesce('o.' || quote_ident(id_column), 'null::int');
        event text;
      begin
        execute format($make$
          create function %I() returns trigger language plpgsql security definer set search_path = public, pg_temp as $body$
          begin
            if tg_op = 'INSERT' then
              %s
            elsif tg_op = 'DELETE' then
              %s
            elsif tg_op = 'UPDATE' then
              %s
            else
              %s
            end if;
            return null;
          end $body$;
        $make$, 'audit_' || of_table,
          format(written, format('select %s, %s, null, to_jsonb(n) %s from new_rows n, audit_who() w order by 13', head, new_id, kept)),
          format(written, format('select %s, %s, to_jsonb(o) %s, null from old_rows o, audit_who() w order by 13', head, old_id, kept)),
          format(written, format('
            select %s, coalesce(%s, %s),
                   (select jsonb_object_agg(key, value) from jsonb_each(r.old) where r.new -> key is distinct from value),
                   (select jsonb_object_agg(key, value) from jsonb_each(r.new) where r.old -> key is distinct from value)
            from old_rows o full join new_rows n using (%4$s)
            cross join lateral (select to_jsonb(o) %5$s as old, to_jsonb(n) %5$s as new) r
            cross join audit_who() w
            where r.old is distinct from r.new
            order by 13', head, new_id, old_id, key_columns, kept)),
          format(written, format('select %s, null, null, null from audit_who() w', head)));
        foreach event in array events loop
          execute format('create trigger audit_%s after %1$s on %I %s for each statement execute function %I()', event, of_table,
            case event when 'insert' then 'referencing new table as new_rows' when 'update' then 'referencing old table as old_rows new table as new_rows'
                       when 'delete' then 'referencing old table as old_rows' else '' end, 'audit_' || of_table);
          execute format('alter table %I enable always trigger audit_%s', of_table, event);
        end loop;
      end $watch$;
    `);
  }

  private refusals(): void {
    // Of what was not done there is no row that could tell: the server says it afterwards. "who" holds the columns of audit_who, and "outcome".
    this.addSql(`
      create function audit_refused(who jsonb, of_type text, id int, refused jsonb, attempts int) returns void language sql security definer set search_path = public, pg_temp as $$
        with written as (
          insert into audit_entry (outcome, act, subject, name, role, credential, on_behalf_of, transport, address, request_id, type, entity_id, refusals, times)
          values (who ->> 'outcome', who ->> 'act', who ->> 'subject', who ->> 'name', who ->> 'role', who ->> 'credential', who ->> 'onBehalfOf',
                  who ->> 'transport', who ->> 'address', who ->> 'requestId', of_type, id, refused, attempts)
          returning audit_entry.id
        )
        insert into audit_unsealed (entry) select w.id from written w
      $$;
    `);
  }

  private sealing(): void {
    // Spelled alike whatever a session's settings are.
    this.addSql(`
      create function audit_line(e audit_entry) returns text language sql stable as $$
        select jsonb_build_array(e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), e.outcome, e.act, e.subject, e.name, e.role, e.credential,
          e.on_behalf_of, e.database_role, e.transport, e.address, e.request_id, e.operation, e.relation, e.type, e.entity_id, e.before, e.after, e.refusals, e.times)::text
      $$;
    `);
    this.addSql(`
      create function audit_hash(s audit_seal) returns bytea language sql stable as $$
        select sha256(convert_to(concat_ws(E'\\n', s.id, to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), encode(s.previous, 'hex'),
          array_to_string(s.entries, ','), (select string_agg(audit_line(e), E'\\n' order by e.id) from audit_entry e where e.id = any(s.entries))), 'UTF8'))
      $$;
    `);
    this.addSql(`
      create function seal_audit(at_most int) returns int language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        taken int[];
        last audit_seal;
        next audit_seal;
      begin
        if not exists (select from audit_unsealed) or not pg_try_advisory_xact_lock(4174002) then
          return 0;
        end if;
        with gone as (
          delete from audit_unsealed u where u.ctid = any(array(select w.ctid from audit_unsealed w order by w.entry limit at_most)) returning u.entry
        )
        select array_agg(gone.entry order by gone.entry) into taken from gone;
        if taken is null then
          return 0;
        end if;
        select * into last from audit_seal s order by s.id desc limit 1;
        next := row(coalesce(last.id, 0) + 1, clock_timestamp()::timestamptz(3), taken, last.hash, null);
        next.hash := audit_hash(next);
        insert into audit_seal select next.*;
        return cardinality(taken);
      end $$;
    `);
  }

  /**
   * Whole seals from the oldest on; that it was done is in the chain, too. The law asks for six months (Cybersecurity Law of the
   * PRC, article 21): whoever has got hold of the server cannot ask for less.
   */
  private pruning(): void {
    this.addSql(`
      create function prune_audit(keep interval) returns int language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        before timestamptz := clock_timestamp() - greatest(keep, interval '180 days');
        oldest timestamptz;
        upto int;
        pruned int;
      begin
        if not pg_try_advisory_xact_lock(4174002) then
          return 0;
        end if;
        select s.at into oldest from audit_seal s order by s.id limit 1;
        -- A day's worth at a time: each time leaves an entry itself. Some seals in one transaction; the newest stays, the chain goes on from it.
        if oldest >= before - interval '1 day' then
          return 0;
        end if;
        select max(due.id) into upto from (
          select s.id from audit_seal s where s.at < before and s.id < (select max(id) from audit_seal) order by s.id limit 1000
        ) as due;
        if upto is null then
          return 0;
        end if;
        delete from audit_entry e using audit_seal s where s.id <= upto and e.id = any(s.entries);
        get diagnostics pruned = row_count;
        delete from audit_seal s where s.id <= upto;
        with written as (
          insert into audit_entry (act, subject, relation, operation, before)
          values ('auditPrune', 'system', 'audit_entry', 'DELETE', jsonb_build_object('seals', upto, 'entries', pruned)) returning id
        )
        insert into audit_unsealed (entry) select w.id from written w;
        return pruned;
      end $$;
    `);
  }

  private watched(): void {
    const rows = {
      business_clock: ['Clock', 'id'], region: ['Region', 'id'], unit: ['Unit', 'id'], leader: ['Leader', 'id'],
      project: ['Project', 'id'], project_year: ['Project', 'project_id'], investment_lead: ['InvestmentLead', 'id'], assignment: ['Assignment', 'id'],
      issue: ['Issue', 'id'], issue_supporting_unit: ['Issue', 'issue_id'],
      meeting: ['Meeting', 'id'], agenda_item: ['AgendaItem', 'id'], meeting_site: ['MeetingSite', 'id'], directive: ['Directive', 'id'],
    };
    for (const [table, [type, id]] of Object.entries(rows)) this.addSql(`select audit_watch('${table}', '${type}', '${id}');`);
    for (const table of ['signal_rule', 'seasonal_curve']) this.addSql(`select audit_watch('${table}');`);
    // What is added to history tells what stands here already; that it is altered is told here alone.
    this.addSql(`select audit_watch('history', events => '{update,delete,truncate}');`);
  }

}
