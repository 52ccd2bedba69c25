import 'reflect-metadata';
import { defineConfig, type Options } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { fileURLToPath } from 'node:url';
import { resolve, dirname } from 'node:path';
import type pg from 'pg';
import { connectionOptions } from './connect.js';
import { PreparingClient } from './prepared.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** MikroORM's options for a database, shared by the server and the command line. `limit`: see `connectionOptions`. */
export function ormOptions(url: string, entities: Options['entities'], limit?: number, Client: typeof pg.Client = PreparingClient): Options {
  return defineConfig({
    clientUrl: url,
    driverOptions: { ...connectionOptions(url, limit), Client },
    entities: entities ?? [],
    extensions: [Migrator],
    forceUtcTimezone: true,
    migrations: {
      path: `${root}/migrations`,
      snapshotName: 'snapshot',
      // It says what the entities were when the last migration was made; what runs somewhere must not change it.
      snapshotOnMigrate: false,
      transactional: true,
      allOrNothing: true,
      emit: 'ts',
      silent: true,
    },
  });
}
