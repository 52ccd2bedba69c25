import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { roomy, secrets } from '../live/diaodu.js';
import { start } from '../support/process.js';

/** The server as it is built, started as `npm start` does. */
export interface Built {
  readonly pid: number;
  readonly url: string;
  /** From its start until /readyz answered 200, seconds. */
  readonly readyAfter: number;
  /** How long its event loop was held up at most since this was last asked, milliseconds. */
  longestBlock(): Promise<number>;
  stop(): Promise<void>;
}

const main = join(import.meta.dirname, '../../dist/src/main.js');
const inside = pathToFileURL(join(import.meta.dirname, 'inside.ts')).href;

/** `environment` names its database: DATABASE_URL, or DATA_DIR for one of its own. */
export async function startBuilt(environment: Readonly<Record<string, string>>): Promise<Built> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const { pid, ask, stop } = await start(main, {
    environment: { ...secrets, ...roomy, PORT: String(port), LOG_LEVEL: 'warn', ...environment },
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', inside],
  });
  while (!(await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false))) await delay(5);
  return { pid, url: `${url}/graphql`, readyAfter: (performance.now() - began) / 1_000, longestBlock: () => ask(null), stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
