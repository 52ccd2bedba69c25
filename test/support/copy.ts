/** A batch of `changes` as a client gets it. */
export interface Batch<E> {
  readonly cursor: string;
  readonly reset: boolean;
  readonly changes: readonly {
    readonly operation: 'CREATED' | 'UPDATED' | 'REMOVED';
    readonly entityId: string;
    /** Null where it is removed. */
    readonly entity: E | null;
  }[];
}

/** What a client makes of its copy of a scope, by global id, when a batch comes. After a reset it fetches anew instead. */
export function applyBatch<E>(copy: ReadonlyMap<string, E>, { changes }: Batch<E>): Map<string, E> {
  const next = new Map(copy);
  for (const { operation, entityId, entity } of changes) {
    if (operation === 'REMOVED') next.delete(entityId);
    else next.set(entityId, entity!);
  }
  return next;
}

/** Changes that can't be of this copy: what is there is CREATED, or what is not there UPDATED or REMOVED. */
export function contradictions<E>(copy: ReadonlyMap<string, E>, { changes }: Batch<E>): string[] {
  return changes.filter(({ operation, entityId }) => (operation === 'CREATED') === copy.has(entityId)).map(({ operation, entityId }) => `${operation} ${entityId}`);
}
