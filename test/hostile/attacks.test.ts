import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';
import type { Attack, Side, Target } from './attack.js';
import { attacks } from './attacks.js';

let folder: string;
let server: TestServer;
let target: Target;
let before: string;
beforeAll(async () => {
  // With the pages, and beside their folder what must not be served.
  folder = await mkdtemp(join(tmpdir(), 'diaodu-hostile-'));
  await mkdir(join(folder, 'static/assets'), { recursive: true });
  await writeFile(join(folder, 'static/index.html'), '<!doctype html>');
  await writeFile(join(folder, 'package.json'), '{}');
  server = await startServer({ staticFolder: join(folder, 'static') });
  target = { url: server.url, token: await server.token('ADMIN') };
  before = await standing();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** What must not change. */
async function standing(): Promise<string> {
  return JSON.stringify(await server.query('select (select count(*) from issue) as issues, (select count(*) from history) as history, (select count(*) from change_log) as changes'));
}

async function make({ answer, attempt }: Side): Promise<void> {
  const came = await attempt(target);
  if (typeof answer === 'string') expect(came).toBe(answer);
  else expect(came).toMatch(answer);
}

function each(members: readonly Attack[]): void {
  for (const { what, http, socket } of members) {
    test(what, async () => {
      if (http) await make(http);
      if (socket) await make(socket);
    });
  }
}

describe('[HX1] pages of foreign origins, forged handshakes and tokens in addresses are refused over both transports', () => each(attacks['Who asks, and from where']));
describe('[HX2] documents and variables that would cost more than they are worth are refused over both transports alike', () => each(attacks['Documents and variables']));
describe('[HX3] JSON that is none, is deeper or wider than it may be, or reaches for prototypes is refused over both transports', () => each(attacks['Messages']));
describe('[HX4] frames that break the protocol, have no end, or come in floods close their socket', () => each(attacks['Frames']));
describe('[HX5] requests that two servers could read differently, bodies of other types or beyond a megabyte, and ways out of the pages\' folder are refused, unread where they are large', () => each(attacks['Requests']));

test('[HX6] after all of it nothing has changed, no prototype has grown, and the server answers as before', async () => {
  expect(await standing()).toBe(before);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['status']).toBeUndefined();
  expect(await server.get(target.token, '{ projects(first: 0) { totalCount } }')).toEqual({ projects: { totalCount: 354 } });
  expect((await server.fetch('/readyz')).status).toBe(200);
});
