import { percentile } from '../support/stats.js';

export interface Arrivals {
  /** When each mark was committed, by `now`, from `first` on. */
  readonly sent: readonly number[];
  readonly first: number;
}

/** Milliseconds and counts, over all subscribers and marks. */
export interface Latencies {
  /** From the commit until a subscriber had the mark or a later one. */
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** From the commit until the first of all subscribers had it: of the marks. */
  readonly firstP50: number;
  readonly firstP99: number;
  /** The same until the last of them had it. */
  readonly lastP50: number;
  readonly lastP99: number;
  /** How old a state was when it was shown: from the commit of its mark. */
  readonly ageP50: number;
  readonly ageP99: number;
  /** Of all that could be shown. */
  readonly skippedShare: number;
}

/** `times`: by mark, then by subscriber, when it came; 0 where it did not, and a later one stood for it. */
export function latenciesOf(times: readonly (Float64Array | undefined)[], count: number, { sent, first }: Arrivals): Latencies {
  const [all, earliest, last, ages] = [[] as number[], sent.map(() => Infinity), sent.map(() => 0), [] as number[]];
  let skipped = 0;
  for (let subscriber = 0; subscriber < count; subscriber += 1) {
    let shown = Infinity;
    for (let index = sent.length - 1; index >= 0; index -= 1) {
      const came = times[first + index]?.[subscriber] ?? 0;
      if (came === 0) skipped += 1;
      else {
        shown = Math.min(shown, came);
        ages.push(came - sent[index]!);
      }
      const latency = shown - sent[index]!;
      all.push(latency);
      earliest[index] = Math.min(earliest[index]!, latency);
      last[index] = Math.max(last[index]!, latency);
    }
  }
  for (const values of [all, earliest, last, ages]) values.sort((a, b) => a - b);
  return {
    p50: percentile(all, 0.5), p99: percentile(all, 0.99), most: all.at(-1)!, firstP50: percentile(earliest, 0.5), firstP99: percentile(earliest, 0.99), lastP50: percentile(last, 0.5), lastP99: percentile(last, 0.99),
    ageP50: percentile(ages, 0.5), ageP99: percentile(ages, 0.99), skippedShare: skipped / (count * sent.length),
  };
}
