import { Migration } from '@mikro-orm/migrations';

/**
 * What the server does beyond reading and writing rows, as functions of the owner: so its own role need own nothing. Which log
 * it is is told by the owner, too: a role that may not ask for the data folder would give the same log another name.
 */
export class Migration20261125043001_least_privilege extends Migration {

  override name = 'Migration20261125043001_least_privilege';

  override up(): void {
    this.addSql(`alter function log_epoch() security definer set search_path = public, pg_temp;`);
    this.addSql(`alter function prune_change_log(interval, int) security definer set search_path = public, pg_temp;`);
    this.addSql(`
      create function settle_epoch() returns text language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        here text;
        stored text;
      begin
        lock table feed_state in share row exclusive mode;
        here := log_epoch();
        select f.epoch into stored from feed_state f;
        if stored is distinct from here then
          if stored is not null then
            truncate change_log, log_mark;
          end if;
          insert into feed_state (epoch) values (here)
          on conflict (id) do update set epoch = excluded.epoch, pruned_below = excluded.pruned_below;
        end if;
        return here;
      end $$;
    `);
    for (const owners of ['prune_change_log(interval, int)', 'settle_epoch()', 'turn_day()', 'audit_watch(text, text, text, text[], text[])',
      'audit_refused(jsonb, text, int, jsonb, int)', 'seal_audit(int)', 'prune_audit(interval)']) {
      this.addSql(`revoke execute on function ${owners} from public;`);
    }
  }

}
