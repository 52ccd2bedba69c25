import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrustedMode } from '../../src/config.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

const idOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const pages = readFileSync('schema/operations/clock.graphql', 'utf8');
const operators = 'query Ours { regions { id } }\n';
const inManifest = 'query Listed { clock { today } }';
const strange = '{ __typename }';

interface Asked {
  readonly query?: string;
  readonly documentId?: unknown;
  readonly operationName?: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diaodu-trusted-'));
  await writeFile(join(folder, 'ours.graphql'), operators);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ 'listed-1': inManifest }));
});
afterAll(() => rm(folder, { recursive: true }));

/** A code, or the names of the fields answered; the same over POST, GET and the socket. */
async function outcome(server: TestServer, token: string, asked: Asked): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const posted = await server.fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(asked) });
  const got = await server.fetch(`/graphql?${new URLSearchParams(asked as Record<string, string>)}`, { headers });
  const client = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
  client.send({ id: 'x', type: 'subscribe', payload: asked });
  const { type, payload } = await client.next('x');
  client.close();
  const said = [posted.body, got.body, type === 'error' ? { errors: payload } : payload].map(({ errors, data }: Data) => (errors ? errors[0].extensions.code : Object.keys(data).join()));
  expect(new Set(said).size, JSON.stringify(said)).toBe(1);
  return said[0]!;
}

const asks = {
  'id of the pages': { documentId: idOf(pages), operationName: 'Clock' },
  'id of the operator': { documentId: idOf(operators) },
  'id in a manifest': { documentId: 'listed-1' },
  'id and its text': { documentId: idOf(operators), query: operators },
  'id and another text': { documentId: idOf(operators), query: strange },
  'unknown id': { documentId: idOf('nothing') },
  'unknown id and a text': { documentId: idOf(strange), query: strange },
  'text of a trusted document': { query: operators },
  'another text': { query: strange },
} satisfies Record<string, Asked>;

const all: Record<keyof typeof asks, string> = {
  'id of the pages': 'clock', 'id of the operator': 'regions', 'id in a manifest': 'clock', 'id and its text': 'regions', 'id and another text': 'BAD_REQUEST',
  'unknown id': 'UNKNOWN_DOCUMENT', 'unknown id and a text': '__typename', 'text of a trusted document': 'regions', 'another text': '__typename',
};
const only: typeof all = { ...all, 'unknown id and a text': 'UNKNOWN_DOCUMENT', 'text of a trusted document': 'UNTRUSTED_DOCUMENT', 'another text': 'UNTRUSTED_DOCUMENT' };
const off: typeof all = {
  ...all, 'id of the pages': 'BAD_REQUEST', 'id of the operator': 'BAD_REQUEST', 'id in a manifest': 'BAD_REQUEST', 'id and another text': '__typename', 'unknown id': 'BAD_REQUEST',
};

const expected: Record<TrustedMode, { readonly SCREEN: typeof all; readonly VIEWER: typeof all }> = {
  'off': { SCREEN: off, VIEWER: off },
  'prefer': { SCREEN: all, VIEWER: all },
  'only-screens': { SCREEN: only, VIEWER: all },
  'only': { SCREEN: only, VIEWER: only },
};

describe.each(Object.keys(expected) as TrustedMode[])('[LM40] TRUSTED_DOCUMENTS=%s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ limits: { trustedDocuments: mode, trustedFolder: folder } });
  });
  afterAll(() => server.close());

  for (const role of ['SCREEN', 'VIEWER'] as const) {
    test(`[LM40] for ${role}, what runs by its id, by its text, and not at all, over POST, GET and the socket`, async () => {
      const token = await server.token(role);
      const said = Object.fromEntries(await Promise.all(Object.entries(asks).map(async ([what, asked]) => [what, await outcome(server, token, asked)] as const)));
      expect(said).toEqual(expected[mode][role]);
    });
  }

  test('[LM41] the pages are served in every mode: each document of theirs with its id and its text, subscriptions too', async () => {
    const token = await server.token('SCREEN');
    const query = readFileSync('schema/operations/meeting-screen.graphql', 'utf8');
    const client = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
    client.send({ id: 'x', type: 'subscribe', payload: { query, documentId: idOf(query), operationName: 'MeetingScreen', variables: { meetingId: 'TWVldGluZzox' } } });
    expect((await client.next('x')).payload.data.meetingScreen.revision).toEqual(expect.any(Number));
    client.close();
    for (const [name, file] of [['Meetings', 'meetings'], ['Scheduling', 'scheduling']]) {
      const text = readFileSync(`schema/operations/${file}.graphql`, 'utf8');
      const answer = await server.fetch('/graphql', { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ query: text, documentId: idOf(text), operationName: name }) });
      expect(answer.body.errors).toBeUndefined();
    }
  });
});

test('[LM42] a folder with a document that does not fit the schema, or a manifest that is none, stops the start and names the file', async () => {
  const bad = await mkdtemp(join(tmpdir(), 'diaodu-untrusted-'));
  try {
    for (const [file, text] of [['old.graphql', '{ gone }'], ['broken.graphql', '{'], ['list.json', '{ "a": 1 }']] as const) {
      await writeFile(join(bad, file), text);
      await expect(startServer({ template: 'empty', limits: { trustedFolder: bad } })).rejects.toThrow(file);
      await rm(join(bad, file));
    }
  } finally {
    await rm(bad, { recursive: true });
  }
});
