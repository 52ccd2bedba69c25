import type { Tick } from '../feed/feed.js';
import type { EntityChange, Unseen } from '../feed/reader.js';
import type { Snapshot } from '../feed/snapshot.js';
import { invariant } from '../kernel/invariant.js';
import type { BatchFollow, Outlet, Since, StateFollow } from './follow.js';

/** A gap of more entities, or a batch of more bytes, is a reset: refetching is cheaper, and a slow socket holds little. */
const largest = { entities: 5_000, bytes: 8_388_608 } as const;

/** The states that a standing screen gets lie so far apart at least: nobody reads faster, milliseconds. */
export const statesEvery = 250;

/** One subscription as its group knows it. */
export interface Member {
  readonly outlet: Outlet;
  /** While it waits: whether the tick that is made now is its own. */
  due: boolean;
  /** Batches only: where it stands while it waits. */
  since: Since;
  /** States only: the number of the one that it shows. */
  shown: number;
}

/** What a tick reads for all groups: the same gap is read once. */
export interface Step extends Tick {
  gapAfter(snapshot: Snapshot): Promise<Unseen>;
  /** Makes a gap's body when its turn has come; null where the step has made enough. */
  inTurn(make: () => Promise<Buffer>): Promise<Buffer | null>;
  /** Counts a payload that is made. */
  executed(): void;
}

export type Delivery = () => void;

/** Subscribers of one thing with one sight: executed once, framed once. */
export abstract class Group {
  constructor(readonly key: string) {}

  /** Those who have all up to the last tick. A delivery walks over them once and over nobody else. */
  readonly standing = new Set<Member>();
  /** Those who wait for a tick of their own: they just came, or could not be fed. */
  readonly waiting = new Set<Member>();

  get size(): number {
    return this.standing.size + this.waiting.size;
  }

  /** When those who stand are owed what was held back from them; Infinity where nothing was. */
  get owedAt(): number {
    return Infinity;
  }

  /** Whether something up to the last tick has not gone out to a member. */
  lacks(member: Member): boolean {
    return this.waiting.has(member) || this.owedAt < Infinity;
  }

  leave(member: Member): void {
    this.standing.delete(member);
    this.waiting.delete(member);
  }

  /** Renders what the step gives rise to, and answers how to deliver it; null where there is nothing. Whoever leaves meanwhile gets nothing. */
  abstract prepare(step: Step): Promise<Delivery | null>;

  protected called(): Member[] {
    return this.waiting.size === 0 ? [] : [...this.waiting].filter(({ due }) => due);
  }

  /** Sends to one who was called; who has become congested or has left waits on, or is gone. */
  protected welcome(member: Member, body: Buffer): void {
    if (!this.waiting.has(member)) return;
    member.due = false;
    if (!member.outlet.send(body)) return;
    this.waiting.delete(member);
    this.standing.add(member);
  }

  protected fallBehind(member: Member): void {
    this.standing.delete(member);
    this.waiting.add(member);
  }
}

/** `{"id":…,"type":"next","payload":` stands before it on every socket. */
function framed(payload: string): Buffer {
  return Buffer.from(`${payload}}`);
}

export class StateGroup extends Group {
  private last = { sameness: '', number: 0 };
  /** Whether those who stand may show something older than the present. */
  private owed = false;
  private servedAt = -Infinity;

  constructor(private readonly follow: StateFollow) {
    super(follow.key);
  }

  override get owedAt(): number {
    return this.owed && this.standing.size > 0 ? this.servedAt + statesEvery : Infinity;
  }

  async prepare(step: Step): Promise<Delivery | null> {
    const now = performance.now();
    const called = this.called();
    const concerned = step.changes?.some((change) => this.follow.concerns(change)) ?? true;
    const held = now < this.servedAt + statesEvery;
    if (called.length === 0 && (held || this.standing.size === 0 || !(concerned || this.owed))) {
      return concerned ? () => void (this.owed = true) : null;
    }
    step.executed();
    const { payload, sameness } = await this.follow.render(step);
    const body = framed(payload);
    return () => {
      const differs = sameness !== this.last.sameness;
      if (differs) this.last = { sameness, number: this.last.number + 1 };
      const { number } = this.last;
      this.owed = held && (this.owed || differs);
      if (!held) this.serve(number, body, now);
      for (const member of called) {
        member.shown = number;
        this.welcome(member, body);
      }
    };
  }

  private serve(number: number, body: Buffer, now: number): void {
    for (const member of this.standing) {
      if (member.shown === number) continue;
      this.servedAt = now;
      member.shown = number;
      if (!member.outlet.send(body)) this.fallBehind(member);
    }
  }
}

export class BatchGroup extends Group {
  constructor(private readonly follow: BatchFollow) {
    super(follow.key);
  }

  async prepare(step: Step): Promise<Delivery | null> {
    const called = this.called();
    const live = this.standing.size > 0 ? await this.body(step, step.changes) : null;
    const joined = await this.joiners(step, called);
    return live === null && joined.length === 0 ? null : () => {
      if (live) {
        const since: Since = step.changes === null ? 'RESET' : { epoch: step.epoch, snapshot: step.since };
        for (const member of this.standing) {
          if (member.outlet.send(live)) continue;
          member.since = since;
          this.fallBehind(member);
        }
      }
      for (const [member, body] of joined) this.welcome(member, body);
    };
  }

  /** Those who come from one place share one execution. Gaps, which may be large, are made one after the other. */
  private async joiners(step: Step, called: readonly Member[]): Promise<[Member, Buffer][]> {
    if (called.length === 0) return [];
    const places = Map.groupBy(called, ({ since }) => (typeof since === 'string' ? since : `${since.epoch} ${since.snapshot.text}`));
    const making = [...places.values()].map(async (members): Promise<[Member, Buffer][]> => {
      const { since } = members[0]!;
      const make = async () => (await this.body(step, await this.gap(step, since))) ?? this.bare(step, false);
      const body = typeof since === 'string' ? await make() : await step.inTurn(make);
      return body ? members.map((member) => [member, body]) : [];
    });
    try {
      return (await Promise.all(making)).flat();
    } finally {
      await Promise.allSettled(making); // where one failed: nothing may go on reading after the step has ended
    }
  }

  /** What a joiner has missed; null where that cannot be told. */
  private async gap(step: Step, since: Since): Promise<readonly EntityChange[] | null> {
    if (since === 'NOW') return [];
    if (since === 'RESET' || since.epoch !== step.epoch) return null;
    return (await step.gapAfter(since.snapshot)).changes;
  }

  /** Null where nothing of it is in the scope, or nothing may be told; a reset where the changes cannot be told or are too much. */
  private async body(step: Step, changes: readonly EntityChange[] | null): Promise<Buffer | null> {
    const picked = changes?.map((change) => this.follow.pick(change)).filter((it) => it !== null);
    if (picked?.length === 0) return null;
    if (picked && picked.length <= largest.entities) {
      const body = await this.render(step, { changes: picked, reset: false });
      if (body === null || body.length <= largest.bytes) return body;
    }
    return this.bare(step, true);
  }

  /** A batch without changes: there is always something to send. */
  private async bare(step: Step, reset: boolean): Promise<Buffer> {
    const body = await this.render(step, { changes: [], reset });
    invariant(body, 'a batch without changes is told');
    return body;
  }

  private async render(step: Step, batch: Parameters<BatchFollow['render']>[1]): Promise<Buffer | null> {
    step.executed();
    const payload = await this.follow.render(step, batch);
    return payload === null ? null : framed(payload);
  }
}
