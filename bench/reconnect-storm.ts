import { join } from 'node:path';
import { openBoard } from './live/board.js';
import { startDatabase, startDiaodu } from './live/diaodu.js';
import type { Orders, Recovery } from './live/storm-screens.js';
import { cpuSeconds } from './support/cpu.js';
import { machine } from './support/machine.js';
import { bench, start } from './support/process.js';
import { figure, percentile } from './support/stats.js';
import { save } from './support/table.js';

/**
 * `npm run bench:storm [SCREENS]`: that many screens (2,000 where left out) of one running meeting in five groups of rights
 * lose their lines at once, a change is committed while they are away, and all come back. Tells when the last screen showed
 * the change, and what that cost.
 */
const count = Number(process.argv[2] ?? 2_000);
const mark = '断线期间改名的会议';

await bench(async () => {
  const diaodu = await startDiaodu(await startDatabase());
  const board = await openBoard(diaodu);
  const screens = await start(join(import.meta.dirname, 'live/storm-screens.ts'));
  await screens.ask({ url: diaodu.wsUrl, wishes: board.wishes, count } satisfies Orders);

  const [before, cpuBefore] = [await diaodu.hub(), cpuSeconds(diaodu.pids)];
  const recovery = screens.ask<Recovery>({ mark });
  while ((await diaodu.hub()).members > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await diaodu.client.query('update meeting set title = $1 where id = $2', [mark, board.id]);
  const { times, attempts, bytes } = await recovery;
  const executions = (await diaodu.hub()).executions - before.executions;
  const cpu = cpuSeconds(diaodu.pids) - cpuBefore;

  const at = (share: number) => `${(percentile(times, share) / 1_000).toFixed(2)} s`;
  const result = {
    title: 'All screens lose their lines at once',
    machine: machine(diaodu.version),
    rows: [
      { figure: 'screens, in groups of rights', value: `${count.toLocaleString('en-US')}, ${before.groups}` },
      { figure: 'from the drop until right again: half of the screens', value: at(0.5) },
      { figure: '… 99 in 100', value: at(0.99) },
      { figure: '… the last', value: at(1) },
      { figure: 'GraphQL executions in all', value: String(executions) },
      { figure: 'connections tried', value: attempts.toLocaleString('en-US') },
      { figure: 'sent to the screens', value: `${(bytes / 2 ** 20).toFixed(0)} MiB` },
      { figure: 'CPU of the server', value: `${cpu.toFixed(2)} s, ${figure((1e3 * cpu) / count)} ms a screen` },
    ],
    notes: ['Screens wait before they come back as the wall does. One is right when it shows what was committed while all were away.'],
  };
  save('reconnect-storm', result, times);
  console.table(result.rows);
});
