import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';

const source = `query { clock { id now today timeZone offsetSeconds history { at act actor { name } note } } }`;
const set = `mutation ($to: DateTime) { clockSet(input: { to: $to }) { clock { now today offsetSeconds history { act note } } userErrors { code message path } } }`;

let city: City;
beforeAll(async () => void (city = await openCity('empty')));
afterAll(() => city.close());

const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;

test('[C1] a clock that nobody set shows real time and the day of the city', async () => {
  const { clock } = await city.get('VIEWER', source);
  expect(Math.abs(seconds(clock.now, new Date().toISOString()))).toBeLessThan(10);
  expect(clock).toMatchObject({ timeZone: 'Asia/Shanghai', offsetSeconds: 0, history: [] });
  expect(clock.today).toBe(new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(new Date(clock.now)));
});

test('[C2] a clock that was set ticks on from there, and says how far it is from real time', async () => {
  const { clockSet } = await city.get('ADMIN', set, { to: '2020-04-16T01:00:00Z' });
  expect(clockSet.userErrors).toEqual([]);
  const real = Date.now();
  const first = await city.get('VIEWER', source);
  expect(first.clock.today).toBe('2020-04-16');
  expect(seconds('2020-04-16T01:00:00Z', first.clock.now)).toBeGreaterThanOrEqual(0);
  expect(seconds('2020-04-16T01:00:00Z', first.clock.now)).toBeLessThan(10);
  expect(first.clock.offsetSeconds).toBeCloseTo(seconds(new Date(real).toISOString(), '2020-04-16T01:00:00Z'), -2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = await city.get('VIEWER', source);
  expect(seconds(first.clock.now, second.clock.now)).toBeGreaterThan(0.04);
});

test('[C3] the day is the city\'s: half past four in the afternoon of Greenwich is the next day in Shanghai', async () => {
  const { clockSet } = await city.get('ADMIN', set, { to: '2020-04-16T16:30:00Z' });
  expect(clockSet.clock.today).toBe('2020-04-17');
});

test('[C4] without an instant the clock goes back to real time', async () => {
  await city.get('ADMIN', set, { to: '2020-04-16T01:00:00Z' });
  const { clockSet } = await city.get('ADMIN', set, {});
  expect(clockSet.clock.offsetSeconds).toBe(0);
  await city.get('ADMIN', set, { to: '2020-04-16T01:00:00Z' });
  const back = await city.get('ADMIN', set, { to: null });
  expect(back.clockSet.clock.offsetSeconds).toBe(0);
});

test('[C5] only an administrator sets the clock; everybody reads it', async () => {
  const before = await city.get('ADMIN', source);
  for (const role of ['DISPATCHER', 'UNIT', 'INTEGRATION', 'SCREEN', 'VIEWER'] as const) {
    const { errors } = await city.ask(role, set, { to: '2020-04-16T01:00:00Z' });
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await city.get(role, source)).clock.offsetSeconds).toBe(before.clock.offsetSeconds);
  }
});

test('[C6] an instant before 2000 or after 2099 is refused and changes nothing', async () => {
  const before = await city.get('ADMIN', source);
  for (const to of ['1999-12-31T23:59:59Z', '2100-01-01T00:00:00Z', '9999-12-31T23:00:00Z']) {
    const { clockSet } = await city.get('ADMIN', set, { to });
    expect(clockSet).toMatchObject({ clock: null, userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'to'] }] });
  }
  const { errors } = await city.ask('ADMIN', set, { to: '2020-04-31 01:00' });
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect((await city.get('ADMIN', source)).clock).toMatchObject({ offsetSeconds: before.clock.offsetSeconds, history: before.clock.history });
});

test('[C7] the history says who set the clock, from what to what', async () => {
  await city.get('ADMIN', set, { to: null });
  await city.get('ADMIN', set, { to: '2020-05-01T00:00:00Z' }, { subject: 'tester' });
  const { clock } = await city.get('VIEWER', source);
  const last = clock.history.at(-1);
  expect(last).toMatchObject({ act: 'CORRECTED', actor: { name: 'tester' } });
  const [from, to] = last.note.split(' → ');
  expect(Math.abs(seconds(from, new Date().toISOString()))).toBeLessThan(10);
  expect(seconds('2020-05-01T00:00:00Z', to)).toBe(0);
});

test('[C8] the offset is kept in seconds, so that no session\'s summer time moves business time', async () => {
  await city.get('ADMIN', set, { to: '2020-02-16T01:00:00Z' });
  expect(await city.query(`
    select extract(day from ahead)::int as days, extract(month from ahead)::int as months, extract(year from ahead)::int as years from business_clock`,
  )).toEqual([{ days: 0, months: 0, years: 0 }]);
});
