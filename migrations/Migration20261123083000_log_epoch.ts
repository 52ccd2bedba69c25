import { Migration } from '@mikro-orm/migrations';

/**
 * What cursors are good for: this log in this database of this cluster on this timeline, in this data folder. A dump restored,
 * a clone, a promoted standby, a folder copied have another epoch, where the stored transaction ids mean nothing.
 *
 * The timeline is that of the log as it is written now: the control file tells a promoted standby's only after its next
 * checkpoint. The folder is told by the change time of a file that nothing writes to, which no copy keeps; a role that may not
 * read it does without. A standby that was not promoted has no epoch: asking is an error there.
 */
export class Migration20261123083000_log_epoch extends Migration {

  override name = 'Migration20261123083000_log_epoch';

  override up(): void {
    this.addSql(`
      create function log_epoch() returns text language plpgsql as $$
      declare
        folder text;
      begin
        if has_function_privilege('pg_stat_file(text)', 'execute') then
          execute $file$ select extract(epoch from change)::text from pg_stat_file('PG_VERSION') $file$ into folder;
        end if;
        return (
          select translate(left(encode(sha256(convert_to(concat_ws('/', s.system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8),
            (select oid from pg_database where datname = current_database()), 'change_log'::regclass::oid, folder), 'UTF8')), 'base64'), 16), '+/', '-_')
          from pg_control_system() s);
      end $$;
    `);
  }

  override down(): void {
    this.addSql(`drop function log_epoch();`);
  }

}
