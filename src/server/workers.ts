import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface Workers {
  /** The port that all of them serve on. */
  readonly port: number;
  /** Tells them to end in an orderly way, and waits until they have. A second call waits for the first. */
  close(): Promise<void>;
}

export interface WorkersOptions {
  readonly count: number;
  /** What each of them is told beside this process's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logger: Logger;
}

/** One that died is replaced after this, milliseconds: one that dies at every start must not keep a core busy. */
const replacedAfter = 500;

/**
 * Runs this program so many times more, on one port; connections are dealt out in turn. Each is a node of its own, with its
 * reader and its groups, as if it ran on another machine. They end with this process, however that ends.
 */
export async function startWorkers({ count, environment, logger }: WorkersOptions): Promise<Workers> {
  const living = new Set<Worker>();
  let closing: Promise<void> | undefined;

  const fork = (): Worker => {
    const worker = cluster.fork(environment);
    living.add(worker);
    worker.once('exit', (code, signal) => {
      living.delete(worker);
      if (!closing) void replace(code, signal);
    });
    return worker;
  };
  const replace = async (code: number, signal: string): Promise<void> => {
    logger.error({ code, signal }, 'a worker has ended; another one takes its place');
    await delay(replacedAfter);
    if (!closing) fork();
  };
  const end = async (worker: Worker): Promise<void> => {
    const ended = once(worker, 'exit');
    worker.process.kill('SIGTERM');
    await ended;
  };
  const close = () => (closing ??= Promise.all([...living].map(end)).then(() => {}));

  try {
    const [port] = await Promise.all(Array.from({ length: count }, () => listening(fork())));
    return { port: port!, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The port that a worker came to listen on. */
function listening(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('listening', ({ port }) => resolve(port));
    worker.once('exit', () => reject(new Error('A worker ended before it served. What it said of it stands above; the others were stopped.')));
  });
}
