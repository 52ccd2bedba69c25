import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Role } from '../../src/kernel/viewer.js';
import { mintToken } from '../../src/server/token.js';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { postmasterPid } from '../support/cpu.js';
import { atEnd, start } from '../support/process.js';
import type { Memory } from './answer.js';
import type { HubState } from './diaodu-server.js';

/** A PostgreSQL of a bench's own, as `npm start` runs it. */
export interface Database {
  readonly url: string;
  readonly postmaster: number;
  readonly version: string;
  readonly client: pg.Client;
}

/** Diaodu on a database of its own, filled with the demonstration city. */
export interface Diaodu extends Database {
  readonly pids: readonly number[];
  readonly wsUrl: string;
  hub(): Promise<HubState>;
  memory(): Promise<Memory>;
  readonly token: typeof token;
  stop(): Promise<void>;
}

export async function startDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'diaodu-bench-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const postgres = await startEmbeddedPostgres({ folder });
  atEnd(() => postgres.stop());
  const client = new pg.Client(postgres.url);
  await client.connect();
  atEnd(() => client.end());
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return { url: postgres.url, postmaster: postmasterPid(folder), version: rows[0]!.server_version, client };
}

export const secrets = { TOKEN_SECRET: 'a secret that only this run knows, tokens', CURSOR_SECRET: 'a secret that only this run knows, cursors' };

/** One token asks and follows for everybody here: no limit of one holder is what is measured. */
export const roomy = { RATE_LIMIT_PER_MINUTE: '1000000000', SOCKETS_PER_HOLDER: '1000000' };

export async function startDiaodu(database: Database): Promise<Diaodu> {
  const server = await start<string>(join(import.meta.dirname, 'diaodu-server.ts'), {
    environment: { DATABASE_URL: database.url, ...secrets }, execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
  });
  return {
    ...database,
    pids: [server.pid],
    wsUrl: `${server.ready.replace('http', 'ws')}/graphql`,
    hub: () => server.ask({ hub: null }),
    memory: () => server.ask({ memory: null }),
    token,
    stop: () => server.stop(),
  };
}

/** A token for any server that a bench starts. */
export function token(role: Role, region?: string): Promise<string> {
  return mintToken(secrets.TOKEN_SECRET, { role, subject: `bench ${role} ${region ?? ''}`, name: 'bench', region }, new Date(Date.now() + 86_400_000));
}
