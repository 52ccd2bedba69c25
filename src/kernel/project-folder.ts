import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where package.json lies, from the sources and from dist alike. */
export function projectFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return resolve(folder);
}
