/** Answers a question by its name. */
export type Question = (argument: never) => unknown;

/** What a server's memory holds, after a collection of garbage, bytes. */
export interface Memory {
  readonly resident: number;
  /** The heap, and what lies outside of it and belongs to it. */
  readonly held: number;
}

/** Lets the process that started this one ask: `{ name: argument }`; the answer is one message. All servers tell their memory. */
export function answer(questions: Readonly<Record<string, Question>>): void {
  const all = { memory, ...questions } as Readonly<Record<string, (argument: unknown) => unknown>>;
  process.on('message', (message: Record<string, unknown>) => {
    const [name, argument] = Object.entries(message)[0]!;
    void Promise.resolve(all[name]!(argument)).then((value) => process.send!(value ?? null));
  });
  // Without the process that started it nobody needs this one.
  process.on('disconnect', () => process.exit(0));
}

async function memory(): Promise<Memory> {
  // What waits for one collection is often let go by it only for the next one.
  for (let times = 0; times < 3; times += 1) {
    globalThis.gc!();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, held: heapUsed + external };
}
