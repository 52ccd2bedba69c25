/** A server's instant and the reading of the page's own steady clock when it arrived: the page's wall clock is never asked. */
export interface Stamp {
  readonly at: string;
  /** performance.now() at the arrival, milliseconds. */
  readonly arrived: number;
}

/** City time at a reading of the steady clock, milliseconds since 1970. */
export function cityNow(stamp: Stamp, reading: number): number {
  return Date.parse(stamp.at) + Math.max(0, reading - stamp.arrived);
}

export interface Timer {
  readonly seconds: number;
  /** How long it was planned to take, seconds. */
  readonly planned: number;
  readonly over: boolean;
  /** The part of the planned time that has passed, 0 to 1. */
  readonly share: number;
}

export function timerOf(item: { readonly calledAt: string | null; readonly minutes: number }, stamp: Stamp, reading: number): Timer {
  const planned = item.minutes * 60;
  const since = item.calledAt === null ? 0 : cityNow(stamp, reading) - Date.parse(item.calledAt);
  const seconds = Math.max(0, Math.floor(since / 1000));
  return { seconds, planned, over: seconds > planned, share: planned === 0 ? 1 : Math.min(1, seconds / planned) };
}

/** The highest of the warnings that a timer has reached, percent of the planned time, and the how manieth it is; null before the first. */
export function warningOf({ seconds, planned }: Timer, warnAt: readonly number[]): { readonly percent: number; readonly step: number } | null {
  const reached = warnAt.filter((percent) => seconds * 100 >= planned * percent);
  return reached.length === 0 ? null : { percent: reached[reached.length - 1]!, step: reached.length };
}

/** 07:05, or 1:07:05 from an hour on. */
export function spell(seconds: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}
