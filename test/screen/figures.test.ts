import { expect, test } from 'vitest';
import { around, progressOf } from '../../src/screen/agenda.js';
import type { AgendaEntry, OpenIssue } from '../../src/screen/board.js';
import { cityTime, daysBetween, instantOf, readingAt, spokenDay } from '../../src/screen/city-time.js';
import { cityNow, spell, timerOf } from '../../src/screen/clock.js';
import { byUrgency, daysLate } from '../../src/screen/issues.js';
import { waitBefore } from '../../src/screen/live.js';
import { amountOf } from '../../src/screen/money.js';
import { addressWith, readPlace } from '../../src/screen/place.js';
import { stepsOf } from '../../src/screen/stages.js';

test('[W5] a timer starts from the server\'s time and goes on by the steady clock', () => {
  const stamp = { at: '2020-04-16T01:40:00.000Z', arrived: 5_000 };
  const item = { calledAt: '2020-04-16T01:37:00.000Z', minutes: 8 };
  expect(timerOf(item, stamp, 5_000)).toEqual({ seconds: 180, planned: 480, over: false, share: 0.375 });
  expect(timerOf(item, stamp, 65_900).seconds).toBe(240);
  expect(timerOf(item, stamp, 305_000).over).toBe(false);
  expect(timerOf(item, stamp, 306_000)).toMatchObject({ seconds: 481, over: true, share: 1 });
  expect(timerOf({ ...item, calledAt: '2020-04-16T01:41:00.000Z' }, stamp, 5_000).seconds).toBe(0);
  expect(new Date(cityNow(stamp, 4_000)).toISOString()).toBe(stamp.at);
  expect([0, 65, 600, 3_665].map(spell)).toEqual(['00:00', '01:05', '10:00', '1:01:05']);
});

test('[W2] amounts are read from afar: two decimals of 亿元, small ones in 万元, English in millions', () => {
  expect(['116', '30.6', '0.375', '1390.004', '0.0426', '0', '0.1', '-0.05'].map((yi) => amountOf(yi, 'zh'))).toEqual([
    { figure: '116', unit: 'YI' }, { figure: '30.6', unit: 'YI' }, { figure: '0.38', unit: 'YI' }, { figure: '1,390', unit: 'YI' },
    { figure: '426', unit: 'WAN' }, { figure: '0', unit: 'YI' }, { figure: '0.1', unit: 'YI' }, { figure: '-500', unit: 'WAN' },
  ]);
  expect(amountOf('12.68', 'en')).toEqual({ figure: '1,268', unit: 'MILLION' });
});

test('[W2] issues stand by urgency, and say by how many of the city\'s days they are late', () => {
  const issue = (id: string, dueOn: string | null, overdue = false): OpenIssue => ({ id, dueOn, overdue, number: id, title: id, status: 'ASSIGNED', level: 'CITY', leadUnit: null });
  const issues = [issue('none', null), issue('may', '2020-05-01'), issue('late', '2020-04-15', true), issue('april', '2020-04-20'), issue('later', '2020-04-02', true)];
  expect(byUrgency(issues).map(({ id }) => id)).toEqual(['later', 'late', 'april', 'may', 'none']);
  // 16:30 UTC is past midnight in the city.
  const today = cityTime('zh', 'Asia/Shanghai').isoDay('2020-04-15T16:30:00Z');
  expect([today, daysLate(issues[2]!, today), daysLate(issues[1]!, today)]).toEqual(['2020-04-16', 1, 0]);
  expect(daysBetween('2020-02-28', '2020-03-01')).toBe(2);
});

test('[W18] times are said and taken in the city\'s time zone, whatever the machine is set to', () => {
  const city = cityTime('zh', 'Asia/Shanghai');
  expect(`${city.day('2020-04-15T16:30:05Z')} ${city.seconds('2020-04-15T16:30:05Z')}`).toBe('4月16日 00:30:05');
  expect(cityTime('en', 'Asia/Shanghai').day('2020-04-15T16:30:05Z')).toBe('16 April');
  expect([spokenDay('2020-04-30', 'zh'), spokenDay('2020-04-30', 'en')]).toEqual(['4月30日', '30 April']);
  expect(instantOf('2020-04-17T09:00', 'Asia/Shanghai')).toBe('2020-04-17T01:00:00.000Z');
  expect(readingAt('2020-04-17T01:00:00Z', 'Asia/Shanghai')).toBe('2020-04-17T09:00');
  // On both sides of a change of clocks, and in a zone of half hours.
  expect(instantOf('2024-03-31T01:30', 'Europe/Berlin')).toBe('2024-03-31T00:30:00.000Z');
  expect(instantOf('2024-03-31T03:30', 'Europe/Berlin')).toBe('2024-03-31T01:30:00.000Z');
  expect(instantOf('2024-06-01T09:15', 'Asia/Kolkata')).toBe('2024-06-01T03:45:00.000Z');
});

test('[W4] screens come back soon, and not all in one instant', () => {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    expect(waitBefore(attempt, 0)).toBeGreaterThanOrEqual(300);
    expect(waitBefore(attempt, 1)).toBeLessThanOrEqual(3_000);
    expect(waitBefore(attempt, 1) - waitBefore(attempt, 0)).toBeGreaterThanOrEqual(300);
  }
});

test('[W3] a long agenda is shown around what is called, or what comes next', () => {
  const agenda = (statuses: string): AgendaEntry[] => [...statuses].map((letter, index) => ({
    id: String(index), position: index + 1, minutes: 5, project: null, status: ({ D: 'DONE', C: 'CALLED', F: 'DEFERRED' } as const)[letter] ?? 'PENDING',
  }));
  const seen = (statuses: string) => {
    const { before, shown, after } = around(agenda(statuses), 4);
    return [before, shown.map(({ position }) => position), after];
  };
  expect(seen('..........')).toEqual([0, [1, 2, 3, 4], 6]);
  expect(seen('DDFDC.....')).toEqual([3, [4, 5, 6, 7], 3]);
  expect(seen('DDDDDDDDDC')).toEqual([6, [7, 8, 9, 10], 0]);
  expect(seen('DDDDDD....')).toEqual([5, [6, 7, 8, 9], 1]);
  expect(seen('DC')).toEqual([0, [1, 2], 0]);
  expect(progressOf({ agenda: agenda('DDFC..') })).toMatchObject({ done: 2, deferred: 1, total: 6, minutes: 30, next: { position: 5 } });
});

test('[W2] the stage stands on the way from reserve to completion; a suspended project stands still on it', () => {
  expect(stepsOf('PREPARING').map(({ place }) => place)).toEqual(['PAST', 'NOW', 'AHEAD', 'AHEAD']);
  expect(stepsOf('SUSPENDED').map(({ stage, place }) => `${stage} ${place}`)).toEqual(['RESERVE PAST', 'PREPARING PAST', 'SUSPENDED NOW', 'COMPLETED AHEAD']);
});

test('[W1] the address says which meeting, which site and which language', () => {
  expect(readPlace('?meeting=M1&site=S2&lang=en')).toMatchObject({ meeting: 'M1', site: 'S2', room: null, language: 'en' });
  expect(readPlace('?meeting=')).toEqual({ meeting: null, site: null, room: null, chart: false, tier: null, contest: null, language: 'zh' });
  expect(addressWith({ meeting: 'A=', lang: null }, { pathname: '/', search: '?lang=en&site=S' })).toBe('/?site=S&meeting=A%3D');
});
