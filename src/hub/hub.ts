import type { Audience, Tick } from '../feed/feed.js';
import { readUnseen, type Unseen } from '../feed/reader.js';
import { isOutage, sqlState } from '../store/errors.js';
import type { Follow, Outlet, Since } from './follow.js';
import { BatchGroup, StateGroup, type Delivery, type Group, type Member, type Step } from './group.js';

/** One subscription's place in the hub. */
export interface Subscription {
  leave(): void;
  /** Whether something up to the last step has not gone out to it. */
  readonly waits: boolean;
}

/** A member of a group. Of what it asked to follow it keeps nothing: its group has that. */
class Place implements Subscription {
  constructor(private readonly groups: Map<string, Group>, private readonly group: Group, private readonly member: Member) {
    group.waiting.add(member);
  }

  get waits(): boolean {
    return this.group.lacks(this.member);
  }

  leave(): void {
    this.group.leave(this.member);
    if (this.group.size === 0 && this.groups.get(this.group.key) === this.group) this.groups.delete(this.group.key);
  }
}

/** Gaps that are made in one step, bytes: what more there is comes with the next. */
const mostGaps = 33_554_432;

/** How long a group that failed waits before it is tried again: doubled each time, milliseconds. */
const rest = { first: 10_000, longest: 300_000 } as const;

const unmade = 'the update could not be made';

/**
 * All groups of one node. A step of the feed is prepared for every group before anything of it is sent, so that it can be
 * taken again as a whole when the database fails in the middle.
 */
export class Hub implements Audience {
  private readonly groups = new Map<string, Group>();
  private executed = 0;
  /** Whether somebody who could be served waits for the next step all the same. */
  private postponed = false;
  private owing: NodeJS.Timeout | undefined;
  /** Groups that failed by themselves, by key. */
  private readonly resting = new Map<string, { readonly until: number; readonly pause: number }>();

  constructor(
    /** Asks the feed for a tick: somebody waits. */
    private readonly wake: () => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Registers first; the next tick's snapshot then covers whatever commits in between. */
  join(follow: Follow, outlet: Outlet, since: Since = 'NOW'): Subscription {
    if (this.rests(follow.key)) {
      outlet.resumeLater(unmade);
      return { leave() {}, waits: false };
    }
    let group = this.groups.get(follow.key);
    if (!group) {
      group = follow.kind === 'STATE' ? new StateGroup(follow) : new BatchGroup(follow);
      this.groups.set(group.key, group);
    }
    const place = new Place(this.groups, group, { outlet, due: false, since, shown: 0 });
    this.wake();
    return place;
  }

  /** A socket has room again: whoever fell behind on it catches up. */
  drained(): void {
    for (const { waiting } of this.groups.values()) {
      for (const { outlet } of waiting) if (!outlet.congested) return this.wake();
    }
  }

  get attended(): boolean {
    return this.groups.size > 0;
  }

  gather(): boolean {
    const now = performance.now();
    let anybody = false;
    // A socket gets one gap at a time: a second one would find it full.
    const resuming = new Set<object>();
    this.postponed = false;
    for (const { waiting, owedAt } of this.groups.values()) {
      anybody ||= owedAt <= now;
      for (const member of waiting) {
        const { outlet, since } = member;
        member.due = !outlet.congested;
        if (member.due && typeof since === 'object') {
          if (resuming.has(outlet.socket)) [member.due, this.postponed] = [false, true];
          resuming.add(outlet.socket);
        }
        anybody ||= member.due;
      }
    }
    return anybody;
  }

  /** How many payloads were made since the start, whoever got them: what a storm of screens must not multiply. */
  get executions(): number {
    return this.executed;
  }

  /** For the metrics and the tests: how many groups and members there are. */
  get size(): { groups: number; members: number } {
    let members = 0;
    for (const group of this.groups.values()) members += group.size;
    return { groups: this.groups.size, members };
  }

  async tick(tick: Tick): Promise<Delivery> {
    const gaps = new Map<string, Promise<Unseen>>();
    let [turn, made] = [Promise.resolve<unknown>(null), 0];
    const inTurn: Step['inTurn'] = (make) => {
      const body = turn.then(async () => {
        if (made >= mostGaps) {
          this.postponed = true;
          return null;
        }
        const gap = await make();
        made += gap.length;
        return gap;
      });
      turn = body.catch(() => {});
      return body;
    };
    const step: Step = {
      ...tick,
      inTurn,
      executed: () => (this.executed += 1),
      gapAfter: (snapshot) => {
        const gap = gaps.get(snapshot.text) ?? readUnseen(tick.db, snapshot);
        gaps.set(snapshot.text, gap);
        return gap;
      },
    };
    const deliveries: [string, Delivery][] = [];
    const failed: [string, unknown][] = [];
    await Promise.all([...this.groups].map(async ([key, group]) => {
      try {
        const delivery = await group.prepare(step);
        if (delivery) deliveries.push([key, delivery]);
      } catch (error) {
        failed.push([key, error]);
      }
    }));
    for (const [key, error] of failed) this.eject(key, error);
    // An error of the database ended the transaction that all have read in.
    const broken = failed.find(([, error]) => isOutage(error) || sqlState(error) !== undefined);
    if (broken) throw broken[1];
    return () => {
      for (const [key, deliver] of deliveries) {
        try {
          deliver();
          this.resting.delete(key);
        } catch (error) {
          this.eject(key, error);
        }
      }
      if (this.postponed) this.wake();
      this.wakeForOwed();
    };
  }

  /** What was held back goes out when its time has come, also if nothing changes any more. */
  private wakeForOwed(): void {
    let first = Infinity;
    for (const { owedAt } of this.groups.values()) first = Math.min(first, owedAt);
    clearTimeout(this.owing);
    if (first < Infinity) this.owing = setTimeout(this.wake, Math.max(0, first - performance.now())).unref();
  }

  /**
   * A group that fails by itself must not hold up the others: its subscribers are told to resume, and so is for a while
   * whoever comes to their group, which is left alone. Where the connection failed, or the transaction after another group's error, nobody is to blame.
   */
  private eject(key: string, error: unknown): void {
    if (isOutage(error) || sqlState(error) === '25P02') return;
    this.onError(error);
    const now = performance.now();
    const pause = Math.min((this.resting.get(key)?.pause ?? rest.first / 2) * 2, rest.longest);
    for (const [other, { until, pause: long }] of this.resting) if (until + long < now) this.resting.delete(other);
    this.resting.set(key, { until: now + pause, pause });
    const group = this.groups.get(key);
    this.groups.delete(key);
    for (const { outlet } of [...(group?.standing ?? []), ...(group?.waiting ?? [])]) outlet.resumeLater(unmade);
  }

  /** Whether the group failed a moment ago. */
  private rests(key: string): boolean {
    return (this.resting.get(key)?.until ?? -Infinity) > performance.now();
  }
}
