import fc from 'fast-check';
import { afterAll, beforeAll, test, vi } from 'vitest';
import { currentSnapshot } from '../../src/feed/reader.js';
import { BothHubs, type Deed, type Step } from '../support/both-hubs.js';
import { openCity, type City } from '../support/city.js';
import { effort, often, schedules, step } from '../support/schedule.js';
import { topics, type Topic } from '../support/topics.js';

let city: City;
beforeAll(async () => {
  city = await openCity('empty');
  await city.query(`
    insert into region (id, code, name, level) values (1, 'CITY', '市', 'CITY');
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment)
      select n, 'P' || n, '项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 1, 1 from generate_series(1, 4) n`);
});
afterAll(() => city.close());

const whose = fc.nat({ max: 9 });
const topic = fc.constantFrom(...(Object.keys(topics) as Topic[]));
const anyDeed: fc.Arbitrary<Deed> = often(
  [5, step('join', { topic, since: fc.constantFrom<'NOW' | 'RESET' | number>('NOW', 'RESET', 0, 1, 2, 5) })],
  [1, step('leave', { whose })],
  [1, step('leave again', { whose })],
  [2, step('congest', { whose })],
  [2, step('drain', { whose })],
  [5, step('write', { ids: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { minLength: 1, maxLength: 3 }) })],
);
const deeds = fc.oneof(fc.constant([]), fc.array(anyDeed, { maxLength: 3 }));
const anyTurn = step('turn', { gathered: deeds, fixed: deeds, prepared: deeds, lost: fc.nat({ max: 9 }).map((it) => it === 9) });
const anyStep: fc.Arbitrary<Step> = often(
  [6, anyDeed],
  [6, anyTurn],
  [2, step('fail', { topic: fc.constantFrom<Topic>('all batches', 'low boards'), how: fc.constantFrom<'fault' | 'statement' | 'outage' | null>(null, 'fault', 'statement', 'outage') })],
  [2, step('wait', { seconds: fc.constantFrom(11, 25, 700) })],
);

test('[H12] whoever joins, leaves, congests or drains whenever, and whichever group fails: each subscriber is sent what it would be sent if it were alone, equal ones are executed once, and nobody is left over', async () => {
  await fc.assert(fc.asyncProperty(schedules(anyStep, 80), async (steps) => {
    await city.query(`update project set description = ''`);
    const both = new BothHubs(city, { epoch: 'log 0', snapshot: await currentSnapshot(city.store.db) });
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => both.clock);
    try {
      for (const each of steps) {
        await both.take(each);
        both.check();
      }
    } finally {
      clock.mockRestore();
    }
  }), effort);
});
