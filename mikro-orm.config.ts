import { readConfig } from './src/config.js';
import { embeddedDatabaseUrl } from './src/store/embedded/embedded-postgres.js';
import { ormOptions } from './src/store/orm.js';
import { entities } from './src/server/entities.js';

/** For the `migration:*` commands: the database that the server would use. */
const config = readConfig(process.env);
const url = config.migrationDatabaseUrl ?? config.databaseUrl ?? (await embeddedDatabaseUrl(config.dataDir)) ?? 'postgresql://127.0.0.1:1/none';
export default ormOptions(url, entities);
