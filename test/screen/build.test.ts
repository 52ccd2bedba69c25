import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPages, type Pages } from './pages.js';

let pages: Pages;
beforeAll(async () => {
  pages = await buildPages();
});
afterAll(() => pages.close());

const built = (ending: string): [name: string, text: string][] => readdirSync(pages.folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith(ending)).map((name) => [name, readFileSync(join(pages.folder, name), 'utf8')]);

test('[W22] the built pages use nothing that Chromium 90 lacks', () => {
  const styles = built('.css').map(([, text]) => text).join('\n');
  expect(styles.length).toBeGreaterThan(10_000);
  for (const lacking of [/:has\(/, /@container/, /@layer/, /\{[^{}@]*&[^{}]*\{/, /\d(dvh|svh|cq\w)\b/, /color-mix\(/, /oklch\(/]) expect(lacking.test(styles), String(lacking)).toBe(false);
  // In what we wrote ourselves: libraries have them behind a look whether they are there.
  const lateComers = /\.at\(-|Object\.hasOwn\(|structuredClone|\.findLast\(|\.to(Sorted|Reversed)\(|AbortSignal\.timeout|randomUUID|Object\.groupBy/;
  const ours = built('.js').filter(([name]) => /(wall|office)-/.test(name));
  expect(ours).toHaveLength(2);
  for (const [name, text] of ours) expect(lateComers.exec(text)?.[0], name).toBeUndefined();
});

test('[W12] the built pages name no other host, and have no script or style in their HTML, which the server\'s policy would refuse', () => {
  for (const [name, text] of [...built('.html'), ...built('.css')]) expect(/(src|href)="https?:|url\(["']?(https?:|\/\/|data:)/.exec(text)?.[0], name).toBeUndefined();
  for (const [name, text] of built('.html')) {
    expect(text, name).not.toMatch(/<style|\sstyle="|\son\w+="/);
    for (const [script] of text.matchAll(/<script[^>]*>/g)) expect(script).toMatch(/type="module"[^>]* src="\/assets\//);
  }
});

test('[W22] the colours of both pages stand out from their grounds', () => {
  const luminance = (hex: string): number => {
    const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(full.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const contrast = (one: string, other: string): number => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light! + 0.05) / (dark! + 0.05);
  };
  for (const [page, texts] of [['wall', ['ink', 'soft', 'accent', 'green', 'yellow', 'red']], ['office', ['ink', 'soft', 'accent', 'green', 'red']]] as const) {
    const style = readFileSync(join(import.meta.dirname, `../../src/screen/style/${page}.css`), 'utf8');
    const colour = (name: string): string => new RegExp(`--${name}: (#\\w+)`).exec(style)![1]!;
    for (const text of texts) {
      for (const ground of ['ground', 'panel']) expect(contrast(colour(text), colour(ground)), `${page}: ${text} on ${ground}`).toBeGreaterThan(page === 'wall' && ['ink', 'soft'].includes(text) ? 9 : 4.5);
    }
  }
});
