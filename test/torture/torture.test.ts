import { expect, test } from 'vitest';
import { faults } from './faults.js';
import { torture } from './torture.js';

test('[F1] three nodes under every kind of fault: nothing lost, doubled, leaked, half or out of order', { timeout: 180_000 }, async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const findings = await torture({ seconds: 40, seed, nodes: 3, faults });
  expect(findings.violations).toEqual({ lost: [], doubled: [], leaked: [], 'half-state': [], reordered: [], reset: [] });
  expect([...findings.faults.keys()].toSorted()).toEqual(faults.toSorted());
  expect(findings.events).toBeGreaterThan(1_000);
});
