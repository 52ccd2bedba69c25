import type { Socket } from 'node:net';
import WebSocket from 'ws';

/** What a subscriber says on its socket. */
export interface Wish {
  /** The payload of `connection_init`. */
  readonly init?: Readonly<Record<string, unknown>> | undefined;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export interface LineHandlers {
  /** Once the server has answered a ping that followed the subscription. */
  readonly subscribed?: () => void;
  readonly message: (data: Buffer) => void;
  readonly closed: (code: number, reason: string, acknowledged: boolean) => void;
}

export interface Line {
  readonly socket: WebSocket;
  /** Bytes that came on the wire. */
  readonly bytes: number;
}

/** One subscription on a socket of its own, over graphql-transport-ws. Little is done for a message: many lines share a process. */
export function openLine(url: string, { init, query, variables }: Wish, { subscribed, message, closed }: LineHandlers): Line {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false, skipUTF8Validation: true });
  let raw: Socket | undefined;
  let acknowledged = false;
  socket.on('upgrade', (response) => (raw = response.socket));
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: init })));
  socket.on('message', (data: Buffer) => {
    if (acknowledged) return message(data);
    acknowledged = true;
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
    if (subscribed) {
      socket.once('pong', subscribed);
      socket.ping();
    }
  });
  socket.on('error', () => { /* `close` follows */ });
  socket.on('close', (code, reason) => closed(code, String(reason), acknowledged));
  return {
    socket,
    get bytes() {
      return raw?.bytesRead ?? 0;
    },
  };
}
