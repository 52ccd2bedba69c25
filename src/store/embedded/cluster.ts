import { randomBytes } from 'node:crypto';
import { access, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { codeOf, failure } from './failure.js';
import { pathsIn, writeConnection, writeSynced } from './files.js';
import type { Launcher } from './launcher.js';
import { giveTo } from './owner.js';
import { freePort } from './port.js';

/**
 * Makes the cluster in a nursery beside its place and moves it there when it is whole: a start that is killed half
 * way leaves only a nursery, and of two first starts at a time one wins.
 * @param durable false spares the flush to disk
 */
export async function makeCluster(folder: string, binaries: Binaries, launcher: Launcher, durable: boolean): Promise<void> {
  await removeNurseries(folder);
  const nursery = await mkdtemp(join(folder, `${NURSERY}${process.pid}-`));
  inUse.add(nursery);
  try {
    const draft = pathsIn(nursery);
    const password = randomBytes(24).toString('hex');
    const passwordFile = join(nursery, 'password');
    await mkdir(draft.home, { mode: 0o700 });
    await writeConnection(draft.connection, { port: await freePort(), password }, launcher.owner);
    await writeSynced(passwordFile, password, launcher.owner);
    for (const path of [draft.home, nursery]) await giveTo(launcher.owner, path);

    await initialize(draft.data, passwordFile, binaries, launcher, durable);
    await settleIn(draft.home, folder);
  } finally {
    inUse.delete(nursery);
    await rm(nursery, { recursive: true, force: true, maxRetries: 5 });
  }
}

const NURSERY = 'postgres.init-';
const inUse = new Set<string>();

async function initialize(data: string, passwordFile: string, { initdb }: Binaries, launcher: Launcher, durable: boolean): Promise<void> {
  let said = '';
  // The collation is PostgreSQL's own C.UTF-8, the same on every machine. Which characters are letters, as pg_trgm
  // asks, is still the system's to say; old ones know no C.UTF-8 and take every Chinese character for a separator.
  for (const locale of ['C.UTF-8', 'C']) {
    const args = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${locale}`,
      '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions', ...(durable ? [] : ['--no-sync'])];
    const { succeeded, output } = await launcher.run(initdb, args);
    if (succeeded) return;
    said = output;
    if (!output.includes('invalid locale')) break;
  }
  throw failure({
    happened: `A new database could not be made at ${data}.`,
    means: 'initdb ended with an error; nothing was left behind.',
    todo: 'See its words below: often the disk is full, the file system keeps no owners and permissions (use a DATA_DIR elsewhere), or this user has no line in /etc/passwd.',
    log: said.trim().split('\n').slice(-15).join('\n'),
  });
}

async function settleIn(home: string, folder: string): Promise<void> {
  const { home: place, connection } = pathsIn(folder);
  try {
    await rename(home, place);
    await sync(folder);
  } catch (cause) {
    const made = await access(connection).then(() => true, () => false);
    if (made) return; // another start was quicker; the ownership lock decides between us
    throw failure({
      happened: `The new database could not be moved to ${place} (${codeOf(cause)}).`,
      means: 'That folder exists already and holds something else than a database of this program.',
      todo: 'Move it away, or use another DATA_DIR.',
      cause,
    });
  }
}

/** What starts that were killed left behind; those of living processes are let be. */
async function removeNurseries(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(NURSERY)) continue;
    const maker = Number.parseInt(name.slice(NURSERY.length), 10);
    // In a container all servers may get the same process id: ours alone says nothing.
    if (maker === process.pid ? inUse.has(join(folder, name)) : isAlive(maker)) continue;
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 }).catch(() => {}); // in nobody's way
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
