import type { Socket } from 'node:net';

/** A body of so many bytes stands behind its head in one buffer, as one write is cheaper than two; larger ones are shared by all sockets. */
const copied = 4_096;
/** A larger body goes in fragments of so many bytes, with a ping between them. */
const fragment = 65_536;

/** Opcodes and flags of RFC 6455. */
const [text, continuation, last] = [0x01, 0x00, 0x80];
const ping = Buffer.from([0x89, 0]);

/** Sockets that get more in this turn of the event loop: all of it leaves in one write. */
const corked: Socket[] = [];

function uncorkAll(): void {
  for (const socket of corked.splice(0)) socket.uncork();
}

/**
 * Writes a text message: the subscription's own head, and the body that its group shares. Straight to the socket below ws, which
 * writes at once, too, what it has to write: nothing gets in between. Where `more` may follow in this turn it waits for that;
 * where nothing can, waiting would only be a second walk over all sockets, which was a tenth of what a delivery costs.
 *
 * The pings in a large message are answered as far as it has come: a slow line shows that it lives, a dead one does not.
 */
export function writeMessage(socket: Socket, head: Buffer, body: Buffer, more: boolean): void {
  if (more) {
    if (corked.push(socket) === 1) process.nextTick(uncorkAll);
    socket.cork();
  }
  if (body.length <= copied) return writeWhole(socket, head, body);
  socket.cork();
  for (let from = 0; from < body.length; from += fragment) {
    const part = body.subarray(from, from + fragment);
    const end = from + part.length === body.length ? last : 0;
    if (from > 0) socket.write(ping);
    socket.write(from === 0 ? frame(text | end, head, part.length) : frame(continuation | end, nothing, part.length));
    socket.write(part);
  }
  socket.uncork();
}

/** The frame that was written last, where the kernel took it whole: nothing else refers to it. */
let free: { readonly frame: Buffer; readonly body: Buffer } | undefined;

/**
 * A small message in one write. From subscriber to subscriber only the head differs: while nothing waits on a socket, one frame
 * is written over for all of a length, and a delivery allocates nothing. Garbage was a fifth of what it cost.
 */
function writeWhole(socket: Socket, head: Buffer, body: Buffer): void {
  const start = headerOf(head.length + body.length);
  let made = free?.body === body && free.frame.length === start + head.length + body.length ? free.frame : undefined;
  if (made) {
    made.set(head, start);
  } else {
    made = Buffer.concat([frame(text | last, head, body.length), body]);
    free = { frame: made, body };
  }
  socket.write(made);
  if (socket.writableLength > 0) free = undefined;
}

const nothing = Buffer.alloc(0);

function headerOf(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10;
}

/** The header of a frame and what it begins with; `rest` more bytes belong to it. */
function frame(first: number, head: Buffer, rest: number): Buffer {
  const length = head.length + rest;
  const start = headerOf(length);
  const made = Buffer.allocUnsafe(start + head.length);
  made[0] = first;
  if (start === 2) {
    made[1] = length;
  } else if (start === 4) {
    made[1] = 126;
    made.writeUInt16BE(length, 2);
  } else {
    made[1] = 127;
    made.writeBigUInt64BE(BigInt(length), 2);
  }
  made.set(head, start);
  return made;
}
