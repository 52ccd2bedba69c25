import { parseArgs } from 'node:util';
import type { Memory } from './live/answer.js';
import { connectResult } from './live/connect-result.js';
import { contestants, type Contestant, type Name } from './live/contestants.js';
import { costOf } from './live/cost.js';
import { startDatabase } from './live/diaodu.js';
import { startGenerator, type Generator } from './live/generator.js';
import { quiet } from './live/quiet.js';
import { bench } from './support/process.js';
import { save } from './support/table.js';

/**
 * `npm run bench:connect -- [--rounds 3] [--subscribers 2000,5000]`: what it costs a server to connect and subscribe one, with
 * a document that it knows, and what an idle subscriber holds. Verified by one event that reaches all.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, subscribers: { type: 'string', default: '2000,5000' } } });

/** One measurement: seconds of CPU for all, and the memory before and after. */
export interface Connected {
  readonly name: Name;
  readonly count: number;
  readonly round: number;
  readonly server: number;
  readonly postgres: number;
  readonly before: Memory;
  readonly after: Memory;
}

/** Marks that were published: a title that stands already would be no change. */
let published = 0;

await bench(async () => {
  const [rounds, sizes] = [Number(options.rounds), options.subscribers.split(',').map(Number)];
  const database = await startDatabase();
  const generator = await startGenerator();
  const all: [Name, Contestant][] = [];
  for (const name of ['floor', 'typeGraphql', 'diaodu'] as const) all.push([name, await contestants[name](database)]);
  // Once for nothing: what is compiled on the way is compiled, and the heap has the size that it needs.
  for (const [, contestant] of all) await connect(contestant, generator, Math.max(...sizes));

  const measured: Connected[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const count of sizes) {
      for (let turn = 0; turn < all.length; turn += 1) {
        const [name, contestant] = all[(round + turn) % all.length]!;
        const one = { name, count, round, ...(await connect(contestant, generator, count)) };
        console.log(`${contestant.name.padEnd(34)} ${String(count).padStart(5)} ${((1e3 * one.server) / count).toFixed(3)} ms, ${((one.after.held - one.before.held) / count).toFixed(0)} bytes held, ${((one.after.resident - one.before.resident) / count).toFixed(0)} resident`);
        measured.push(one);
      }
    }
  }
  const result = connectResult(measured, database.version);
  save('connect', result, measured);
  console.table(result.rows);
});

async function connect(contestant: Contestant, generator: Generator, count: number): Promise<Omit<Connected, 'name' | 'count' | 'round'>> {
  const before = await contestant.memory();
  const { server, postgres } = await costOf(contestant, generator, async () => {
    await generator.open({ url: contestant.url, count, wishes: contestant.wishes, latestWins: false });
    await quiet(contestant.pids);
  });
  const after = await contestant.memory();
  published += 1;
  await contestant.publish(published, 1);
  if (!(await generator.has(published, 10_000))) throw new Error(`${contestant.name}: somebody who has subscribed got no event`);
  await generator.close();
  await quiet(contestant.pids);
  return { server, postgres, before, after };
}
