import { board, isBoard, payload, shows, topics, type Topic } from './topics.js';
import type { Stand } from './turns.js';

/** A state that somebody has seen: after how many writes, and how the reader tells it. */
export interface Place extends Stand {
  readonly writes: number;
}
export type Since = Place | 'NOW' | 'RESET';

/** A subscriber as if there were no other. */
export interface Loner {
  readonly topic: Topic;
  /** Everything that it must have been sent. */
  readonly owed: string[];
  congested: boolean;
  /** Whether it waits for a turn of its own, since this state, and whether the present turn is that one. */
  waits: boolean;
  since: Since;
  called: boolean;
  /** The board that it shows. */
  shown?: string | undefined;
  /** Whether it was told to come back later. */
  ejected: boolean;
}

/** What a subscriber is told by a turn; `from` is the same for all who are told the same. */
export interface Told {
  readonly payload: string;
  readonly from: string;
  readonly shown?: string;
}

/** The state that a turn leads to. */
export interface Destination {
  readonly turn: string;
  readonly epoch: string;
  readonly writes: number;
}

/** A hub that knows no groups: it reckons for every subscriber by itself what it must be told. */
export class NaiveHub {
  readonly present = new Set<Loner>();
  /** The ids of each write, rising. */
  readonly writes: (readonly number[])[] = [];
  /** Where the turns have led; the last one is where the next begins. */
  readonly places: Place[];
  private readonly rests = new Map<Topic, { readonly until: number; readonly pause: number }>();

  constructor(stand: Stand) {
    this.places = [{ ...stand, writes: 0 }];
  }

  get place(): Place {
    return this.places.at(-1)!;
  }

  /** Whose topic failed a while ago is sent away at once. */
  join(topic: Topic, since: Since, now: number): Loner {
    const ejected = (this.rests.get(topic)?.until ?? -Infinity) > now;
    const loner: Loner = { topic, since, owed: [], congested: false, waits: true, called: false, ejected };
    if (!ejected) this.present.add(loner);
    return loner;
  }

  /** Whoever waits and can be fed is called to the turn. Answers whether anybody is. */
  call(): boolean {
    for (const it of this.present) it.called = it.waits && !it.congested;
    return [...this.present].some(({ called }) => called);
  }

  reckon(to: Destination): Map<Loner, Told> {
    const plan = new Map<Loner, Told>();
    for (const it of this.present) {
      const told = it.waits && !it.called ? null : isBoard(it.topic) ? this.boardFor(it, to) : this.batchFor(it, to);
      if (told) plan.set(it, told);
    }
    return plan;
  }

  deliver(plan: ReadonlyMap<Loner, Told>, to: Destination): void {
    for (const [loner, told] of plan) {
      if (!loner.ejected) this.rests.delete(loner.topic);
      if (!this.present.has(loner) || (!loner.waits && told.shown !== undefined && told.shown === loner.shown)) continue;
      if (!loner.congested) {
        Object.assign(loner, { waits: false, shown: told.shown });
        loner.owed.push(told.payload);
      } else if (!loner.waits) {
        Object.assign(loner, { waits: true, since: this.place.epoch === to.epoch ? this.place : 'RESET' });
      }
    }
  }

  /** A topic failed: its subscribers go, and it rests, each time for longer. Answers who goes. */
  eject(topic: Topic, now: number): Loner[] {
    const pause = Math.min((this.rests.get(topic)?.pause ?? 5_000) * 2, 300_000);
    for (const [other, { until, pause: long }] of this.rests) if (until + long < now) this.rests.delete(other);
    this.rests.set(topic, { until: now + pause, pause });
    const going = [...this.present].filter((it) => it.topic === topic);
    for (const it of going) {
      it.ejected = true;
      this.present.delete(it);
    }
    return going;
  }

  private boardFor({ topic, waits }: Loner, to: Destination): Told | null {
    if (!waits && this.changes(topic, this.place, to)?.length === 0) return null;
    const shown = board(topics[topic].map((id) => this.writes.slice(0, to.writes).filter((ids) => ids.includes(id)).length));
    return { payload: payload(to.turn, shown), from: 'the state', shown };
  }

  private batchFor({ topic, waits, since }: Loner, to: Destination): Told | null {
    const changes = this.changes(topic, waits ? since : this.place, to);
    if (!waits && changes?.length === 0) return null;
    const from = !waits ? 'the last turn' : typeof since === 'string' ? since : `${since.epoch} ${since.snapshot.text}`;
    return { payload: payload(to.turn, changes), from };
  }

  /** What changed of a topic, in the order of the last changes; null where it can't be told. */
  private changes(topic: Topic, since: Since, to: Destination): number[] | null {
    if (since === 'NOW') return [];
    if (since === 'RESET' || since.epoch !== to.epoch) return null;
    const changed = this.writes.slice(since.writes, to.writes).flat().filter((id) => shows(topic, id));
    return [...new Set(changed.toReversed())].toReversed();
  }
}
