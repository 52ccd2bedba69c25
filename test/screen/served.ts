import 'reflect-metadata';
import { pino } from 'pino';
import { startApp } from '../../src/server/app.js';

/** The server in a process of its own, so that a test can kill it. Says where it is once it serves. */
const { databaseUrl, staticFolder, port, secrets } = JSON.parse(process.argv[2]!) as { databaseUrl: string; staticFolder: string; port: number; secrets: { token: string; cursor: string } };
const { url } = await startApp({ databaseUrl, staticFolder, port, secrets, host: '127.0.0.1', feedPollMs: 200, feedRetentionDays: 7, logger: pino({ level: 'silent' }) });
console.log(url);
