import type { Outcome } from '../kernel/refusal.js';
import { firstRow, sql, type Database } from './database.js';

/** By what an act that is tried again is recognised. */
export interface Attempt {
  /** The subject whose key it is: nobody else's act is found by it. */
  readonly holder: string;
  readonly key: string;
  /** Which act of the request, where it has several. */
  readonly field: string;
  /** Of what was asked for: a key stands for one thing only. */
  readonly fingerprint: string;
}

/** The key was used for another act before. */
export class KeyReused extends Error {
  override name = 'KeyReused';
}

/** How long an outcome is kept at least. */
const kept = sql`interval '24 hours'`;

/**
 * Claims the key for the act that the transaction is about to do, or answers what the act came to before. Waits for another
 * transaction that has claimed it, and takes over where that one is rolled back. Throws `KeyReused`.
 */
export async function claim<T>(tx: Database, attempt: Attempt): Promise<Outcome<T> | null> {
  const { holder, key, field, fingerprint } = attempt;
  const claimed = await firstRow(tx, sql`
    insert into idempotency_key (holder, key, field, fingerprint) values (${holder}, ${key}, ${field}, ${fingerprint})
    on conflict do nothing returning 1`);
  return claimed ? null : recall(tx, attempt);
}

/** Notes what the act came to, in its own transaction. */
export async function settle(tx: Database, { holder, key, field }: Attempt, outcome: Outcome<unknown>): Promise<void> {
  await sql`update idempotency_key set outcome = ${JSON.stringify(outcome)}::jsonb where holder = ${holder} and key = ${key} and field = ${field}`.execute(tx);
}

/**
 * Notes that the act was refused, after its transaction was rolled back, and answers what holds: another attempt may have
 * done it in between. Throws `KeyReused`.
 */
export async function settleRefused<T>(db: Database, attempt: Attempt, outcome: Outcome<T>): Promise<Outcome<T>> {
  const { holder, key, field, fingerprint } = attempt;
  await sql`
    insert into idempotency_key (holder, key, field, fingerprint, outcome) values (${holder}, ${key}, ${field}, ${fingerprint}, ${JSON.stringify(outcome)}::jsonb)
    on conflict do nothing`.execute(db);
  return (await recall<T>(db, attempt)) ?? outcome;
}

/** Forgets some of what need not be kept any more; answers how many. */
export async function forgetAttempts(db: Database, atMost: number): Promise<number> {
  const forgotten = await firstRow<{ count: number }>(db, sql`
    with old as (select holder, key, field from idempotency_key where at < clock_timestamp() - ${kept} limit ${atMost}),
         gone as (delete from idempotency_key k using old where (k.holder, k.key, k.field) = (old.holder, old.key, old.field) returning 1)
    select count(*)::int as count from gone`);
  return forgotten!.count;
}

/** Null where it was forgotten meanwhile. */
async function recall<T>(db: Database, { holder, key, field, fingerprint }: Attempt): Promise<Outcome<T> | null> {
  const known = await firstRow<{ fingerprint: string; outcome: Outcome<T> }>(db, sql`
    select fingerprint, outcome from idempotency_key where holder = ${holder} and key = ${key} and field = ${field}`);
  if (known && known.fingerprint !== fingerprint) throw new KeyReused();
  return known?.outcome ?? null;
}
