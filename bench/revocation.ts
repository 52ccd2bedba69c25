import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { mintToken } from '../src/server/token.js';
import { changesDocument } from './live/contestants.js';
import { secrets, startDatabase, startDiaodu, token, type Diaodu } from './live/diaodu.js';
import { openLine } from './live/line.js';
import { bench } from './support/process.js';
import { machine } from './support/machine.js';
import { figure, percentile } from './support/stats.js';
import { save } from './support/table.js';

/**
 * `npm run bench:revocation -- [--rounds 30]`: how long after a holder's tokens were withdrawn, by the API of one of three
 * servers or by SQL, their streams are closed and their requests refused, on each of the three.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } });

const nodes = 3;
/** By which everything must have ended, milliseconds. */
const most = 1_000;
const forbidden = 4403;

await bench(async () => {
  const database = await startDatabase();
  const servers: Diaodu[] = [];
  for (let node = 0; node < nodes; node += 1) servers.push(await startDiaodu(database));
  const admin = await token('ADMIN');
  const ways = {
    'by the API': (subject: string) => ask(servers[0]!, admin, 'mutation ($input: AccessWithdrawInput!) { accessWithdraw(input: $input) { userErrors { code } } }', { input: { subject, reason: '测量' } }),
    'by SQL': (subject: string) => database.client.query(`insert into access_withdrawal (subject, before, reason, withdrawn_by) values ($1, now(), '测量', 'psql')`, [subject]),
  };

  const measured: Record<string, { readonly sockets: number[]; readonly requests: number[] }> = {};
  for (const [way, withdraw] of Object.entries(ways)) {
    measured[way] = { sockets: [], requests: [] };
    for (let round = 0; round < Number(options.rounds); round += 1) {
      const subject = randomUUID();
      const held = await mintToken(secrets.TOKEN_SECRET, { subject, name: 'bench', role: 'VIEWER' }, new Date(Date.now() + 3_600_000));
      const closed = await Promise.all(servers.map((server) => subscribed(server, held)));
      const began = performance.now();
      const requests = servers.map((server) => refused(server, held));
      await withdraw(subject);
      for (const close of await Promise.all(closed.map(({ end }) => end))) measured[way].sockets.push(close - began);
      for (const end of await Promise.all(requests)) measured[way].requests.push(end - began);
    }
  }

  const rows = Object.entries(measured).flatMap(([way, { sockets, requests }]) => ([['streams are closed', sockets], ['requests are refused', requests]] as const).map(([what, times]) => {
    const sorted = times.toSorted((a, b) => a - b);
    return { figure: `withdrawn ${way}: ${what}, the last of all`, value: `${figure(sorted.at(-1)!)} ms`, spread: `half within ${figure(percentile(sorted, 0.5))} ms`, goal: `<= ${most} ms`, met: sorted.at(-1)! <= most };
  }));
  const result = {
    title: 'From a withdrawal to the end, on three servers', machine: machine(database.version), rows,
    notes: [
      `${options.rounds} rounds each way, a new holder in each with a stream on every server; the time counts from when the withdrawal was sent. A stream must end with ${forbidden}.`,
      'Requests follow one another without a pause on each server until one is refused.',
    ],
  };
  save('revocation', result, measured);
  console.table(rows);
});

function httpUrl({ wsUrl }: Diaodu): string {
  return wsUrl.replace('ws', 'http');
}

async function ask(server: Diaodu, held: string, query: string, variables: unknown = {}): Promise<Response> {
  const answer = await fetch(httpUrl(server), { method: 'POST', headers: { authorization: `Bearer ${held}`, 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) });
  await answer.arrayBuffer();
  return answer;
}

/** When a request of the holder was first refused. */
async function refused(server: Diaodu, held: string): Promise<number> {
  while ((await ask(server, held, '{ clock { now } }')).status !== 401) continue;
  return performance.now();
}

/** A stream that has its first batch; `end` tells when it was closed for want of rights. */
async function subscribed(server: Diaodu, held: string): Promise<{ readonly end: Promise<number> }> {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number>();
  openLine(server.wsUrl, { init: { authorization: `Bearer ${held}` }, query: changesDocument, variables: {} }, {
    message: () => begun.resolve(),
    closed: (code, reason) => (code === forbidden ? ended.resolve(performance.now()) : ended.reject(new Error(`closed with ${code}: ${reason}`))),
  });
  await begun.promise;
  return { end: ended.promise };
}
