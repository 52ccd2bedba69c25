import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/viewer.js';
import type { Outcome, Refusal } from '../kernel/refusal.js';
import { firstRow, sql, type Database, type Store } from './database.js';

/** One transaction in which one act is done, by somebody. */
export interface Transaction {
  /** Entities: flushed at the end, or earlier with `em.flush()`. */
  readonly em: EntityManager;
  /** Plain SQL in the same transaction. */
  readonly db: Database;
  readonly actor: Actor;
  /** Business time; the same throughout the transaction. */
  readonly now: Date;
  /** The city's day of `now`, YYYY-MM-DD. */
  readonly today: string;
}

/**
 * Does one act in one transaction: a refusal or an error leaves nothing behind. Told apart from changes by foreign SQL by
 * settings that live as long as the transaction. Deadlocks and serialization failures are tried again.
 */
export class UnitOfWork {
  constructor(
    private readonly store: Store,
    /** Called after every commit: a hint for the change reader. */
    private readonly committed: () => void = () => {},
  ) {}

  async run<T>(actor: Actor, act: string, work: (transaction: Transaction) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const outcome = await this.store.orm.em.fork().transactional(async (em) => {
          const db = em.getKysely<unknown>() as Database;
          const clock = await firstRow<{ now: string; today: string }>(db, sql`
            select business_now() as now, business_today() as today,
                   set_config('diaodu.actor', ${actor.subject}, true), set_config('diaodu.act', ${act}, true)`);
          const result = await work({ em, db, actor, now: new Date(clock!.now), today: clock!.today });
          if (result.refused) throw new Rollback(result.refused);
          return result;
        });
        this.committed();
        return outcome;
      } catch (error) {
        if (error instanceof Rollback) return { refused: error.refusals };
        if (attempt >= 4 || !isPassing(error)) throw error;
      }
    }
  }
}

class Rollback extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super('refused');
  }
}

/** PostgreSQL's code of an error, also where a library wrapped it. */
export function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** The constraint that a write ran into, or undefined. */
export function violatedConstraint(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const name = (at as { constraint?: unknown }).constraint;
    if (typeof name === 'string') return name;
  }
  return undefined;
}

/** serialization_failure and deadlock_detected: nothing was done, the same may succeed now. */
function isPassing(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}
