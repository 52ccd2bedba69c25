import cluster from 'node:cluster';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig, type Config } from './config.js';
import { projectFolder } from './kernel/project-folder.js';
import { printable } from './server/printable.js';
import { UsageError } from './server/usage-error.js';

/** Longest that an orderly end may take, milliseconds. */
const patience = 10_000;
/** npm hands a Ctrl-C on that the terminal has sent already: within this time the two are one, milliseconds. */
const sameKeystroke = 500;

// graphql-js and Apollo check their own use unless told otherwise; it must be said before they are loaded.
process.env['NODE_ENV'] ??= 'production';

// Parts are loaded as a command needs them: to make a token takes no database library.
const commands: Record<string, (config: Config, args: readonly string[]) => Promise<void>> = {
  async start(config, args) {
    none(args);
    const { start } = await import('./server/start.js');
    const { isCancelled } = await import('./store/undertaking.js');
    const logger = pino({ level: config.logLevel });
    process.on('unhandledRejection', (reason) => {
      // What a client that has gone had begun may end unheard.
      if (!isCancelled(reason)) throw reason;
    });
    process.on('uncaughtException', (error) => {
      logger.fatal({ err: error }, 'a fault that nothing caught; the server ends');
      process.exit(1);
    });
    // A worker is spoken for by the process that started it.
    const say = cluster.isWorker ? () => {} : (line: string) => console.log(line);
    const starting = start({ config, logger, staticFolder: join(projectFolder(), 'dist/static'), say });
    endOnSignal(say, async () => (await starting).close());
    await starting;
  },

  async token(config, args) {
    const { tokenFromCommandLine } = await import('./server/token-command.js');
    const { openSecrets } = await import('./server/secrets.js');
    const { embeddedDatabaseUrl } = await import('./store/embedded/embedded-postgres.js');
    const databaseUrl = config.databaseUrl ?? (await embeddedDatabaseUrl(config.dataDir)) ?? undefined;
    const token = await tokenFromCommandLine({ args, databaseUrl, secret: async () => (await openSecrets(config)).token });
    console.log(token);
  },

  async 'database-url'(config, args) {
    none(args);
    console.log(await databaseOf(config));
  },

  /** Looks at settings, secrets, database and pages. */
  async doctor(config, args) {
    none(args);
    const { examine } = await import('./server/doctor/doctor.js');
    const { said, healthy } = await examine(config, join(projectFolder(), 'dist/static'));
    console.log(said);
    if (!healthy) process.exitCode = 1;
  },

  /** Gives a role what the server needs, and nothing more. */
  async 'db-grant'(config, args) {
    const { roleFromCommandLine } = await import('./server/grant-command.js');
    const role = roleFromCommandLine(args);
    const { grantOn } = await import('./store/grants.js');
    const { migrateJobs } = await import('./server/jobs.js');
    const database = await databaseOf(config);
    // `migration:up` knows nothing of the job library's tables.
    await migrateJobs(database);
    await grantOn(database, role);
    console.log(`The role ${role} may do now what the server does, and nothing more.`);
  },

  /** Reckons the whole audit anew. */
  async 'audit-verify'(config, args) {
    const { keptFrom, verifyFromCommandLine } = await import('./server/audit-command.js');
    const kept = keptFrom(args);
    const { said, unbroken } = await verifyFromCommandLine(await databaseOf(config), kept);
    console.log(said);
    if (!unbroken) process.exitCode = 1;
  },

  async seed(config, args) {
    none(args);
    const { seed } = await import('./server/seed.js');
    await seed(config);
    console.log('The database holds the demonstration city now.');
  },

  /** Writes the schema to a file. */
  async schema(_config, [file, ...rest]) {
    none(rest);
    if (file === undefined) throw new UsageError('schema: name the file to write.');
    const { schemaFile } = await import('./server/schema-file.js');
    await writeFile(file, schemaFile());
  },
};

/** The owner's connection to the database in use, where there is one. */
async function databaseOf(config: Config): Promise<string> {
  const { embeddedDatabaseUrl } = await import('./store/embedded/embedded-postgres.js');
  const url = config.migrationDatabaseUrl ?? config.databaseUrl ?? (await embeddedDatabaseUrl(config.dataDir));
  if (url === null) throw new Error(`There is no database in ${config.dataDir} yet. \`npm start\` makes one, or DATABASE_URL names another.`);
  return url;
}

function none(args: readonly string[]): void {
  if (args.length > 0) throw new UsageError(`"${args.join(' ')}" has no meaning here. Settings come from the environment; see the README.`);
}

/** The first signal ends in order, the next one at once. */
function endOnSignal(say: (line: string) => void, close: () => Promise<void>): void {
  let first: number | undefined;
  const end = (signal: NodeJS.Signals) => {
    if (first !== undefined) {
      if (performance.now() - first > sameKeystroke) process.exit(130);
      return;
    }
    first = performance.now();
    say(`\n${signal}: stopping ...`);
    setTimeout(() => {
      console.error(`Not everything ended within ${patience / 1_000} s.`);
      process.exit(1);
    }, patience).unref();
    close().then(() => process.exit(0), (error: unknown) => fail(error));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
}

function fail(error: unknown): never {
  const { message, code, syscall, stack } = error as NodeJS.ErrnoException;
  console.error(printable(message));
  if (code === 'EADDRINUSE') console.error('Another program, perhaps another Diaodu, listens there. Stop it, or choose another one with PORT.');
  else if (syscall === 'listen' || syscall === 'getaddrinfo') console.error('The server cannot listen there. Correct HOST or PORT.');
  if (process.env['LOG_LEVEL'] === 'debug') console.error(stack);
  process.exit(error instanceof UsageError ? 2 : 1);
}

try {
  const [name = 'start', ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}". Choose one of ${Object.keys(commands).join(', ')}.`);
  if (Number(process.versions.node.split('.')[0]) < 24) throw new Error(`Node.js ${process.versions.node} is too old for this. Use the npm commands: \`npm ci\` brings the right one.`);
  await command(readConfig(process.env), args);
} catch (error) {
  fail(error);
}
