import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookAtPages } from '../../src/server/doctor/pages.js';
import { buildPages } from '../screen/pages.js';
import { run, startProcess } from '../server/command.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

let folder: string;
let database: TestDatabase;
const secrets = { TOKEN_SECRET: '7f3a9c1e5b8d2046af91c37e60b4d85219ce', CURSOR_SECRET: 'b19e04d7c6a35f82e7109bd4f6382ac5504d' };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diaodu-doctor-'));
  database = await cloneDatabase('empty');
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** What the command calls wrong, but for the pages, which the suite need not have built. */
async function wrongs(given: Record<string, string> = {}): Promise<string[]> {
  const { code, stdout, stderr } = await run(['doctor'], { DATA_DIR: folder, DATABASE_URL: database.serverUrl, ...secrets, ...given });
  expect(stderr).toBe('');
  const wrong = stdout.split('\n').filter((line) => line.startsWith('WRONG'));
  expect(code).toBe(wrong.length === 0 ? 0 : 1);
  return wrong.map((line) => line.replace(/^WRONG +/, '')).filter((line) => !line.startsWith('There are no pages'));
}

async function query(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

test('[AU24] where all is well the doctor says what it looked at, and nothing is wrong', async () => {
  const { code, stdout } = await run(['doctor'], { DATA_DIR: folder, DATABASE_URL: database.serverUrl, ...secrets });
  for (const said of ['Node.js 24', 'TOKEN_SECRET looks', 'only this machine', 'PostgreSQL 18', 'clocks', 'owns nothing', 'connections', 'up to date']) {
    expect(stdout).toMatch(new RegExp(`^ok .*${said}`, 'm'));
  }
  const built = existsSync('dist/static/index.html');
  expect(stdout).toContain(built ? 'Nothing is wrong.' : '1 thing is wrong.');
  expect(code).toBe(built ? 0 : 1);
});

test('[AU25] a secret that can be guessed, or is the same twice, is wrong', async () => {
  expect(await wrongs({ TOKEN_SECRET: 'change-me-change-me-change-me-change-me' })).toEqual([expect.stringMatching(/^TOKEN_SECRET can be guessed\. .*any role.*openssl/)]);
  expect(await wrongs({ CURSOR_SECRET: 'x'.repeat(40) })).toEqual([expect.stringMatching(/^CURSOR_SECRET can be guessed/)]);
  expect(await wrongs({ CURSOR_SECRET: secrets.TOKEN_SECRET })).toEqual([expect.stringMatching(/the same/)]);
  const { code, stderr } = await run(['doctor'], { DATA_DIR: folder, TOKEN_SECRET: 'short' });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('TOKEN_SECRET: must have at least 32 characters') });
});

test('[AU26] a file of secrets that others can read is wrong, the embedded database\'s too; the doctor looks at that as its server\'s role', { timeout: 60_000 }, async () => {
  const own = join(folder, 'own');
  const embedded = { DATA_DIR: own, DATABASE_URL: '', TOKEN_SECRET: '', CURSOR_SECRET: '' };
  const started = await startProcess({ DATA_DIR: own });
  expect(await wrongs(embedded)).toEqual([]);
  await chmod(join(own, 'secrets.json'), 0o644);
  await chmod(join(own, 'postgres/connection.json'), 0o640);
  const expected = [expect.stringMatching(/secrets\.json can be read by others \(mode 0644\)\. .*chmod 600/), expect.stringMatching(/connection\.json can be read by others \(mode 0640\)\. .*superuser/)];
  expect(await wrongs(embedded)).toEqual(expected);
  started.child.kill('SIGTERM');
  await started.ended;
  expect(await wrongs(embedded)).toEqual(expected);
});

