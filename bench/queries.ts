import { parseArgs } from 'node:util';
import { measureBlocks } from './http/block.js';
import { copyOf, fillCity } from './http/city.js';
import { startClient } from './http/cost.js';
import { largeCopyOf } from './http/large.js';
import { queriesResult } from './http/queries-result.js';
import { measureReading } from './http/reading.js';
import { measureStarting } from './http/starting.js';
import { measureStats } from './http/stats.js';
import { startDatabase } from './live/diaodu.js';
import { bench } from './support/process.js';
import { save } from './support/table.js';

/**
 * `npm run bench:queries -- [--rounds 5] [--seconds 3]`: what reading over HTTP costs Diaodu, SQL by hand and peers, with the
 * answers compared; figures over 100,000 projects; the start; and how long one request holds up the event loop.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } } });

await bench(async () => {
  const [rounds, seconds] = [Number(options.rounds), Number(options.seconds)];
  const city = await startDatabase();
  await fillCity(city);
  const client = await startClient();
  const large = await largeCopyOf(city);

  const reading = await measureReading(city, client, { rounds, seconds });
  const stats = [
    ...(await measureStats(await copyOf(city, 'stats'), client, { rounds, times: 50 })),
    ...(await measureStats(large, client, { rounds, times: 5 })),
  ];
  const blocks = await measureBlocks(large, client, rounds);
  const starting = await measureStarting(rounds);

  const result = queriesResult({ reading, stats, blocks, starting }, city.version);
  save('queries', result, { reading, stats, blocks, starting });
  console.table(result.rows);
});
