import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

/** From the ground up: a file imports from its own floor and from those before it. */
const floors = [
  'config', 'kernel', 'store', 'feed', 'hub', 'graphql',
  'history', 'clock', 'calendar', 'region', 'unit', 'enterprise', 'leader', 'project', 'launch', 'lead', 'assignment', 'issue', 'demand', 'need', 'reserve', 'progress', 'readiness', 'permit', 'schedule', 'meeting', 'access', 'signal', 'agenda', 'portfolio', 'list', 'start', 'contest', 'change', 'audit',
  'demonstration', 'server', 'main',
];
/**
 * Runs in the browser: of the code it knows the ground floor only, and speaks with the rest through the API; it may know the
 * words of the rooms, as types.
 */
const pages = 'screen';

const root = join(import.meta.dirname, '../..');
const source = join(root, 'src');

interface File {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
  readonly valueImports: readonly string[];
}

let files: File[];
beforeAll(async () => {
  const names = (await readdir(source, { recursive: true })).filter((name) => /\.(ts|vue)$/.test(name));
  files = await Promise.all(names.map(async (name) => {
    const path = join(source, name);
    const text = (await readFile(path, 'utf8')).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    return { path, text, imports: importsOf(text, path), valueImports: importsOf(text.replace(/(import|export)\s+type\s[^;]*;/g, ''), path) };
  }));
});

function importsOf(text: string, path: string): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map(([, specifier]) => specifier!);
  return specifiers.map((specifier) => resolve(dirname(path), specifier.replace(/\.js$/, '.ts')));
}

function floorOf(path: string): string {
  return relative(source, path).split('/')[0]!.replace(/\.ts$/, '');
}

test('[T41] imports go downwards only', () => {
  expect([...new Set(files.map(({ path }) => floorOf(path)))].filter((floor) => floor !== pages && !floors.includes(floor))).toEqual([]);
  const upwards = files.flatMap(({ path, imports, valueImports }) => imports.filter((target) => {
    const [from, to] = [floorOf(path), floorOf(target)];
    if (from === pages) return valueImports.includes(target) && ![pages, 'kernel'].includes(to) && !target.endsWith('.graphql?document');
    return !target.startsWith(source) || floors.indexOf(to) > floors.indexOf(from) || to === pages;
  }).map((target) => `${relative(source, path)} -> ${relative(source, target)}`));
  expect(upwards).toEqual([]);
});

test('[T42] no file imports itself, however long the way', () => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const circles = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      circles.add([...trail.slice(trail.indexOf(path)), path].map((each) => relative(source, each)).join(' -> '));
    } else if (!done.has(path)) {
      for (const target of byPath.get(path)?.valueImports ?? []) visit(target, [...trail, path]);
      done.add(path);
    }
  };
  for (const { path } of files) visit(path, []);
  expect([...circles]).toEqual([]);
});

test('[T43] only the entries read the environment and the command line', () => {
  const readers = files.filter(({ text }) => /process\.(env|argv)\b/.test(text)).map(({ path }) => relative(source, path));
  expect(readers.toSorted()).toEqual(['main.ts']);
});
