import { readFile, realpath, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { codeOf } from './failure.js';

/** The PostgreSQL process that runs on a cluster, as it describes itself in postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/** Null where nothing runs on the cluster, whatever a file left behind may say. */
export async function runningPostmaster(data: string): Promise<Postmaster | null> {
  const [pid, , , port, , , , status] = (await lockFile(data)).split('\n');
  if (!pid || !(await isRunning(Number(pid), data))) return null;
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' };
}

/**
 * A postmaster that was killed leaves its process id in postmaster.pid. As long as a process has that number, be it
 * the dead one that nobody collected or another program that got it since, PostgreSQL refuses to start. It does not
 * mind the number of its parent, which is ours: write that, and leave the rest of the file for PostgreSQL's own check
 * whether orphans still use the shared memory.
 */
export async function disownStaleLock(data: string): Promise<void> {
  const before = await lockFile(data);
  const [pid, ...rest] = before.split('\n');
  if (!pid || (await isRunning(Number(pid), data))) return;
  // Unless another start replaced it meanwhile.
  if ((await lockFile(data)) === before) await writeFile(join(data, LOCK_FILE), [process.pid, ...rest].join('\n'));
}

/**
 * Whether the process is a postmaster that runs on this cluster; false for one that ended and was not yet collected.
 * In doubt true, since to take a living one for dead would harm the data.
 */
export async function isRunning(pid: number, data: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  let command: string;
  try {
    command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  } catch (error) {
    // Just ended. Or a system without /proc, which cannot tell.
    return !['ENOENT', 'ESRCH'].includes(codeOf(error) ?? '') || process.platform !== 'linux';
  }
  const args = command.split('\0');
  // Sessions of PostgreSQL show themselves as `postgres: ...`, only the postmaster by its path.
  if (basename(args[0]!) !== 'postgres') return false;
  const theirs = args.includes('-D') ? await realpath(args[args.indexOf('-D') + 1]!).catch(() => null) : null;
  return theirs === null || theirs === (await realpath(data));
}

const LOCK_FILE = 'postmaster.pid';

async function lockFile(data: string): Promise<string> {
  try {
    return await readFile(join(data, LOCK_FILE), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}
