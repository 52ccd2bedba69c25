import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { connectionOptions } from './connect.js';
import { PreparingClient } from './prepared.js';
import { Undertaking, type Busy } from './undertaking.js';

/** An interruption that is not done by then has failed, milliseconds. */
const interruptWithin = 3_000;

/** How long an interruption may take to show before it is sent again, milliseconds. */
const interruptEvery = 50;

/** Ends statements of other connections, over one of its own: those of the pool may all be held by what is to end. */
export class Interrupter {
  private readonly control: pg.Pool;

  constructor(url: string) {
    this.control = new pg.Pool({ ...connectionOptions(url, interruptWithin), max: 1, allowExitOnIdle: true, connectionTimeoutMillis: interruptWithin });
    this.control.on('error', () => {});
  }

  async interrupt(processId: number): Promise<void> {
    await this.control.query('select pg_cancel_backend($1)', [processId]);
  }

  close(): Promise<void> {
    return this.control.end();
  }
}

/** What the driver has and its types do not tell of. */
interface Insides {
  readonly processID: number;
  readonly connection: { readonly stream: { destroy(): void } };
}

/** Clients whose statements end with the operation that they are for. */
export function cancellableClient(interrupter: Interrupter): typeof pg.Client {
  return class CancellableClient extends PreparingClient implements Busy {
    private readonly underWay = new Set<Promise<unknown>>();
    private interruption: Promise<void> | undefined;

    override query(...given: unknown[]): never {
      const [text] = given;
      const undertaking = Undertaking.current;
      // What ends a transaction must go through; a commit that was begun is not called back.
      if (!undertaking || typeof text !== 'string' || text === 'rollback' || (text === 'commit' && !undertaking.cause)) return super.query(...given);
      return undertaking.statement(this, () => this.watched(super.query(...given))) as never;
    }

    interrupt(): Promise<void> {
      return (this.interruption ??= this.interruptNow().finally(() => { this.interruption = undefined; }));
    }

    private async interruptNow(): Promise<void> {
      const { processID, connection } = this as unknown as Insides;
      const giveUpAt = performance.now() + interruptWithin;
      try {
        while (this.underWay.size > 0) {
          if (performance.now() > giveUpAt) throw new Error('PostgreSQL does not end the statement');
          await interrupter.interrupt(processID);
          // Missed, where it overtook the statement.
          await Promise.race([Promise.allSettled(this.underWay), delay(interruptEvery, undefined, { ref: false })]);
        }
      } catch {
        // Better without the connection than with one that does not come back.
        connection.stream.destroy();
      }
    }

    /** The next statement here may be anybody's: it must not begin while an interruption is on its way. */
    private async watched<T>(statement: Promise<T>): Promise<T> {
      this.underWay.add(statement);
      try {
        return await statement;
      } finally {
        this.underWay.delete(statement);
        await this.interruption;
      }
    }
  };
}
