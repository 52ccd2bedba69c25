import { Agent, request } from 'node:http';
import { answer } from '../live/answer.js';

/** What to ask for, how often, and what every answer must hold. */
export interface Orders {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent in turn, from the first again after the last. */
  readonly bodies: readonly string[];
  readonly connections: number;
  /** So many requests, or as many as can be answered in so many seconds. */
  readonly until: { readonly requests: number } | { readonly seconds: number };
  readonly expected: string;
}

export interface Served {
  readonly requests: number;
  readonly seconds: number;
  /** Of all answers, without their heads. */
  readonly bytes: number;
  /** The last one. */
  readonly answer: string;
}

/** Each connection sends its next request when it has the answer to the last one; connections are kept. */
async function run({ url, headers, bodies, connections, until, expected }: Orders): Promise<Served> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const needle = Buffer.from(expected);
  const began = performance.now();
  const mayAsk = 'seconds' in until ? () => performance.now() - began < until.seconds * 1_000 : () => asked < until.requests;
  let [asked, bytes] = [0, 0];
  let last: Buffer = Buffer.alloc(0);

  function ask(body: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const asking = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('end', () => resolve(Buffer.concat(chunks)));
      });
      asking.on('error', reject).end(body);
    });
  }

  await Promise.all(Array.from({ length: connections }, async () => {
    while (mayAsk()) {
      last = await ask(bodies[asked++ % bodies.length]!);
      bytes += last.length;
      if (!last.includes(needle)) throw new Error(`${url} answered without ${expected}: ${last.toString().slice(0, 500)}`);
    }
  }));
  agent.destroy();
  return { requests: asked, seconds: (performance.now() - began) / 1_000, bytes, answer: last.toString() };
}

answer({ run: (orders: Orders) => run(orders).catch((error: Error) => error.message) });
process.once('SIGTERM', () => process.exit(0));
process.send!('ready');
