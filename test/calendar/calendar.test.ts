import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data, type ViewerOptions } from '../support/city.js';
import type { Role } from '../../src/kernel/viewer.js';

let city: City;
beforeAll(async () => {
  city = await openCity('empty');
  await city.query(`update business_clock set ahead = timestamptz '2020-04-16 09:00+08' - now()`);
  await city.query(`insert into region (code, name, level) values ('DQ', '大庆市', 'CITY')`);
});
afterAll(() => city.close());

const set = async (input: Record<string, unknown>, role: Role = 'DISPATCHER', options: ViewerOptions = {}): Promise<Data> => (await city.ask(role, `
  mutation ($input: CalendarDaySetInput!) { calendarDaySet(input: $input) { calendar { year known days { day working name } history { act note } } userErrors { code path } } }`, { input }, options));
const working = (day: string): Promise<Data> => city.query(`select is_working_day('${day}') as it`).then(([row]) => row!.it);

test('[WC1] the holidays and moved working days of the State Council\'s notices are there, 2019 to 2026: each year has its number of days off and of worked weekends', async () => {
  // By hand from the notices: the days off that are listed, and the weekend days that are worked. 31 December 2022 is in the notice of 2023.
  const counts = { 2019: [28, 6], 2020: [30, 6], 2021: [31, 7], 2022: [32, 7], 2023: [26, 7], 2024: [28, 8], 2025: [28, 5], 2026: [33, 6] };
  for (const [year, [off, worked]] of Object.entries(counts)) {
    const { calendar } = await city.get('VIEWER', 'query ($year: Int!) { calendar(year: $year) { known days { day working name } } }', { year: Number(year) });
    expect([year, calendar.known, calendar.days.filter((day: Data) => !day.working).length, calendar.days.filter((day: Data) => day.working).length]).toEqual([year, true, off, worked]);
    for (const day of calendar.days.filter((each: Data) => each.working)) expect([0, 6], day.day).toContain(new Date(day.day).getUTCDay());
  }
});

test('[WC2] a day is worked Monday to Friday, but for what the calendar says; a year without holidays says that it does not know them', async () => {
  for (const [day, is] of [['2020-04-17', true], ['2020-04-18', false], ['2020-04-26', true], ['2020-05-01', false], ['2020-05-05', false], ['2020-05-06', true], ['2020-05-09', true], ['2020-01-31', false], ['2020-02-03', true]] as const) {
    expect([day, await working(day)]).toEqual([day, is]);
  }
  expect((await city.get('VIEWER', '{ calendar(year: 2031) { known days { day } } none: calendar(year: 1999) { year } now: calendar { year } }'))).toEqual({ calendar: { known: false, days: [] }, none: null, now: { year: 2020 } });
});

test('[WC3] so many working days after a day, or before it, go around holidays and over worked weekends', async () => {
  const after = async (from: string, days: number): Promise<string> => (await city.get('VIEWER', 'query ($from: Date!, $days: Int!) { workingDay(from: $from, days: $days) }', { from, days })).workingDay;
  expect(await after('2020-04-16', 1)).toBe('2020-04-17');
  expect(await after('2020-04-17', 1)).toBe('2020-04-20');
  expect(await after('2020-04-24', 1)).toBe('2020-04-26'); // a Sunday that is worked
  expect(await after('2020-04-30', 1)).toBe('2020-05-06');
  expect(await after('2020-04-30', 4)).toBe('2020-05-09');
  expect(await after('2020-05-06', -1)).toBe('2020-04-30');
  expect(await after('2020-04-18', 0)).toBe('2020-04-18');
  const { errors } = await city.ask('VIEWER', '{ workingDay(from: "2020-04-16", days: 1001) }');
  expect(errors![0]!.extensions['code']).toBe('BAD_REQUEST');
});

