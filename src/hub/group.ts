import type { Tick } from '../feed/feed.js';
import type { EntityChange, Unseen } from '../feed/reader.js';
import type { Snapshot } from '../feed/snapshot.js';
import type { BatchFollow, Outlet, Since, StateFollow } from './follow.js';

/** A gap of more entities than this is a reset: refetching is cheaper. */
export const largestBatch = 5_000;

/** One subscription as its group knows it. */
export interface Member {
  readonly outlet: Outlet;
  /** Whether it waits for a tick of its own: it just came, or it drained. */
  waits: boolean;
  /** Batches only: where it stands while it waits. */
  since: Since;
}

/** What a tick reads for all groups: the same gap is read once. */
export interface Step extends Tick {
  gapAfter(snapshot: Snapshot): Promise<Unseen>;
}

export type Delivery = () => void;

/** Subscribers of one thing with one sight: executed once, framed once. */
export interface Group {
  readonly members: Set<Member>;
  /** Renders what the step gives rise to, and answers how to deliver it. */
  prepare(step: Step): Promise<Delivery>;
}

/** `{"id":…,"type":"next","payload":` stands before it on every socket. */
function framed(payload: string): Buffer {
  return Buffer.from(`${payload}}`);
}

export class StateGroup implements Group {
  readonly members = new Set<Member>();
  private sameness: string | undefined;

  constructor(private readonly follow: StateFollow) {}

  async prepare(step: Step): Promise<Delivery> {
    const joining = some(this.members, (member) => member.waits && !member.outlet.congested);
    if (!joining && !step.changes.some((change) => this.follow.concerns(change))) return () => {};
    const { payload, sameness } = await this.follow.render(step);
    const body = framed(payload);
    return () => {
      const differs = sameness !== this.sameness;
      this.sameness = sameness;
      for (const member of this.members) {
        if (!member.waits && !differs) continue;
        member.waits = member.outlet.congested;
        if (!member.waits) member.outlet.send(body);
      }
    };
  }
}

export class BatchGroup implements Group {
  readonly members = new Set<Member>();

  constructor(private readonly follow: BatchFollow) {}

  async prepare(step: Step): Promise<Delivery> {
    const standing: Member[] = [];
    const waiting: Member[] = [];
    for (const member of this.members) {
      if (!member.waits) standing.push(member);
      else if (!member.outlet.congested) waiting.push(member);
    }
    const live = standing.length > 0 ? await this.body(step, step.changes) : null;
    const joined = await this.joiners(step, waiting);
    return () => {
      if (live) {
        for (const member of standing) {
          if (!member.outlet.congested) {
            member.outlet.send(live);
          } else {
            member.waits = true;
            member.since = step.since;
          }
        }
      }
      for (const [member, body] of joined) {
        if (!this.members.has(member)) continue;
        member.waits = false;
        member.outlet.send(body);
      }
    };
  }

  /** Those who come from one place share one execution. */
  private async joiners(step: Step, waiting: readonly Member[]): Promise<[Member, Buffer][]> {
    const places = Map.groupBy(waiting, ({ since }) => (typeof since === 'string' ? since : since.text));
    const bodies = await Promise.all([...places.values()].map(async (members): Promise<[Member, Buffer][]> => {
      const { since } = members[0]!;
      let body: Buffer;
      if (since === 'NOW') body = framed(await this.follow.render(step, { changes: [], reset: false }));
      else if (since === 'RESET') body = framed(await this.follow.render(step, { changes: [], reset: true }));
      else body = (await this.body(step, (await step.gapAfter(since)).changes)) ?? framed(await this.follow.render(step, { changes: [], reset: false }));
      return members.map((member) => [member, body]);
    }));
    return bodies.flat();
  }

  /** Null where nothing of it is in the scope. */
  private async body(step: Step, changes: readonly EntityChange[]): Promise<Buffer | null> {
    const picked = changes.map((change) => this.follow.pick(change)).filter((it) => it !== null);
    if (picked.length === 0) return null;
    const reset = picked.length > largestBatch;
    return framed(await this.follow.render(step, { changes: reset ? [] : picked, reset }));
  }
}

function some<T>(set: Set<T>, test: (value: T) => boolean): boolean {
  for (const value of set) if (test(value)) return true;
  return false;
}
