import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { failure } from './failure.js';

/** `wanted` if nobody listens there on 127.0.0.1, else another free port. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined && (await isFree(wanted))) return wanted;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    // Below 32768: Linux hands out the ports above to outgoing connections, which would take ours now and then.
    const port = randomInt(15_000, 32_768);
    if (await isFree(port)) return port;
  }
  throw failure({
    happened: 'Of 100 ports tried on 127.0.0.1 not one is free.',
    means: 'PostgreSQL has nowhere to listen.',
    todo: 'See what holds them (ss -ltnp), or whether this process may open ports at all.',
  });
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}
