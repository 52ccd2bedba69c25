import { createHash } from 'node:crypto';
import { firstRow, sql, type Database } from '../store/database.js';

/**
 * The identity of the log that cursors speak of. A dump restored elsewhere, a cloned database, a promoted standby have
 * another one, where the stored transaction ids mean nothing: there the log is emptied before the first read.
 */
export async function settleEpoch(db: Database): Promise<string> {
  return db.transaction().execute(async (tx) => {
    await sql`lock table feed_state in share row exclusive mode`.execute(tx);
    const identity = await firstRow<{ parts: string }>(tx, sql`
      select concat_ws('/', s.system_identifier, c.timeline_id, (select oid from pg_database where datname = current_database()), 'change_log'::regclass::oid) as parts
      from pg_control_system() s, pg_control_checkpoint() c`);
    const epoch = createHash('sha256').update(identity!.parts).digest('base64url').slice(0, 16);
    const stored = await firstRow<{ epoch: string }>(tx, sql`select epoch from feed_state`);
    if (stored?.epoch !== epoch) {
      if (stored) await sql`truncate change_log`.execute(tx);
      await sql`insert into feed_state (epoch) values (${epoch}) on conflict (id) do update set epoch = excluded.epoch`.execute(tx);
    }
    return epoch;
  });
}
