/**
 * Loaded before a server (`node --import`), it shifts that process's wall clock: by the milliseconds in CLOCK_SHIFT, or where
 * several stand there, by one after the other, a fifth of a second each.
 */
const shifts = (process.env['CLOCK_SHIFT'] ?? '0').split(',').map(Number);
const right = Date;
const now = () => right.now() + shifts[Math.floor(performance.now() / 200) % shifts.length]!;

globalThis.Date = new Proxy(right, {
  construct: (target, given: unknown[], made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made) as Date,
  apply: () => new right(now()).toString(),
  get: (target, name, holder) => (name === 'now' ? now : (Reflect.get(target, name, holder) as unknown)),
});
