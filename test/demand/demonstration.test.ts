import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity()));
afterAll(() => city.close());

const none = async (statement: string) => expect(await city.query(statement)).toEqual([]);

test('[DM23] the demonstration\'s demands have come as far as their issues, and forty offers stand, some matched in part', async () => {
  const [counts] = await city.query<Record<string, number>>(`select
    (select count(*)::int from supply_offer) as offers, (select count(*)::int from demand) as demands, (select count(distinct kind_id)::int from demand) as kinds,
    (select count(*)::int from supply_match where status = 'PROMISED') as promised, (select count(*)::int from supply_match where status = 'DELIVERED') as delivered`);
  expect(counts).toMatchObject({ offers: 40, kinds: 12 });
  expect(counts!['demands']).toBeGreaterThan(80);
  expect(counts!['promised']).toBeGreaterThan(3);
  expect(counts!['delivered']).toBeGreaterThan(10);
  await none(`select i.number from issue i join demand d on d.issue_id = i.id where i.status in ('RESOLVED', 'CLOSED') and d.fulfilled < d.quantity`);
  await none(`select i.number from issue i join demand d on d.issue_id = i.id where (i.status = 'REPORTED' or (i.status = 'ASSIGNED' and i.returns = 0)) and d.fulfilled + d.promised > 0`);
  await none(`select i.number from issue i join demand d on d.issue_id = i.id join demand_kind k on k.id = d.kind_id where i.kind <> 'DEMAND' or k.category <> i.category or (d.measure is not null and d.measure <> all(k.measures))`);
  await none(`select o.id from supply_offer o join demand_kind k on k.id = o.kind_id where o.measure <> all(k.measures) or o.offered_at > business_now()`);
  await none(`select m.id from supply_match m join supply_offer o on o.id = m.offer_id join demand d on d.issue_id = m.issue_id where o.kind_id <> d.kind_id or o.measure <> d.measure or m.matched_at < o.offered_at`);
  // Who was to be brought back from the airport was.
  expect(await city.query(`select d.quantity::float, d.fulfilled::float from demand d join issue i on i.id = d.issue_id where i.title = '省外返岗人员接回'`)).toEqual([{ quantity: 21, fulfilled: 21 }]);
});
