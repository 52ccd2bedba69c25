import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export interface Secrets {
  /** Signs tokens. */
  readonly token: string;
  /** Signs cursors. */
  readonly cursor: string;
}

export interface SecretSettings {
  readonly dataDir: string;
  readonly tokenSecret: string | undefined;
  readonly cursorSecret: string | undefined;
}

const Kept = z.object({ token: z.string().min(32), cursor: z.string().min(32) });

/** The secrets from the settings; those not set there are made once and kept in the data folder, for its owner's eyes only. */
export async function openSecrets({ dataDir, tokenSecret, cursorSecret }: SecretSettings): Promise<Secrets> {
  if (tokenSecret && cursorSecret) return { token: tokenSecret, cursor: cursorSecret };
  const path = join(dataDir, 'secrets.json');
  const kept = (await read(path)) ?? (await make(dataDir, path));
  return { token: tokenSecret ?? kept.token, cursor: cursorSecret ?? kept.cursor };
}

async function read(path: string): Promise<Secrets | null> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`The secrets in ${path} cannot be read (${(error as Error).message}). Tokens could not be checked. Start as the user who owns the file, or set TOKEN_SECRET and CURSOR_SECRET.`, { cause: error });
  }
  try {
    return Kept.parse(JSON.parse(content));
  } catch (cause) {
    throw new Error(`${path} does not hold the two secrets. Tokens could not be checked. Restore the file from a backup, or remove it: then all tokens given out so far become invalid.`, { cause });
  }
}

/** Written whole beside, then linked into place: who comes second finds the first one's, complete. */
async function make(folder: string, path: string): Promise<Secrets> {
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify({ token: newSecret(), cursor: newSecret() } satisfies Secrets));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await read(path))!;
}

function newSecret(): string {
  return randomBytes(48).toString('base64url');
}
