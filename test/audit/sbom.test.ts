import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

interface Bom {
  readonly bomFormat: string;
  readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string; readonly properties: readonly { readonly name: string }[] }[];
}

test('[AU35] `npm run sbom` lists every package that is installed, as CycloneDX; what is for development alone is marked', { timeout: 60_000 }, async () => {
  await promisify(execFile)('npm', ['run', '-s', 'sbom']);
  const { bomFormat, components } = JSON.parse(await readFile('dist/sbom.cdx.json', 'utf8')) as Bom;
  expect(bomFormat).toBe('CycloneDX');
  const { dependencies, devDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const listed = new Set(components.map(({ name, version }) => `${name} ${version}`));
  expect(Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) => `${name} ${version}`).filter((each) => !listed.has(each))).toEqual([]);
  const isForDevelopment = (name: string) => components.find((each) => each.name === name)!.properties.some((property) => property.name === 'cdx:npm:package:development');
  expect([isForDevelopment('vitest'), isForDevelopment('fastify')]).toEqual([true, false]);
  expect(components.every(({ purl }) => purl.startsWith('pkg:npm/'))).toBe(true);
});
