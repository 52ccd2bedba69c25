import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { embeddedDatabaseUrl, startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { findBinaries } from '../../src/store/embedded/binaries.js';
import { findLauncher } from '../../src/store/embedded/launcher.js';
import { findOwner } from '../../src/store/embedded/owner.js';

const settings = { fsync: 'off' };
const isRoot = process.getuid?.() === 0;
/** Any system user with a name (initdb wants one) who is neither root nor PostgreSQL's: `daemon` or `bin`. */
const STRANGER = 1;

let toUndo: (() => unknown)[] = [];
afterEach(async () => {
  const all = toUndo.reverse();
  toUndo = [];
  for (const undo of all) await undo();
});

/** A folder with a cluster, copied where a test is not about making one, which takes half a second. */
let made: string;
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'diaodu-embedded-'));
  await (await startEmbeddedPostgres({ folder: made, settings })).stop();
});
afterAll(() => rm(made, { recursive: true }));

test('[E1] the first start makes a database that only the password opens', async () => {
  const folder = await newFolder();
  expect(await embeddedDatabaseUrl(folder)).toBeNull();

  const { url } = await start(folder);

  expect(await embeddedDatabaseUrl(folder)).toBe(url);
  const [row] = await query(url, `SELECT current_database() AS name, pg_encoding_to_char(encoding) AS encoding, datlocale AS locale,
    inet_server_addr()::text AS address, inet_server_port() AS port FROM pg_database WHERE datname = current_database()`);
  expect(row).toMatchObject({ name: 'diaodu', encoding: 'UTF8', locale: 'C.UTF-8', address: '127.0.0.1/32' });
  expect(row?.port).toBeLessThan(32_768);
  await expect(query(url.replace(/:[^:@]+@/, ':guess@'), 'SELECT')).rejects.toThrow('password authentication failed');
  expect((await stat(join(folder, 'postgres'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'postgres/connection.json'))).mode & 0o777).toBe(0o600);
});

test('[E2] data survives a stop and a start, at the same address', async () => {
  const folder = await madeFolder();
  const first = await start(folder);
  await remember(first.url);
  await first.stop();
  expect(await embeddedDatabaseUrl(folder)).toBe(first.url);

  const second = await start(folder);

  expect(second.url).toBe(first.url);
  expect(await remembered(second.url)).toBe(true);
});

test('[E3] where another program took the port, the next start finds and keeps a new one', async () => {
  const folder = await madeFolder();
  const first = await start(folder);
  await first.stop();
  const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  await once(squatter, 'listening');
  toUndo.push(() => squatter.close());

  const second = await start(folder);
  await second.stop();

  expect(second.url).not.toBe(first.url);
  expect(await embeddedDatabaseUrl(folder)).toBe(second.url);
});

test('[E4] after kill -9 of the server, the next start adopts the PostgreSQL that runs on', async () => {
  const folder = await madeFolder();
  const { child, url } = await serverProcess(folder);
  await remember(url);
  const before = await query(url, 'SELECT pg_postmaster_start_time() AS time');
  await kill(child);

  const heir = await start(folder);

  expect(heir.url).toBe(url);
  expect(await query(url, 'SELECT pg_postmaster_start_time() AS time')).toEqual(before);
  await heir.stop();
  await expect(query(url, 'SELECT')).rejects.toThrow('ECONNREFUSED');
});

test('[E5] after kill -9 of both, the next start recovers the data', async () => {
  const folder = await madeFolder();
  const { child, url } = await serverProcess(folder);
  await remember(url);
  await kill(child);
  process.kill(await postmasterOf(folder), 'SIGKILL');

  const heir = await start(folder);

  expect(await remembered(heir.url)).toBe(true);
});

test('[E6] a left-over lock file does not hinder when its process id now is that of another program', async () => {
  const folder = await madeFolder();
  const { child } = await serverProcess(folder);
  await kill(child);
  process.kill(await postmasterOf(folder), 'SIGKILL');
  const { uid, gid } = await stat(join(folder, 'postgres'));
  const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
  toUndo.push(() => other.kill('SIGKILL'));
  const lockFile = join(folder, 'postgres/data/postmaster.pid');
  await writeFile(lockFile, (await readFile(lockFile, 'utf8')).replace(/^\d+/, String(other.pid)));

  await start(folder);

  expect(other.exitCode).toBeNull();
});

test('[E7] a second server on the folder is refused and the first goes on', async () => {
  const folder = await madeFolder();
  const { child, url } = await serverProcess(folder);

  await expect(start(folder)).rejects.toThrow(new RegExp(`Another server \\(.*process ${child.pid}\\).*DATA_DIR.*DATABASE_URL=`));

  await remember(url);
});

