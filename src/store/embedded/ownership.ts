import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { codeOf, failure } from './failure.js';
import type { Connection } from './files.js';
import { connect } from './session.js';
import { until } from './until.js';

/** The right to be the one server of a cluster. */
export interface Ownership {
  /** Holds on while `stop` ends PostgreSQL, so that nobody takes over what is about to end; then gives it up. */
  releaseAfter(stop: () => Promise<void>): Promise<void>;
}

interface Cluster extends Connection {
  folder: string;
  data: string;
}

interface Care {
  onLog: (line: string) => void;
  /** Starts PostgreSQL again where it has ended. */
  revive: () => Promise<void>;
}

/** The connection failed or broke, as it does while PostgreSQL starts or stops. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}

/** Advisory locks belong to a database; in `postgres` ours cannot meet those of the application. */
const LOCK = 0x6469_616f;

/** After a connection that failed the next is tried this much later, twice as late each time up to the longest, milliseconds. */
const PAUSE = { first: 200, longest: 5_000 };

/** How long PostgreSQL may take to notice that the connection of an owner who was killed is gone, milliseconds. */
const PATIENCE = 1000;

/**
 * Becomes the owner by a lock that lives as long as a connection: that of an owner who was killed vanishes by itself.
 * The owner looks after PostgreSQL: one that ends is started again. Rejects with ConnectionLost, or with words for the user
 * when another server owns the cluster.
 */
export async function takeOwnership(cluster: Cluster, { onLog, revive }: Care): Promise<Ownership> {
  let held = await hold(cluster);
  let released = false;
  let reviving = Promise.resolve();

  // PostgreSQL ends all sessions when one of its processes crashes: the lock has to be taken anew.
  const guard = async () => {
    while (!released) {
      await held.ended;
      if (!released) onLog('The connection to the embedded PostgreSQL broke; trying again until it is back.');
      held = await regain();
    }
  };
  const regain = async () => {
    for (let pause = PAUSE.first; !released; pause = Math.min(2 * pause, PAUSE.longest)) {
      try {
        const again = await hold(cluster);
        if (released) await again.client.end();
        else onLog('The connection to the embedded PostgreSQL is back.');
        return again;
      } catch (error) {
        // Another server may have come in between: then both go on, until one of them stops PostgreSQL.
        if (!(error instanceof ConnectionLost)) onLog(String(error));
        if (!released) reviving = revive().catch((trouble: unknown) => onLog(String(trouble)));
        await reviving;
      }
      await setTimeout(pause, undefined, { ref: false });
    }
    return held;
  };
  void guard();

  return {
    async releaseAfter(stop) {
      released = true;
      await reviving;
      try {
        await stop();
      } finally {
        await held.client.end();
      }
    },
  };
}

async function hold(cluster: Cluster): Promise<{ client: Client; ended: Promise<void> }> {
  let client: Client | undefined;
  let refused: Error;
  try {
    client = await connect(cluster, 'postgres');
    const ended = new Promise<void>((resolve) => client?.once('end', resolve));
    await expectOurs(client, cluster.data);
    if (await lock(client)) return { client, ended };
    refused = refusal(cluster.folder, await ownerOf(client));
  } catch (cause) {
    await client?.end();
    throw codeOf(cause) === '28P01' ? wrongPassword(cluster.folder, cause) : new ConnectionLost(String(cause), { cause });
  }
  await client.end();
  throw refused;
}

/**
 * A copy of a data folder has the same port and password. Who answers must be the server of this folder: it sees the
 * same change time (ctime, which no copy keeps) of its lock file as we do.
 */
async function expectOurs(client: Client, data: string): Promise<void> {
  const { rows } = await client.query<{ changed: number }>("SELECT extract(epoch FROM change)::float8 AS changed FROM pg_stat_file('postmaster.pid')");
  const { ctimeMs } = await stat(join(data, 'postmaster.pid'));
  if (rows[0]?.changed !== Math.floor(ctimeMs / 1000)) throw new Error('the PostgreSQL that answers serves another folder');
}

async function lock(client: Client): Promise<boolean> {
  const taken = async () => {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCK]);
    return rows[0]?.taken || undefined;
  };
  return (await until(taken, { every: 50, within: PATIENCE })) ?? false;
}

async function ownerOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_stat_activity JOIN pg_locks USING (pid)
      WHERE locktype = 'advisory' AND objid = $1 AND granted AND datname = current_database()`,
    [LOCK],
  );
  return rows[0]?.name ?? 'one that just left';
}

function refusal(folder: string, owner: string): Error {
  return failure({
    happened: `Another server (${owner}) runs on the data folder ${folder}.`,
    means: 'Two on one folder would end each other\'s database.',
    todo: 'Stop that one, set DATA_DIR to another folder, or let both share its database: DATABASE_URL=$(npm run -s database-url).',
  });
}

function wrongPassword(folder: string, cause: unknown): Error {
  return failure({
    happened: `The database in ${folder} refuses the password kept beside it.`,
    means: 'One of the two was replaced, or the password of the user postgres was changed, so the server cannot enter.',
    todo: `Restore ${join(folder, 'postgres')} as a whole from a backup, or use another DATA_DIR.`,
    cause,
  });
}
