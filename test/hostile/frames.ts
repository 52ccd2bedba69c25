import type { Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { openSocket, type SocketClient } from '../support/socket.js';
import { signedIn, socketUrl, type Attack, type Target } from './attack.js';
import { frame, pour } from './raw.js';

const [continuation, text, ping] = [0, 1, 9];

/** Writes bytes on a socket that stands; the close code. */
function bytes(what: string, answer: string | RegExp, write: (raw: Socket, client: SocketClient) => unknown, open: (target: Target) => Promise<SocketClient> = signedIn): Attack {
  return {
    what,
    socket: {
      answer,
      async attempt(target) {
        const client = await open(target);
        client.socket.on('error', () => {});
        await write((client.socket as unknown as { _socket: Socket })._socket, client);
        return `close ${(await client.closed).code}`;
      },
    },
  };
}

const repeated = (piece: Buffer, times: number): Buffer => Buffer.concat(Array.from({ length: times }, () => piece));
/** One that has not said who it is. */
const stranger = (target: Target): Promise<SocketClient> => openSocket(socketUrl(target));

/** What can be wrong with the frames of a WebSocket. */
export const frames: readonly Attack[] = [
  bytes('a compressed frame, a gigabyte unpacked', 'close 1002', (raw) => raw.write(frame(text, deflateRawSync(Buffer.alloc(1_000_000)), { compressed: true }))),
  bytes('a message of 1 MiB and a byte', 'close 1009', (raw) => raw.write(frame(text, Buffer.alloc(1_048_577, 0x20)))),
  bytes('a frame that says it has 2^62 bytes', 'close 1009', (raw) => raw.write(frame(text, '', { claimed: 2n ** 62n }))),
  bytes('continuations without an end, empty ones', 'close 1008', (raw) => raw.write(Buffer.concat([frame(text, '', { last: false }), repeated(frame(continuation, '', { last: false }), 200_000)]))),
  bytes('continuations without an end, of a kilobyte each', 'close 1009', (raw) => raw.write(Buffer.concat([frame(text, '', { last: false }), repeated(frame(continuation, Buffer.alloc(1_200), { last: false }), 1_000)]))),
  bytes('a frame that is not masked', 'close 1002', (raw) => raw.write(frame(text, '{}', { masked: false }))),
  bytes('an opcode that there is none of', 'close 1002', (raw) => raw.write(frame(5, ''))),
  bytes('text that is not UTF-8', 'close 1007', (raw) => raw.write(frame(text, Buffer.from([0xc3, 0x28])))),
  bytes('100,000 pings in one go, from somebody who reads the answers, then a close', 'close 1000', (raw, client) => {
    raw.write(repeated(frame(ping, ''), 100_000));
    client.socket.close(1000);
  }),
  bytes('50 MB of pings from somebody who does not read', 'close 1006', async (raw) => {
    raw.pause();
    await pour(raw, repeated(frame(ping, Buffer.alloc(125)), 500), 50_000_000);
    raw.resume();
  }),
  bytes('50 MB of messages that ask, from somebody who does not read', /close (4413|4429|1006)/, async (raw) => {
    raw.pause();
    await pour(raw, repeated(frame(text, '{"type":"ping","payload":{"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}'), 500), 50_000_000);
    raw.resume();
  }),
  bytes('100,000 tiny messages that are none', 'close 4400', (raw) => raw.write(repeated(frame(text, 'x'), 100_000))),
  bytes('50,000 subscriptions in one go', /close (4400|4429)/, (raw) => raw.write(Buffer.concat(Array.from({ length: 50_000 }, (_, n) => frame(text, `{"id":"${n}","type":"subscribe","payload":{"query":"subscription { changes { cursor } }"}}`))))),
  bytes('50,000 operations before `connection_init`', 'close 4401', (raw) => raw.write(Buffer.concat(Array.from({ length: 50_000 }, (_, n) => frame(text, `{"id":"${n}","type":"subscribe","payload":{"query":"{ a }"}}`)))), stranger),
];