test('[E8] of two first starts at a time one wins', async () => {
  const folder = await newFolder();

  const starts = await Promise.allSettled([start(folder), start(folder)]);

  expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(starts.find((one) => one.status === 'rejected')?.reason).toMatchObject({ message: expect.stringContaining('Another server') });
  expect(await readdir(folder)).toEqual(['postgres', 'postgres.log']);
});

test('[E9] the ownership is regained after PostgreSQL ended all sessions', async () => {
  const folder = await madeFolder();
  const { url } = await start(folder);
  const owner = 'SELECT pid FROM pg_locks WHERE locktype = \'advisory\' AND granted';
  const [before] = await query(url, owner);

  process.kill(Number(before?.pid), 'SIGKILL');

  const after = await eventually(async () => {
    const [row] = await query(url, owner).catch(() => []);
    return row && row.pid !== before?.pid ? row : undefined;
  });
  expect(after).toBeDefined();
});

test('[E19] a PostgreSQL that ends under its server is started again at its address, and ended with it', async () => {
  const folder = await madeFolder();
  const server = await start(folder);
  await remember(server.url);
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const before = await postmasterOf(folder);
    process.kill(before, signal);
    expect(await eventually(async () => ((await postmasterOf(folder).catch(() => before)) !== before && (await remembered(server.url).catch(() => false))) || undefined)).toBe(true);
  }
  process.kill(await postmasterOf(folder), 'SIGKILL');
  await server.stop();
  // What is left of a killed PostgreSQL holds its port for a moment.
  await expect.poll(() => query(server.url, 'SELECT').catch(String)).toContain('ECONNREFUSED');
});

test('[E10] a copy of the folder is a database of its own, even while the original runs', async () => {
  const folder = await madeFolder();
  const original = await start(folder);
  await remember(original.url);
  const copy = await madeFolder(folder);

  const { url } = await start(copy);

  expect(url).not.toBe(original.url);
  await query(url, 'DROP TABLE memory');
  expect(await remembered(original.url)).toBe(true);
});

test('[E11] a first start that was killed half way does not hinder the next', async () => {
  const folder = await newFolder();
  const child = spawnServer(folder);
  await eventually(async () => {
    const nursery = (await readdir(folder)).find((name) => name.startsWith('postgres.init-'));
    return nursery && (await readdir(join(folder, nursery, 'postgres/data')).catch(() => [] as string[])).includes('PG_VERSION') ? true : undefined;
  });
  process.kill(-child.pid!, 'SIGKILL'); // with initdb
  await once(child, 'close');
  expect(await readdir(folder)).not.toContain('postgres');

  await start(folder);

  expect(await readdir(folder)).toEqual(['postgres', 'postgres.log']);
});

test('[E12] an error says what happened, what it means and what to do, and PostgreSQL\'s words', async () => {
  const folder = await madeFolder();
  await expect(startEmbeddedPostgres({ folder, settings: { ...settings, shared_buffers: 'much' } })).rejects.toThrow(
    /did not start on the database.*no database.*postgres\.log.*\n.*invalid value for parameter "shared_buffers": "much"/s,
  );
});

test('[E13] PostgreSQL\'s log is told line by line', async () => {
  const folder = await madeFolder();
  const lines: string[] = [];
  const { stop } = await startEmbeddedPostgres({ folder, settings, onLog: (line) => lines.push(line) });
  await stop();
  const told = (words: string) => eventually(async () => lines.some((line) => line.endsWith(words)) || undefined);
  expect(await told('database system is ready to accept connections')).toBe(true);
  expect(await told('database system is shut down')).toBe(true);
});

test('[E14] a log that grew long is put aside', async () => {
  const folder = await madeFolder();
  await writeFile(join(folder, 'postgres.log'), 'x'.repeat(5_000_000));

  await start(folder);

  expect((await stat(join(folder, 'postgres.log.1'))).size).toBe(5_000_000);
  expect(await readFile(join(folder, 'postgres.log'), 'utf8')).toMatch(/^\d{4}-.*starting PostgreSQL/);
});

test.runIf(isRoot)('[E15] root starts PostgreSQL as another user, even below a folder that only root may enter', async () => {
  const closed = await newFolder();
  await chmod(closed, 0o700);
  const folder = join(closed, '数据 folder');

  await start(folder);

  const status = await readFile(`/proc/${await postmasterOf(folder)}/status`, 'utf8');
  expect(status).not.toMatch(/^Uid:\s+0\s/m);
});

