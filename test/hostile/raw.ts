import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Target } from './attack.js';

/** A TCP connection to the server, on which anything may be written. */
export interface Raw {
  readonly socket: Socket;
  /** What came back so far. */
  said(): string;
  /** Until the server ends the connection. */
  readonly ended: Promise<void>;
}

export async function openRaw({ url }: Target): Promise<Raw> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // That it is cut is what is asked for.
  socket.on('error', () => {});
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  return { socket, said: () => Buffer.concat(chunks).toString('latin1'), ended };
}

/** Writes bytes as they stand and waits for the end of the connection, which they ask for or bring about; answers the status. */
export async function statusOf(target: Target, bytes: string | Buffer): Promise<string> {
  const raw = await openRaw(target);
  raw.socket.write(bytes);
  await raw.ended;
  return raw.said() === '' ? 'cut' : raw.said().split(' ')[1]!;
}

/** The head of a POST to /graphql with a token, without the empty line that ends it. */
export function head({ token }: Target, ...lines: readonly string[]): string {
  return ['POST /graphql HTTP/1.1', 'Host: x', 'Content-Type: application/json', `Authorization: Bearer ${token}`, ...lines].map((line) => `${line}\r\n`).join('');
}

/** Writes until the server stops reading or `bytes` are out; how many were taken, by the server and by the buffers between. */
export async function pour(socket: Socket, chunk: Buffer, bytes: number): Promise<number> {
  const closed = once(socket, 'close').catch(() => {});
  let poured = 0;
  while (poured < bytes && !socket.destroyed && socket.writable) {
    poured += chunk.length;
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain').catch(() => {}), closed]);
  }
  return poured;
}

/** A frame as a client sends it: masked, here with zeros, which change nothing. */
export function frame(opcode: number, payload: string | Buffer, { last = true, compressed = false, masked = true, claimed }: { last?: boolean; compressed?: boolean; masked?: boolean; claimed?: bigint } = {}): Buffer {
  const content = Buffer.from(payload);
  const first = (last ? 0x80 : 0) | (compressed ? 0x40 : 0) | opcode;
  const mask = masked ? 0x80 : 0;
  let top: Buffer;
  if (claimed !== undefined || content.length > 65_535) {
    top = Buffer.alloc(10);
    top[1] = mask | 127;
    top.writeBigUInt64BE(claimed ?? BigInt(content.length), 2);
  } else if (content.length > 125) {
    top = Buffer.alloc(4);
    top[1] = mask | 126;
    top.writeUInt16BE(content.length, 2);
  } else {
    top = Buffer.from([0, mask | content.length]);
  }
  top[0] = first;
  return Buffer.concat([top, Buffer.alloc(masked ? 4 : 0), content]);
}
