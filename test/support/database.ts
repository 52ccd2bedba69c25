import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  /** The owner's. */
  readonly url: string;
  /** The server's, whose role owns nothing. */
  readonly serverUrl: string;
  drop(): Promise<void>;
}

let clones = 0;

/** A database of the test's own: `empty` has the tables, `demonstration` the city on 16 April 2020. */
export async function cloneDatabase(template: 'empty' | 'demonstration'): Promise<TestDatabase> {
  const name = `clone_${process.pid}_${(clones += 1)}`;
  await maintain(`create database ${name} template ${template}`);
  const url = new URL(inject('postgres'));
  url.pathname = `/${name}`;
  const serverUrl = new URL(inject('postgresForServers'));
  serverUrl.pathname = url.pathname;
  return { url: url.href, serverUrl: serverUrl.href, drop: () => maintain(`drop database if exists ${name} with (force)`) };
}

async function maintain(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
