import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type App } from '../../src/server/app.js';
import { printable } from '../../src/server/printable.js';
import { mintToken } from '../../src/server/token.js';
import { run } from '../server/command.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { openSocket } from '../support/socket.js';
import { openRaw, statusOf } from './raw.js';

const secrets = { token: 'a secret that only this test knows, for tokens', cursor: 'a secret that only this test knows, for cursors' };
const evil = '\n{"level":60,"msg":"forged"}\r\n\u001b[2J\u001b[31m\u2028\u202e';
let database: TestDatabase;
let app: App;
let token: string;
let log = '';
beforeAll(async () => {
  database = await cloneDatabase('empty');
  const logger = pino({ level: 'trace' }, new Writable({ write: (chunk: Buffer, _, done) => ((log += chunk.toString()), done()) }));
  app = await startApp({ databaseUrl: database.url, host: '127.0.0.1', port: 0, secrets, feedPollMs: 100, feedRetentionDays: 7, staticFolder: 'none', logger });
  token = await mintToken(secrets.token, { role: 'ADMIN', subject: evil, name: evil }, new Date(Date.now() + 3_600_000));
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

test('[HX16] the log keeps one JSON a line, whatever names, headers and paths hold, and never a token', async () => {
  const target = { url: app.url, token };
  const post = (query: string, headers: Record<string, string> = {}) => fetch(`${app.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query, variables: { code: evil, [evil]: evil }, operationName: evil }),
  });
  await post('query ($code: String) { unit(code: $code) { id } }', { 'user-agent': '\\n\\u001b[31m', 'x-request-id': '%0a%0dforged' });
  await fetch(`${app.url}/graphql?query={__typename}&token=${token}&access_token=${token}`);
  await fetch(`${app.url}/${encodeURIComponent(evil)}?token=${token}`);
  await statusOf(target, `GET /a?b=${token} HTTP/1.1\r\nHost: \u001b[31m\r\nConnection: close\r\nReferer: \u001b[2J\r\n\r\n`);
  // The address of a calendar is its credential.
  await fetch(`${app.url}/calendar/ddc_0123456789ab_${'x'.repeat(43)}.ics`);
  const broken = await openRaw(target);
  broken.socket.end(`GE\u001b[31mT /?token=${token}\r\n\r\n`);
  await broken.ended;
  // A fault, which is logged with all that is known of it.
  const client = await openSocket(`${app.url.replace('http', 'ws')}/graphql?token=${token}`, { authorization: `Bearer ${token}`, language: evil });
  await app.store.db.schema.alterTable('leader').renameTo('leader_away').execute();
  client.send({ id: evil, type: 'subscribe', payload: { query: 'query ($code: String) { leader(code: $code) { id } }', variables: { code: evil } } });
  await client.next(evil);
  await post('query ($code: String) { leader(code: $code) { id } }');
  await app.store.db.schema.alterTable('leader_away').renameTo('leader').execute();
  client.close();
  await once(client.socket, 'close');

  const lines = log.split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThan(5);
  expect(log).toContain('an operation failed');
  expect(log).toContain('/calendar/ddc_"');
  expect(log).not.toContain('x'.repeat(43));
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), pid: process.pid });
    // oxlint-disable-next-line no-control-regex -- these are what it is about
    expect(line).not.toMatch(/[\u0000-\u001f]/);
  }
  expect(lines.filter((line) => JSON.parse(line).msg === 'forged')).toEqual([]);
  expect(log).not.toContain(token);
  expect(log).not.toContain(token.split('.')[2]!);
});

test('[HX17] what a command says on a terminal escapes control characters', async () => {
  expect(printable('a\u001b[31mb\rc\u009bd\u202ee\nf\tg调')).toBe('a\\u001b[31mb\\u000dc\\u009bd\\u202ee\nf\tg调');
  const { code, stderr } = await run(['\u001b[2J\u001b[31mdance'], {});
  expect(code).toBe(2);
  expect(stderr).toContain('\\u001b[2J\\u001b[31mdance');
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('[HX18] secrets and signatures are compared in constant time: tokens by jose, cursors by timingSafeEqual, nothing by ===', async () => {
  const root = join(import.meta.dirname, '../../src');
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts') && !name.startsWith('screen') && !name.startsWith('server/doctor'));
  const compared: string[] = [];
  for (const name of files) {
    const text = await readFile(join(root, name), 'utf8');
    for (const line of text.split('\n')) {
      // What is compared with nothing, or by its length or type, tells nothing of its content.
      const bare = line.replace(/(?:typeof \S+|\S+\.length) [!=]==? \S+|[!=]== (?:null|undefined)/g, '');
      if (/(?:secret|signature|hmac|digest|password|\bmac\b)\w*\)? ?[!=]==? |[!=]==? \w*\.?(?:secret|signature|hmac|digest|password|\bmac\b)/i.test(bare)) compared.push(`${name}: ${line.trim()}`);
    }
  }
  expect(compared).toEqual([]);
  const token = await readFile(join(root, 'server/token.ts'), 'utf8');
  expect(token).toMatch(/import \{[^}]*\bjwtVerify\b[^}]*\} from 'jose'/);
  expect(token).toMatch(/jwtVerify\(token, [^;]*algorithms: \['HS256'\]/);
  expect(await readFile(join(root, 'feed/cursor.ts'), 'utf8')).toMatch(/timingSafeEqual\(given, expected\)/);
});
