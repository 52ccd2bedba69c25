import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

/** One address for many servers, as HAProxy or nginx would give: round robin, over HTTP and WebSocket, nothing sticky. */
export interface ReverseProxy {
  readonly url: string;
  readonly wsUrl: string;
  /** How many requests and sockets each server has got, in their order. */
  readonly served: readonly number[];
  /** Until `/readyz` of so many servers says yes. */
  ready(count: number): Promise<void>;
  close(): Promise<void>;
}

/** How often `/readyz` is asked, milliseconds. */
const askEvery = 100;

/** @param ports of servers on this machine, running or not */
export async function openReverseProxy(ports: readonly number[]): Promise<ReverseProxy> {
  const readies = ports.map(() => false);
  const served = ports.map(() => 0);
  const sockets = new Set<Socket>();
  const stopping = new AbortController();
  let turn = 0;

  const health = ports.map(async (port, server) => {
    while (!stopping.signal.aborted) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
      readies[server] = answer?.status === 200;
      await answer?.arrayBuffer().catch(() => {});
      await delay(askEvery, undefined, { signal: stopping.signal }).catch(() => {});
    }
  });

  /** A connection to the next server that is ready and takes it; undefined where none does. */
  async function dial(): Promise<Socket | undefined> {
    for (let tried = 0; tried < ports.length; tried += 1) {
      const server = (turn += 1) % ports.length;
      if (!readies[server]) continue;
      const socket = connect(ports[server]!, '127.0.0.1');
      try {
        await once(socket, 'connect');
        served[server]! += 1;
        return held(socket);
      } catch {
        // It refuses: the next one.
      }
    }
    return undefined;
  }

  function held(socket: Socket): Socket {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  }

  const proxy = createServer(async (request, response) => {
    const body = await buffer(request);
    const far = await dial();
    if (!far) return response.writeHead(503).end();
    const { method, url: path, headers } = request;
    const asked = ask({ createConnection: () => far, method, path, headers: { ...headers, connection: 'close' } });
    // What became of it nobody knows: a proxy must not send it a second time.
    asked.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    asked.on('response', (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    asked.end(body);
  });
  proxy.on('upgrade', async (request: IncomingMessage, near: Socket, head: Buffer) => {
    held(near);
    const far = await dial();
    if (!far) return near.destroy();
    const headers = request.rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${request.rawHeaders[at + 1]}`] : []));
    far.write([`${request.method} ${request.url} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
    far.write(head);
    far.pipe(near).pipe(far);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}/graphql`,
    served,
    async ready(count) {
      while (readies.filter(Boolean).length < count) await delay(20);
    },
    async close() {
      stopping.abort();
      proxy.close();
      proxy.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await Promise.all(health);
    },
  };
}
