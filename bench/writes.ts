import { parseArgs } from 'node:util';
import { measureBulk } from './http/bulk.js';
import { fillCity } from './http/city.js';
import { startClient } from './http/cost.js';
import { measureWriting } from './http/writing.js';
import { writesResult } from './http/writes-result.js';
import { startDatabase } from './live/diaodu.js';
import { bench } from './support/process.js';
import { save } from './support/table.js';

/**
 * `npm run bench:writes -- [--rounds 5] [--requests 1000]`: what reporting an issue over HTTP costs Diaodu, SQL by hand and
 * peers, with the rows counted; and 5,000 issues in one request beside one COPY.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, requests: { type: 'string', default: '1000' } } });

await bench(async () => {
  const rounds = Number(options.rounds);
  const city = await startDatabase();
  await fillCity(city);
  const client = await startClient();
  const writing = await measureWriting(city, client, { rounds, requests: Number(options.requests) });
  const bulk = await measureBulk(city, client, rounds);
  const result = writesResult({ writing, bulk }, city.version);
  save('writes', result, { writing, bulk });
  console.table(result.rows);
});
