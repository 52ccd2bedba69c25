import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, isEnumType, parse, validate, type GraphQLEnumType } from 'graphql';
import { expect, test } from 'vitest';
import { catalogues } from '../../src/kernel/messages/index.js';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string): string[] => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

test('[W20] the pages send only documents of schema/operations, which the checked-in schema allows; the clients\' own word for word', () => {
  const schema = buildASTSchema(parse(textOf('schema/schema.graphql')));
  const operations = filesIn('schema/operations').filter((path) => path.endsWith('.graphql'));
  expect(operations.length).toBeGreaterThan(5);
  for (const path of operations) expect(validate(schema, parse(textOf(path))), path).toEqual([]);
  for (const name of ['meeting-screen', 'meeting-run']) expect(textOf(`schema/operations/${name}.graphql`)).toBe(textOf(`test/contract/${name}.graphql`));
  for (const path of filesIn('src/screen').filter((name) => /\.(ts|vue)$/.test(name))) expect(textOf(path), path).not.toMatch(/\b(query|mutation|subscription)\s+\w+\s*[({]/);
});

test('[W21] every word that the pages say stands in the catalogue, in both languages', () => {
  const said = filesIn('src/screen').filter((path) => path.endsWith('.vue')).flatMap((path) =>
    [...textOf(path).matchAll(/\bt\((['`])((?:screen|word)\.[^'`]+)\1/g), ...textOf(path).matchAll(/(['`])((?:screen|word)\.[\w.]+)\1/g)].map(([, , key]) => key!));
  expect(said.length).toBeGreaterThan(80);
  for (const key of new Set(said.map((it) => it.replace(/\$\{.*\}/, '*')))) {
    for (const words of Object.values(catalogues)) {
      const place = key.split('.').reduce<unknown>((at, part) => (part === '*' ? Object.values(at as object)[0] : (at as Record<string, unknown> | undefined)?.[part]), words);
      expect(typeof place, key).toBe('string');
    }
  }
});

test('[W21] every value of an enum that has words has one, and no word is left over', () => {
  const schema = buildASTSchema(parse(textOf('schema/schema.graphql')));
  const enums = Object.entries(catalogues.zh.word).filter(([name]) => isEnumType(schema.getType(name)));
  expect(enums.length).toBeGreaterThan(12);
  for (const [name, words] of enums) {
    expect(Object.keys(words).sort(), name).toEqual((schema.getType(name) as GraphQLEnumType).getValues().map((value) => value.name).sort());
  }
});

test('[W21] no Chinese and no English is written into a page: all of it comes from the catalogue', () => {
  for (const path of filesIn('src/screen').filter((name) => name.endsWith('.vue'))) {
    const template = /<template>([\s\S]*)<\/template>/.exec(textOf(path))?.[1] ?? '';
    const texts = template.replace(/\{\{[\s\S]*?\}\}/g, '').replace(/"[^"]*"/g, '').replace(/<[^>]*>/g, '').replace(/English|中文/g, '');
    expect(texts, path).not.toMatch(/[A-Za-z一-鿿]/);
  }
});
