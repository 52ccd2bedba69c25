import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';
let city: City;
beforeAll(async () => void (city = await openCity('demonstration')));
afterAll(() => city.close());
test('probe', async () => {
  console.log(await city.query(`select rule, colour, count(*), min(measure), max(measure) from project_signals(array(select id from project), business_today()) group by 1,2 order by 1,2`));
  console.log(await city.query(`select colour, count(*) from project_colours(array(select id from project), business_today()) group by 1`));
  console.log(await city.query(`select p.code, p.origin, s.measure, s.sign, s.since_on from project_signals(array(select id from project), business_today()) s join project p on p.id = project_id where rule = 'STUCK' limit 20`));
  console.log(await city.query(`select count(*), count(*) filter (where project_id is not null) from issue where escalated_at is not null and status <> 'CLOSED'`));
  const c = await city.get('DISPATCHER', '{ candidates(first: 3) { totalCount nodes { project { code name } kinds colour urgency since agenda { title } reasons { kind colour since message detail measure unit } } } }');
  console.log(JSON.stringify(c, null, 1));
  console.log(JSON.stringify(await city.get('VIEWER', '{ project(code: "DQ-2020-003") { signal { colour checks { rule colour skipped measure inputs { text } detail } reasons { rule message detail since threshold } } signalHistory(from: "2020-03-20") { day before after began ceased reasons { message detail } } } }'), null, 1));
  console.log(JSON.stringify(await city.get('DISPATCHER', '{ signalPreview(rules: [{ rule: BEHIND_PLAN, yellowFrom: 0.2, redFrom: 0.3, tiers: [COUNTY] }]) { userErrors { code message } signalPreview { before { colour count } after { colour count } changedCount changes(first: 2) { project { code } before after reasonsBefore { message } reasonsAfter { message } } } } }'), null, 1));
});
