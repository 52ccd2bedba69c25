import type { Socket } from 'node:net';
import { MessageType } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Outlet } from '../hub/follow.js';
import type { Subscription } from '../hub/hub.js';
import { CloseCode } from './close-codes.js';
import { writeMessage } from './frame.js';

/** Bytes waiting on a socket beyond which it is not fed. */
const congestedFrom = 1_048_576;
/** Bytes waiting beyond which a client that goes on asking is sent away: two batches of the largest size. */
const overfullFrom = 16_777_216;
/** How often a socket is pinged, milliseconds; a large message holds pings of its own. */
const pingEvery = 5_000;
/** One of which nothing was heard for so long is given up: with the close below, within 15 s of a cut cable, milliseconds. */
const silence = 11_000;
/** A close frame cannot leave a socket that nobody reads: it is cut after this, milliseconds. */
const closeGrace = 2_000;
/** How often sockets are looked at, milliseconds. */
export const checkEvery = 1_000;

/** One WebSocket as the hub uses it: fed with shared frames, cut when it is dead or hopelessly slow. */
export class Connection {
  private static count = 0;
  /** Unique within this node. */
  readonly number = (Connection.count += 1);
  private readonly joined = new Map<string, Subscription>();
  private heard = true;
  private heardAt = 0;
  private pingedAt = -pingEvery;
  private stalled = false;
  /** Whether its client wants to be told while changes cannot be read; one that does not must be closed then. */
  hearsStalls = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly raw: Socket,
  ) {
    socket.on('pong', () => this.hear());
  }

  /** Something came from the client: it lives. */
  hear(): void {
    this.heard = true;
  }

  get congested(): boolean {
    return this.raw.writableLength > congestedFrom;
  }

  /** Whether its client asks and asks without reading the answers; one that has not said who it is gets little room. */
  overfull(known: boolean): boolean {
    return this.raw.writableLength > (known ? overfullFrom : congestedFrom);
  }

  get open(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Called every `checkEvery`; `now` in whole milliseconds. */
  check(now: number): void {
    if (this.heard) this.heardAt = now;
    this.heard = false;
    if (now - this.heardAt >= silence) {
      if (this.raw.writableLength === 0) this.socket.terminate();
      else this.close(CloseCode.TOO_SLOW, 'too slow: resume with the last cursor');
    } else if (now - this.pingedAt >= pingEvery) {
      this.pingedAt = now;
      this.socket.ping();
    }
  }

  /** Tells a client that hears stalls when what it has may no longer be the present, and when it has all that it missed. */
  tell(stalled: boolean): void {
    if (stalled === this.stalled) return;
    if (!stalled && (this.congested || [...this.joined.values()].some((subscription) => subscription.waits))) return;
    this.stalled = stalled;
    if (this.open) this.socket.send(JSON.stringify({ type: MessageType.Ping, payload: { changes: stalled ? 'STALLED' : 'FLOWING' } }));
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), closeGrace).unref();
  }

  /** Joins under an id, which then stands for nothing else. */
  join(id: string, join: () => Subscription): Subscription {
    this.joined.get(id)?.leave();
    const subscription = join();
    this.joined.set(id, subscription);
    return subscription;
  }

  part(id: string, subscription: Subscription): void {
    subscription.leave();
    if (this.joined.get(id) === subscription) this.joined.delete(id);
  }

  /** How many subscriptions it has joined. */
  get joinedCount(): number {
    return this.joined.size;
  }

  /** Leaves all that was joined: the socket has gone. */
  leave(): void {
    for (const subscription of this.joined.values()) subscription.leave();
    this.joined.clear();
  }

  /** Writes a subscription's message; nothing, and false, where too much waits already. What several subscriptions get in one turn of the event loop leaves in one write. */
  write(head: Buffer, body: Buffer): boolean {
    if (this.congested) return false;
    if (this.open) writeMessage(this.raw, head, body, this.joined.size > 1);
    return true;
  }

  outlet(id: string): Outlet {
    return new SubscriptionOutlet(this, id);
  }
}

/** The end of one subscription on its socket. */
class SubscriptionOutlet implements Outlet {
  private readonly head: Buffer;

  constructor(readonly socket: Connection, id: string) {
    this.head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  }

  get congested(): boolean {
    return this.socket.congested;
  }

  send(body: Buffer): boolean {
    return this.socket.write(this.head, body);
  }

  resumeLater(reason: string): void {
    this.socket.close(CloseCode.GOING_AWAY, reason);
  }
}
