import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { test } from 'vitest';
import { findLauncher } from '../../src/store/embedded/launcher.js';
import { findOwner, giveTo } from '../../src/store/embedded/owner.js';
import { freePort } from '../../src/store/embedded/port.js';

/** Where Debian installs a PostgreSQL with all its programs, the newest one; undefined where there is none. */
const programs = (existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [])
  .toSorted((a, b) => Number(b) - Number(a))
  .map((version) => `/usr/lib/postgresql/${version}/bin`)
  .find((folder) => ['postgres', 'initdb', 'pg_dump', 'pg_basebackup'].every((name) => existsSync(join(folder, name))));

if (!programs && process.env['REQUIRE_POSTGRES']) {
  throw new Error('There is no PostgreSQL of Debian here, and REQUIRE_POSTGRES allows no skip. Install one: apt-get install postgresql.');
}
if (!programs) {
  console.error('\n*** There is no PostgreSQL of Debian here: the tests of restore and failover are SKIPPED. Install one: apt-get install postgresql. ***\n');
}

/** `test` where Debian's PostgreSQL is installed, else skipped. */
export const postgresTest: typeof test | typeof test.skip = programs ? test : test.skip;

/** A PostgreSQL on a data folder. */
export interface Cluster {
  readonly data: string;
  readonly port: number;
  /** Connection string of its superuser, or of another role; nobody needs a password. */
  url(database: string, role?: string): string;
  query(database: string, statement: string): Promise<Record<string, unknown>[]>;
  start(): Promise<void>;
  /** Ends it in order, sessions included. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Debian's PostgreSQL, and a folder of its own that goes with all clusters in it. */
export interface DebianPostgres {
  readonly folder: string;
  /** One of its programs (`pg_dump` ...) or a system's, to its end; throws what it said where it fails. */
  run(program: string, ...args: string[]): Promise<void>;
  /** A new cluster, started. */
  makeCluster(): Promise<Cluster>;
  /** A cluster whose data lie there already, not started. */
  clusterAt(data: string): Promise<Cluster>;
  close(): Promise<void>;
}

export async function openDebianPostgres(): Promise<DebianPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'diaodu-postgres-'));
  const owner = await findOwner(join(folder, 'none'));
  await giveTo(owner, folder);
  const launcher = await findLauncher(owner, join(programs!, 'postgres'), folder);
  const log = openSync(join(folder, 'log'), 'a');
  const clusters: Cluster[] = [];
  const path = (program: string) => (existsSync(join(programs!, program)) ? join(programs!, program) : program);

  async function run(program: string, ...args: string[]): Promise<void> {
    const { succeeded, output } = await launcher.run(path(program), args);
    if (!succeeded) throw new Error(`${program}: ${output}`);
  }

  async function clusterAt(data: string): Promise<Cluster> {
    const port = await freePort();
    let child: ChildProcess | undefined;
    const end = async (signal: NodeJS.Signals) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    };
    const url = (database: string, role = 'postgres') => `postgresql://${role}@127.0.0.1:${port}/${database}`;
    const query = async (database: string, statement: string) => {
      const client = new pg.Client({ connectionString: url(database) });
      try {
        await client.connect();
        return (await client.query<Record<string, unknown>>(statement)).rows;
      } finally {
        await client.end();
      }
    };
    const cluster: Cluster = {
      data, port, url, query,
      async start() {
        // A test's data need not survive a crash of the machine.
        const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: 60 };
        child = launcher.spawn(path('postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], log);
        for (let answers = false; !answers;) {
          if (child.exitCode !== null) throw new Error(`PostgreSQL did not start; see ${folder}/log`);
          answers = await query('postgres', 'select 1').then(() => true, () => delay(50, false));
        }
      },
      stop: () => end('SIGINT'),
      kill: () => end('SIGKILL'),
    };
    clusters.push(cluster);
    return cluster;
  }

  return {
    folder, run, clusterAt,
    async makeCluster() {
      const data = join(folder, `cluster-${clusters.length}`);
      await run('initdb', '-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=trust', '--no-sync');
      const cluster = await clusterAt(data);
      await cluster.start();
      return cluster;
    },
    async close() {
      await Promise.all(clusters.map((cluster) => cluster.stop()));
      closeSync(log);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
