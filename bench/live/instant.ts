/** The machine's steady clock, milliseconds: the same in all processes. */
export function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return 1_000 * seconds + nanoseconds / 1_000_000;
}