test('[WC4] counting working days agrees with walking them one by one, whatever the span and its direction', { timeout: 60_000 }, async () => {
  const exceptions = new Map((await city.query<{ day: string; working: boolean }>('select day, working from calendar_day')).map(({ day, working: is }) => [day, is]));
  const isWorked = (at: number): boolean => {
    const date = new Date(at * 86_400_000);
    return exceptions.get(date.toISOString().slice(0, 10)) ?? (date.getUTCDay() % 6 !== 0);
  };
  const day = fc.integer({ min: Date.UTC(2019, 10, 1) / 86_400_000, max: Date.UTC(2022, 2, 1) / 86_400_000 });
  const said = (at: number): string => new Date(at * 86_400_000).toISOString().slice(0, 10);
  await fc.assert(fc.asyncProperty(day, day, fc.integer({ min: -40, max: 40 }), async (from, to, days) => {
    let between = 0;
    for (let at = Math.min(from, to) + 1; at <= Math.max(from, to); at += 1) between += isWorked(at) ? 1 : 0;
    let at = from;
    for (let left = Math.abs(days); left > 0;) {
      at += Math.sign(days);
      if (isWorked(at)) left -= 1;
    }
    const [row] = await city.query(`select working_days_between('${said(from)}', '${said(to)}') as between, add_working_days('${said(from)}', ${days}) as after`);
    expect(row).toEqual({ between: from <= to ? between : between === 0 ? 0 : -between, after: said(at) });
  }), { numRuns: 150 });
});

test('[WC5] the office sets and clears days, and the year\'s history says who made what of which day', async () => {
  const { data: { calendarDaySet } } = await set({ day: '2027-01-01', working: false, name: ' 元旦 ' });
  expect(calendarDaySet).toEqual({ calendar: { year: 2027, known: true, days: [{ day: '2027-01-01', working: false, name: '元旦' }], history: [{ act: 'CORRECTED', note: '2027-01-01 元旦: 休息' }] }, userErrors: [] });
  expect(await working('2027-01-01')).toBe(false);
  const { calendarDayClear } = await city.get('ADMIN', 'mutation { calendarDayClear(day: "2027-01-01") { calendar { known history { note actor { name } } } userErrors { code } } }');
  expect(calendarDayClear).toEqual({ calendar: { known: false, history: [{ note: '2027-01-01 元旦: 休息', actor: { name: 'DISPATCHER' } }, { note: '2027-01-01 元旦: 恢复平常', actor: { name: 'ADMIN' } }] }, userErrors: [] });
});

test('[WC6] a day that is not listed cannot be cleared, a day without a name or out of the calendar\'s years cannot be set, and nothing is changed', async () => {
  const before = await city.query('select * from calendar_day order by day');
  expect((await set({ day: '1999-12-31', working: false, name: '元旦' })).data.calendarDaySet).toMatchObject({ calendar: null, userErrors: [{ code: 'DAY_BEFORE', path: ['input', 'day'] }] });
  expect((await set({ day: '2100-01-01', working: false, name: '元旦' })).data.calendarDaySet.userErrors).toEqual([{ code: 'DAY_AFTER', path: ['input', 'day'] }]);
  expect((await set({ day: '2028-01-01', working: false, name: ' ' })).data.calendarDaySet.userErrors).toEqual([{ code: 'TEXT_EMPTY', path: ['input', 'name'] }]);
  expect((await city.get('ADMIN', 'mutation { calendarDayClear(day: "2028-01-03") { calendar { year } userErrors { code path } } }')).calendarDayClear).toEqual({ calendar: null, userErrors: [{ code: 'NOT_FOUND', path: ['day'] }] });
  expect((await set({ day: '2028-01-01', working: false, name: '元旦' }, 'DISPATCHER', { region: 'DQ' })).data.calendarDaySet).toEqual({ calendar: null, userErrors: [{ code: 'FORBIDDEN_HERE', path: [] }] });
  for (const role of ['LEADER', 'OFFICER', 'UNIT', 'OWNER', 'INTEGRATION', 'SCREEN', 'VIEWER'] as const) {
    expect((await set({ day: '2028-01-01', working: false, name: '元旦' }, role)).errors![0]!.extensions['code']).toBe('FORBIDDEN');
  }
  expect(await city.query('select * from calendar_day order by day')).toEqual(before);
});

test('[WC7] a change of the calendar is captured, by SQL as well, which its history tells', async () => {
  const logged = async () => (await city.query<{ at: string }>(`select coalesce(max(seq), 0)::int as at from change_log where type = 'Calendar'`))[0]!.at;
  const before = await logged();
  await city.query(`insert into calendar_day (day, working, name) values ('2029-02-13', false, '春节')`);
  expect(await logged()).toBeGreaterThan(Number(before));
  expect((await city.get('VIEWER', '{ calendar(year: 2029) { history { act automatic actor { name } } } }')).calendar.history).toEqual([{ act: 'CHANGED_BY_SQL', automatic: false, actor: null }]);
});
