import { withdrawnSubjects } from '../access/credential.queries.js';
import type { Tick } from '../feed/feed.js';
import type { RowType } from '../kernel/entity-type.js';
import { isKnown, type Authenticated } from './authenticate.js';
import type { Credential } from './credential.js';
import { Lookups } from './lookups.js';
import { meaningOf, resolve, type Resolved, type Stranger } from './resolve.js';

/** A socket that was let in. */
export interface Guest {
  /** What it may is as before; until when may have changed. Nothing where it is in by another credential by now. */
  stay(by: Admitted, resolved: Resolved): void;
  /** It is told why and closed; nothing reaches it from here on. Nothing where it is in by another credential by now. */
  end(by: Admitted, reason: string): void;
}

/** Who was let in. */
export interface Admitted {
  readonly guest: Guest;
  readonly known: Authenticated;
}

/** Rows that a credential may hang on. */
const decisive = new Set<RowType>(['AccessGrant', 'ApiKey', 'Screen', 'Withdrawal', 'Region', 'Unit', 'Leader']);

const changed = 'what you may see or do has changed: connect again';
const ended = {
  TOKEN: 'the token was withdrawn, or its region or unit has ended',
  PERSON: 'your role has ended: ask the dispatch office',
  ddk: 'the key was withdrawn',
  dds: 'the screen was withdrawn',
} as const;

/**
 * Sees to it that rights end during a subscription, too. Sockets are known by the rows that their credentials hang on: a step
 * of the feed in which such a row changed looks at those again, in the step's own transaction, before anything of it is sent.
 */
export class Guard {
  private readonly held = new Map<string, Set<Admitted>>();
  /** How many steps have changed what credentials mean. */
  private turns = 0;

  constructor(
    /** Has what was known of credentials looked up anew. */
    private readonly forget: () => void,
  ) {}

  /**
   * Lets a guest in. Who was looked up before a step that changed it and comes in after is looked
   * up again: that step did not know of it.
   */
  async admit(authenticate: () => Promise<Authenticated | Stranger | null>, guest: Guest): Promise<Admitted | Stranger | null> {
    for (;;) {
      const { turns } = this;
      const known = await authenticate();
      if (!isKnown(known)) return known;
      if (turns === this.turns) return this.hold({ known, guest });
    }
  }

  /** Prepares what a step means for who is in; answers how to carry it out. */
  async check({ db, changes }: Tick): Promise<() => void> {
    const decided = changes?.filter(({ type }) => decisive.has(type)) ?? null;
    if (decided?.length === 0) return () => {};
    this.turns += 1;
    this.forget();
    const withdrawals = decided?.filter(({ type }) => type === 'Withdrawal').map(({ id }) => id) ?? [];
    const subjects = withdrawals.length === 0 ? [] : await withdrawnSubjects(db, withdrawals);
    const concerned = decided === null ? this.all() : this.among([...decided.map(({ type, id }) => `${type} ${id}`), ...subjects.map((subject) => `subject ${subject}`)]);
    const lookups = new Lookups(db, Infinity);
    const carryOut = await Promise.all([...concerned].map(async (admitted) => {
      const { guest, known } = admitted;
      const resolved = await resolve(known.credential, lookups);
      if (!resolved || 'stranger' in resolved) return () => guest.end(admitted, ended[kindOf(known.credential)]);
      return meaningOf(resolved) === meaningOf(known) ? () => guest.stay(admitted, resolved) : () => guest.end(admitted, changed);
    }));
    return () => {
      for (const act of carryOut) act();
    };
  }

  release(admitted: Admitted): void {
    for (const row of admitted.known.dependsOn) {
      const others = this.held.get(row);
      others?.delete(admitted);
      if (others?.size === 0) this.held.delete(row);
    }
  }

  private hold(admitted: Admitted): Admitted {
    for (const row of admitted.known.dependsOn) this.held.set(row, (this.held.get(row) ?? new Set()).add(admitted));
    return admitted;
  }

  private among(names: readonly string[]): Set<Admitted> {
    return new Set(names.flatMap((name) => [...(this.held.get(name) ?? [])]));
  }

  private all(): Set<Admitted> {
    return this.among([...this.held.keys()]);
  }
}

function kindOf(credential: Credential): keyof typeof ended {
  return credential.kind === 'SECRET' ? credential.secret.kind : credential.kind;
}
