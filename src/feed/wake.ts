import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { sql, type Database } from '../store/database.js';

const channel = 'diaodu_changes';
/** Commits within this time share one NOTIFY, milliseconds. */
const coalesce = 5;
const retryAfter = 1_000;

/**
 * Wake-ups between nodes: a hint, never the truth; polling alone is enough. A NOTIFY inside a write transaction would take a
 * lock of the whole cluster at every commit, so it goes out afterwards, on its own.
 */
export class Wake {
  private readonly node = randomUUID();
  private readonly stopping = new AbortController();
  private announcing: NodeJS.Timeout | undefined;
  private listener: pg.Client | undefined;

  constructor(private readonly database: { readonly db: Database; readonly url: string }, private readonly wake: () => void) {}

  /** Listens in the background until closed; a lost connection only delays. */
  listen(): void {
    void this.keepListening();
  }

  /** Tells the other nodes that something was committed here. */
  announce(): void {
    this.announcing ??= setTimeout(() => {
      this.announcing = undefined;
      sql`select pg_notify(${channel}, ${this.node})`.execute(this.database.db).catch(() => { /* the others poll */ });
    }, coalesce);
  }

  async close(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.announcing);
    await this.listener?.end().catch(() => { /* it was lost already */ });
  }

  private async keepListening(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const client = new pg.Client({ connectionString: this.database.url, keepAlive: true });
      this.listener = client;
      const lost = new Promise<void>((resolve) => {
        client.on('error', () => resolve());
        client.on('end', () => resolve());
      });
      client.on('notification', ({ payload }) => {
        if (payload !== this.node) this.wake();
      });
      try {
        await client.connect();
        await client.query(`listen ${channel}`);
        this.wake(); // whatever was announced while nobody listened
        await lost;
      } catch {
        // tried again below
      }
      await client.end().catch(() => { /* it was lost already */ });
      await delay(retryAfter, undefined, { signal: this.stopping.signal, ref: false }).catch(() => { /* closing */ });
    }
  }
}
