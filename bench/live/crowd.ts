import { setTimeout as delay } from 'node:timers/promises';
import { now } from './instant.js';
import { latenciesOf, type Arrivals, type Latencies } from './latencies.js';
import { openLine, type Line, type Wish } from './line.js';
import { marksIn } from './mark.js';
import { sample } from './sample.js';

export interface Opening {
  readonly url: string;
  readonly count: number;
  /** Subscribers take these in turn. */
  readonly wishes: readonly Wish[];
  /** Whole states: a later mark stands for all before it. */
  readonly latestWins: boolean;
}

/** The marks that must come. */
export interface Expected {
  readonly first: number;
  readonly last: number;
  /** Longest to wait, milliseconds. */
  readonly within: number;
  readonly by?: number;
}

/** How many handshakes may be under way. */
const atOnce = 64;
/** Of so many messages one is read as JSON and looked through. */
const sampleEvery = 101;

/** Many subscribers in this process. It keeps when each of them got which mark. */
export class Crowd {
  private lines: Line[] = [];
  /** By mark, then by subscriber: when it came; 0 where it did not. */
  private times: Float64Array[] = [];
  private reached: number[] = [];
  private newest = new Int32Array(0);
  private opening!: Opening;
  private waiting: { readonly first: number; readonly last: number; readonly by: number; readonly resolve: () => void } | undefined;
  private lost: string | undefined;
  messages = 0;
  sampled = 0;
  /** The last message to a subscriber of each wish, bytes. */
  sizes: number[] = [];

  /** Until all have subscribed and were answered a ping after it. */
  async open(opening: Opening): Promise<void> {
    this.close();
    this.opening = opening;
    this.times = [];
    this.reached = [];
    this.newest = new Int32Array(opening.count).fill(-1);
    this.lost = undefined;
    this.sizes = [];
    let [underWay, subscribed] = [0, 0];
    const { promise, resolve } = Promise.withResolvers<void>();
    const lines: Line[] = [];
    this.lines = lines;
    const next = () => {
      while (underWay < atOnce && lines.length < opening.count) {
        underWay += 1;
        const number = lines.length;
        lines.push(openLine(opening.url, opening.wishes[number % opening.wishes.length]!, {
          subscribed: () => {
            underWay -= 1;
            subscribed += 1;
            if (subscribed === opening.count) resolve();
            else next();
          },
          message: (data) => this.message(number, data),
          closed: (code, reason) => {
            if (this.lines === lines) this.lost ??= `a subscriber was closed: ${code} ${reason}`;
            resolve();
          },
        }));
      }
    };
    next();
    await promise;
    if (this.lost) throw new Error(this.lost);
  }

  /**
   * Until everybody has the mark, and all from `first` to it; answers how many deliveries are missing after `within`
   * milliseconds. `by`: how many subscribers they concern.
   */
  async reach({ first, last, within, by }: Expected): Promise<number> {
    const stopped = new AbortController();
    const all = new Promise<void>((resolve) => {
      this.waiting = { first: this.opening.latestWins ? last : first, last, by: by ?? this.opening.count, resolve };
      this.look();
    });
    await Promise.race([all, delay(within, undefined, { signal: stopped.signal }).catch(() => {})]);
    stopped.abort();
    if (this.lost) throw new Error(this.lost);
    return this.missing();
  }

  latencies(arrivals: Arrivals): Latencies {
    return latenciesOf(this.times, this.opening.count, arrivals);
  }

  get bytes(): number {
    return this.lines.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  close(): void {
    const { lines } = this;
    this.lines = [];
    for (const { socket } of lines) socket.terminate();
  }

  private message(subscriber: number, data: Buffer): void {
    this.messages += 1;
    this.sizes[subscriber % this.opening.wishes.length] = data.length;
    const came = now();
    marksIn(data, (mark) => this.note(mark, subscriber, came), this.opening.latestWins);
    if (this.messages % sampleEvery === 0) {
      sample(data);
      this.sampled += 1;
    }
  }

  private note(mark: number, subscriber: number, came: number): void {
    const times = (this.times[mark] ??= new Float64Array(this.opening.count));
    if (times[subscriber] !== 0) {
      // A state may be shown again for another reason; a change must not come twice.
      if (!this.opening.latestWins) this.lost ??= `subscriber ${subscriber} got change ${mark} twice`;
      return;
    }
    if (mark < this.newest[subscriber]! && this.opening.latestWins) this.lost ??= `subscriber ${subscriber} was shown ${mark} after ${this.newest[subscriber]}`;
    this.newest[subscriber] = Math.max(this.newest[subscriber]!, mark);
    times[subscriber] = came;
    this.reached[mark] = (this.reached[mark] ?? 0) + 1;
    if (this.reached[mark] === (this.waiting?.by ?? this.opening.count)) this.look();
  }

  private look(): void {
    if (this.waiting && this.missing() === 0) this.waiting.resolve();
  }

  /** Deliveries that are waited for. */
  private missing(): number {
    const { first, last, by } = this.waiting!;
    let missing = 0;
    for (let each = first; each <= last; each += 1) missing += by - (this.reached[each] ?? 0);
    return missing;
  }
}
