import type { Socket } from 'node:net';
import { MessageType } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Outlet } from '../hub/follow.js';
import type { Subscription } from '../hub/hub.js';
import { CloseCode } from './close-codes.js';
import { writeMessage } from './frame.js';

/** Bytes waiting on a socket beyond which it is not fed. */
const congestedFrom = 1_048_576;
/** A socket that stays congested this long is closed, milliseconds. */
const stalledAfter = 15_000;
/** A close frame cannot leave a stalled socket: it is cut after this, milliseconds. */
const closeGrace = 2_000;
/** How often a socket is pinged, milliseconds. */
const pingEvery = 5_000;
/** One that has not answered for so long is cut: with the ping before it, well within 15 s of a cut cable, milliseconds. */
const answerWithin = 7_000;
/** How often sockets are looked at, milliseconds. */
export const checkEvery = 1_000;

/** One WebSocket as the hub uses it: fed with shared frames, cut when it is dead or hopelessly slow. */
export class Connection {
  private static count = 0;
  /** Unique within this node. */
  readonly number = (Connection.count += 1);
  private readonly joined = new Map<string, Subscription>();
  private pingedAt = -Infinity;
  private answered = true;
  private congestedSince: number | undefined;
  private stalled = false;
  /** Whether its client wants to be told while changes cannot be read; one that does not must be closed then. */
  hearsStalls = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly raw: Socket,
  ) {
    socket.on('pong', () => {
      this.answered = true;
    });
  }

  get congested(): boolean {
    return this.socket.bufferedAmount > congestedFrom;
  }

  get open(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Called every `checkEvery`: a ping without an answer means a cut cable. */
  check(now: number): void {
    this.congestedSince = this.congested ? (this.congestedSince ?? now) : undefined;
    if (this.congestedSince !== undefined) {
      // A ping waits behind all the rest: its answer says nothing until that has left.
      this.pingedAt = now;
      if (now - this.congestedSince >= stalledAfter) this.close(CloseCode.TOO_SLOW, 'too slow: resume with the last cursor');
      return;
    }
    const since = now - this.pingedAt;
    if (!this.answered && since >= answerWithin) return this.socket.terminate();
    if (!this.answered || since < pingEvery) return;
    this.answered = false;
    this.pingedAt = now;
    this.socket.ping();
  }

  /** Tells a client that hears stalls when what it has may no longer be the present, and when it is again. */
  tell(stalled: boolean): void {
    if (stalled === this.stalled) return;
    this.stalled = stalled;
    if (this.open) this.socket.send(JSON.stringify({ type: MessageType.Ping, payload: { changes: stalled ? 'STALLED' : 'FLOWING' } }));
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), closeGrace).unref();
  }

  /** Joins under an id, which then stands for nothing else; answers how to leave. */
  join(id: string, join: () => Subscription): () => void {
    this.joined.get(id)?.leave();
    const subscription = join();
    this.joined.set(id, subscription);
    return () => {
      subscription.leave();
      if (this.joined.get(id) === subscription) this.joined.delete(id);
    };
  }

  /** Leaves all that was joined: the socket has gone. */
  leave(): void {
    for (const subscription of this.joined.values()) subscription.leave();
    this.joined.clear();
  }

  /** The end of one subscription. Frames of one turn of the event loop leave in one write. */
  outlet(id: string): Outlet {
    const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    const connection = this;
    return {
      get congested() {
        return connection.congested;
      },
      send: (body) => {
        if (this.open) writeMessage(this.raw, head, body);
      },
      resumeLater: (reason) => this.close(CloseCode.GOING_AWAY, reason),
    };
  }
}
