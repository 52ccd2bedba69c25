import { firstRow, sql, type Database } from '../store/database.js';

/**
 * Settles the identity of the log that cursors speak of: where it is another one than the log was written under (a dump
 * restored, a standby promoted ...), the stored transaction ids mean nothing, and the log is emptied before it is read.
 */
export async function settleEpoch(db: Database): Promise<string> {
  return db.transaction().execute(async (tx) => {
    await sql`lock table feed_state in share row exclusive mode`.execute(tx);
    const { epoch, stored } = (await firstRow<{ epoch: string; stored: string | null }>(tx, sql`
      select log_epoch() as epoch, (select epoch from feed_state) as stored`))!;
    if (stored !== epoch) {
      if (stored !== null) await sql`truncate change_log, log_mark`.execute(tx);
      await sql`
        insert into feed_state (epoch) values (${epoch})
        on conflict (id) do update set epoch = excluded.epoch, pruned_below = excluded.pruned_below`.execute(tx);
    }
    return epoch;
  });
}
