import type { Socket } from 'node:net';

/** A body of so many bytes is copied behind its head, as one write is cheaper than two; larger ones are shared by all sockets. */
const copied = 4_096;

/** Sockets that were written to in this turn of the event loop: what each of them got leaves in one write. */
const corked: Socket[] = [];

function uncorkAll(): void {
  for (const socket of corked.splice(0)) socket.uncork();
}

/**
 * Writes a whole text message as one frame of RFC 6455: the subscription's own head, and the body that its group shares. Straight
 * to the socket below ws, which writes at once, too, what it has to write: nothing gets in between. Measured at three quarters of
 * what `ws.send` costs.
 */
export function writeMessage(socket: Socket, head: Buffer, body: Buffer): void {
  const length = head.length + body.length;
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const shares = body.length > copied;
  const frame = Buffer.allocUnsafe(start + (shares ? head.length : length));
  frame[0] = 0x81; // the last frame of a message, text
  if (start === 2) {
    frame[1] = length;
  } else if (start === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(head, start);
  if (!shares) frame.set(body, start + head.length);
  if (corked.push(socket) === 1) process.nextTick(uncorkAll);
  socket.cork();
  socket.write(frame);
  if (shares) socket.write(body);
}
