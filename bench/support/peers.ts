import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const peersFolder = join(import.meta.dirname, '../peers');

/** What a bench compares with, or draws with, is no part of the product: it is installed when a bench first wants it. */
export function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules/.package-lock.json'))) return;
  console.log('Installing what Diaodu is compared with into bench/peers ...');
  execFileSync('npm', ['ci', '--prefix', peersFolder, '--no-audit', '--no-fund', '--loglevel', 'error'], { stdio: 'inherit' });
}

/** Loads one of the packages in bench/peers. */
export function fromPeers(name: string): unknown {
  installPeers();
  return createRequire(join(peersFolder, 'package.json'))(name);
}
