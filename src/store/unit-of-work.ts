import type { EntityManager } from '@mikro-orm/postgresql';
import { witnessed, type Origin } from '../kernel/origin.js';
import type { Actor } from '../kernel/viewer.js';
import type { Outcome, Refusal } from '../kernel/refusal.js';
import { claim, settle, settleRefused, type Attempt } from './attempts.js';
import { firstRow, sql, type Database, type Store } from './database.js';
import { sqlState } from './errors.js';
import { Undertaking } from './undertaking.js';

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
  /** The next number of a series, committed apart from this transaction: see `Numbers`. */
  readonly takeNumber: (prefix: string) => Promise<number>;
}

/**
 * Does one act in one transaction: a refusal or an error leaves nothing behind. Told apart from changes by foreign SQL by
 * settings that live as long as the transaction. Deadlocks and serialization failures are tried again.
 */
export class UnitOfWork {
  constructor(
    private readonly store: Store,
    /** Called after every commit, with the act: a hint for the change reader. */
    private readonly committed: (act: string) => void = () => {},
    /** Called with what made an act fail. */
    private readonly failed: (error: unknown) => void = () => {},
  ) {}

  /** With `attempt` the act is done once, whoever tries it again: what it came to is the answer. Throws `KeyReused` then. `origin` is for the audit. */
  async run<T>(
    actor: Actor, act: string, work: (transaction: Transaction) => Promise<Outcome<T>>, attempt: Attempt | null = null, origin: Origin | null = null,
  ): Promise<Outcome<T>> {
    const who = JSON.stringify(witnessed(actor, origin));
    const undertaking = Undertaking.current;
    const takeNumber = (prefix: string) => {
      const number = this.store.numbers.take(prefix);
      return undertaking ? undertaking.until(number) : number;
    };
    for (let tries = 1; ; tries += 1) {
      try {
        const em = this.store.orm.em.fork();
        // Not by `em.transactional`: where the connection breaks, that never gives it back to the pool.
        const outcome = await this.store.db.transaction().execute(async (db) => {
          em.setTransactionContext(db);
          const clock = await firstRow<{ now: string; today: string }>(db, sql`
            select business_now() as now, business_today() as today,
                   set_config('diaodu.actor', ${actor.subject}, true), set_config('diaodu.act', ${act}, true), set_config('diaodu.audit', ${who}, true)`);
          const before = attempt && (await claim<T>(db, attempt));
          if (before) return before;
          const result = await work({ em, db, actor, now: new Date(clock!.now), today: clock!.today, takeNumber });
          if (result.refused) throw new Rollback(result.refused);
          await em.flush();
          if (attempt) await settle(db, attempt, result);
          return result;
        });
        this.committed(act);
        return outcome;
      } catch (error) {
        if (error instanceof Rollback) return attempt ? settleRefused<T>(this.store.db, attempt, { refused: error.refusals }) : { refused: error.refusals };
        if (tries < 4 && isPassing(error)) continue;
        this.failed(error);
        throw error;
      }
    }
  }
}

class Rollback extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super('refused');
  }
}

/** serialization_failure and deadlock_detected: nothing was done, the same may succeed now. */
function isPassing(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}
