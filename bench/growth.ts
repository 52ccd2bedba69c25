import { parseArgs } from 'node:util';
import { toGlobalId } from '../src/kernel/global-id.js';
import { Audience } from './live/audience.js';
import { changesDocument, contestants, diaoduContestant, eventProject, type Contestant } from './live/contestants.js';
import { costOf } from './live/cost.js';
import { startDatabase, startDiaodu, token } from './live/diaodu.js';
import { startGenerator, type Generator } from './live/generator.js';
import { growthResult, type Grown } from './live/growth-result.js';
import { mark } from './live/mark.js';
import { startWorkers } from './live/workers.js';
import { bench } from './support/process.js';
import { save } from './support/table.js';

/**
 * `npm run bench:growth -- [--rounds 3] [--scale 1]`: what one event costs the server as subscribers (500 to 10,000 in one
 * group), groups (1 to 1,000 of 2,000 subscribers) and processes (1 to 4) grow. `--scale` divides the subscribers and groups.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, scale: { type: 'string', default: '1' } } });
const scaled = (number: number) => Math.max(1, Math.round(number / Number(options.scale)));
const rounds = Number(options.rounds);
const [subscribers, groups, processes] = [[500, 1_000, 2_000, 5_000, 10_000].map(scaled), [1, 10, 100, 300, 1_000].map(scaled), [1, 2, 4]];
const many = scaled(2_000);
/** A project that only the first group lists. */
const apart = 354;

await bench(async () => {
  const database = await startDatabase();
  const generator = await startGenerator();
  const diaodu = await startDiaodu(database);
  const [floor, one] = [await contestants.floor(database), await diaoduContestant(diaodu)];
  await database.client.query(`update issue set project_id = ${apart}, lead_id = null, region_id = null, lead_unit_id = 14, due_on = '2020-03-11' where id = 11`);
  const measured: Grown[] = [];
  const measure = async (line: Grown['line'], at: number, contestant: Contestant, count: number, hear?: (audience: Audience) => Promise<void>) => {
    const grown = { line, at, ...(await eventCost(contestant, generator, count, hear)) };
    console.log(`${line.padEnd(34)} ${String(at).padStart(6)} server ${grown.server.toFixed(2)} ms, PostgreSQL ${grown.postgres.toFixed(2)} ms an event`);
    measured.push(grown);
  };

  for (let round = 0; round < rounds; round += 1) {
    for (const count of subscribers) {
      await measure('raw ws.send, subscribers', count, floor, count);
      await measure('Diaodu, subscribers', count, one, count);
    }
    for (const count of groups) {
      const grouped = { ...one, wishes: await wishesOf(count) };
      await measure('an event for all groups', count, grouped, many);
      await measure('an event for one group', count, grouped, many, (audience) =>
        audience.hearOf((first) => database.client.query('update issue set title = $1 where id = 11', [mark(first)]), 1, Math.ceil(many / count)));
    }
  }
  // The servers measured here serve by themselves: the other one's reading of the log is not theirs.
  await diaodu.stop();
  for (let round = 0; round < rounds; round += 1) {
    for (const count of processes) {
      const workers = await startWorkers(database, count);
      await measure('Diaodu, processes', count, { ...one, ...workers }, many);
      await workers.stop();
    }
  }
  for (const [name, result] of Object.entries(growthResult(measured, database.version))) {
    save(name, result, measured);
    console.table(result.rows);
  }
});

/** Milliseconds of CPU for one event, however many hear it. */
async function eventCost(contestant: Contestant, generator: Generator, count: number, hear = (audience: Audience) => audience.hear(1)): Promise<{ server: number; postgres: number }> {
  const audience = await Audience.open(contestant, generator, count);
  const events = Math.min(100, Math.max(12, Math.ceil(60_000 / count)));
  for (let event = 0; event < 3; event += 1) await hear(audience);
  const { server, postgres } = await costOf(contestant, generator, async () => {
    for (let event = 0; event < events; event += 1) await hear(audience);
  });
  await generator.close();
  return { server: (1e3 * server) / events, postgres: (1e3 * postgres) / events };
}

/** So many different scopes, in all of which the events lie; the project apart lies in the first. */
async function wishesOf(count: number) {
  const init = { authorization: `Bearer ${await token('ADMIN')}` };
  const project = (id: number) => toGlobalId('Project', id);
  return Array.from({ length: count }, (_, group) => {
    const projectIds = [eventProject, 40 + (group % 250), 300 + Math.floor(group / 250), ...(group === 0 ? [apart] : [])].map(project);
    return { init, query: changesDocument, variables: { scope: { types: ['ISSUE'], projectIds } } };
  });
}
