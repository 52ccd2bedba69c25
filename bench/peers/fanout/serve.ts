import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from '../../live/answer.js';
import { event, type Batch } from '../../live/event.js';

/** Events to publish, all in one turn. */
export interface Order {
  readonly first: number;
  readonly count: number;
}

export const path = '/graphql';

/** Says where the peer serves, and publishes what it is told to. */
export function publishes(publish: (batch: Batch) => unknown, port: number): void {
  answer({
    publish({ first, count }: Order) {
      for (let number = first; number < first + count; number += 1) publish(event(number));
    },
  });
  said(port);
}

export function said(port: number): void {
  process.once('SIGTERM', () => process.exit(0));
  process.send!(`ws://127.0.0.1:${port}${path}`);
}

/** Listens on any port that is free. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
}
