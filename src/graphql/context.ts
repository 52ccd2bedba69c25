import DataLoader from 'dataloader';
import type { RowType } from '../kernel/entity-type.js';
import { fromGlobalId } from '../kernel/global-id.js';
import type { Language } from '../kernel/language.js';
import type { Origin } from '../kernel/origin.js';
import { may, sees, sightOf, type ActOf, type Right, type ScopeKeys, type Sight } from '../kernel/rights.js';
import type { Outcome } from '../kernel/refusal.js';
import type { Viewer } from '../kernel/viewer.js';
import { KeyReused, type Attempt } from '../store/attempts.js';
import type { Database } from '../store/database.js';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.js';
import { failure } from './failure.js';

/**
 * A batched read: many keys, one statement. Knows nothing of the viewer, so that one load serves every group of
 * subscribers; what a viewer may see is part of the key or is decided on the row.
 */
export interface Loader<K, V> {
  readonly batch: (db: Database, keys: readonly K[]) => Promise<readonly V[]>;
}

export function loader<K, V>(batch: Loader<K, V>['batch']): Loader<K, V> {
  return { batch };
}

/** The loaders of one request, or of one tick of the change reader: every one remembers what it loaded. */
export class Loaders {
  private readonly instances = new Map<Loader<never, unknown>, DataLoader<unknown, unknown, string>>();

  constructor(readonly db: Database) {}

  load<K, V>(of: Loader<K, V>, key: K): Promise<V> {
    let instance = this.instances.get(of as Loader<never, unknown>);
    if (!instance) {
      instance = new DataLoader((keys) => of.batch(this.db, keys as readonly K[]), { cacheKeyFn: (it) => JSON.stringify(it) });
      this.instances.set(of as Loader<never, unknown>, instance);
    }
    return instance.load(key) as Promise<V>;
  }

  /** Forgets everything: something was written. */
  clear(): void {
    this.instances.clear();
  }
}

/** What an act comes to is kept for its retries, as JSON. */
type JsonValue = number | string | null | readonly unknown[];

/** What every resolver gets, over HTTP and WebSocket alike. */
export class Context {
  readonly sight: Sight;

  constructor(
    readonly viewer: Viewer,
    readonly language: Language,
    readonly loaders: Loaders,
    private readonly unitOfWork: UnitOfWork,
    /** Of the request, where it names one. */
    private readonly idempotencyKey: string | null = null,
    private readonly attempt: Attempt | null = null,
    /** From where it is asked; null where nobody asks anew, as for the streams. */
    readonly origin: Origin | null = null,
  ) {
    this.sight = sightOf(viewer);
  }

  /** The same, with what an act of this field is recognised by when it is tried again. */
  forField(field: string, fingerprint: string): Context {
    if (this.idempotencyKey === null) return this;
    const attempt = { holder: this.viewer.subject, key: this.idempotencyKey, field, fingerprint };
    return new Context(this.viewer, this.language, this.loaders, this.unitOfWork, this.idempotencyKey, attempt, this.origin);
  }

  /** The same viewer, reading there. */
  reading(db: Database): Context {
    return new Context(this.viewer, this.language, new Loaders(db), this.unitOfWork, null, null, this.origin);
  }

  get db(): Database {
    return this.loaders.db;
  }

  load<K, V>(of: Loader<K, V>, key: K): Promise<V> {
    return this.loaders.load(of, key);
  }

  /** Whether the viewer sees a row, by the scope keys that came with it. */
  sees(row: { readonly scope: ScopeKeys }): boolean {
    return sees(this.sight, row.scope);
  }

  /** The row, or null where there is none or the viewer may not see it. */
  seen<T extends { readonly scope: ScopeKeys }>(row: T | null): T | null {
    return row && this.sees(row) ? row : null;
  }

  /** Ends the request unless the viewer's role may do this at all. */
  need(right: Right): void {
    if (!may(this.viewer, right)) throw failure('FORBIDDEN', this.language);
  }

  /** Does an act, one a field and by the right that the table names for it: in one transaction. */
  async act<R extends Right, T extends JsonValue>(right: R, act: ActOf<R>, work: (transaction: Transaction) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    this.need(right);
    try {
      return await this.unitOfWork.run(this.viewer, act, work, this.attempt, this.origin);
    } catch (error) {
      throw error instanceof KeyReused ? failure('KEY_REUSED', this.language) : error;
    } finally {
      this.loaders.clear();
    }
  }

  /** The row id behind a global id of one of the types; a malformed id or one of another type ends the request. */
  id(globalId: string, type: RowType, path: readonly string[]): number {
    return this.idOf(globalId, [type], path).id;
  }

  idOf<T extends RowType>(globalId: string, types: readonly T[], path: readonly string[]): { type: T; id: number } {
    const found = fromGlobalId(globalId);
    if (!found || !(types as readonly string[]).includes(found.type)) {
      throw failure('BAD_ID', this.language, { id: globalId.slice(0, 60), type: types.join(' | ') }, path);
    }
    return found as { type: T; id: number };
  }

  optionalId(globalId: string | null | undefined, type: RowType, path: readonly string[]): number | null {
    return globalId === null || globalId === undefined ? null : this.id(globalId, type, path);
  }
}
