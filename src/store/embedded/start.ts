import { setTimeout } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { failure } from './failure.js';
import { readConnection, writeConnection, type Connection, type Paths } from './files.js';
import type { Launcher } from './launcher.js';
import { ConnectionLost, takeOwnership, type Ownership } from './ownership.js';
import { freePort } from './port.js';
import { disownStaleLock, runningPostmaster, type Postmaster } from './postmaster.js';
import type { ServerLog } from './server-log.js';
import { until } from './until.js';

interface Cluster {
  folder: string;
  paths: Paths;
  binaries: Binaries;
  launcher: Launcher;
  settings: Record<string, string>;
  log: ServerLog;
  onLog: (line: string) => void;
}

interface Running {
  connection: Connection;
  ownership: Ownership;
}

/** How long to try again for reasons that pass by themselves, milliseconds. */
const PATIENCE = 20_000;

/** How long PostgreSQL may take to recover after a crash, milliseconds. */
const RECOVERY = 120_000;

/**
 * What passes by itself: processes of a killed PostgreSQL are not all gone yet, another start was quicker, another
 * program took the port since we looked.
 */
const PASSING = /lock file .* already exists|pre-existing shared memory block|could not bind|could not create any TCP\/IP sockets/;

/** Runs PostgreSQL on the cluster, if it does not run yet, and becomes its owner. */
export async function startOrAdopt(cluster: Cluster): Promise<Running> {
  const { folder, paths, launcher, log, onLog } = cluster;
  const end = performance.now() + PATIENCE;
  for (;;) {
    const mark = await log.size();
    const connection = await expectConnection(paths);
    const postmaster = (await adopt(paths.data)) ?? (await launch(cluster, await freePort(connection.port)));
    let trouble: unknown;
    if (postmaster) {
      const reached = { ...connection, port: postmaster.port };
      try {
        const ownership = await takeOwnership({ ...reached, folder, data: paths.data }, { onLog, revive: () => revive(cluster, reached.port) });
        if (reached.port !== connection.port) await writeConnection(paths.connection, reached, launcher.owner);
        return { connection: reached, ownership };
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        trouble = error;
      }
    }
    const said = await log.linesAfter(mark);
    if (performance.now() >= end || !(postmaster || PASSING.test(said))) throw noStart(cluster, said, trouble);
    await setTimeout(100);
  }
}

/** The PostgreSQL that already runs here, when it is ready; null if there is none, or it ended meanwhile. */
async function adopt(data: string): Promise<Postmaster | null> {
  return settled(async () => {
    const postmaster = await runningPostmaster(data);
    return !postmaster || postmaster.ready ? postmaster : undefined;
  });
}

/** Starts PostgreSQL again where it has ended, at the address that its clients know. */
async function revive(cluster: Cluster, port: number): Promise<void> {
  if (await runningPostmaster(cluster.paths.data)) return;
  cluster.onLog('The embedded PostgreSQL has ended; starting it again.');
  await launch(cluster, port);
}

/** Null if it ended before it was ready. */
async function launch({ paths, binaries, launcher, settings, log }: Cluster, port: number): Promise<Postmaster | null> {
  await disownStaleLock(paths.data);
  // Ours come last, where they count: who wants another address or port wants another database.
  const all = { ...settings, listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  const args = ['-D', paths.data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  let ended = false;
  const child = await log.open((descriptor) => {
    const started = launcher.spawn(binaries.postgres, args, descriptor);
    // At once: it may end while the log's descriptor is closed.
    started.once('exit', () => (ended = true)).once('error', () => (ended = true));
    return started;
  });
  child.unref();
  return settled(async () => {
    if (ended) return null;
    const postmaster = await runningPostmaster(paths.data);
    return postmaster?.ready && postmaster.pid === child.pid ? postmaster : undefined;
  });
}

async function settled(probe: () => Promise<Postmaster | null | undefined>): Promise<Postmaster | null> {
  const outcome = await until(probe, { every: 20, within: RECOVERY });
  if (outcome !== undefined) return outcome;
  throw failure({
    happened: `PostgreSQL runs, but is not ready after ${RECOVERY / 1000} seconds.`,
    means: 'It recovers from a crash, which takes its time with much data on a slow disk; or it waits for the disk.',
    todo: 'See postgres.log in the data folder, leave it running and start again later: the start adopts it.',
  });
}

async function expectConnection(paths: Paths): Promise<Connection> {
  const connection = await readConnection(paths);
  if (connection) return connection;
  throw failure({
    happened: `${paths.connection} vanished during the start.`,
    means: 'Somebody removes the data folder while the server starts.',
    todo: 'Start again.',
  });
}

function noStart({ folder, paths }: Cluster, log: string, cause: unknown): Error {
  return failure({
    happened: `PostgreSQL did not start on the database in ${folder}${cause instanceof Error ? ` (${cause.message})` : ''}.`,
    means: 'The server has no database; the data stays as it is.',
    todo: `See its words below or in ${paths.log}, or use another DATA_DIR, or a database of your own in DATABASE_URL.`,
    log,
    cause,
  });
}
