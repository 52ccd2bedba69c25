import type { Attack, Target } from './attack.js';
import { head, openRaw, pour, statusOf } from './raw.js';

const query = JSON.stringify({ query: '{ __typename }' });
const ends = 'Connection: close';

/** Bytes of a request as they stand; the status. */
function raw(what: string, answer: string | RegExp, bytes: (target: Target) => string): Attack {
  return { what, http: { answer, attempt: (target) => statusOf(target, bytes(target)) } };
}

/** A body of 50 MB, announced or in chunks; the status (who goes on pouring may be cut off before it arrives), and whether the server stopped reading. */
function flood(what: string, answer: string, lines: (target: Target) => string, chunk: Buffer): Attack {
  const size = 50_000_000;
  return {
    what,
    http: {
      answer: new RegExp(`^(${answer}|cut), unread$`),
      async attempt(target) {
        const { socket, said, ended } = await openRaw(target);
        socket.write(`${lines(target)}\r\n`);
        const poured = await pour(socket, chunk, size);
        socket.destroySoon();
        await ended;
        // Between the two stand buffers of a few megabytes.
        return `${said().split(' ')[1] ?? 'cut'}, ${poured < size / 3 ? 'unread' : 'read'}`;
      },
    },
  };
}

const zeros = Buffer.alloc(65_536, 0x20);
const chunked = Buffer.concat([Buffer.from('10000\r\n'), zeros, Buffer.from('\r\n')]);
const stranger = (...lines: string[]) => ['POST /graphql HTTP/1.1', 'Host: x', 'Content-Type: application/json', ...lines].map((line) => `${line}\r\n`).join('');
const get = (path: string, ...lines: string[]) => [`GET ${path} HTTP/1.1`, 'Host: x', ends, ...lines, '', ''].join('\r\n');
const typed = (type: string) => ({ token }: Target) => `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${type}\r\n${ends}\r\nContent-Length: ${query.length}\r\n\r\n${query}`;

/** Requests that two servers in a row could read differently, and others that no client makes. */
export const requests: readonly Attack[] = [
  raw('Content-Length and Transfer-Encoding', '400', (target) => `${head(target, 'Content-Length: 4', 'Transfer-Encoding: chunked', ends)}\r\n0\r\n\r\n`),
  raw('two Content-Lengths', '400', (target) => `${head(target, 'Content-Length: 4', `Content-Length: ${query.length}`, ends)}\r\n${query}`),
  raw('a Content-Length with a sign', '400', (target) => `${head(target, `Content-Length: +${query.length}`, ends)}\r\n${query}`),
  raw('Transfer-Encoding: chunked, identity', '400', (target) => `${head(target, 'Transfer-Encoding: chunked, identity', ends)}\r\n0\r\n\r\n`),
  raw('Transfer-Encoding: xchunked', '400', (target) => `${head(target, 'Transfer-Encoding: xchunked', ends)}\r\n0\r\n\r\n`),
  raw('a blank before the colon', '400', (target) => `${head(target, 'Transfer-Encoding : chunked', ends)}\r\n0\r\n\r\n`),
  raw('a chunk whose size is none', '400', (target) => `${head(target, 'Transfer-Encoding: chunked', ends)}\r\n0x4\r\nabcd\r\n0\r\n\r\n`),
  raw('a bare line feed within the head', '400', ({ token }) => `POST /graphql HTTP/1.1\r\nHost: x\nAuthorization: Bearer ${token}\r\n${ends}\r\n\r\n`),
  raw('a folded header', /400|401/, () => `GET /graphql HTTP/1.1\r\nHost: x\r\nAuthorization:\r\n Bearer x\r\n${ends}\r\n\r\n`),
  raw('NUL in a header', '400', () => get('/livez', 'X-Y: a\0b')),
  raw('no Host', '400', () => `GET /livez HTTP/1.1\r\n${ends}\r\n\r\n`),
  raw('another server as Host: means nothing', '200', () => `GET /livez HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n${ends}\r\n\r\n`),
  raw('a whole address as path', /200|400|404/, () => get('http://evil.example/livez')),
  raw('headers of 64 KB', '431', () => get('/livez', `X-Y: ${'y'.repeat(65_536)}`)),
  raw('5,000 headers', '431', () => get('/livez', ...Array.from({ length: 5_000 }, (_, n) => `X-${n}: y`))),
  raw('headers called __proto__ and constructor', '200', () => get('/livez', '__proto__: a', 'constructor: b', 'toString: c')),
  raw('a path of 15,000 letters', /403|404/, () => get(`/${'a'.repeat(15_000)}`)),
  raw('a path that is no UTF-8', '400', () => get('/%ff%fe')),
  raw('the token in the address', '401', ({ token }) => get(`/graphql?query={__typename}&token=${token}&access_token=${token}&authorization=Bearer%20${token}`)),
  raw('a mutation by GET', '405', ({ token }) => get(`/graphql?query=${encodeURIComponent('mutation { clockSet(input: {}) { userErrors { code } } }')}`, `Authorization: Bearer ${token}`)),
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'text/plain; application/json'].map((type) => raw(`a body of type ${type}`, '415', typed(type))),
  flood('50 MB announced', '413', (target) => head(target, 'Content-Length: 50000000'), zeros),
  flood('50 MB in chunks', '413', (target) => head(target, 'Transfer-Encoding: chunked'), chunked),
  flood('50 MB announced, without a token', '401', () => stranger('Content-Length: 50000000'), zeros),
  flood('50 MB in chunks, without a token', '401', () => stranger('Transfer-Encoding: chunked'), chunked),
  ...[
    '/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '/%2e%2e%2fpackage.json', '/%252e%252e%252fpackage.json', '/..\\package.json', '/..%5cpackage.json',
    '/assets/../../package.json', '/assets/..%2f..%2f..%2f..%2fetc/passwd', '/%c0%ae%c0%ae/package.json', '//etc/passwd', '/index.html%00.js', '/.env', '/graphiql/1/..%2f..%2fpackage.json',
  ].map((path) => raw(`GET ${path.replaceAll('\\', '\\\\')}`, /400|403|404/, () => get(path))),
];
