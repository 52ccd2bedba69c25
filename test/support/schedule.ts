import fc from 'fast-check';

/** How often a random schedule is tried, and for how long at most: a failure is shrunk and told before the test's own time is over. */
export const effort = { numRuns: 80, interruptAfterTimeLimit: 12_000 } as const;

/** Any number of steps up to `most`, short and long ones alike. */
export function schedules<T>(step: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> {
  return fc.array(step, { maxLength: most, size: 'max' });
}

/** A step of a schedule: what is done, and to what. */
export function step<const A extends string, T extends object>(act: A, parts: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<{ readonly act: A } & T> {
  return fc.record<T>(parts, { noNullPrototype: true }).map((done) => ({ act, ...done }));
}

type Choices = readonly (readonly [weight: number, fc.Arbitrary<unknown>])[];

/** One of several, each as often as its number says. */
export function often<const C extends Choices>(...choices: C): fc.Arbitrary<Of<C[number][1]>> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary: arbitrary as fc.Arbitrary<Of<C[number][1]>> })));
}

/** What an arbitrary gives. */
export type Of<A> = A extends fc.Arbitrary<infer T> ? T : never;
