import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { connectionOptions } from '../store/connect.js';
import { sql, type Database } from '../store/database.js';

const channel = 'diaodu_changes';
/** Commits within this time share one NOTIFY, milliseconds. */
const coalesce = 5;
const retryAfter = 1_000;
/** A connection that does not end in order is left alone after this, milliseconds. */
const patience = 2_000;

/**
 * Wake-ups between nodes: a hint, never the truth; polling alone is enough. A NOTIFY inside a write transaction would take a
 * lock of the whole cluster at every commit, so it goes out afterwards, on its own.
 */
export class Wake {
  private readonly node = randomUUID();
  private readonly stopping = new AbortController();
  private due: NodeJS.Timeout | undefined;
  private announcing: Promise<unknown> = Promise.resolve();
  private listening: Promise<void> = Promise.resolve();

  constructor(private readonly database: { readonly db: Database; readonly url: string }, private readonly wake: () => void) {}

  /** Listens in the background until closed; a lost connection only delays. */
  listen(): void {
    this.listening = this.keepListening();
  }

  /** Tells the other nodes that something was committed here. */
  announce(): void {
    if (this.stopping.signal.aborted) return;
    this.due ??= setTimeout(() => {
      this.due = undefined;
      // A hint need not be on the disk.
      this.announcing = sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, ${this.node})`.execute(this.database.db).catch(() => { /* the others poll */ });
    }, coalesce);
  }

  /** Ends both ways; nothing of them uses the database afterwards. */
  async close(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.due);
    await Promise.all([this.announcing, this.listening]);
  }

  private async keepListening(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.listenOnce().catch(() => { /* tried again below */ });
      await delay(retryAfter, undefined, { signal, ref: false }).catch(() => { /* closing */ });
    }
  }

  /** Until the connection is lost, or this closes. Only here is it ended: pg does not answer for a second end. */
  private async listenOnce(): Promise<void> {
    const client = new pg.Client(connectionOptions(this.database.url));
    const { signal } = this.stopping;
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const end = () => resolve();
    client.on('error', end);
    client.on('end', end);
    signal.addEventListener('abort', end);
    client.on('notification', ({ payload }) => {
      if (payload !== this.node) this.wake();
    });
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.wake(); // whatever was announced while nobody listened
      await over;
    } finally {
      signal.removeEventListener('abort', end);
      await Promise.race([client.end(), delay(patience, undefined, { ref: false })]);
    }
  }
}
