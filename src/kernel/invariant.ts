/** A fault of ours: something the code relies on does not hold. Never shown to callers in words. */
export class InvariantError extends Error {
  override name = 'InvariantError';
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Ends a switch over a union: a new member is a compile error here. */
export function never(value: never): never {
  throw new InvariantError(`unexpected case ${String(value)}`);
}
