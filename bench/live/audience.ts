import type { Contestant } from './contestants.js';
import type { Generator } from './generator.js';

/** So often an event may go unheard by some; each time it is waited for twice as long, milliseconds at first. */
const [tries, patience] = [7, 1_000];

/** Identical subscribers of a contestant, all of whom get what it publishes. */
export class Audience {
  /** The next mark: none is used twice, since a title that stands already would be no change. */
  private static next = 0;

  private constructor(private readonly contestant: Contestant, private readonly generator: Generator) {}

  /** Subscribes so many, and waits until an event reaches all: most servers don't tell when a subscription stands. */
  static async open(contestant: Contestant, generator: Generator, count: number): Promise<Audience> {
    await generator.open({ url: contestant.url, count, wishes: contestant.wishes, latestWins: false });
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const number = this.next;
      this.next += 1;
      await contestant.publish(number, 1);
      if (await generator.has(number, patience * 2 ** attempt)) return new Audience(contestant, generator);
    }
    throw new Error(`${contestant.name}: after ${tries} events there are still subscribers that got none`);
  }

  /** Publishes so many events at once and waits until every subscriber has got every one of them. */
  hear(count: number): Promise<void> {
    return this.hearOf((first) => this.contestant.publish(first, count), count);
  }

  /** The same, of events that something else makes and that concern only so many. */
  async hearOf(publish: (first: number) => Promise<unknown>, count: number, by?: number): Promise<void> {
    const first = Audience.next;
    Audience.next += count;
    const reached = this.generator.reach(first, first + count - 1, by);
    await Promise.all([publish(first), reached]);
  }
}