test.runIf(isRoot)('[E16] root runs PostgreSQL\'s programs from a clone that only root may enter', async () => {
  const closed = await newFolder();
  const { initdb } = await findBinaries();
  await promisify(execFile)('cp', ['-a', join(dirname(initdb), '..'), join(closed, 'native')]);
  await chmod(closed, 0o700);
  const owner = await findOwner(join(closed, 'postgres'));

  const launcher = await findLauncher(owner, join(closed, 'native/bin/postgres'), closed);

  // Shows what it would do, once it found postgres and the files beside.
  const shown = await launcher.run(join(closed, 'native/bin/initdb'), ['--show', '-D', join(closed, 'data')]);
  expect(shown).toMatchObject({ succeeded: true, output: expect.stringContaining(`share_path=${closed}/native/share`) });
});

test.runIf(isRoot)('[E17] an ordinary user is told that root made the folder, and what to do', async () => {
  const folder = await madeFolder();
  await (await start(folder)).stop();
  await expect(serverProcess(folder, STRANGER)).rejects.toThrow(/belongs to root.*chown -R 1 .*DATA_DIR/s);
  await chmod(folder, 0o777);
  await expect(serverProcess(folder, STRANGER)).rejects.toThrow(/belongs to the system user.*chown -R 1 .*DATA_DIR/s);
});

test.runIf(isRoot)('[E18] a folder made by an ordinary user may be started by root and by that user again', async () => {
  const folder = await newFolder();
  await chown(folder, STRANGER, STRANGER);
  const first = await serverProcess(folder, STRANGER);
  await remember(first.url);
  await stopProcess(first.child);

  const asRoot = await start(folder);
  expect(await remembered(asRoot.url)).toBe(true);
  await asRoot.stop();

  const again = await serverProcess(folder, STRANGER);
  expect(await remembered(again.url)).toBe(true);
  await stopProcess(again.child);
});

/** A folder that anybody may enter, gone after the test together with whatever runs in it. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'diaodu-embedded-'));
  await chmod(folder, 0o755);
  toUndo.push(async () => {
    await endAllIn(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

async function madeFolder(original = made): Promise<string> {
  const folder = await newFolder();
  await promisify(execFile)('cp', ['-a', `${original}/postgres`, folder]);
  return folder;
}

async function start(folder: string): Promise<EmbeddedPostgres> {
  const embedded = await startEmbeddedPostgres({ folder, settings });
  toUndo.push(() => embedded.stop());
  return embedded;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function remember(url: string): Promise<void> {
  await query(url, 'CREATE TABLE memory AS SELECT 1 AS x');
}

async function remembered(url: string): Promise<boolean> {
  const rows = await query(url, "SELECT to_regclass('memory') IS NOT NULL AS kept");
  return rows[0]?.kept === true;
}

/** A server in a process group of its own that starts PostgreSQL, prints one line of JSON and stops at SIGTERM. */
function spawnServer(folder: string, uid?: number): ChildProcess {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('../../src/store/embedded/embedded-postgres.ts', import.meta.url).href)};
    try {
      const { url, stop } = await startEmbeddedPostgres(${JSON.stringify({ folder, settings })});
      process.once('SIGTERM', stop);
      console.log(JSON.stringify({ url }));
    } catch (error) {
      console.log(JSON.stringify({ error: error.message }));
    }`;
  const args = ['--import', '@oxc-node/core/register', '--input-type=module', '--eval', script];
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, args, { ...identity, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  toUndo.push(() => kill(child));
  return child;
}

async function serverProcess(folder: string, uid?: number): Promise<{ child: ChildProcess; url: string }> {
  const child = spawnServer(folder, uid);
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  const { url, error } = JSON.parse(line) as { url: string; error?: string };
  if (error) throw new Error(error);
  return { child, url };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function postmasterOf(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'postgres/data/postmaster.pid'), 'utf8'), 10);
}

/** PostgreSQL's processes that a failed test left: those that were started with the folder's path, and no others. */
async function endAllIn(folder: string): Promise<void> {
  for (const pid of await readdir('/proc')) {
    const command = /^\d+$/.test(pid) ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') : '';
    if (command.includes(folder)) process.kill(Number(pid), 'SIGKILL');
  }
}

async function eventually<T>(probe: () => Promise<T | undefined>): Promise<T | undefined> {
  const end = performance.now() + 5000;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined || performance.now() > end) return answer;
    await setTimeout(5);
  }
}
