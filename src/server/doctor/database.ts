import pg from 'pg';
import type { Config } from '../../config.js';
import { openStore } from '../../store/database.js';
import { embeddedDatabaseUrls } from '../../store/embedded/embedded-postgres.js';
import { migrationsOf } from '../../store/migrate.js';
import { entities } from '../entities.js';
import { jobConnections } from '../jobs.js';
import { ok, unknown, wrong, type Finding } from './finding.js';

/** As the README says. */
const oldest = 13;
/** Most that this machine's clock and the database's may differ, seconds. */
const tolerated = 2;
/** Of one process: the pool's, the feed's two, the numbers', the listener's, the one that ends statements of the others, and the jobs'. */
const connections = 10 + 2 + 1 + 1 + 1 + jobConnections;

/** What the server's own role sees of its database. */
export async function lookAtDatabase(config: Config): Promise<Finding[]> {
  const url = config.databaseUrl ?? (await embeddedDatabaseUrls(config.dataDir))?.server;
  if (url === undefined) return [unknown(`There is no database in ${config.dataDir} yet: the first start makes it`)];
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    if (config.databaseUrl === undefined) return [unknown(`The embedded PostgreSQL does not run (${(error as Error).message}): start the server, then ask again`)];
    return [wrong(`The database that DATABASE_URL names cannot be entered (${(error as Error).message}).`, 'Without it nothing is served.', 'Start or make it, or correct DATABASE_URL.')];
  }
  try {
    return [
      await lookAtVersion(client), await lookAtClock(client), await lookAtRole(client), await lookAtConnections(client, config.workers),
      await lookAtMigrations(config.migrationDatabaseUrl ?? url),
    ];
  } finally {
    await client.end();
  }
}

async function one<T extends pg.QueryResultRow>(client: pg.Client, statement: string): Promise<T> {
  return (await client.query<T>(statement)).rows[0]!;
}

async function lookAtVersion(client: pg.Client): Promise<Finding> {
  const { number, name } = await one<{ number: number; name: string }>(client, `select current_setting('server_version_num')::int / 10000 as number, current_setting('server_version') as name`);
  if (number >= oldest) return ok(`PostgreSQL ${name}`);
  return wrong(`PostgreSQL is ${name}.`, `The server needs ${oldest} or later.`, 'Upgrade it, or use another in DATABASE_URL.');
}

async function lookAtClock(client: pg.Client): Promise<Finding> {
  await one(client, 'select 1');
  const asked = Date.now();
  const { now } = await one<{ now: number }>(client, 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now');
  const skew = Math.abs(now - (asked + Date.now()) / 2) / 1_000;
  if (skew <= tolerated) return ok(`the clocks of this machine and of the database agree to ${skew.toFixed(1)} s`);
  return wrong(`The clocks of this machine and of the database differ by ${skew.toFixed(0)} s.`, 'Tokens made here expire too early or too late, and logs do not fit each other.', 'Have both follow one time server (NTP).');
}

async function lookAtRole(client: pg.Client): Promise<Finding> {
  const role = await one<{ name: string; superuser: boolean; owned: number }>(client, `
    select rolname as name, rolsuper as superuser,
           (select count(*)::int from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_has_role(r.oid, c.relowner, 'member')) as owned
    from pg_roles r where rolname = current_user`);
  if (!role.superuser && role.owned === 0) return ok(`the server's role ${role.name} owns nothing`);
  return wrong(
    `The server's role ${role.name} ${role.superuser ? 'is a superuser' : `owns ${role.owned} tables`}.`,
    'Whoever gets hold of the server can alter history and the audit.',
    'Make a role that owns nothing, name it in DATABASE_URL and the owner in MIGRATION_DATABASE_URL; or migrate as the owner and run `npm run db:grant -- --role ROLE`.',
  );
}

async function lookAtConnections(client: pg.Client, workers: number): Promise<Finding> {
  const { most } = await one<{ most: number }>(client, `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most`);
  const wanted = workers * connections;
  if (wanted <= most) return ok(`${wanted} connections of ${workers === 1 ? 'one process' : `${workers} workers`}, and PostgreSQL allows ${most}; other servers on it come on top`);
  return wrong(`${workers} workers take up to ${wanted} connections, and PostgreSQL allows ${most}.`, 'Requests will fail with UNAVAILABLE under load.', 'Raise max_connections in postgresql.conf, or lower WORKERS.');
}

async function lookAtMigrations(url: string): Promise<Finding> {
  const store = await openStore(url, entities);
  try {
    const { pending, unknown: strange } = await migrationsOf(store);
    if (strange.length > 0) {
      return wrong(`The database knows migrations that this program does not: ${strange.join(', ')}.`, 'A later version was here; this one may misread its tables.', 'Run the later version, or restore a backup from before.');
    }
    if (pending.length > 0) {
      return wrong(`${pending.length} migrations are missing, the first is ${pending[0]}.`, 'The tables are not those that the server needs.', 'Start the server with the owner in MIGRATION_DATABASE_URL (or DATABASE_URL), or run `npm run migration:up`.');
    }
    return ok('the tables are up to date');
  } finally {
    await store.close();
  }
}
