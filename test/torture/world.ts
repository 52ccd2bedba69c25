import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { startProcess, type Started } from '../server/command.js';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { city, secrets } from './city.js';
import type { Breakage } from './options.js';

/** A server in a process of its own, between two cables: to its clients and to PostgreSQL. */
export class Node {
  private process: Started | undefined;

  private constructor(readonly clients: TcpProxy, readonly database: TcpProxy, private readonly environment: Record<string, string>) {}

  static async open(databaseUrl: string, breakage: Breakage | undefined): Promise<Node> {
    const url = new URL(databaseUrl);
    const database = await openTcpProxy(Number(url.port));
    url.port = String(database.port);
    const patches = breakage?.patches;
    return new Node(await openTcpProxy(1), database, {
      DATABASE_URL: url.href, TOKEN_SECRET: secrets.token, CURSOR_SECRET: secrets.cursor, LOG_LEVEL: 'silent',
      ...(patches && { TORTURE_PATCHES: JSON.stringify(patches), NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import ${join(import.meta.dirname, 'break.ts')}` }),
    });
  }

  get pid(): number {
    return this.process!.child.pid!;
  }

  get httpUrl(): string {
    return `http://127.0.0.1:${this.clients.port}/graphql`;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.clients.port}/graphql`;
  }

  /** Starts until it runs: the database may be away at this moment. */
  async start(tries = 60): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.process = await startProcess(this.environment);
        this.clients.target = Number(new URL(this.process.url).port);
        return;
      } catch (error) {
        if (attempt === tries) throw error;
        await delay(200);
      }
    }
  }

  /** Sends the signal and waits for the end; one that does not end within 15 s is a fault of its own. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const { ended } = this.process!;
    this.process!.child.kill(signal);
    const orderly = await Promise.race([ended.then(() => true), delay(15_000, false, { ref: false })]);
    if (!orderly) throw new Error(`a server did not end within 15 s of ${signal}`);
  }

  kill(): void {
    this.process?.child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.kill();
    await this.process?.ended;
    await Promise.all([this.clients.close(), this.database.close()]);
  }
}

/** PostgreSQL, the nodes on it, and a small city. */
export class World {
  private constructor(private readonly folder: string, private readonly postgres: EmbeddedPostgres, readonly nodes: readonly Node[]) {
    process.once('exit', this.abandon);
  }

  /** Whatever ends this process: nothing that it started goes on. */
  private readonly abandon = () => {
    for (const node of this.nodes) node.kill();
    try {
      process.kill(Number(readFileSync(this.pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
    } catch { /* it has ended */ }
  };

  static async open(count: number, breakage: Breakage | undefined): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'diaodu-torture-'));
    const postgres = await startEmbeddedPostgres({ folder, settings: { fsync: 'off', max_connections: '200', max_wal_size: '512MB', deadlock_timeout: '50ms' } });
    const nodes = await Promise.all(Array.from({ length: count }, () => Node.open(postgres.url, breakage)));
    const world = new World(folder, postgres, nodes);
    try {
      await nodes[0]!.start(1);
      await world.query(city);
      if (breakage?.sql) await world.query(breakage.sql);
      await Promise.all(nodes.slice(1).map((node) => node.start()));
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  get databaseUrl(): string {
    return this.postgres.url;
  }

  async postmaster(): Promise<number> {
    return Number((await readFile(this.pidFile, 'utf8')).split('\n')[0]);
  }

  private get pidFile(): string {
    return join(this.folder, 'postgres/data/postmaster.pid');
  }

  /** On a connection of its own, past all cables. */
  async query<T extends pg.QueryResultRow>(statement: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      const answers = await client.query<T>(statement) as unknown as pg.QueryResult<T> | pg.QueryResult<T>[];
      return (Array.isArray(answers) ? answers.at(-1)! : answers).rows;
    } finally {
      client.end().catch(() => {});
    }
  }

  /** The same until the database is there for it. */
  async insist<T extends pg.QueryResultRow>(statement: string): Promise<T[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.query<T>(statement);
      } catch (error) {
        if (attempt === 300) throw error;
        await delay(100);
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()));
    await this.postgres.stop();
    process.off('exit', this.abandon);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Until a promise of the kind that a test waits for is kept, or the time is out. */
export async function eventually(condition: () => boolean, within: number): Promise<boolean> {
  const end = performance.now() + within;
  while (!condition()) {
    if (performance.now() > end) return false;
    await delay(20);
  }
  return true;
}

