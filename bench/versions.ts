import { parseArgs } from 'node:util';
import type pg from 'pg';
import { fillCity } from './http/city.js';
import { startDatabase } from './live/diaodu.js';
import { bench } from './support/process.js';
import { machine } from './support/machine.js';
import { figure, median } from './support/stats.js';
import { save, type Row } from './support/table.js';

/**
 * `npm run bench:versions -- [--rounds 15]`: what keeping every version of every issue costs a writer, with the triggers on and off
 * in turn, and how much room versions take.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(options.rounds);

const events = ['insert', 'update', 'delete', 'truncate'];
/** A goal of ours: who writes hardly notices. */
const most = 1.15;

interface Work {
  readonly name: string;
  readonly times: number;
  /** `$n` is another number each time. */
  readonly statement: string;
}

const insert = (rows: number) => `insert into issue (number, kind, category, title, severity, status, level, project_id, due_on)
  select 'V-$n-' || n, 'PROBLEM', 'LAND', '施工现场问题', 'LOW', 'REPORTED', 'PROJECT', 1 + n % 354, business_today() + 10 from generate_series(1, ${rows}) n`;
const update = (rows: number) => `update issue set severity = case severity when 'LOW' then 'HIGH' else 'LOW' end where id in (select id from issue order by id offset ($n * 37) % 4000 limit ${rows})`;

const works: readonly Work[] = [
  { name: 'one issue reported', times: 100, statement: insert(1) },
  { name: 'one issue changed', times: 100, statement: update(1) },
  { name: '1,000 issues reported in one statement', times: 1, statement: insert(1_000) },
  { name: '1,000 issues changed in one statement', times: 1, statement: update(1_000) },
];

await bench(async () => {
  const { client, version, ...database } = await startDatabase();
  await fillCity({ client, version, ...database });
  let number = 0;
  const spent = works.map(() => ({ kept: [] as number[], unkept: [] as number[] }));
  for (let round = -1; round < rounds; round += 1) {
    // First or second: neither gets the warmer caches.
    for (const kept of round % 2 === 0 ? [true, false] : [false, true]) {
      await keep(client, kept);
      for (const [index, { times, statement }] of works.entries()) {
        const began = performance.now();
        for (let time = 0; time < times; time += 1) await client.query(statement.replaceAll('$n', String((number += 1))));
        if (round >= 0) spent[index]![kept ? 'kept' : 'unkept'].push((performance.now() - began) / times);
      }
    }
  }
  const rows: Row[] = works.map(({ name }, index) => {
    const { kept, unkept } = spent[index]!;
    const ratio = median(kept) / median(unkept);
    return { figure: name, value: `${figure(median(kept))} ms, without versions ${figure(median(unkept))} ms: ${figure(ratio)}x`, spread: `${figure(Math.min(...kept))} to ${figure(Math.max(...kept))} ms`, goal: `<= ${most}x`, met: ratio <= most };
  });
  const { rows: [room] } = await client.query<{ version: number; row: number }>(`
    select pg_total_relation_size('versions.issue')::float8 / (select count(*) from versions.issue) as version, pg_total_relation_size('issue')::float8 / (select count(*) from issue) as row`);
  rows.push({ figure: 'room of one version of an issue, indexes included', value: `${figure(room!.version)} bytes; of an issue itself ${figure(room!.row)}` });
  save('versions', {
    title: 'What versions cost', machine: machine(version), rows,
    notes: [`${rounds} rounds, versions kept and not kept in turn, each statement a transaction of its own with everything else that the database does of itself: scope keys, change log, history, audit. The median of each.`],
  }, spent);
  console.table(rows);
});

async function keep(client: pg.Client, kept: boolean): Promise<void> {
  for (const event of events) await client.query(`alter table issue ${kept ? 'enable always' : 'disable'} trigger keep_${event}`);
}
