import { execFile } from 'node:child_process';
import { chown, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { failure } from './failure.js';

/** The system user that PostgreSQL's processes and files belong to. */
export interface Owner {
  uid: number;
  gid: number;
}

/**
 * Whom PostgreSQL has to run as when it is not simply whoever runs this process: null for an ordinary user; for root,
 * whom PostgreSQL refuses, the user that made the cluster, else `postgres` or `nobody`.
 * @param home the cluster's folder; need not exist
 */
export async function findOwner(home: string): Promise<Owner | null> {
  const me = process.getuid?.();
  const made = await stat(home).catch(() => null);
  if (me !== 0) {
    if (made && me !== undefined && made.uid !== me) throw foreign(home, made.uid, me);
    return null;
  }
  if (made && made.uid !== 0) return { uid: made.uid, gid: made.gid };

  const owner = await unprivileged();
  // Copied or restored by root: the files came to belong to root, with whom PostgreSQL would not start.
  if (made) await promisify(execFile)('chown', ['-RH', `${owner.uid}:${owner.gid}`, home]);
  return owner;
}

/** Gives a file made by this process to PostgreSQL's user. */
export async function giveTo(owner: Owner | null, path: string): Promise<void> {
  if (owner) await chown(path, owner.uid, owner.gid);
}

/** The folder belongs to somebody else, whose files this process may not touch. */
export function foreign(path: string, theirs: number, mine: number, cause?: unknown): Error {
  return failure({
    happened: `${path} belongs to ${theirs === 0 ? 'root' : `the system user ${theirs}`}, and this process runs as the system user ${mine}.`,
    means: 'Somebody else, perhaps root, started the server here before; its database cannot be read or written by this user.',
    todo: `Start as the user of then, give the folder away (as root: chown -R ${mine} on the whole DATA_DIR), or use another DATA_DIR.`,
    cause,
  });
}

async function unprivileged(): Promise<Owner> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line[0] === name) ?? [];
    if (uid && gid && uid !== '0') return { uid: Number(uid), gid: Number(gid) };
  }
  throw failure({
    happened: 'The server runs as root, and /etc/passwd has neither a user `postgres` nor `nobody`.',
    means: 'PostgreSQL refuses to run as root, and there is nobody else to run it as.',
    todo: 'Start the server as an ordinary user, or give a database of your own in DATABASE_URL.',
  });
}
