import { firstRow, sql, type Database } from '../store/database.js';

/**
 * Settles the identity of the log that cursors speak of: where it is another one than the log was written under (a dump
 * restored, a standby promoted ...), the stored transaction ids mean nothing, and the log is emptied before it is read.
 */
export async function settleEpoch(db: Database): Promise<string> {
  return (await firstRow<{ epoch: string }>(db, sql`select settle_epoch() as epoch`))!.epoch;
}
