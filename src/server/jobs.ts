import { Logger as JobLogger, run, runMigrations, type Runner } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from 'pino';
import { actByItself, automatic } from '../issue/automatic.commands.js';
import { dueByItself } from '../issue/automatic.queries.js';
import type { Store } from '../store/database.js';
import type { UnitOfWork } from '../store/unit-of-work.js';

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
  await runMigrations({ connectionString: ownerUrl, logger: quiet });
}

/** Runs what is to be done by itself. Of several nodes one at a time does it; another one goes on where it ends. */
export async function openJobs({ store, unitOfWork, logger }: JobsOptions): Promise<{ close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: store.url, max: jobConnections, application_name: 'diaodu-jobs' });
  pool.on('error', (error) => logger.warn({ err: error }, 'a connection of the jobs broke; they go on over another one'));
  const runner: Runner = await run({
    pgPool: pool, concurrency: 1, noHandleSignals: true, crontab, pollInterval: 5_000, logger: toldBy(logger),
    taskList: {
      async 'automatic-acts'() {
        for (const { id } of await dueByItself(store.db)) {
          const { done: acts, refused } = await unitOfWork.run(automatic, 'automaticActs', (tx) => actByItself(tx, id));
          if (refused) logger.error({ issue: id, refused }, 'a rule could not be carried out on an issue');
          else logger.info({ issue: id, acts }, 'done by rule');
        }
      },
    },
  });
  return {
    async close() {
      await runner.stop().catch((error: unknown) => logger.warn({ err: error }, 'the jobs did not end in an orderly way'));
      await pool.end();
    },
  };
}

const quiet = new JobLogger(() => () => {});

function toldBy(logger: Logger): JobLogger {
  return new JobLogger(() => (level, message, meta) => logger[level === 'warning' ? 'warn' : level === 'info' ? 'debug' : level]({ ...meta }, message));
}
