import type { Tick } from '../feed/feed.js';
import type { EntityChange, Unseen } from '../feed/reader.js';
import type { Snapshot } from '../feed/snapshot.js';
import { invariant } from '../kernel/invariant.js';
import type { BatchFollow, Outlet, Since, StateFollow } from './follow.js';

/** A gap of more entities, or a batch of more bytes, is a reset: refetching is cheaper, and a slow socket holds little. */
const largest = { entities: 5_000, bytes: 8_388_608 } as const;

/** One subscription as its group knows it. */
export interface Member {
  readonly outlet: Outlet;
  /** Whether it waits for a tick of its own: it just came, or it could not be fed. */
  waits: boolean;
  /** Whether the tick that is made now is that tick. */
  due: boolean;
  /** Batches only: where it stands while it waits. */
  since: Since;
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
export interface Group {
  readonly members: Set<Member>;
  /** Renders what the step gives rise to, and answers how to deliver it; null where there is nothing. Whoever leaves meanwhile gets nothing. */
  prepare(step: Step): Promise<Delivery | null>;
}

/** `{"id":…,"type":"next","payload":` stands before it on every socket. */
function framed(payload: string): Buffer {
  return Buffer.from(`${payload}}`);
}

export class StateGroup implements Group {
  readonly members = new Set<Member>();
  private sameness: string | undefined;

  constructor(private readonly follow: StateFollow) {}

  async prepare(step: Step): Promise<Delivery | null> {
    const concerned = step.changes?.some((change) => this.follow.concerns(change)) ?? true;
    if (!some(this.members, ({ waits, due }) => due || (concerned && !waits))) return null;
    step.executed();
    const { payload, sameness } = await this.follow.render(step);
    const body = framed(payload);
    return () => {
      const differs = sameness !== this.sameness;
      this.sameness = sameness;
      for (const member of this.members) {
        if (member.waits ? !member.due : !differs) continue;
        member.due = false;
        member.waits = member.outlet.congested;
        if (!member.waits) member.outlet.send(body);
      }
    };
  }
}

export class BatchGroup implements Group {
  readonly members = new Set<Member>();

  constructor(private readonly follow: BatchFollow) {}

  async prepare(step: Step): Promise<Delivery | null> {
    const standing: Member[] = [];
    const waiting: Member[] = [];
    for (const member of this.members) {
      if (!member.waits) standing.push(member);
      else if (member.due) waiting.push(member);
    }
    const live = standing.length > 0 ? await this.body(step, step.changes) : null;
    const joined = await this.joiners(step, waiting);
    return live === null && joined.length === 0 ? null : () => {
      if (live) {
        for (const member of standing) {
          if (!this.members.has(member)) continue;
          if (!member.outlet.congested) {
            member.outlet.send(live);
          } else {
            member.waits = true;
            member.since = step.changes === null ? 'RESET' : { epoch: step.epoch, snapshot: step.since };
          }
        }
      }
      for (const [member, body] of joined) {
        if (!this.members.has(member) || member.outlet.congested) continue;
        member.due = false;
        member.waits = false;
        member.outlet.send(body);
      }
    };
  }

  /** Those who come from one place share one execution. Gaps, which may be large, are made one after the other. */
  private async joiners(step: Step, waiting: readonly Member[]): Promise<[Member, Buffer][]> {
    const places = Map.groupBy(waiting, ({ since }) => (typeof since === 'string' ? since : `${since.epoch} ${since.snapshot.text}`));
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

function some<T>(set: Set<T>, test: (value: T) => boolean): boolean {
  for (const value of set) if (test(value)) return true;
  return false;
}
