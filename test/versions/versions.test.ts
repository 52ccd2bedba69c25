import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';
let city: City;
beforeAll(async () => { const s = Date.now(); city = await openCity('big'); console.log('big', Date.now() - s); }, 120_000);
afterAll(() => city.close());
test('try', async () => {
  expect(await city.query(`select count(*)::int from issue`)).toEqual([{ count: 100000 }]);
});
