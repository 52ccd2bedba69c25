import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

type Ending = () => unknown;
const endings: Ending[] = [];
let ended: Promise<void> | undefined;

/** To be done at the end, whatever ends this process: the last one first. */
export function atEnd(ending: Ending): void {
  endings.push(ending);
}

/** Does what is to be done at the end, then exits. */
export async function end(code: number): Promise<never> {
  await (ended ??= (async () => {
    for (const ending of endings.toReversed()) {
      try {
        await ending();
      } catch (error) {
        console.error(error);
      }
    }
  })());
  process.exit(code);
}

/** Runs a bench to its end; nothing that it started outlives it, whether it ends, fails or is stopped. */
export async function bench(work: () => Promise<void>): Promise<never> {
  const fail = (error: unknown) => {
    // What fails because the end has begun is no news.
    if (!ended) console.error(error);
    return end(1);
  };
  // Not once: npm hands a Ctrl-C on that the terminal has sent already, and the second would end this at once.
  process.on('SIGINT', () => void end(130));
  process.on('SIGTERM', () => void end(143));
  process.on('uncaughtException', (error) => void fail(error));
  try {
    await work();
  } catch (error) {
    return fail(error);
  }
  return end(0);
}

/** A process that was started for a bench. `ask` sends it a message and waits for its answer, one at a time. */
export interface Child<Ready> {
  readonly pid: number;
  /** The first message that it sent. */
  readonly ready: Ready;
  ask<Answer>(question: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly args?: readonly string[];
  /** Beside this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  readonly folder?: string;
}

/** What makes Node.js read TypeScript with decorators. */
export const typescript = ['--import', '@oxc-node/core/register'] as const;

/** Longest that a child may take to end by itself, milliseconds. */
const patience = 10_000;

/** Starts a module in a process of its own and waits for its first message; what ends this process ends it too. */
export async function start<Ready>(file: string, { args = [], environment = {}, execArgv = typescript, folder }: ChildOptions = {}): Promise<Child<Ready>> {
  const child = fork(file, args, { execArgv: [...execArgv], env: { ...process.env, NODE_ENV: 'production', ...environment }, cwd: folder, serialization: 'advanced' });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopped(child));
  atEnd(stop);
  let waiting: { resolve(answer: unknown): void; reject(error: Error): void } | undefined;
  const answer = () => new Promise((resolve, reject) => (waiting = { resolve, reject }));
  child.on('message', (message) => waiting?.resolve(message));
  child.once('exit', (code, signal) => waiting?.reject(new Error(`${file} has ended (${code ?? signal}) before it answered`)));
  const ready = (await answer()) as Ready;
  return {
    pid: child.pid!,
    ready,
    stop,
    async ask<Answer>(question: unknown) {
      const answered = answer();
      child.send(question as object);
      return (await answered) as Answer;
    },
  };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await exited;
  clearTimeout(timer);
}
