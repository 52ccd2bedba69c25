import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity()));
afterAll(() => city.close());

const forecast = async (on: string): Promise<Data> => (await city.get('VIEWER', `query ($on: Date!) { startForecast(on: $on) {
  started willStart doubtful total grounds { kind holds projects doubted } doubted: entries(first: 3, outlook: [DOUBTFUL]) { totalCount nodes { project { name } outlook obstacles { kind holds since dueOn } } } } }`, { on })).startForecast;

test('[ST1] 276 of the pilot have started or will by the end of April: 134 did, and of 142 more all that holds them is due before', async () => {
  const april = await forecast('2020-04-30');
  console.log(JSON.stringify(april), JSON.stringify(await forecast('2020-05-31')), JSON.stringify(await forecast('2020-04-17')));
  console.log(JSON.stringify(await city.get('VIEWER', '{ readinessStats(by: []) { projects ready lacking claimed } a: readinessStats(by: [ITEM], filter: { started: false }) { item { code } projects ready lacking claimed } }')));
  expect(april).toMatchObject({ started: 134, willStart: 142, doubtful: 0, total: 276 });
});
