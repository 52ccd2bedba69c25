import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { answer } from './answer.js';
import { event } from './event.js';

/**
 * What no server over WebSocket can do without: one buffer to many sockets, either by `ws`, which frames it for each, or as
 * one frame that was built before, straight to the sockets.
 */
const sockets = new Map<WebSocket, Socket>();
const server = createServer();
new WebSocketServer({ server, perMessageDeflate: false, handleProtocols: () => 'graphql-transport-ws' }).on('connection', (socket, request) => {
  // The handshake of the protocol, so that the same clients can come: one message is answered.
  socket.once('message', () => {
    socket.send('{"type":"connection_ack"}');
    sockets.set(socket, request.socket);
  });
  socket.on('close', () => sockets.delete(socket));
});

function message(number: number): Buffer {
  const { changes, ...rest } = event(number);
  const named = changes.map(({ entity, ...change }) => ({ ...change, entity: { __typename: 'Issue', ...entity } }));
  return Buffer.from(JSON.stringify({ id: '1', type: 'next', payload: { data: { changes: { ...rest, changes: named } } } }));
}

/** One unmasked text frame of 126 to 65,535 bytes. */
function frame(body: Buffer): Buffer {
  const head = Buffer.from([0x81, 126, 0, 0]);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

interface Order {
  readonly first: number;
  readonly count: number;
  readonly framed: boolean;
}

answer({
  publish({ first, count, framed }: Order) {
    for (let number = first; number < first + count; number += 1) {
      const body = message(number);
      if (framed) {
        const one = frame(body);
        for (const raw of sockets.values()) raw.write(one);
      } else {
        for (const socket of sockets.keys()) socket.send(body, { binary: false });
      }
    }
  },
});
process.once('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send!(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`));
