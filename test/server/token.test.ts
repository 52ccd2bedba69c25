import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readToken } from '../../src/server/token.js';
import { startServer, type TestServer } from '../support/server.js';
import { run, type Ran } from './command.js';

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diaodu-token-'));
  server = await startServer();
}, 120_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const token = (...args: string[]): Promise<Ran> =>
  run(['token', ...args], { DATA_DIR: folder, DATABASE_URL: server.databaseUrl, TOKEN_SECRET: server.secrets.token, CURSOR_SECRET: server.secrets.cursor });

async function made(...args: string[]) {
  const { code, stdout, stderr } = await token(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  // One token, and nothing else.
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  return { text: stdout.trim(), ...(await readToken(server.secrets.token, stdout.trim(), new Date()))! };
}

test('[T30] the command prints one token, with which the server serves what its role may see', async () => {
  const { text, claims, expiresAt } = await made('--role', 'DISPATCHER', '--region', 'DQ-DT', '--name', '张三');
  expect(claims).toMatchObject({ role: 'DISPATCHER', region: 'DQ-DT', name: '张三' });
  expect(expiresAt.getTime() / 3_600_000).toBeCloseTo(Date.now() / 3_600_000 + 12, 1);
  const [{ count }] = await server.query(`select count(*)::int as count from entity_scope where type = 'Project' and (select id from region where code = 'DQ-DT') = any((keys).regions)`) as [{ count: number }];
  expect(count).toBeGreaterThan(0);
  expect(await server.get(text, '{ projects(first: 0) { totalCount } }')).toEqual({ projects: { totalCount: count } });
});

test('[T31] each role is given what it needs', async () => {
  const [{ code }] = await server.query(`select code from unit limit 1`) as [{ code: string }];
  const [leader] = await server.query<{ code: string }>(`select code from leader limit 1`);
  for (const args of [['ADMIN'], ['DISPATCHER'], ['UNIT', '--unit', code], ['OWNER', '--unit', code], ['LEADER', '--leader', leader!.code], ['OFFICER', '--leader', leader!.code], ['INTEGRATION', '--system', 'county-platform'], ['SCREEN', '--region', 'DQ'], ['VIEWER', '--hours', '0.5']]) {
    const { text } = await made('--role', ...args);
    expect((await server.post(text, '{ regions { code } }')).status).toBe(200);
  }
});

test('[T32] the subject is the same for the same name in the same role, another for any other, and random where there is no name', async () => {
  const subject = async (...args: string[]) => (await made(...args)).claims.subject;
  const zhang = await subject('--role', 'DISPATCHER', '--name', '张三');
  expect(await subject('--role', 'DISPATCHER', '--name', '张三', '--hours', '1')).toBe(zhang);
  const others = await Promise.all([
    subject('--role', 'DISPATCHER', '--name', '李四'), subject('--role', 'VIEWER', '--name', '张三'), subject('--role', 'DISPATCHER', '--region', 'DQ', '--name', '张三'),
    subject('--role', 'DISPATCHER'), subject('--role', 'DISPATCHER'),
  ]);
  expect(new Set([zhang, ...others]).size).toBe(6);
  expect(await subject('--role', 'INTEGRATION', '--system', 's')).toBe(await subject('--role', 'INTEGRATION', '--system', 's'));
  expect(await subject('--role', 'ADMIN', '--subject', 'zhang@daqing')).toBe('zhang@daqing');
});

describe('[T33] nonsense makes no token: exit code 2, and the option is named', () => {
  test.each<[string[], string]>([
    [[], '--role'],
    [['--role', 'EMPEROR'], '--role EMPEROR'],
    [['--role', 'UNIT'], '--unit'],
    [['--role', 'INTEGRATION'], '--system'],
    [['--role', 'LEADER'], '--leader'],
    [['--role', 'OFFICER', '--leader', 'NOBODY'], '--leader NOBODY'],
    [['--role', 'OWNER', '--region', 'DQ'], '--region'],
    [['--role', 'OWNER'], '--unit'],
    [['--role', 'ADMIN', '--region', 'DQ'], '--region'],
    [['--role', 'VIEWER', '--system', 'x'], '--system'],
    [['--role', 'DISPATCHER', '--region', 'NOWHERE'], '--region NOWHERE'],
    [['--role', 'UNIT', '--unit', 'NOBODY'], '--unit NOBODY'],
    [['--role', 'ADMIN', '--hours', '-1'], '--hours'],
    [['--role', 'ADMIN', '--hours', 'many'], '--hours'],
    [['--role', 'ADMIN', '--hours', '99999999'], '--hours'],
    [['--role', 'ADMIN', '--name', ' '], '--name'],
    [['--role', 'ADMIN', '--nmae', 'x'], '--nmae'],
    [['--role', 'ADMIN', 'DQ'], 'DQ'],
  ])('%j', async (args, named) => {
    const { code, stdout, stderr } = await token(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(named);
  });
});

test('[T34] a token can be made before the first start; codes are then taken as they are', async () => {
  const fresh = await mkdtemp(join(tmpdir(), 'diaodu-token-'));
  try {
    const environments: Record<string, string>[] = [{ DATA_DIR: fresh }, { DATA_DIR: fresh, DATABASE_URL: 'postgresql://x:x@127.0.0.1:1/x' }];
    for (const environment of environments) {
      const { code, stdout } = await run(['token', '--role', 'VIEWER', '--region', 'ANYWHERE'], environment);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/) });
    }
  } finally {
    await rm(fresh, { recursive: true });
  }
});
