import pg from 'pg';
import { answerWithin, connectionOptions } from './connect.js';
import { PreparingClient } from './prepared.js';

interface Waiting {
  readonly prefix: string;
  readonly resolve: (number: number) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The next number of each series (`DQ-2020`), committed at once and apart from the act that takes it: no number is given
 * twice, and no act waits for another act's transaction; an act that fails leaves a gap.
 *
 * Not waited for until it is on the disk: what is committed with a number comes later in the write-ahead log, and takes it along.
 * On a connection of its own, since acts that hold all of the pool would wait for it for ever. Those who ask while a
 * statement is under way are served together by the next one.
 */
export class Numbers {
  private readonly connection: pg.Pool;
  private waiting: Waiting[] = [];
  private serving = false;

  constructor(url: string) {
    this.connection = new pg.Pool({ ...connectionOptions(url, answerWithin), max: 1, allowExitOnIdle: true, options: '-c synchronous_commit=off', Client: PreparingClient });
    // A connection that breaks while idle is replaced by the next statement.
    this.connection.on('error', () => {});
  }

  take(prefix: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ prefix, resolve, reject });
      if (!this.serving) void this.serve();
    });
  }

  close(): Promise<void> {
    return this.connection.end();
  }

  private async serve(): Promise<void> {
    this.serving = true;
    for (let served = this.waiting.splice(0); served.length > 0; served = this.waiting.splice(0)) {
      try {
        const last = await this.advance(served.map((each) => each.prefix));
        for (const { prefix, resolve } of served.toReversed()) {
          const number = last.get(prefix)!;
          last.set(prefix, number - 1);
          resolve(number);
        }
      } catch (error) {
        for (const { reject } of served) reject(error);
      }
    }
    this.serving = false;
  }

  /** Advances each series by as often as it is named; answers where it stands then. In order, so that nodes cannot deadlock. */
  private async advance(prefixes: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.connection.query<{ prefix: string; last: number }>(`
      insert into number_counter (prefix, last)
      select prefix, count(*) from unnest($1::text[]) as prefix group by prefix order by prefix
      on conflict (prefix) do update set last = number_counter.last + excluded.last
      returning prefix, last`, [prefixes]);
    return new Map(rows.map(({ prefix, last }) => [prefix, last]));
  }
}
