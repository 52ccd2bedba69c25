import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkText, textLimit } from '../../src/kernel/text.js';
import { startServer, type TestServer } from '../support/server.js';
import { bothTransports, type Both } from '../server/both.js';

let server: TestServer;
let both: Both;
beforeAll(async () => {
  server = await startServer({ template: 'empty' });
  both = await bothTransports(server, await server.token('ADMIN'));
});
afterAll(() => server.close());

const register = 'mutation ($input: LeaderRegisterInput!) { leaderRegister(input: $input) { leader { name } userErrors { code path message } } }';

test('[HX11] a name, code or title with unseen characters, or with such as turn the writing, is a user error over both transports', async () => {
  for (const [at, text, first] of [
    ['name', '李\u202e四', 'U+202E'], ['name', '李\u2066四', 'U+2066'], ['title', '副\u200b市长', 'U+200B'], ['code', 'L\u20601', 'U+2060'], ['name', '李\ufeff四', 'U+FEFF'],
    ['name', '李\u{e0041}四', 'U+E0041'], ['name', '李\n四', 'U+000A'], ['name', '\u001b[31m李四', 'U+001B'], ['name', '李\u2028四', 'U+2028'], ['name', '李\u0085四', 'U+0085'],
  ] as const) {
    const { http, socket } = await both.ask(register, { input: { code: 'L-1', name: '李四', title: '副市长', [at]: text } });
    for (const { data, errors } of [http, socket]) {
      expect(errors).toBeUndefined();
      expect(data.leaderRegister).toEqual({ leader: null, userErrors: [{ code: 'TEXT_CONTROLS', path: ['input', at], message: expect.stringContaining(first) }] });
    }
  }
  expect(await server.query('select count(*)::int as n from leader')).toEqual([{ n: 0 }]);
});

test('[HX12] joiners stay, where scripts need them, and notes and details are kept as they came', () => {
  expect(checkText('می\u200cخواهم 👩\u200d🔧', [], textLimit.name)).toEqual([]);
  expect(checkText('第一行\n第二行\u200b\ufeff', [], textLimit.note)).toEqual([]);
  expect(checkText('第一行\n第二行', [], textLimit.detail)).toEqual([]);
});
