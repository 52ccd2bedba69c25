import { AsyncLocalStorage } from 'node:async_hooks';

/** Nobody waits any more for what was under way: it took too long, or its client has gone. */
export class Cancelled extends Error {
  override name = 'Cancelled';
  /** MikroORM wraps what a statement throws in an error of its own, of which this is left. */
  readonly code = 'OPERATION_CANCELLED';

  constructor(readonly why: 'TIMED_OUT' | 'CLIENT_GONE') {
    super(why === 'TIMED_OUT' ? 'it took longer than it may' : 'its client has gone');
  }
}

/** Whether an error, or what a library wrapped in it, is a cancellation. */
export function isCancelled(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if ('code' in at && at.code === 'OPERATION_CANCELLED') return true;
  return false;
}

/** A connection that runs a statement, as one that may have to end it sees it. */
export interface Busy {
  /** Has PostgreSQL end the statement; settles when that can hit nothing else any more. */
  interrupt(): Promise<void>;
}

const current = new AsyncLocalStorage<Undertaking>();

/**
 * One operation and the statements that it has PostgreSQL run, in whatever room and by whatever library: known by the
 * asynchronous context, so that nothing has to be handed through. Cancelled, its statements end and none begins; its
 * transaction is rolled back. What it had committed stands.
 */
export class Undertaking {
  private readonly busy = new Map<Busy, number>();
  private readonly timer: NodeJS.Timeout;
  private readonly waiting = new Set<(cause: Cancelled) => void>();
  private why: Cancelled['why'] | undefined;

  /** `limit`: how long it may take, milliseconds. */
  constructor(limit: number) {
    this.timer = setTimeout(() => this.cancel('TIMED_OUT'), limit);
    this.timer.unref();
  }

  static get current(): Undertaking | undefined {
    return current.getStore();
  }

  get cause(): Cancelled | undefined {
    return this.why && new Cancelled(this.why);
  }

  run<T>(work: () => T): T {
    return current.run(this, work);
  }

  /** Its client has all that it waited for. What was begun and nobody waits for runs to its end: it failed nobody. */
  finish(): void {
    clearTimeout(this.timer);
  }

  /** Its client has gone. */
  end(): void {
    clearTimeout(this.timer);
    this.cancel('CLIENT_GONE');
  }

  /** A statement on a connection. Rejects with the cancellation where that is why it failed. */
  async statement<T>(connection: Busy, begin: () => Promise<T>): Promise<T> {
    if (this.cause) throw this.cause;
    this.busy.set(connection, (this.busy.get(connection) ?? 0) + 1);
    try {
      return await begin();
    } catch (error) {
      throw this.cause ?? error;
    } finally {
      const left = this.busy.get(connection)! - 1;
      if (left > 0) this.busy.set(connection, left);
      else this.busy.delete(connection);
    }
  }

  /** What somebody else does for this one and others: waited for until it is cancelled. */
  async until<T>(promise: Promise<T>): Promise<T> {
    // Where nobody waits for it, its failure is nobody's.
    promise.catch(() => {});
    if (this.cause) throw this.cause;
    const { promise: end, reject } = Promise.withResolvers<never>();
    this.waiting.add(reject);
    try {
      return await Promise.race([promise, end]);
    } finally {
      this.waiting.delete(reject);
    }
  }

  private cancel(why: Cancelled['why']): void {
    if (this.why) return;
    this.why = why;
    for (const connection of this.busy.keys()) void connection.interrupt();
    for (const reject of this.waiting) reject(this.cause!);
  }
}
