import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atEnd } from '../support/process.js';
import { startBuilt } from './built.js';

/** From a cold start until /readyz answers 200, seconds, each with the embedded PostgreSQL; and what `npm start` builds before. */
export interface Starting {
  /** Its first start: it makes the database and fills it. */
  readonly first: number;
  /** With the data present. */
  readonly later: readonly number[];
  readonly build: number;
}

const root = join(import.meta.dirname, '../..');

export async function measureStarting(times: number): Promise<Starting> {
  const folder = await mkdtemp(join(tmpdir(), 'diaodu-bench-start-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const started = async () => {
    const server = await startBuilt({ DATA_DIR: join(folder, 'data') });
    await server.stop();
    return server.readyAfter;
  };
  const first = await started();
  const later: number[] = [];
  for (let time = 0; time < times; time += 1) later.push(await started());

  // Into a folder of its own: the built server that was measured stays.
  const run = promisify(execFile);
  const began = performance.now();
  await run('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist'), '--incremental', 'false', '--tsBuildInfoFile', 'null'], { cwd: root });
  await run('npx', ['vite', 'build', '--config', 'src/screen/vite.config.ts', '--logLevel', 'error', '--outDir', join(folder, 'static')], { cwd: root });
  const build = (performance.now() - began) / 1_000;
  console.log(`ready after ${first.toFixed(2)} s at first, then ${later.map((each) => each.toFixed(2)).join(', ')} s; the build took ${build.toFixed(1)} s`);
  return { first, later, build };
}
