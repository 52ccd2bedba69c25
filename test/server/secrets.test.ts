import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openSecrets } from '../../src/server/secrets.js';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'diaodu-secrets-'));
  folders.push(folder);
  return folder;
}

const unset = { tokenSecret: undefined, cursorSecret: undefined };

test('[T22] the secrets are made once, for their owner\'s eyes only', async () => {
  const dataDir = join(await newFolder(), 'not/there/yet');
  const first = await openSecrets({ dataDir, ...unset });
  expect(first.token).not.toBe(first.cursor);
  expect(first.token.length).toBeGreaterThanOrEqual(64);
  expect(await openSecrets({ dataDir, ...unset })).toEqual(first);
  expect(await readdir(dataDir)).toEqual(['secrets.json']);
  expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
});

test('[T23] processes that start at once agree on the secrets', async () => {
  const dataDir = await newFolder();
  const opened = await Promise.all(Array.from({ length: 20 }, () => openSecrets({ dataDir, ...unset })));
  expect(new Set(opened.map(({ token, cursor }) => token + cursor)).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['secrets.json']);
});

test('[T24] secrets from the environment count, and where both come from there no file is made', async () => {
  const dataDir = await newFolder();
  expect(await openSecrets({ dataDir, tokenSecret: 'x'.repeat(32), cursorSecret: 'y'.repeat(32) })).toEqual({ token: 'x'.repeat(32), cursor: 'y'.repeat(32) });
  expect(await readdir(dataDir)).toEqual([]);
  const mixed = await openSecrets({ dataDir, tokenSecret: 'x'.repeat(32), cursorSecret: undefined });
  expect(mixed).toEqual({ token: 'x'.repeat(32), cursor: (await openSecrets({ dataDir, ...unset })).cursor });
});

test('[T25] a spoilt file of secrets stops the start and says what to do; nothing is overwritten', async () => {
  const dataDir = await newFolder();
  const path = join(dataDir, 'secrets.json');
  await writeFile(path, '{"token":"sho');
  await expect(openSecrets({ dataDir, ...unset })).rejects.toThrow(/secrets\.json does not hold the two secrets.*backup/);
  expect(await readFile(path, 'utf8')).toBe('{"token":"sho');
  if (process.getuid?.() === 0) return;
  await chmod(path, 0);
  await expect(openSecrets({ dataDir, ...unset })).rejects.toThrow(/cannot be read.*TOKEN_SECRET/);
});
