import { gzipSync } from 'node:zlib';
import { message, operation, post, type Attack } from './attack.js';

/** The same text around an operation, over both transports. */
function json(what: string, inside: string, answers: { http: string | RegExp; socket: string | RegExp }): Attack {
  return {
    what,
    http: { answer: answers.http, attempt: (target) => post(target, `{${inside}}`) },
    socket: { answer: answers.socket, attempt: (target) => message(target, (id) => `{"id":"${id}","type":"subscribe","payload":{${inside}}}`) },
  };
}

const refused = { http: 'BAD_REQUEST', socket: 'close 4400' };
const malformed = { http: 'BAD_USER_INPUT', socket: 'BAD_USER_INPUT' };
const list = '"query":"query ($of: IssueFilter) { issues(filter: $of) { totalCount } }","variables":';
const oneOf = (name: string) => operation(`an operation called ${name}`, () => ({ query: 'query A { __typename }', operationName: name }), 'OPERATION_RESOLUTION_FAILURE');

/** What can be wrong with JSON and what stands in it. */
export const messages: readonly Attack[] = [
  json('`__proto__` among the variables', `${list}{"__proto__":{"of":{}}}`, refused),
  json('`__proto__` in an input', `${list}{"of":{"__proto__":{"status":["REPORTED"]}}}`, refused),
  json('`__proto__` spelled with escapes', `${list}{"of":{"\\u005f\\u005fproto\\u005f\\u005f":1}}`, refused),
  json('`constructor.prototype` in an input', `${list}{"of":{"constructor":{"prototype":{"a":1}}}}`, refused),
  json('`toString` in an input', `${list}{"of":{"toString":1}}`, malformed),
  json('a list that says it has a length', `${list}{"of":{"status":{"length":1000000000}}}`, malformed),
  json('keys twice: the last one counts', `"query":"{ a }",${list}{"of":{"status":["NONE"]}},"variables":{"of":{"status":["NEVER"]}}`, malformed),
  json('a number of 900,000 digits', `"query":"query ($n: Int!) { projects(first: $n) { totalCount } }","variables":{"n":${'9'.repeat(900_000)}}`, malformed),
  json('500,000 lists within each other', `${list}${'['.repeat(500_000)}${']'.repeat(500_000)}`, { http: 'BAD_REQUEST', socket: /close 4400|BAD_REQUEST/ }),
  json('150,000 objects within each other', `${list}${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`, { http: 'TOO_LARGE', socket: 'TOO_LARGE' }),
  json('100,000 keys', `${list}{${Array.from({ length: 75_000 }, (_, n) => `"k${n}":0`).join(',')}}`, { http: 'TOO_LARGE', socket: 'TOO_LARGE' }),
  json('keys that are numbers far apart', `${list}{${Array.from({ length: 60_000 }, (_, n) => `"${n * 70_000}":0`).join(',')}}`, { http: 'TOO_LARGE', socket: 'TOO_LARGE' }),
  json('extensions 100,000 levels deep', `"query":"{ none }","extensions":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, { http: 'GRAPHQL_VALIDATION_FAILED', socket: 'GRAPHQL_VALIDATION_FAILED' }),
  json('half a JSON', '"query":"{ a }', { http: 'BAD_REQUEST', socket: 'close 4400' }),
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(oneOf),
  ...['__proto__', 'constructor', 'toString'].map((name) => operation(`a field called ${name}`, () => ({ query: `{ ${name} }` }), 'GRAPHQL_VALIDATION_FAILED')),
  ...['__proto__', 'constructor', 'toString'].map((name) => operation(`an id that is ${name}`, () => ({ query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: name } }), 'BAD_USER_INPUT')),
  operation('an idempotency key that is __proto__, on something malformed', () => ({ query: '{ none }', extensions: { idempotencyKey: '__proto__' } }), 'GRAPHQL_VALIDATION_FAILED'),
  { what: 'a thousand operations in a list', http: { answer: 'BAD_REQUEST', attempt: (target) => post(target, JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ regions { id } }' })))) }, socket: { answer: 'close 4400', attempt: (target) => message(target, () => JSON.stringify(Array.from({ length: 1_000 }, () => ({ id: 'attack', type: 'subscribe', payload: { query: '{ regions { id } }' } })))) } },
  { what: 'a packed body, a hundred megabytes unpacked', http: { answer: 'BAD_REQUEST', attempt: (target) => post(target, new Uint8Array(gzipSync(Buffer.alloc(100_000_000, 0x20))), { 'content-encoding': 'gzip' }) } },
];
