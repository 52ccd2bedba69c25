import { witnessed, type Origin } from '../kernel/origin.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Database } from '../store/database.js';
import { auditRefused } from './audit.commands.js';

export interface RejectionsOptions {
  readonly db: Database;
  readonly onError: (error: unknown) => void;
}

/** What of the codes that callers are told is no slip of an honest client. */
const kept = ['UNAUTHENTICATED', 'FOREIGN_ORIGIN', 'RATE_LIMITED', 'TOO_LARGE', 'UNTRUSTED_DOCUMENT', 'BAD_MESSAGE'] as const;
export type Rejection = (typeof kept)[number];

/** One kind from one address gets one entry at once and another in so much time, milliseconds: a flood must not fill the disk. */
const window = 60_000;
/** Kinds and addresses that are told apart within the window; the rest of a kind are one. */
const most = 256;

interface Met {
  readonly code: Rejection;
  readonly origin: Origin;
  readonly viewer: Viewer | undefined;
  /** Attempts that no entry tells of yet. */
  untold: number;
}

/**
 * What was turned away before anything of it ran: the first of a kind from an address, and by a holder where one is known, is in
 * the audit at once, the others of a minute as one entry.
 */
export class Rejections {
  private met = new Map<string, Met>();
  private readonly timer: NodeJS.Timeout;
  private telling: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: RejectionsOptions) {
    this.timer = setInterval(() => this.tellRest(), window).unref();
  }

  /** Not waited for: whoever is turned away need not wait. */
  note(code: Rejection, origin: Origin, viewer?: Viewer): void {
    const crowded = this.met.size >= most && !this.met.has(nameOf({ code, origin, viewer }));
    const met: Met = crowded ? { code, origin: { ...origin, address: null }, viewer: undefined, untold: 0 } : { code, origin, viewer, untold: 0 };
    const known = this.met.get(nameOf(met));
    if (known) known.untold += 1;
    else {
      this.met.set(nameOf(met), met);
      this.tell(met, 1);
    }
  }

  /** The same of the errors of a request that was not run. */
  noteAll(errors: readonly { readonly extensions: { readonly code?: unknown } }[], origin: Origin, viewer: Viewer): void {
    const code = kept.find((each) => errors.some(({ extensions }) => extensions.code === each));
    if (code) this.note(code, origin, viewer);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.tellRest();
    await this.telling;
  }

  private tellRest(): void {
    for (const met of this.met.values()) if (met.untold > 0) this.tell(met, met.untold);
    this.met = new Map();
  }

  /** One after the other: they take one connection of the pool at most. */
  private tell({ code, origin, viewer }: Met, times: number): void {
    const who = { ...(viewer ? witnessed(viewer, origin) : origin), outcome: code === 'UNAUTHENTICATED' ? code : 'REFUSED' } as const;
    const refusals = code === 'UNAUTHENTICATED' ? {} : { refusals: [{ code, path: [] }] };
    this.telling = this.telling.then(() => auditRefused(this.options.db, who, { times, ...refusals })).catch(this.options.onError);
  }
}

function nameOf({ code, origin: { transport, address }, viewer }: Omit<Met, 'untold'>): string {
  return `${code} ${transport} ${address} ${viewer?.subject ?? ''}`;
}
