import WebSocket from 'ws';
import type { Data } from './city.js';

/** A message of graphql-transport-ws. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: Data;
}

/** A plain client of the protocol: it shows every frame as it came. */
export interface SocketClient {
  readonly socket: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;
  send(message: Message): void;
  /** The next message of the operation (any, where none is named), waiting for it where it has not come yet. */
  next(id?: string): Promise<Message>;
  /** Messages that came and were not asked for. */
  waiting(): readonly Message[];
  /** Subscribes; the answer gives one payload after the other. */
  subscribe(query: string, variables?: Record<string, unknown>, id?: string): () => Promise<Data>;
  close(): void;
}

/** Opens a socket and, unless told otherwise, says who it is and waits for the acknowledgement. */
export async function openSocket(url: string, init?: Record<string, unknown>): Promise<SocketClient> {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  const queue: Message[] = [];
  const takers: { id: string | undefined; take: (message: Message) => void }[] = [];
  let operations = 0;
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    const taker = takers.findIndex(({ id }) => id === undefined || id === message.id);
    if (taker >= 0) takers.splice(taker, 1)[0]!.take(message);
    else queue.push(message);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const client: SocketClient = {
    socket,
    closed,
    send: (message) => socket.send(JSON.stringify(message)),
    next: (id) => {
      const at = queue.findIndex((message) => id === undefined || message.id === id);
      if (at >= 0) return Promise.resolve(queue.splice(at, 1)[0]!);
      const message = new Promise<Message>((take) => takers.push({ id, take }));
      const gone = closed.then(({ code, reason }): Message => {
        throw new Error(`the socket closed (${code} ${reason}) before a message came`);
      });
      return Promise.race([message, gone]);
    },
    waiting: () => queue,
    subscribe: (query, variables = {}, id = `op-${(operations += 1)}`) => {
      client.send({ id, type: 'subscribe', payload: { query, variables } });
      return async () => {
        const { type, payload } = await client.next(id);
        if (type !== 'next') throw new Error(`${type}: ${JSON.stringify(payload)}`);
        if (payload.errors) throw new Error(JSON.stringify(payload.errors));
        return payload.data;
      };
    },
    close: () => socket.close(),
  };
  if (init) {
    client.send({ type: 'connection_init', payload: init });
    const { type } = await client.next();
    if (type !== 'connection_ack') throw new Error(`expected an acknowledgement, got ${type}`);
  }
  return client;
}
