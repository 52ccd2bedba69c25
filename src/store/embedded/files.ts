import { access, constants, mkdir, open, readFile, realpath, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, failure } from './failure.js';
import { foreign, giveTo, type Owner } from './owner.js';

/** How to reach the cluster when it runs. Kept beside it, so that both are made by one rename and never part. */
const Connection = z.object({ port: z.int().min(1).max(65_535), password: z.string().min(1) });
export type Connection = z.infer<typeof Connection>;

/** Where things lie in the data folder. */
export function pathsIn(folder: string) {
  const home = join(folder, 'postgres');
  return { home, data: join(home, 'data'), connection: join(home, 'connection.json'), log: join(folder, 'postgres.log') };
}
export type Paths = ReturnType<typeof pathsIn>;

/** Makes the data folder where it is absent. Returns its real path. */
export async function openFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(folder);
  } catch (cause) {
    const [theirs, mine] = [await stat(folder).catch(() => null), process.getuid?.()];
    if (codeOf(cause) === 'EACCES' && theirs && mine !== undefined && theirs.uid !== mine) throw foreign(folder, theirs.uid, mine, cause);
    throw failure({
      happened: `The data folder ${folder} cannot be made or written to (${codeOf(cause)}).`,
      means: 'There is no place for the database.',
      todo: 'Correct its permissions, or set DATA_DIR to a folder that this user may write to.',
      cause,
    });
  }
}

/** Null where no cluster was made yet. */
export async function readConnection(paths: Paths): Promise<Connection | null> {
  let content: string;
  try {
    content = await readFile(paths.connection, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    const theirs = await stat(paths.home).catch(() => null);
    const mine = process.getuid?.();
    throw theirs && mine !== undefined && theirs.uid !== mine ? foreign(paths.home, theirs.uid, mine, cause) : cause;
  }
  try {
    return Connection.parse(JSON.parse(content));
  } catch (cause) {
    throw failure({
      happened: `${paths.connection} does not hold a port and a password.`,
      means: 'Without the password the database beside it cannot be entered.',
      todo: 'Restore the file from a backup, or use another DATA_DIR.',
      cause,
    });
  }
}

/** Replaces the file as a whole: a reader sees the old or the new one. */
export async function writeConnection(path: string, connection: Connection, owner: Owner | null): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeSynced(draft, JSON.stringify(connection), owner);
  await rename(draft, path);
}

/** Writes a file that only its owner may read, down to the disk. */
export async function writeSynced(path: string, content: string, owner: Owner | null): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await giveTo(owner, path);
}
