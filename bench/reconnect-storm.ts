import 'reflect-metadata';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { fillWithDemonstration } from '../src/demonstration/insert.js';
import { toGlobalId } from '../src/kernel/global-id.js';
import { graphqlPath, startApp } from '../src/server/app.js';
import { mintToken } from '../src/server/token.js';
import { firstRow, rows, sql } from '../src/store/database.js';
import { startEmbeddedPostgres } from '../src/store/embedded/embedded-postgres.js';
import type { Orders, Recovery } from './screens.js';

/**
 * `npm run bench:storm [SCREENS]`: that many screens (2,000 where left out) of one running meeting in five groups of rights
 * lose their lines at once, a change is committed while they are away, and all come back. Server in this process, screens in
 * another one. Prints when the last screen showed the change, and what that cost.
 */
const count = Number(process.argv[2] ?? 2_000);
const folder = await mkdtemp(join(tmpdir(), 'diaodu-storm-'));
const endings: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
/** Whatever happens, nothing is left running. */
async function end(code: number): Promise<never> {
  for (const ending of endings.toReversed()) await ending();
  process.exit(code);
}
process.once('SIGINT', () => void end(130));
process.once('SIGTERM', () => void end(143));
process.once('uncaughtException', (error) => {
  console.error(error);
  void end(1);
});

const postgres = await startEmbeddedPostgres({ folder });
endings.push(() => postgres.stop());
const secrets = { token: 'a secret that only this run knows, tokens', cursor: 'a secret that only this run knows, cursors' };
const app = await startApp({
  databaseUrl: postgres.url, host: '127.0.0.1', port: 0, secrets, feedPollMs: 250, feedRetentionDays: 7, staticFolder: folder, logger: pino({ level: 'warn' }),
  migrated: ({ db }) => fillWithDemonstration(db),
});
endings.push(() => app.close());
const { db } = app.store;
const meeting = (await firstRow<{ id: number }>(db, sql`update meeting set status = 'IN_PROGRESS', started_at = business_now() where status = 'SCHEDULED' returning id`))!;
await sql`update agenda_item set status = 'CALLED', called_at = business_now() where meeting_id = ${meeting.id} and position = 1`.execute(db);
await sql`insert into meeting_site (meeting_id, name, kind, region_id) select ${meeting.id}, name, 'COUNTY', id from region where level = 'COUNTY' order by id limit 4`.execute(db);
const counties = await rows<{ code: string }>(db, sql`select code from region where level = 'COUNTY' order by id limit 4`);
const inAnHour = new Date(Date.now() + 3_600_000);
const tokens = await Promise.all([undefined, ...counties.map(({ code }) => code)].map((region) =>
  mintToken(secrets.token, { role: 'SCREEN', subject: `screen ${region}`, name: 'screen', region }, inAnHour)));

const screens = fork(join(import.meta.dirname, 'screens.ts'), { execArgv: ['--import', '@oxc-node/core/register'] });
endings.push(() => screens.kill());
const orders: Orders = {
  url: `${app.url.replace('http', 'ws')}${graphqlPath}`, tokens, count, meetingId: toGlobalId('Meeting', meeting.id),
  document: readFileSync(join(import.meta.dirname, '../test/contract/meeting-screen.graphql'), 'utf8'),
};
screens.send(orders);
await once(screens, 'message');

const before = { executions: app.live.hub.executions, cpu: process.cpuUsage(), groups: app.live.hub.size.groups };
const mark = '断线期间改名的会议';
const recovered = once(screens, 'message');
screens.send({ mark });
while (app.live.hub.size.members > 0) await new Promise((resolve) => setImmediate(resolve));
await sql`update meeting set title = ${mark} where id = ${meeting.id}`.execute(db);
const [{ times, attempts, bytes }] = (await recovered) as [Recovery];
const executions = app.live.hub.executions - before.executions;
const cpu = process.cpuUsage(before.cpu);

const at = (share: number) => `${(times[Math.ceil(share * times.length) - 1]! / 1_000).toFixed(2)} s`;
for (const [name, value] of Object.entries({
  machine: `${cpus().length} x ${cpus()[0]!.model}, Node.js ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`,
  screens: count,
  'groups of rights': before.groups,
  'from the drop until right again: half of the screens': at(0.5),
  '99 in 100': at(0.99),
  'the last': at(1),
  'GraphQL executions in all': executions,
  'connections tried': attempts,
  'sent to the screens': `${(bytes / 1_048_576).toFixed(0)} MiB`,
  'CPU of the server': `${((cpu.user + cpu.system) / 1_000_000).toFixed(2)} s, ${((cpu.user + cpu.system) / 1_000 / count).toFixed(2)} ms a screen`,
})) console.log(`${name.padEnd(56)}${value}`);

await end(0);
