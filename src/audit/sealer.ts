import type { Database } from '../store/database.js';
import { sealAudit } from './audit.commands.js';

export interface SealerOptions {
  readonly db: Database;
  /** Told of the first of several failures in a row. */
  readonly onError: (error: unknown) => void;
}

/** How often it looks, milliseconds. */
const every = 1_000;
/** Entries in one seal at most. */
const atOnce = 5_000;

/** Seals what was written to the audit, about once a second, whichever node wrote it. */
export class Sealer {
  private readonly timer: NodeJS.Timeout;
  private sealing: Promise<void> | undefined;
  private closed = false;
  private failing = false;

  constructor(private readonly options: SealerOptions) {
    this.timer = setInterval(() => void this.seal(), every).unref();
  }

  seal(): Promise<void> {
    return (this.sealing ??= this.run().finally(() => (this.sealing = undefined)));
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.sealing;
  }

  private async run(): Promise<void> {
    try {
      while (!this.closed && (await sealAudit(this.options.db, atOnce)) === atOnce);
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.options.onError(error);
      this.failing = true;
    }
  }
}
