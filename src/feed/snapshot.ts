/**
 * A `pg_snapshot`: which transactions were visible at a moment. It is the cursor of the change log: what is not visible in
 * it has not been read. Unlike a sequence number it cannot skip a transaction that took its number early and committed late.
 */
export interface Snapshot {
  /** As PostgreSQL prints it: `xmin:xmax:xip,xip`. */
  readonly text: string;
  /** How many transactions had ended by then; never falls from one snapshot to a later one, on any node. */
  readonly revision: number;
}

const printed = /^\d{1,20}:(\d{1,20}):((?:\d{1,20}(?:,\d{1,20})*)?)$/;

export function parseSnapshot(text: string): Snapshot | null {
  const parts = printed.exec(text);
  if (!parts) return null;
  const running = parts[2] === '' ? 0 : parts[2]!.split(',').length;
  return { text, revision: Number(BigInt(parts[1]!)) - running };
}
