import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { now } from './instant.js';
import { mark } from './mark.js';

export interface Stream {
  readonly databaseUrl: string;
  readonly seconds: number;
  /** The number of the first mark. */
  readonly first: number;
  /**
   * Marks a second, and how one is written: `$1` is the mark, `$2` the row, which the rows are in turn. Changes of one row
   * are merged on their way, so that marks which must all arrive need several.
   */
  readonly marks: { readonly rate: number; readonly statement: string; readonly rows: readonly number[] };
  /** Commits a second that concern nobody who listens, and the issues that they change. */
  readonly elsewhere?: { readonly rate: number; readonly issues: readonly number[] };
}

export interface Streamed {
  /** When the commit of each mark was sent, by `now`: autocommit, so that the write itself counts too. */
  readonly sent: readonly number[];
  /** What was reached, a second. */
  readonly commits: number;
}

/** How many transactions may be under way beside the marks. */
const writers = 8;

/** Commits by SQL at an even pace, whether or not anybody keeps up. */
export async function stream({ databaseUrl, seconds, first, marks, elsewhere }: Stream): Promise<Streamed> {
  const began = now();
  const [sent, others] = await Promise.all([
    pace(databaseUrl, began, marks.rate, seconds, (client, number) => client.query(marks.statement, [mark(first + number), marks.rows[number % marks.rows.length]])),
    Promise.all(Array.from({ length: elsewhere ? writers : 0 }, (_, writer) =>
      pace(databaseUrl, began, elsewhere!.rate / writers, seconds, (client, number) =>
        client.query('update issue set title = $1 where id = $2', [`第 ${number} 次`, elsewhere!.issues[(writer + writers * number) % elsewhere!.issues.length]!])))),
  ]);
  const commits = sent.length + others.reduce((sum, times) => sum + times.length, 0);
  return { sent, commits: commits / Math.max(seconds, (now() - began) / 1_000) };
}

/** One connection that does its work at its times; one that is late does not wait. When each piece was begun. */
async function pace(databaseUrl: string, began: number, rate: number, seconds: number, work: (client: pg.Client, number: number) => Promise<unknown>): Promise<number[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const times: number[] = [];
  try {
    while (times.length < rate * seconds) {
      const early = began + (1_000 * times.length) / rate - now();
      if (early > 0) await delay(early);
      times.push(now());
      await work(client, times.length - 1);
    }
  } finally {
    await client.end();
  }
  return times;
}
