import WebSocket from 'ws';
import { openSocket } from '../support/socket.js';
import { signedIn, socketUrl, type Attack, type Side, type Target } from './attack.js';
import { statusOf } from './raw.js';

const body = JSON.stringify({ query: '{ __typename }' });

/** An upgrade with headers of one's own; the status where it is refused. */
function upgrade(target: Target, headers: Readonly<Record<string, string>>, query = ''): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${socketUrl(target)}${query}`, 'graphql-transport-ws', { headers });
    socket.on('error', () => {});
    socket.once('unexpected-response', (_, { statusCode }) => {
      socket.terminate();
      resolve(`refused ${statusCode}`);
    });
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
  });
}

function from(what: string, origin: (target: Target) => string, answers: { http: string; socket: string }): Attack {
  return {
    what,
    http: { answer: answers.http, attempt: (target) => statusOf(target, `POST /graphql HTTP/1.1\r\nHost: ${new URL(target.url).host}\r\nOrigin: ${origin(target)}\r\nAuthorization: Bearer ${target.token}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`) },
    socket: { answer: answers.socket, attempt: (target) => upgrade(target, { origin: origin(target) }) },
  };
}

/** The first messages of a socket, as they stand. */
function first(what: string, answer: string | RegExp, ...texts: string[]): { what: string; socket: Side } {
  return {
    what,
    socket: {
      answer,
      async attempt(target) {
        const client = await openSocket(socketUrl(target));
        for (const text of texts) client.socket.send(text);
        return `close ${(await client.closed).code}`;
      },
    },
  };
}

const foreign = { http: '403', socket: 'refused 403' };
const init = (payload: string) => `{"type":"connection_init","payload":${payload}}`;

/** Who asks, and from where. */
export const handshakes: readonly Attack[] = [
  from('a page of another origin', () => 'https://evil.example', foreign),
  from('a page of no origin', () => 'null', foreign),
  from('a page of another port of this machine', ({ url }) => `http://${new URL(url).hostname}:1`, foreign),
  from('an origin that begins like ours', ({ url }) => `${url}.evil.example`, foreign),
  from('an origin with a user', ({ url }) => url.replace('://', '://evil@'), foreign),
  from('an origin with a path', ({ url }) => `${url}/`, foreign),
  from('a page of this server', ({ url }) => url, { http: '200', socket: 'open' }),
  first('an operation before `connection_init`', 'close 4401', '{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}'),
  first('parameters that are a list', 'close 4400', init('["authorization"]')),
  first('parameters that are text', 'close 4400', init('"Bearer x"')),
  first('parameters that are null', /close 440[01]/, init('null')),
  first('a token that is a list', 'close 4401', init('{"authorization":["Bearer x"]}')),
  first('a token that is an object', 'close 4401', init('{"authorization":{"toString":"x"}}')),
  first('a token of a megabyte', 'close 4401', init(`{"authorization":"Bearer ${'x'.repeat(1_000_000)}"}`)),
  first('`__proto__` with a token', 'close 4400', init('{"__proto__":{"authorization":"Bearer x"}}')),
  first('`constructor.prototype` with a token', 'close 4400', init('{"constructor":{"prototype":{"authorization":"Bearer x"}}}')),
  {
    what: 'the token in the address of the socket',
    socket: {
      answer: 'close 4401',
      async attempt(target) {
        const client = await openSocket(`${socketUrl(target)}?token=${target.token}&authorization=Bearer%20${target.token}`);
        client.send({ type: 'connection_init', payload: {} as never });
        return `close ${(await client.closed).code}`;
      },
    },
  },
  {
    what: 'a second `connection_init`',
    socket: {
      answer: 'close 4429',
      async attempt(target) {
        const client = await signedIn(target);
        client.send({ type: 'connection_init', payload: { authorization: `Bearer ${target.token}` } });
        return `close ${(await client.closed).code}`;
      },
    },
  },
  { what: 'a socket at another path', socket: { answer: /refused 40\d/, attempt: (target) => upgrade({ ...target, url: `${target.url}/evil` }, {}) } },
];
