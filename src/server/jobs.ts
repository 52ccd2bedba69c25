import { setTimeout as delay } from 'node:timers/promises';
import { Logger as JobLogger, run, runMigrations, type Runner } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from 'pino';
import { actByItself, automatic } from '../issue/automatic.commands.js';
import { dueByItself } from '../issue/automatic.queries.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { makeMeetings, seriesDue } from '../meeting/series.commands.js';
import { papersDue } from '../permit/permit.queries.js';
import { remindOfPaper } from '../permit/permit-paper.commands.js';
import type { Store } from '../store/database.js';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.js';

export interface JobsOptions {
  readonly store: Store;
  readonly unitOfWork: UnitOfWork;
  readonly logger: Logger;
}

/** One listens for jobs, one takes them. */
export const jobConnections = 2;

/** A look a minute, whatever else asks for one; those that were missed while nothing ran are one look. */
const crontab = '* * * * * automatic-acts ?jobKey=automatic-acts&jobKeyMode=replace';

/** Brings the job library's own tables up to date; as the owner of the database. */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  // A pool of our own is closed when this is done; the library's would outlive it, and end the process where the database is stopped meanwhile.
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  pool.on('error', () => {});
  try {
    await runMigrations({ pgPool: pool, logger: quiet });
  } finally {
    await pool.end();
  }
}

/** After a failure it is begun anew, milliseconds. */
const againAfter = 5_000;

/**
 * Runs what is to be done by itself. Of several nodes one at a time does it; another one goes on where it ends. The library's
 * runner ends for good where it cannot reach the database at the turn of a minute: it is begun anew until the close.
 */
export async function openJobs({ store, unitOfWork, logger }: JobsOptions): Promise<{ close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: store.url, max: jobConnections, application_name: 'diaodu-jobs' });
  pool.on('error', (error) => logger.warn({ err: error }, 'a connection of the jobs broke; they go on over another one'));
  const closing = new AbortController();
  const begin = (): Promise<Runner> => run({
    pgPool: pool, concurrency: 1, noHandleSignals: true, crontab, pollInterval: 5_000, logger: toldBy(logger),
    taskList: { 'automatic-acts': () => doWhatIsDue(store, unitOfWork, logger, closing.signal) },
  });
  const serve = async (first: Runner): Promise<void> => {
    let runner: Runner | null = first;
    const stop = () => void runner?.stop().catch((error: unknown) => logger.warn({ err: error }, 'the jobs did not end in an orderly way'));
    closing.signal.addEventListener('abort', stop);
    while (!closing.signal.aborted) {
      try {
        runner ??= await begin();
        // One that was begun while the close came heard nothing of it.
        if (closing.signal.aborted) stop();
        await runner.promise;
      } catch (error) {
        logger.error({ err: error }, 'the jobs failed; they are begun anew');
      }
      runner = null;
      await delay(againAfter, undefined, { signal: closing.signal }).catch(() => {});
    }
  };
  let serving: Promise<void>;
  try {
    serving = serve(await begin());
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    async close() {
      closing.abort();
      await serving;
      await pool.end();
    },
  };
}

/** Something that is due, as the log names it. */
interface Due {
  readonly of: object;
  act(tx: Transaction): Promise<Outcome<readonly string[]>>;
}

/** Issue by issue, paper by paper and series by series, each in a transaction of its own: one that fails keeps no other from its due. It then fails as a whole, and is tried again. */
async function doWhatIsDue(store: Store, unitOfWork: UnitOfWork, logger: Logger, closing: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  const due: Due[] = [
    ...(await dueByItself(store.db)).map(({ id }) => ({ of: { issue: id }, act: (tx: Transaction) => actByItself(tx, id) })),
    ...(await seriesDue(store.db)).map(({ id }) => ({ of: { series: id }, act: async (tx: Transaction) => done([`${await makeMeetings(tx, id)} meetings`]) })),
    ...(await papersDue(store.db)).map(({ id }) => ({ of: { paper: id }, act: (tx: Transaction) => remindOfPaper(tx, id) })),
  ];
  for (const { of, act } of due) {
    // What is left is found by whoever looks next.
    if (closing.aborted) return;
    try {
      const { done: acts, refused } = await unitOfWork.run(automatic, 'automaticActs', act);
      if (refused) throw new Error(`a rule could not be carried out: ${JSON.stringify(refused)}`);
      logger.info({ ...of, acts }, 'done by rule');
    } catch (error) {
      logger.error({ err: error, ...of }, 'what is due by rule was not done');
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of what is due could not be dealt with`);
}

const quiet = new JobLogger(() => () => {});

function toldBy(logger: Logger): JobLogger {
  return new JobLogger(() => (level, message, meta) => logger[level === 'warning' ? 'warn' : level === 'info' ? 'debug' : level]({ ...meta }, message));
}
