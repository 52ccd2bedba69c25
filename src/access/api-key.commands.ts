import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkRegions } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { KeyAct } from './api-key.entity.js';
import { checkLater } from './instants.js';
import type { Secret } from './secret.js';

export interface KeyData {
  readonly name: string;
  readonly system: string;
  readonly acts: readonly KeyAct[];
  readonly regionIds: readonly number[];
  /** An instant, ISO 8601. */
  readonly expiresAt: string;
}

/** Which key, and the hash of the secret that was made for it: a retry finds that its own secret is not the one. */
export type MadeKey = readonly [id: number, hash: string];

/** How long the secret before a rotation stays good where nothing is said. */
const overlap = sql`interval '24 hours'`;

export async function makeKey(tx: Transaction, sight: Sight, { prefix, hash }: Secret, data: KeyData): Promise<Outcome<MadeKey>> {
  const regions = await checkRegions(tx, sight, data.regionIds, ['input', 'regionIds']);
  const bad = [
    ...checkText(data.name, ['input', 'name'], textLimit.name),
    ...checkText(data.system, ['input', 'system'], textLimit.name),
    ...data.regionIds.flatMap((id) => regions.get(id)!),
    ...(await checkLater(tx, data.expiresAt, null, ['input', 'expiresAt'])),
  ];
  if (bad.length > 0) return { refused: bad };
  const [acts, regionIds] = [[...new Set(data.acts)], [...new Set(data.regionIds)]];
  const made = await firstRow<{ id: number }>(tx.db, sql`
    insert into api_key (prefix, name, system, acts, region_ids, secret_hash, expires_at, made_by)
    values (${prefix}, ${data.name.trim()}, ${data.system.trim()}, ${acts}::text[], ${regionIds}::int[], ${hash}, ${data.expiresAt}, ${tx.actor.name})
    returning id`);
  return done([made!.id, hash]);
}

/** Puts another secret beside the present one, which stays good for a while; one from before that is void at once. */
export async function rotateKey(tx: Transaction, id: number, { hash }: Pick<Secret, 'hash'>, oldUntil: string | null): Promise<Outcome<MadeKey>> {
  const standing = await standingKey(tx, id);
  if (standing.refused) return standing;
  await sql`
    update api_key set previous_hash = secret_hash, secret_hash = ${hash}, previous_until = least(coalesce(${oldUntil}::timestamptz, now() + ${overlap}), expires_at)
    where id = ${id}`.execute(tx.db);
  return done([id, hash]);
}

export async function withdrawKey(tx: Transaction, id: number): Promise<Outcome<number>> {
  const standing = await standingKey(tx, id);
  if (standing.refused) return standing;
  await sql`update api_key set withdrawn_at = now(), withdrawn_by = ${tx.actor.name} where id = ${id}`.execute(tx.db);
  return done(id);
}

async function standingKey(tx: Transaction, id: number): Promise<Outcome<number>> {
  const key = await firstRow<{ name: string; ended: boolean }>(tx.db, sql`
    select name, withdrawn_at is not null or expires_at <= now() as ended from api_key where id = ${id} for update`);
  if (!key) return refuse('NOT_FOUND', ['id'], { what: 'ApiKey' });
  return key.ended ? refuse('ENDED', ['id'], { what: key.name }) : done(id);
}
