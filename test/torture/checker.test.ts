import { expect, test } from 'vitest';
import { breakages } from './breakages.js';
import type { ViolationKind } from './subscriber.js';
import { torture } from './torture.js';

/** How many violations of a kind are found in servers that are broken on purpose. */
async function found(kind: ViolationKind, breakage: keyof typeof breakages): Promise<number> {
  const { violations, commits } = await torture({ seconds: 6, seed: 1, nodes: 2, faults: [], broken: breakages[breakage] });
  expect(commits).toBeGreaterThan(20);
  return violations[kind].length;
}

test('[F2] a reader that goes by the highest number seen loses changes, and the checker finds it', { timeout: 90_000 }, async () => {
  expect(await found('lost', 'reads what has a higher number than the last one seen')).toBeGreaterThan(0);
});

test('[F3] a reader that reads rows and cursor in two statements loses changes, and the checker finds it', { timeout: 90_000 }, async () => {
  expect(await found('lost', 'reads rows and cursor in two statements')).toBeGreaterThan(0);
});

test('[F4] a reader that waits to be notified misses what nobody announced, and the checker finds it', { timeout: 90_000 }, async () => {
  expect(await found('lost', 'waits to be notified and never looks by itself')).toBeGreaterThan(0);
});

test('[F5] groups that mix rights show a viewer what it may not see, and the checker finds it', { timeout: 90_000 }, async () => {
  expect(await found('leaked', 'groups subscribers of different rights')).toBeGreaterThan(0);
});
