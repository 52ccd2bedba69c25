import type { Data } from '../support/city.js';
import type { TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

/** What one transport answered. */
export interface Said {
  readonly data?: Data;
  readonly errors?: Data[];
}

/** The same operation over HTTP and over one WebSocket, both as one viewer. */
export interface Both {
  ask(query: string, variables?: Record<string, unknown>): Promise<{ http: Said; socket: Said }>;
}

export async function bothTransports(server: TestServer, token: string): Promise<Both> {
  const socket: SocketClient = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
  let count = 0;
  return {
    async ask(query, variables = {}) {
      const id = `both-${(count += 1)}`;
      const overHttp = (await server.post(token, query, variables)).body as Said;
      socket.send({ id, type: 'subscribe', payload: { query, variables } });
      const { type, payload } = await socket.next(id);
      return { http: overHttp, socket: type === 'error' ? { errors: payload } : payload };
    },
  };
}
