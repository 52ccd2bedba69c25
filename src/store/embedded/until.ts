import { setTimeout } from 'node:timers/promises';

/** The first defined answer of `probe`, asked every `every` milliseconds; undefined when `within` milliseconds went by. */
export async function until<T>(probe: () => Promise<T | undefined>, { every, within }: { every: number; within: number }): Promise<T | undefined> {
  const end = performance.now() + within;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined || performance.now() >= end) return answer;
    await setTimeout(every);
  }
}
