import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Every number that stands in the tests, and how often in the specification. */
const inSpec = [...readFileSync('docs/SPEC.md', 'utf8').matchAll(/^- \*\*\[([A-Z]+\d+)\]\*\* /gm)].map(([, number]) => number!);
const inTests = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(`test/${file}`, 'utf8').matchAll(/\(\s*[`'"]\[([A-Z]+\d+)\] /g)].map(([, number]) => number!));

test('every behaviour of docs/SPEC.md is numbered once and quoted by a test', () => {
  expect(inSpec.length).toBeGreaterThan(200);
  expect(inSpec.filter((number, at) => inSpec.indexOf(number) !== at)).toEqual([]);
  expect(inSpec.filter((number) => !inTests.includes(number))).toEqual([]);
});

test('every number that a test quotes stands in docs/SPEC.md', () => {
  expect([...new Set(inTests)].filter((number) => !inSpec.includes(number))).toEqual([]);
});
