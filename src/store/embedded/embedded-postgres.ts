import { resolve } from 'node:path';
import { findBinaries } from './binaries.js';
import { makeCluster } from './cluster.js';
import { openFolder, pathsIn, readConnection } from './files.js';
import { findLauncher } from './launcher.js';
import { findOwner } from './owner.js';
import { runningPostmaster } from './postmaster.js';
import { openServerLog } from './server-log.js';
import { ensureDatabase, serverUrlOf, urlOf } from './session.js';
import { startOrAdopt } from './start.js';
import { stopPostmaster } from './stop.js';

export interface EmbeddedPostgres {
  /** The superuser's, for any PostgreSQL client on this machine; holds the password. */
  readonly url: string;
  /** The server's, whose role owns nothing. */
  readonly serverUrl: string;
  /** Ends all sessions and PostgreSQL. A second call waits for the first. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The data folder. Made where absent; the cluster lies in its `postgres`, the log beside in `postgres.log`. */
  folder: string;
  /** Created where absent. */
  database?: string;
  /** Settings of postgresql.conf. They count when PostgreSQL is started, not when a running one is adopted. */
  settings?: Record<string, string>;
  /** Is told what PostgreSQL logs, and when the connection to it breaks. */
  onLog?: (line: string) => void;
}

const DATABASE = 'diaodu';

/**
 * Starts the PostgreSQL that npm installed on the cluster in the folder; makes the cluster the first time, and adopts
 * a PostgreSQL that a killed server left running. Rejects, with what to do, when it cannot or when another server runs
 * on the folder.
 */
export async function startEmbeddedPostgres({ folder, database = DATABASE, settings = {}, onLog = () => {} }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = await openFolder(resolve(folder));
  const paths = pathsIn(place);
  const owner = await findOwner(paths.home);
  const binaries = await findBinaries();
  const launcher = await findLauncher(owner, binaries.postgres, place);
  if (!(await readConnection(paths))) await makeCluster(place, binaries, launcher, settings.fsync !== 'off');

  const log = await openServerLog(paths.log, owner, onLog);
  const running = await startOrAdopt({ folder: place, paths, binaries, launcher, settings, log, onLog }).catch((error: unknown) => {
    log.close();
    throw error;
  });
  const end = async () => {
    try {
      await running.ownership.releaseAfter(() => stopPostgres(paths.data));
    } finally {
      log.close();
    }
  };
  let ending: Promise<void> | undefined;
  const stop = () => (ending ??= end());

  try {
    await ensureDatabase(running.connection, database);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(running.connection, database), serverUrl: serverUrlOf(running.connection, database), stop };
}

async function stopPostgres(data: string): Promise<void> {
  const postmaster = await runningPostmaster(data);
  if (postmaster) await stopPostmaster(postmaster.pid, data);
}

/** The superuser's connection string of the cluster in the folder, running or not; null where none was made yet. */
export async function embeddedDatabaseUrl(folder: string): Promise<string | null> {
  return (await embeddedDatabaseUrls(folder))?.owner ?? null;
}

/** The same, and that of the server's role. */
export async function embeddedDatabaseUrls(folder: string): Promise<{ readonly owner: string; readonly server: string } | null> {
  const paths = pathsIn(resolve(folder));
  const connection = await readConnection(paths);
  if (!connection) return null;
  // Just after a start on another port the file may still tell the old one.
  const running = await runningPostmaster(paths.data);
  const reached = { ...connection, port: running?.port ?? connection.port };
  return { owner: urlOf(reached, DATABASE), server: serverUrlOf(reached, DATABASE) };
}
