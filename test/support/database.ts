import pg from 'pg';
import { inject } from 'vitest';
import { fillBigCity } from './big-city.js';

export interface TestDatabase {
  /** The owner's. */
  readonly url: string;
  /** The server's, whose role owns nothing. */
  readonly serverUrl: string;
  drop(): Promise<void>;
}

let clones = 0;

/** `template1` has nothing, `empty` the tables, `demonstration` the city on 16 April 2020, `big` 10,000 projects with ten issues each. */
export type Template = 'template1' | 'empty' | 'demonstration' | 'big';

/** A database of the test's own. */
export async function cloneDatabase(template: Template): Promise<TestDatabase> {
  if (template === 'big') await buildBigCity();
  const name = `clone_${process.pid}_${(clones += 1)}`;
  await maintain(`create database ${name} template ${template}`);
  const url = new URL(inject('postgres'));
  url.pathname = `/${name}`;
  const serverUrl = new URL(inject('postgresForServers'));
  serverUrl.pathname = url.pathname;
  return { url: url.href, serverUrl: serverUrl.href, drop: () => maintain(`drop database if exists ${name} with (force)`) };
}

/** Built when the first test of a run asks for it: it takes its time. */
async function buildBigCity(): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(4174900)');
    if ((await client.query("select from pg_database where datname = 'big'")).rowCount! > 0) return;
    await client.query('create database big_unfinished template empty');
    const url = new URL(inject('postgres'));
    url.pathname = '/big_unfinished';
    await fillBigCity(url.href);
    await client.query('alter database big_unfinished rename to big');
  } finally {
    await client.end();
  }
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
