import { createHmac } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { Connection } from './files.js';

/** A session of the superuser. That it breaks shows in its queries and its `end` event. */
export async function connect({ port, password }: Connection, database: string): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1', port, user: USER, password, database, ssl: false,
    connectionTimeoutMillis: 5000, application_name: `diaodu server, process ${process.pid}`,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** For other clients of the cluster. */
export function urlOf({ port, password }: Connection, database: string): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** For the server, who owns nothing there. */
export function serverUrlOf(connection: Connection, database: string): string {
  return `postgresql://${SERVER}:${serverPassword(connection)}@127.0.0.1:${connection.port}/${encodeURIComponent(database)}`;
}

/** Made from the superuser's: so there is one secret to keep. */
function serverPassword({ password }: Connection): string {
  return createHmac('sha256', password).update(SERVER).digest('hex');
}

/** Creates the database and the server's role where they are absent. */
export async function ensureDatabase(connection: Connection, database: string): Promise<void> {
  const client = await connect(connection, 'postgres');
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${escapeIdentifier(database)}`);
    const { rowCount: known } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [SERVER]);
    if (!known) await client.query(`CREATE ROLE ${SERVER} LOGIN PASSWORD ${escapeLiteral(serverPassword(connection))}`);
  } finally {
    await client.end();
  }
}

const USER = 'postgres';
const SERVER = 'diaodu_server';
