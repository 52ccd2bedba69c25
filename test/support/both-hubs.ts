import { expect } from 'vitest';
import type { Outlet } from '../../src/hub/follow.js';
import { statesEvery } from '../../src/hub/group.js';
import { Hub, type Subscription } from '../../src/hub/hub.js';
import type { City } from './city.js';
import { NaiveHub, type Destination, type Loner, type Told } from './naive-hub.js';
import { followTopic, toWrite, type Topic } from './topics.js';
import { takeTurn, type Stand } from './turns.js';

/** What is done to both. */
export type Deed =
  | { readonly act: 'join'; readonly topic: Topic; readonly since: Since }
  | { readonly act: 'leave' | 'leave again' | 'congest' | 'drain'; readonly whose: number }
  | { readonly act: 'write'; readonly ids: readonly number[] };
/** A turn, and what is done meanwhile; `lost` where the log became another one. */
export interface Turn {
  readonly act: 'turn';
  readonly gathered: readonly Deed[];
  readonly fixed: readonly Deed[];
  readonly prepared: readonly Deed[];
  readonly lost: boolean;
}
export type Step =
  | Deed
  | Turn
  | { readonly act: 'fail'; readonly topic: Topic; readonly how: Failure['how'] | null }
  | { readonly act: 'wait'; readonly seconds: number };
/** Where a subscriber comes from; a number is the state so many turns ago. */
type Since = 'NOW' | 'RESET' | number;

/** A fault of a group's own, or what PostgreSQL says where a statement or the connection fails. */
class Failure extends Error {
  readonly code: string | undefined;

  constructor(readonly topic: Topic, readonly how: 'fault' | 'statement' | 'outage') {
    super(how);
    this.code = { fault: undefined, statement: '57014', outage: '57P01' }[how];
  }
}

/** A real subscriber, and what it must be sent. */
class Subscriber implements Outlet {
  readonly socket = this;
  readonly sent: string[] = [];
  resumed = false;

  constructor(readonly loner: Loner) {}

  get congested(): boolean {
    return this.loner.congested;
  }

  send(body: Buffer): boolean {
    if (!this.congested) this.sent.push(String(body).slice(0, -1));
    return !this.congested;
  }

  resumeLater(): void {
    this.resumed = true;
  }
}

/** The real hub beside the naive one. */
export class BothHubs {
  private readonly hub = new Hub(() => { this.woken = true; }, () => {});
  private readonly naive: NaiveHub;
  /** Whoever came, also those who left. */
  private readonly everybody = new Map<Subscriber, Subscription>();
  /** What those follow who were sent away. */
  private readonly away: Topic[] = [];
  private woken = false;
  private failure: Failure | null = null;
  private turns = 0;
  private executed = 0;
  /** What `performance.now` must say, milliseconds. */
  clock = 0;

  constructor(private readonly city: City, stand: Stand) {
    this.naive = new NaiveHub(stand);
  }

  async take(step: Step): Promise<void> {
    switch (step.act) {
      case 'join': return this.join(step.topic, step.since);
      case 'leave': return this.leave(step.whose, ({ loner }) => this.naive.present.has(loner));
      case 'leave again': return this.leave(step.whose, () => true);
      case 'congest': case 'drain': return this.congest(step.whose, step.act === 'congest');
      case 'write': return this.write(step.ids);
      case 'fail': return void (this.failure = step.how && new Failure(step.topic, step.how));
      case 'wait': return this.wait(step.seconds);
      case 'turn': return this.turn(step);
    }
  }

  check(): void {
    const { present } = this.naive;
    expect(this.hub.size).toEqual({ groups: new Set([...present].map((it) => it.topic)).size, members: present.size });
    for (const { sent, resumed, loner } of this.everybody.keys()) expect({ sent, resumed }).toEqual({ sent: loner.owed, resumed: loner.ejected });
  }

  private join(topic: Topic, from: Since): void {
    const { places } = this.naive;
    const since = typeof from === 'string' ? from : places.at(-1 - from) ?? places[0]!;
    const subscriber = new Subscriber(this.naive.join(topic, since, this.clock));
    this.woken = false;
    this.everybody.set(subscriber, this.hub.join(followTopic(topic, () => this.mayFail(topic)), subscriber, since));
    expect(this.woken).toBe(!subscriber.loner.ejected);
    if (subscriber.loner.ejected) this.away.push(topic);
  }

  /** Those who were sent away come back afterwards, from different places. */
  private wait(seconds: number): void {
    this.clock += seconds * 1_000;
    for (const [number, topic] of this.away.splice(0).entries()) this.join(topic, number);
  }

  private leave(whose: number, test: (subscriber: Subscriber) => boolean): void {
    const of = this.one(whose, test);
    if (!of) return;
    this.everybody.get(of)!.leave();
    this.naive.present.delete(of.loner);
  }

  private congest(whose: number, congested: boolean): void {
    const { present } = this.naive;
    const of = this.one(whose, ({ loner }) => present.has(loner) && loner.congested !== congested);
    if (!of) return;
    of.loner.congested = congested;
    if (congested) return;
    this.woken = false;
    this.hub.drained();
    expect(this.woken).toBe([...present].some((it) => it.waits && !it.congested));
  }

  private one(whose: number, test: (subscriber: Subscriber) => boolean): Subscriber | undefined {
    const those = [...this.everybody.keys()].filter(test);
    return those[whose % those.length];
  }

  private async write(ids: readonly number[]): Promise<void> {
    await this.city.query(toWrite(ids));
    this.naive.writes.push(ids.toSorted());
  }

  private async turn({ lost, ...deeds }: Turn): Promise<void> {
    const { naive, hub, failure } = this;
    this.clock += statesEvery; // Nothing is held back: the naive hub knows no pace.
    const turn = String(this.turns += 1);
    const epoch = lost ? `log ${turn}` : naive.place.epoch;
    let to: Destination = { turn, epoch, writes: 0 };
    let plan: ReadonlyMap<Loner, Told> = new Map();
    let ejected: readonly Loner[] = [];
    const fails = () => failure !== null && [...plan.keys()].some((it) => it.topic === failure.topic);
    try {
      const stand = await takeTurn(this.city.store.db, hub, naive.place, {
        epoch, at: turn,
        gathered: async (waiting) => {
          expect(waiting).toBe(naive.call());
          await this.all(deeds.gathered);
        },
        fixed: async () => {
          to = { turn, epoch, writes: naive.writes.length };
          await this.all(deeds.fixed);
          plan = naive.reckon(to);
        },
        prepared: async () => {
          if (fails()) ejected = naive.eject(failure!.topic, this.clock);
          await this.all(deeds.prepared);
        },
      });
      naive.deliver(plan, to);
      naive.places.push({ ...stand, writes: to.writes });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      expect(fails() && error.how !== 'fault').toBe(true);
      if (error.how === 'statement') ejected = naive.eject(error.topic, this.clock);
      this.failure = null;
    }
    this.away.push(...ejected.map(({ topic }) => topic));
    // Also of what a turn left running, had it not waited for all that it began.
    expect(hub.executions - this.executed).toBeLessThanOrEqual(new Set([...plan].map(([it, { from }]) => `${it.topic} ${from}`)).size);
    this.executed = hub.executions;
  }

  private mayFail(topic: Topic): void {
    if (this.failure?.topic === topic) throw this.failure;
  }

  private async all(deeds: readonly Deed[]): Promise<void> {
    for (const deed of deeds) await this.take(deed);
  }
}
