import { startProcess } from '../../test/server/command.js';
import { childrenOf } from '../support/cpu.js';
import { atEnd } from '../support/process.js';
import { roomy, secrets, type Database } from './diaodu.js';

/** The server as `npm start` runs it, by so many processes on one port. */
export async function startWorkers({ url: databaseUrl }: Database, count: number): Promise<{ pids: readonly number[]; url: string; stop(): Promise<void> }> {
  const { child, url, ended } = await startProcess({ ...secrets, ...roomy, DATABASE_URL: databaseUrl, WORKERS: String(count), LOG_LEVEL: 'warn', NODE_ENV: 'production' });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  atEnd(stop);
  return { pids: [child.pid!, ...childrenOf(child.pid!)], url: `${url.replace('http', 'ws')}/graphql`, stop };
}
