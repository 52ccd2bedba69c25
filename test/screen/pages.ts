import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Pages {
  readonly folder: string;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');

/** Builds the pages as `npm run build` does, into a folder of the test's own. */
export async function buildPages(): Promise<Pages> {
  const folder = await mkdtemp(join(tmpdir(), 'diaodu-screen-'));
  // In a process of its own: the test runner's NODE_ENV would give the pages a Vue for development.
  const { NODE_ENV, ...env } = process.env;
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'src/screen/vite.config.ts', '--logLevel', 'error', '--outDir', folder], { cwd: root, env });
  return { folder, close: () => rm(folder, { recursive: true, force: true }) };
}
