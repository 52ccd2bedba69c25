import type { Audience, Tick } from '../feed/feed.js';
import { readUnseen, type Unseen } from '../feed/reader.js';
import { isConnectionError, sqlState } from '../store/errors.js';
import type { Follow, Outlet, Since } from './follow.js';
import { BatchGroup, StateGroup, type Delivery, type Group, type Member, type Step } from './group.js';

/** One subscription's place in the hub. */
export interface Subscription {
  leave(): void;
}

/**
 * All groups of one node. A step of the feed is prepared for every group before anything of it is sent, so that it can be
 * taken again as a whole when the database fails in the middle.
 */
export class Hub implements Audience {
  private readonly groups = new Map<string, Group>();

  constructor(
    /** Asks the feed for a tick: somebody waits. */
    private readonly wake: () => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Registers first; the next tick's snapshot then covers whatever commits in between. */
  join(follow: Follow, outlet: Outlet, since: Since = 'NOW'): Subscription {
    let group = this.groups.get(follow.key);
    if (!group) {
      group = follow.kind === 'STATE' ? new StateGroup(follow) : new BatchGroup(follow);
      this.groups.set(follow.key, group);
    }
    const member: Member = { outlet, waits: true, since };
    group.members.add(member);
    this.wake();
    const joined = group;
    return {
      leave: () => {
        joined.members.delete(member);
        if (joined.members.size === 0 && this.groups.get(follow.key) === joined) this.groups.delete(follow.key);
      },
    };
  }

  /** A socket has room again: whoever fell behind on it catches up. */
  drained(): void {
    if (this.waiting()) this.wake();
  }

  waiting(): boolean {
    for (const { members } of this.groups.values()) {
      for (const member of members) if (member.waits && !member.outlet.congested) return true;
    }
    return false;
  }

  /** For the metrics and the tests: how many groups and members there are. */
  get size(): { groups: number; members: number } {
    let members = 0;
    for (const group of this.groups.values()) members += group.members.size;
    return { groups: this.groups.size, members };
  }

  async tick(tick: Tick): Promise<Delivery> {
    const gaps = new Map<string, Promise<Unseen>>();
    const step: Step = {
      ...tick,
      gapAfter: (snapshot) => {
        const gap = gaps.get(snapshot.text) ?? readUnseen(tick.db, snapshot);
        gaps.set(snapshot.text, gap);
        return gap;
      },
    };
    const deliveries: Delivery[] = [];
    const failed: [string, unknown][] = [];
    await Promise.all([...this.groups].map(async ([key, group]) => {
      try {
        deliveries.push(await group.prepare(step));
      } catch (error) {
        failed.push([key, error]);
      }
    }));
    if (failed.length > 0) throw this.eject(failed);
    return () => {
      for (const deliver of deliveries) deliver();
    };
  }

  /**
   * A group that fails by itself must not hold up the others: its subscribers are told to resume, and the step is taken again
   * without it. Where the connection failed, or the transaction after another group's error, nobody is to blame.
   */
  private eject(failed: readonly [string, unknown][]): unknown {
    for (const [key, error] of failed) {
      if (isConnectionError(error) || sqlState(error) === '25P02') continue;
      this.onError(error);
      const group = this.groups.get(key);
      this.groups.delete(key);
      for (const { outlet } of group?.members ?? []) outlet.resumeLater('the update could not be made');
    }
    return failed[0]![1];
  }
}
