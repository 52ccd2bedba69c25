import { createHash } from 'node:crypto';
import { firstRow, sql, type Database } from '../store/database.js';

/**
 * The identity of the log that cursors speak of. A dump restored elsewhere, a cloned database, a promoted standby have
 * another one, where the stored transaction ids mean nothing: there the log is emptied before it is read.
 */
export async function settleEpoch(db: Database): Promise<string> {
  return db.transaction().execute(async (tx) => {
    await sql`lock table feed_state in share row exclusive mode`.execute(tx);
    // The timeline as the log is written now: the control file tells a promoted standby's only after its next checkpoint.
    const identity = await firstRow<{ parts: string }>(tx, sql`
      select concat_ws('/', s.system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8),
        (select oid from pg_database where datname = current_database()), 'change_log'::regclass::oid) as parts
      from pg_control_system() s`);
    const epoch = createHash('sha256').update(identity!.parts).digest('base64url').slice(0, 16);
    const stored = await firstRow<{ epoch: string }>(tx, sql`select epoch from feed_state`);
    if (stored?.epoch !== epoch) {
      if (stored) await sql`truncate change_log, log_mark`.execute(tx);
      await sql`
        insert into feed_state (epoch) values (${epoch})
        on conflict (id) do update set epoch = excluded.epoch, pruned_below = excluded.pruned_below`.execute(tx);
    }
    return epoch;
  });
}
