import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Audience } from './live/audience.js';
import { contestants, names, type Contestant, type Name } from './live/contestants.js';
import { costOf, type Cost } from './live/cost.js';
import { startDatabase } from './live/diaodu.js';
import { fanoutResult, type Measured } from './live/fanout-result.js';
import { startGenerator, type Generator } from './live/generator.js';
import { bench } from './support/process.js';
import { save } from './support/table.js';

/**
 * `npm run bench:fanout -- [--rounds 3] [--subscribers 500,2000,5000] [--only floor,diaodu] [--pause 0]`: what one delivery
 * costs the server, one event at a time and in bursts of ten, with the same content for all and every delivery verified. The
 * contestants take turns within each round, so that a slow minute of the machine is nobody's alone. With a pause after each
 * event, milliseconds, one sees what idleness costs: caches are cold when the next event comes.
 */
const { values: options } = parseArgs({ options: {
  rounds: { type: 'string', default: '3' },
  subscribers: { type: 'string', default: '500,2000,5000' },
  only: { type: 'string', default: Object.keys(names).join(',') },
  pause: { type: 'string', default: '0' },
} });

/** So many deliveries make one measurement; those that are cheap need more of them to be seen by a clock of 10 ms. */
const deliveries = 24_000;
const weights: Partial<Record<Name, number>> = { floor: 6, framed: 6, diaodu: 8, postgraphile: 0.2 };
const burst = 10;
/** PostGraphile asks the database for each subscriber and event: with more, or in bursts, it takes minutes. */
const most: Partial<Record<Name, number>> = { postgraphile: 2_000 };

await bench(async () => {
  const [rounds, sizes] = [Number(options.rounds), options.subscribers.split(',').map(Number)];
  const database = await startDatabase();
  const generator = await startGenerator();
  const all: [Name, Contestant][] = [];
  for (const name of options.only.split(',') as Name[]) all.push([name, await contestants[name](database)]);

  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const count of sizes) {
      for (let turn = 0; turn < all.length; turn += 1) {
        const [name, contestant] = all[(round + turn) % all.length]!;
        if (count > (most[name] ?? Infinity)) continue;
        measured.push(...(await measure(name, contestant, generator, count)).map((each) => ({ ...each, round })));
      }
    }
  }
  const result = fanoutResult(measured, database.version);
  save('fanout', result, measured);
  console.table(result.rows);
});

async function measure(name: Name, contestant: Contestant, generator: Generator, count: number): Promise<Omit<Measured, 'round'>[]> {
  const audience = await Audience.open(contestant, generator, count);
  const events = Math.min(400, Math.max(4, Math.ceil((deliveries * (weights[name] ?? 1)) / count)));
  await audience.hear(1);
  await audience.hear(1);
  const told = (mode: Measured['mode'], cost: Cost, number: number) => {
    const micros = (seconds: number) => (1e6 * seconds) / (number * count);
    console.log(`${names[name].padEnd(34)} ${String(count).padStart(5)} ${mode.padEnd(6)} server ${micros(cost.server).toFixed(1)} µs, PostgreSQL ${micros(cost.postgres).toFixed(1)} µs, load generator ${Math.round((100 * cost.load) / cost.wall)} %, ${number} events`);
    return { name, count, mode, server: micros(cost.server), postgres: micros(cost.postgres), load: cost.load / cost.wall, others: cost.others / cost.wall, bytes: cost.bytes / (number * count), messages: cost.messages, sampled: cost.sampled };
  };
  const single = told('single', await costOf(contestant, generator, async () => {
    for (let event = 0; event < events; event += 1) {
      await audience.hear(1);
      await delay(Number(options.pause));
    }
  }), events);
  if (name === 'postgraphile') return (await generator.close(), [single]);
  const bursts = Math.ceil(events / burst);
  const bursting = told('burst', await costOf(contestant, generator, async () => {
    for (let event = 0; event < bursts; event += 1) await audience.hear(burst);
  }), bursts * burst);
  await generator.close();
  return [single, bursting];
}
