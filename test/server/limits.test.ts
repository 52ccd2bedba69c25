import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Operations } from '../../src/graphql/limits.js';
import { schema } from '../../src/server/schema.js';
import { startServer, type TestServer } from '../support/server.js';
import { bothTransports, type Both } from './both.js';

let server: TestServer;
let both: Both;
beforeAll(async () => {
  server = await startServer({ template: 'empty' });
  both = await bothTransports(server, await server.token('ADMIN'));
});
afterAll(() => server.close());

const nested = (depth: number) => `{ regions ${'{ parent '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;
const spreads = (levels: number) => Array.from({ length: levels }, (_, at) => `fragment F${at} on Region { a: parent { ...F${at + 1} } b: parent { ...F${at + 1} } }`).join(' ');

describe('[T12] a request that would cost too much is refused over both transports, at once', () => {
  const cases: Record<string, { query: string; variables?: Record<string, unknown> }> = {
    'a document of more than 64 KiB': { query: `{ __typename } # ${'x'.repeat(65_536)}` },
    'a document of more than 4,000 tokens': { query: `{ ${'__typename '.repeat(4_001)} }` },
    'fields more than 15 deep': { query: nested(14) },
    'more than 1,000 fields': { query: `{ regions { ${'id '.repeat(1_001)} } }` },
    'one field 900 times, each to be compared with each': { query: `{ regions { ${'id '.repeat(900)} } }` },
    'few fields, spread into thousands': { query: `{ regions { ...F0 } } ${spreads(11)} fragment F11 on Region { id }` },
    'more than 20 root fields': { query: `{ ${Array.from({ length: 21 }, (_, at) => `r${at}: regions { id }`).join(' ')} }` },
    'root fields hidden in a fragment': { query: `{ ...R } fragment R on Query { ${Array.from({ length: 21 }, (_, at) => `r${at}: regions { id }`).join(' ')} }` },
    'lists within lists within lists': { query: `{ regions ${'{ children { parent '.repeat(5)}{ id }${' } }'.repeat(5)} }` },
    'large pages within large pages': { query: 'query ($n: Int!) { projects(first: $n) { nodes { issues(first: $n) { edges { node { history { at } } } } } } }', variables: { n: 200 } },
    'a large page of very many fields': { query: `{ projects(first: 200) { nodes { ${Array.from({ length: 900 }, (_, at) => `a${at}: annualPlan`).join(' ')} } } }` },
    'more than 200 aliases': { query: `{ regions { ${Array.from({ length: 201 }, (_, at) => `a${at}: id`).join(' ')} } }` },
    'aliases hidden in fragments': { query: `{ regions { ...F0 } } ${spreads(7)} fragment F7 on Region { id }` },
    'more than 100 directives': { query: `{ regions { id ${'@include(if: true) '.repeat(101)} } }` },
    'more than 60 operations and fragments': { query: `{ regions { ${Array.from({ length: 60 }, (_, at) => `...F${at}`).join(' ')} } } ${Array.from({ length: 60 }, (_, at) => `fragment F${at} on Region { id }`).join(' ')}` },
    'few fields of one name within few fields of one name': { query: `{ regions { ${`parent { ${'id '.repeat(30)} } `.repeat(30)} } }` },
    'variables half a million levels deep': { query: 'query ($x: [String]) { __typename }', variables: { x: deep(33) } },
  };
  for (const [what, { query, variables }] of Object.entries(cases)) {
    test(what, async () => {
      const began = performance.now();
      const { http, socket } = await both.ask(query, variables);
      for (const { errors } of [http, socket]) expect(errors).toMatchObject([{ extensions: { code: 'TOO_LARGE' } }]);
      // Not because of what comes before.
      if (/alias|directive|operations and|one name/.test(what)) expect(http.errors![0].message).toMatch(/aliases|directives|operations and fragments|one name/);
      expect(performance.now() - began).toBeLessThan(500);
    });
  }
});

test('[T13] at the limits, requests are answered', async () => {
  const { http, socket } = await both.ask(nested(13));
  expect([http, socket]).toEqual([{ data: { regions: [] } }, { data: { regions: [] } }]);
  expect((await both.ask(`{ regions { ${Array.from({ length: 200 }, (_, at) => `a${at}: id`).join(' ')} } }`)).http).toEqual({ data: { regions: [] } });
  // 19 times 52 fields, and pairs of one name: 19 times three times 136.
  const wide = await both.ask(`{ ${Array.from({ length: 19 }, (_, at) => `r${at}: regions { ${'id name code '.repeat(17)} }`).join(' ')} }`);
  expect(wide.http).toEqual({ data: Object.fromEntries(Array.from({ length: 19 }, (_, at) => [`r${at}`, []])) });
  expect((await both.ask(`{ regions { ...F0 } } ${spreads(6)} fragment F6 on Region { id }`)).http).toEqual({ data: { regions: [] } });
});

test('[T14] introspection is answered, as explorers and code generators ask for it', async () => {
  const { http } = await both.ask(getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }));
  expect(http.errors).toBeUndefined();
  expect(http.data.__schema.types.length).toBeGreaterThan(50);
});

test('[T15] a fragment that spreads itself, however long the way, is refused', async () => {
  const { http, socket } = await both.ask('{ regions { ...A } } fragment A on Region { parent { ...B } } fragment B on Region { parent { ...A } }');
  for (const { errors } of [http, socket]) expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
});

test('[T16] a known document is neither parsed nor validated again', async () => {
  const operations = new Operations(schema);
  const folder = join(import.meta.dirname, '../contract');
  const query = await readFile(join(folder, (await readdir(folder)).find((name) => name === 'meeting-screen.graphql')!), 'utf8');
  const first = operations.prepare({ query, variables: { meetingId: 'x' } }, 'zh');
  const again = operations.prepare({ query, variables: { meetingId: 'y' } }, 'zh');
  expect(first).toHaveProperty('document');
  expect('document' in again && 'document' in first && again.document === first.document).toBe(true);
  // Others may push it out, which costs no more than reading it anew.
  for (let at = 0; at < 600; at += 1) operations.prepare({ query: `{ a${at}: __typename }` }, 'zh');
  const later = operations.prepare({ query, variables: { meetingId: 'z' } }, 'zh');
  expect('document' in later && 'document' in first && later.document !== first.document).toBe(true);
});

function deep(levels: number): unknown {
  return levels === 0 ? 'x' : [deep(levels - 1)];
}
