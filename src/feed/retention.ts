import { forgetAttempts } from '../store/attempts.js';
import { firstRow, sql, type Database } from '../store/database.js';

export interface RetentionOptions {
  readonly db: Database;
  /** How long a cursor stays good at least, as PostgreSQL reads an interval. */
  readonly keep: string;
  /** What else to prune; each answers how many rows went, and is asked again while those are `atOnce`. */
  readonly others?: readonly (() => Promise<number>)[];
  readonly onError: (error: unknown) => void;
}

/** How often it looks, milliseconds. */
const every = 60_000;
/** Rows in one delete, and so in one transaction. */
const atOnce = 5_000;

/** Prunes the change log, by one node at a time, and what is kept for retries of acts: in small deletes, beside which writers go on. */
export class Retention {
  private readonly timer: NodeJS.Timeout;
  private pruning: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly options: RetentionOptions) {
    this.timer = setInterval(() => void this.prune(), every).unref();
  }

  prune(): Promise<void> {
    return (this.pruning ??= this.run().catch(this.options.onError).finally(() => (this.pruning = undefined)));
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.pruning;
  }

  private async run(): Promise<void> {
    const { db, keep, others = [] } = this.options;
    const prunings = [
      async () => (await firstRow<{ pruned: number }>(db, sql`select prune_change_log(${keep}::interval, ${atOnce}) as pruned`))!.pruned,
      () => forgetAttempts(db, atOnce),
      ...others,
    ];
    for (const prune of prunings) while (!this.closed && (await prune()) === atOnce);
  }
}
