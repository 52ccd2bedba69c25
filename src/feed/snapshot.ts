/**
 * A `pg_snapshot`: which transactions were visible at a moment. It is the cursor of the change log: what is not visible in
 * it has not been read. Unlike a sequence number it cannot skip a transaction that took its number early and committed late.
 */
export interface Snapshot {
  /** As PostgreSQL prints it: `xmin:xmax:xip,xip`. */
  readonly text: string;
  /** How many transactions had ended by then; never falls from one snapshot to a later one, on any node. */
  readonly revision: number;
  /** No transaction from here on had ended (xmax). */
  readonly next: number;
  /** Those below `next` that had not ended, rising. */
  readonly running: readonly number[];
}

const printed = /^\d{1,15}:(\d{1,15}):((?:\d{1,15}(?:,\d{1,15})*)?)$/;

export function parseSnapshot(text: string): Snapshot | null {
  const parts = printed.exec(text);
  return parts && snapshotOf(Number(parts[1]), parts[2] === '' ? [] : parts[2]!.split(',').map(Number), text);
}

/**
 * The snapshot without the transactions from `next` on: none of those has written to the log that one could see. The two are
 * equal as cursors today, and not after a crash, when PostgreSQL may give the numbers of lost transactions to new ones.
 */
export function endingAt(snapshot: Snapshot, next: number): Snapshot {
  const running = snapshot.running.filter((xid) => xid < next);
  return snapshotOf(next, running, `${running[0] ?? next}:${next}:${running.join(',')}`);
}

/** Whether all that the earlier one sees is visible in the later one. */
export function covers(later: Snapshot, earlier: Snapshot): boolean {
  return earlier.next <= later.next && later.running.every((xid) => xid >= earlier.next || earlier.running.includes(xid));
}

function snapshotOf(next: number, running: readonly number[], text: string): Snapshot {
  return { text, next, running, revision: next - running.length };
}