test('[AU27] a server that the network reaches without TLS is wrong', async () => {
  expect(await wrongs({ HOST: '0.0.0.0' })).toEqual([expect.stringMatching(/^HOST is 0\.0\.0\.0, .*without encryption\. Tokens .*PUBLIC_URL/)]);
  expect(await wrongs({ HOST: '::', PUBLIC_URL: 'http://diaodu.example' })).toEqual([expect.stringMatching(/PUBLIC_URL is http:/)]);
  expect(await wrongs({ HOST: '0.0.0.0', PUBLIC_URL: 'https://diaodu.example' })).toEqual([]);
});

test('[AU28] a clock that is not the database\'s is wrong', async () => {
  const shifted = (CLOCK_SHIFT: string) => wrongs({ NODE_OPTIONS: `--import ${join(import.meta.dirname, '../support/shifted-clock.ts')}`, CLOCK_SHIFT });
  expect(await shifted('-90000')).toEqual([expect.stringMatching(/differ by (89|90) s\. .*NTP/)]);
  expect(await shifted('500')).toEqual([]);
});

test('[AU29] a role that owns tables or is a superuser, and more connections than PostgreSQL allows, are wrong', async () => {
  expect(await wrongs({ DATABASE_URL: database.url })).toEqual([expect.stringMatching(/^The server's role postgres is a superuser\. .*audit.*db:grant/)]);
  expect(await wrongs({ WORKERS: '64' })).toEqual([expect.stringMatching(/^64 workers take up to \d+ connections, and PostgreSQL allows \d+\. .*max_connections/)]);
});

test('[AU30] migrations that are missing, or that this program does not know, are wrong', async () => {
  await query(`delete from mikro_orm_migrations where name like '%audit'`);
  expect(await wrongs()).toEqual([expect.stringMatching(/^1 migrations are missing, the first is Migration\d+_audit\. /)]);
  await query(`insert into mikro_orm_migrations (name) values ('Migration20261125043000_audit'), ('Migration29990101000000_later')`);
  expect(await wrongs()).toEqual([expect.stringMatching(/this program does not: Migration29990101000000_later\. /)]);
  await query(`delete from mikro_orm_migrations where name like '%later'`);
});

test('[AU31] a database that cannot be entered is wrong, and its password is not told', async () => {
  const { code, stdout } = await run(['doctor'], { DATA_DIR: folder, DATABASE_URL: 'postgresql://me:my-password@127.0.0.1:1/city', ...secrets });
  expect(stdout).toMatch(/^WRONG .*cannot be entered/m);
  expect(stdout).not.toContain('my-password');
  expect(code).toBe(1);
});

test('[AU32] pages that are not built, or would load something from elsewhere, are wrong', { timeout: 60_000 }, async () => {
  const [pages, bad] = [await buildPages(), join(folder, 'bad')];
  expect(await lookAtPages(pages.folder)).toEqual([expect.objectContaining({ state: 'ok' })]);
  await pages.close();
  expect(await lookAtPages(join(folder, 'none'))).toEqual([expect.objectContaining({ state: 'WRONG' })]);
  await mkdir(join(bad, 'assets'), { recursive: true });
  await writeFile(join(bad, 'index.html'), '<html xmlns="http://www.w3.org/1999/xhtml"><script src="//cdn.example/vue.js"></script><a href="/office">');
  await writeFile(join(bad, 'assets/a.css'), '@import "https://fonts.example/noto.css"; a { background: url(https://img.example/a.png) } b { background: url(/b.png) }');
  await writeFile(join(bad, 'assets/a.js'), 'const ns = "http://www.w3.org/2000/svg"; fetch("https://stats.example/hit"); import("https://esm.example/x.js"); new WebSocket("wss://live.example"); fetch("/graphql")');
  const said = (await lookAtPages(bad)).map((finding) => /would load (\S+)\./.exec(finding.said)?.[1]);
  expect(said).toEqual(['https://fonts.example/noto.css', 'https://img.example/a.png', 'https://stats.example/hit', 'https://esm.example/x.js', 'wss://live.example', '//cdn.example/vue.js']);
});
