import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diaodu-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>wall</title>');
  await writeFile(join(folder, 'office.html'), '<!doctype html><title>office</title>');
  await writeFile(join(folder, 'assets/wall-1a2b.js'), 'export {}');
  server = await startServer({ template: 'empty', staticFolder: folder });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test('[T17] the pages are served to everybody; only what is named by its content is kept by browsers', async () => {
  const wall = await server.fetch('/?meeting=x');
  expect(wall).toMatchObject({ status: 200, text: expect.stringContaining('wall') });
  expect(wall.headers.get('cache-control')).toBe('no-cache');
  expect((await server.fetch('/office')).text).toContain('office');
  expect((await server.fetch('/assets/wall-1a2b.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/', '/nothing']) expect((await server.fetch(path)).status).toBe(404);
});

test('[T18] where the pages are not built, the server says so and serves the rest', async () => {
  const bare = await startServer({ template: 'empty', staticFolder: join(folder, 'none') });
  try {
    expect(await bare.fetch('/')).toMatchObject({ status: 404, text: expect.stringContaining('npm run build') });
    expect((await bare.fetch('/readyz')).status).toBe(200);
  } finally {
    await bare.close();
  }
});

test('[T19] every answer forbids browsers what could be turned against it', async () => {
  for (const path of ['/', '/graphiql', '/livez', '/graphql', '/nothing']) {
    const { headers } = await server.fetch(path);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('content-security-policy')).not.toMatch(/https?:|\*|'unsafe-eval'|script-src[^;]*unsafe/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  }
});

test('[T20] the explorer loads everything from this server', async () => {
  const page = await server.fetch('/graphiql');
  expect(page.headers.get('content-type')).toContain('text/html');
  const loaded = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address!);
  expect(loaded.filter((address) => address.startsWith('/')).length).toBeGreaterThanOrEqual(3);
  expect(loaded.filter((address) => !address.startsWith('/') && !address.startsWith('data:'))).toEqual([]);
  expect(page.text).not.toMatch(/https?:/);
  for (const address of loaded.filter((each) => each.startsWith('/'))) {
    const file = await server.fetch(address);
    expect(file.status).toBe(200);
    // Style sheets and scripts of the explorer may speak of addresses; they must not fetch from them.
    expect(file.text).not.toMatch(/@import\s+(url\()?["']?https?:|url\(["']?https?:|importScripts\(["']https?:|(?:fetch|import)\(["'`]https?:/);
  }
  for (const worker of ['editorWorkerService', 'json', 'graphql']) {
    expect(await server.fetch(loaded.find((address) => address.endsWith('/graphiql.js'))!.replace('graphiql.js', `${worker}.js`))).toMatchObject({ status: 200 });
  }
});
