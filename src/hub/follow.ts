import type { EntityChange } from '../feed/reader.js';
import type { Snapshot } from '../feed/snapshot.js';
import type { Tick } from '../feed/feed.js';

/**
 * What a group of subscribers follows. Subscriptions with equal keys get equal payloads: the key holds the document, the
 * variables, the language and what the viewer may see.
 */
export type Follow = StateFollow | BatchFollow;

/** The whole state again after each change: latest wins, nothing queues. */
export interface StateFollow {
  readonly kind: 'STATE';
  readonly key: string;
  /** Whether a change may alter the state. */
  concerns(change: EntityChange): boolean;
  /** The payload in the tick's state; states of equal `sameness` are not sent twice. */
  render(tick: Tick): Promise<{ readonly payload: string; readonly sameness: string }>;
}

/** Every change in a scope, step by step. */
export interface BatchFollow<Picked = unknown> {
  readonly kind: 'BATCH';
  readonly key: string;
  /** What a change means within the scope; null where it means nothing. */
  pick(change: EntityChange): Picked | null;
  /** Null where nothing of the changes may be told after all, as the tick's state shows; never of a batch without changes. */
  render(tick: Tick, batch: { readonly changes: readonly Picked[]; readonly reset: boolean }): Promise<string | null>;
}

/** Where a subscriber of batches stands: from now on, after a state of a log, or where no batch can begin. */
export type Since = 'NOW' | 'RESET' | { readonly epoch: string; readonly snapshot: Snapshot };

/** A subscription's own end of a socket. */
export interface Outlet {
  /** What stands for the socket: the same for all of its subscriptions. */
  readonly socket: object;
  /**
   * Sends a payload, framed for this subscription; a congested socket is sent nothing, and false is answered. The buffer is
   * shared with others: `payload` and the frame's closing brace.
   */
  send(body: Buffer): boolean;
  /** Whether the socket holds more than it should; it is not fed until it drains. */
  readonly congested: boolean;
  /** Closes the socket so that its client resumes from its last cursor. */
  resumeLater(reason: string): void;
}
