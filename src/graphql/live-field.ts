import type { Tick } from '../feed/feed.js';
import type { EntityChange } from '../feed/reader.js';
import type { Context } from './context.js';

/**
 * A subscription's root field, as a room declares it. The hub decides when; the room says what concerns it and what value
 * the selected fields are read from. Everything is read through the tick's own loaders, from one committed state.
 */
export type LiveField = LiveState | LiveBatch;

export interface LiveState {
  readonly kind: 'STATE';
  /** Checks the arguments; throws a GraphQL error for malformed ones. */
  open(context: Context, args: Readonly<Record<string, unknown>>): {
    concerns(change: EntityChange): boolean;
    source(tick: Tick): StateSource;
  };
}

/** The value of a whole state. Resolvers note under which response keys they answered what changes with every tick. */
export interface StateSource {
  readonly volatile: Set<string | number>;
}

/** Nothing at all is not sent; a reset is, whatever changed. */
export interface Sifted<Picked> {
  readonly changes: readonly Picked[];
  readonly reset: boolean;
}

export interface LiveBatch<Picked = unknown> {
  readonly kind: 'BATCH';
  open(context: Context, args: Readonly<Record<string, unknown>>): {
    pick(change: EntityChange): Picked | null;
    /** Leaves out what may not be told after all; there where only the tick's state shows it. */
    readonly sift?: ((changes: readonly Picked[], context: Context) => Promise<Sifted<Picked>>) | undefined;
    source(batch: { readonly cursor: string; readonly reset: boolean; readonly changes: readonly Picked[] }): object;
  };
}

/** Subscriptions are run by the hub alone; nothing else may start one. */
export function hubOnly(): never {
  throw new Error('subscriptions are run by the hub');
}
