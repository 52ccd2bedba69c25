import type { Origin } from '../kernel/origin.js';
import type { Database } from '../store/database.js';
import { auditRefused } from './audit.commands.js';

export interface StrangersOptions {
  readonly db: Database;
  readonly onError: (error: unknown) => void;
}

/** An address gets one entry at once and another in so much time, milliseconds: a flood must not fill the disk. */
const window = 60_000;
/** Addresses that are told apart within the window; the rest are one. */
const most = 256;

interface Met {
  readonly origin: Origin;
  /** Attempts that no entry tells of yet. */
  untold: number;
}

/** Attempts without a valid token: the first of an address is in the audit at once, the others of a minute as one entry. */
export class Strangers {
  private met = new Map<string, Met>();
  private readonly timer: NodeJS.Timeout;
  private telling: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: StrangersOptions) {
    this.timer = setInterval(() => this.tellRest(), window).unref();
  }

  /** Not waited for: whoever is turned away need not wait. */
  came(origin: Origin): void {
    const crowded = this.met.size >= most && !this.met.has(nameOf(origin));
    const told = crowded ? { ...origin, address: null } : origin;
    const known = this.met.get(nameOf(told));
    if (known) known.untold += 1;
    else {
      this.met.set(nameOf(told), { origin: told, untold: 0 });
      this.tell(told, 1);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.tellRest();
    await this.telling;
  }

  private tellRest(): void {
    for (const { origin, untold } of this.met.values()) if (untold > 0) this.tell(origin, untold);
    this.met = new Map();
  }

  /** One after the other: they take one connection of the pool at most. */
  private tell(origin: Origin, times: number): void {
    this.telling = this.telling.then(() => auditRefused(this.options.db, { outcome: 'UNAUTHENTICATED', ...origin }, { times })).catch(this.options.onError);
  }
}

function nameOf({ transport, address }: Origin): string {
  return `${transport} ${address}`;
}
