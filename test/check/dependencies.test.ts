import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const named = { ...dependencies, ...devDependencies };
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { version?: string }> };

/** What stands in the first column of the tables of docs/DEPENDENCIES.md: names, or scopes as `@types/*`. */
const explained = [...readFileSync('docs/DEPENDENCIES.md', 'utf8').matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));

test('[AU33] every dependency has its line in docs/DEPENDENCIES.md, and every line its dependency; versions are pinned exactly', () => {
  const covers = (line: string, name: string) => (line.endsWith('/*') ? name.startsWith(line.slice(0, -1)) : line === name);
  expect(Object.keys(named).filter((name) => !explained.some((line) => covers(line, name)))).toEqual([]);
  expect(explained.filter((line) => !Object.keys(named).some((name) => covers(line, name)))).toEqual([]);
  expect(Object.entries(named).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

/** Versions that closed known holes: none of the copies that are installed, ours or those of others, is older. */
const floors: readonly (readonly [name: RegExp, least: string])[] = [
  [/^ws$/, '8.21.0'],
  [/^@apollo\/server$/, '5.5.0'],
  [/^@mikro-orm\//, '7.1.7'],
];

test('[AU34] no package is older than the fix of a hole that is known of it', () => {
  const installed = Object.entries(lock.packages).flatMap(([path, { version }]) => (version === undefined ? [] : [{ name: path.split('node_modules/').at(-1)!, version }]));
  for (const [name, least] of floors) {
    const copies = installed.filter((each) => name.test(each.name));
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter(({ version }) => isOlder(version, least))).toEqual([]);
  }
  expect(['8.20.9', '8.21.0', '8.23.0', '10.0.0', '8.21.0-beta.1'].map((version) => isOlder(version, '8.21.0'))).toEqual([true, false, false, false, true]);
});

function isOlder(version: string, least: string): boolean {
  const [numbers, floor] = [version, least].map((each) => each.split('-')[0]!.split('.').map(Number));
  const at = numbers!.findIndex((number, place) => number !== floor![place]);
  return at === -1 ? version.includes('-') : numbers![at]! < floor![at]!;
}
