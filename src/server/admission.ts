import type { Authenticated, Authenticator } from './authenticate.js';
import { CloseCode } from './close-codes.js';
import type { Connection } from './connection.js';
import type { Admitted, Guard, Guest } from './guard.js';
import { meaningOf, type Resolved, type Stranger } from './resolve.js';

export interface Door {
  readonly guard: Guard;
  readonly authenticator: Authenticator;
}

/** What the client is told that shows another credential on its open socket. */
export type Renewal = { readonly renewed: true; readonly expiresAt: string } | { readonly renewed: false; readonly reason: string };

/** By which credential one socket is in, and until when: it is closed when that ends. */
export class Admission implements Guest {
  private admitted: Admitted | undefined;
  /** Milliseconds since 1970. */
  private expiresAt = Infinity;

  constructor(private readonly door: Door, private readonly connection: Connection) {}

  async enter(authorization: unknown): Promise<Authenticated | Stranger | null> {
    const admitted = await this.show(authorization);
    if (admitted === null || 'stranger' in admitted) return admitted;
    this.take(admitted);
    return admitted.known;
  }

  /** Goes on by another credential of the same holder that gives the same; else all stays as it was. */
  async renew(authorization: unknown): Promise<Renewal> {
    if (!this.admitted) return { renewed: false, reason: 'say who you are with connection_init first' };
    const admitted = await this.show(authorization);
    if (admitted === null || 'stranger' in admitted) return { renewed: false, reason: 'no valid token' };
    const { known } = admitted;
    if (meaningOf(known) !== meaningOf(this.admitted.known)) {
      this.door.guard.release(admitted);
      return { renewed: false, reason: 'the token is of another holder, or gives other rights: connect anew with it' };
    }
    this.take(admitted);
    return { renewed: true, expiresAt: new Date(known.expiresAt).toISOString() };
  }

  /** The socket has gone. */
  leave(): void {
    if (this.admitted) this.door.guard.release(this.admitted);
  }

  /** Called every `checkEvery`, which is as late as an end may be seen: a timer for each socket would hold more than all else here. */
  check(now: number): void {
    if (this.expiresAt <= now) this.connection.close(CloseCode.FORBIDDEN, 'the token has expired');
  }

  stay(by: Admitted, { expiresAt }: Resolved): void {
    if (by === this.admitted) this.expiresAt = expiresAt;
  }

  /** Leaves its groups first: nothing reaches it from here on. */
  end(by: Admitted, reason: string): void {
    if (by !== this.admitted) return;
    this.connection.leave();
    this.connection.close(CloseCode.FORBIDDEN, reason);
  }

  private show(authorization: unknown): Promise<Admitted | Stranger | null> {
    return this.door.guard.admit(() => this.door.authenticator.authenticate(authorization), this);
  }

  private take(admitted: Admitted): void {
    this.leave();
    this.admitted = admitted;
    this.expiresAt = admitted.known.expiresAt;
    // One that has gone meanwhile is let go by nobody else.
    if (!this.connection.open) this.leave();
  }
}

/** Why a socket is not let in: as much of it as a close frame holds, 123 bytes, and no half of a character. */
export function whyNot(who: Stranger | null): string {
  if (!who) return 'no valid token';
  return Buffer.from(`known, but given no role: ask the dispatch office; subject ${who.stranger}`).subarray(0, 120).toString().replace(/\uFFFD+$/, '');
}
