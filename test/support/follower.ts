import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Data } from './city.js';
import { applyBatch, contradictions, type Batch } from './copy.js';
import { openSocket, type SocketClient } from './socket.js';

const document = readFileSync('test/contract/changes.graphql', 'utf8');

/** A client that follows all entities of a type and keeps a copy from what it is sent; where it is cut off it resumes, at the next node. */
export class Follower {
  readonly faults: string[] = [];
  resets = 0;
  private copy: ReadonlyMap<string, Data> = new Map();
  private cursor: string | undefined;
  private stopped = false;
  private turn = 0;
  private socket: SocketClient | undefined;

  constructor(private readonly urls: readonly string[], private readonly token: string, private readonly type: 'PROJECT' | 'ISSUE' = 'PROJECT') {}

  /** Name or title by id. */
  get names(): Map<string, string> {
    return new Map([...this.copy].map(([id, { name, title }]) => [id, name ?? title]));
  }

  async start(): Promise<void> {
    const first = Promise.withResolvers<void>();
    void this.run(first.resolve);
    await first.promise;
  }

  hop(): void {
    this.socket?.socket.terminate();
  }

  stop(): void {
    this.stopped = true;
    this.hop();
  }

  private async run(began: () => void): Promise<void> {
    while (!this.stopped) {
      try {
        this.socket = await openSocket(this.urls[(this.turn += 1) % this.urls.length]!, { authorization: `Bearer ${this.token}` });
        const next = this.socket.subscribe(document, { scope: { types: [this.type] }, since: this.cursor });
        for (;;) {
          this.apply((await next()).changes);
          began();
        }
      } catch {
        await delay(20);
      }
    }
  }

  private apply(batch: Batch<Data>): void {
    this.cursor = batch.cursor;
    if (batch.reset) this.resets += 1;
    this.faults.push(...contradictions(this.copy, batch));
    this.copy = applyBatch(this.copy, batch);
  }
}
