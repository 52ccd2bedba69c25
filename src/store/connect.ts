import { Socket } from 'node:net';
import type { ClientConfig } from 'pg';

/** A statement that nothing is heard of for so long is given up with its connection, milliseconds. */
export const answerWithin = 30_000;
/** A connection that does not come about within this time is given up, milliseconds. */
const connectWithin = 10_000;

/**
 * How connections to PostgreSQL are made: a machine that vanished without a word is found out, where TCP alone would wait a
 * quarter of an hour. While a connection is idle by TCP's probes, while a statement runs by `limit`, the longest silence in
 * milliseconds; without one a statement may take as long as it likes.
 */
export function connectionOptions(url: string, limit?: number): ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: connectWithin,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(limit !== undefined && { stream: () => impatientSocket(limit) }),
  };
}

function impatientSocket(limit: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(limit, () => {
    socket.destroy(Object.assign(new Error(`PostgreSQL did not answer for ${limit / 1_000} s`), { code: 'ETIMEDOUT' }));
  });
}
