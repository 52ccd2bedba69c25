import type { ExecutionArgs } from 'graphql';
import type { Cost } from '../graphql/limits.js';
import type { Follow, Since } from '../hub/follow.js';
import type { Hub, Subscription } from '../hub/hub.js';
import type { Connection } from './connection.js';
import type { Running } from './running.js';

interface Joining {
  readonly follow: Follow;
  readonly since: Since;
  readonly connection: Connection;
}

/** graphql-ws keeps an operation as long as it runs: a subscription's is left with nothing of its own once it has joined. */
export type Operation = ExecutionArgs & { readonly id: string; readonly cost?: Cost | undefined; readonly running: Running; subscription?: Joining | undefined };

/**
 * For graphql-ws a subscription is an iterator that never yields: the hub writes its frames. It is left when graphql-ws ends
 * it, after the client's `complete` or with the socket; nothing is sent for it from then on. That it has ended is not told
 * through `next`: graphql-ws would take a subscription that the client started under the same id meanwhile for this one.
 */
export function follow(hub: Hub, operation: Operation): AsyncIterableIterator<never> {
  const { id } = operation;
  const { follow: followed, since, connection } = operation.subscription!;
  operation.subscription = undefined;
  return new Followed(connection, id, connection.join(id, () => hub.join(followed, connection.outlet(id), since)));
}

class Followed implements AsyncIterableIterator<never> {
  constructor(private readonly connection: Connection, private readonly id: string, private readonly subscription: Subscription) {}

  next(): Promise<never> {
    return new Promise(() => {});
  }

  async return(): Promise<IteratorResult<never>> {
    this.connection.part(this.id, this.subscription);
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
