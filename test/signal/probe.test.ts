import { afterAll, beforeAll, test } from 'vitest';
import { openCity, type City } from '../support/city.js';
let city: City;
beforeAll(async () => { const a = performance.now(); city = await openCity('big'); console.log('opened', Math.round(performance.now() - a));
  await city.query(`insert into progress_report (project_id, kind, day, counts_from, physical_progress, completed_investment, workers_on_site)
    select p, 'DAILY', day, day, 0.005 * n, 10000 * n, 10 + n from generate_series(5, 10000, 5) p, generate_series(1, 20) n, lateral (select date '2020-03-05' + n as day) d`);
  await city.query('vacuum analyze');
}, 400_000);
afterAll(() => city.close());
const timed = async (what: string, work: () => Promise<unknown>) => { for (let i = 0; i < 3; i += 1) { const at = performance.now(); await work(); console.log(what, Math.round(performance.now() - at)); } };
test('probe', async () => {
  await timed('signals of all', () => city.query(`select count(*) from project_signals(array(select id from project), business_today())`));
  await timed('signals of 50', () => city.query(`select count(*) from project_signals(array(select id from project limit 50), business_today())`));
  await timed('candidates', () => city.get('VIEWER', '{ candidates(first: 50) { totalCount nodes { project { code } kinds reasons { message } agenda { title } } } }'));
  await timed('preview', () => city.get('ADMIN', '{ signalPreview(rules: [{ rule: BEHIND_PLAN, yellowFrom: 0.2, redFrom: 0.3 }]) { signalPreview { changedCount before { colour count } changes(first: 50) { project { code } reasonsAfter { message } } } } }'));
  await timed('days of 1', () => city.query(`select count(*) from signal_days('{5}', '2020-03-16', '2020-04-16', business_now())`));
  await timed('days of 50', () => city.query(`select count(*) from signal_days(array(select id from project where id % 5 = 0 limit 50), '2020-03-16', '2020-04-16', business_now())`));
  await timed('turn', () => city.query(`update business_clock set ahead = ahead + interval '1 day'`));
  console.log((await city.query(`select rule, colour, count(*)::int from project_signals(array(select id from project), business_today()) group by 1,2`)));
}, 300_000);
