import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDate, toDay, type Day } from '../../src/schedule/engine/days.js';
import { ordered, type Link, type Network, type Task } from '../../src/schedule/engine/network.js';
import { backwards, forwards, type Days } from '../../src/schedule/engine/passes.js';
import { reckon } from '../../src/schedule/engine/reckoning.js';
import { wintersOf } from '../../src/schedule/engine/winters.js';
import { calendarsOf, firstFrom, lastUpTo, type WorkingCalendar } from '../../src/schedule/engine/working-calendar.js';
import { drawn, type PlanTask } from '../../src/schedule/plan.js';

const today = toDay('2020-04-16');

interface Drawn {
  readonly days: number;
  readonly workingDays: boolean;
  readonly outdoors: boolean;
  readonly links: readonly { readonly back: number; readonly kind: Link<number>['kind']; readonly lag: number }[];
  readonly notBefore: number | null;
  readonly done: 'NO' | 'STARTED' | 'FINISHED';
  readonly ago: number;
  readonly took: number;
}

const drawnRow = fc.record<Drawn>({
  days: fc.integer({ min: 1, max: 30 }),
  workingDays: fc.boolean(),
  outdoors: fc.boolean(),
  links: fc.array(fc.record({ back: fc.integer({ min: 1, max: 6 }), kind: fc.constantFrom('FINISH_START', 'START_START'), lag: fc.integer({ min: -12, max: 12 }) }), { maxLength: 3 }),
  notBefore: fc.option(fc.integer({ min: -20, max: 60 })),
  done: fc.constantFrom('NO', 'NO', 'NO', 'STARTED', 'FINISHED'),
  ago: fc.integer({ min: 0, max: 50 }),
  took: fc.integer({ min: 0, max: 50 }),
});

const drawnCases = fc.array(drawnRow, { minLength: 1, maxLength: 12 });

const exceptions = fc.array(fc.tuple(fc.integer({ min: -200, max: 300 }), fc.boolean()), { maxLength: 60 });
const stops = fc.array(fc.record({ from: fc.integer({ min: -200, max: 300 }), length: fc.integer({ min: 0, max: 90 }) }), { maxLength: 2 });

interface Naive {
  readonly tasks: readonly Task<number>[];
}

const cases = fc.tuple(drawnCases, exceptions, stops).map(([rows, days, rests]): Naive => {
  const calendars = calendarsOf(new Map(days.map(([offset, working]) => [today + offset, working])), rests.map(({ from, length }) => ({ from: today + from, until: today + from + length })));
  return {
    tasks: rows.map((row, index): Task<number> => ({
      key: index,
      days: row.days,
      calendar: calendars(row),
      links: row.links.filter(({ back }) => back <= index).map(({ back, kind, lag }) => ({ after: index - back, kind, lag })),
      notBefore: row.notBefore === null ? null : today + row.notBefore,
      startedOn: row.done === 'NO' ? null : today - row.ago,
      finishedOn: row.done === 'FINISHED' ? Math.min(today, today - row.ago + row.took) : null,
    })),
  };
});

const networkOf = (tasks: readonly Task<number>[]): Network<number> => ordered(tasks).network!;

/** The same by hand: the day is tried that breaks no rule, one after another, until nothing moves any more. */
function walk({ calendar, days }: Task<number>, from: Day, step: 1 | -1): Day {
  let at = from;
  for (let counted = 0; ; at += step) {
    if (calendar.isWorking(at)) counted += 1;
    if (counted === days) return at;
  }
}

function naiveForwards(tasks: readonly Task<number>[]): Map<number, Days> {
  const at = new Map(tasks.map((task) => [task.key, task.startedOn ?? today]));
  const days = (task: Task<number>): Days => {
    const start = at.get(task.key)!;
    if (task.finishedOn !== null) return { start, finish: task.finishedOn };
    let finish = walk(task, start, 1);
    while (task.startedOn !== null && (finish < today || !task.calendar.isWorking(finish))) finish += 1;
    return { start, finish };
  };
  const isAllowed = (task: Task<number>): boolean => {
    const start = at.get(task.key)!;
    if (!task.calendar.isWorking(start) || (task.notBefore !== null && start < task.notBefore)) return false;
    return task.links.every(({ after, kind, lag }) => {
      const before = days(tasks[after]!);
      return kind === 'FINISH_START' ? start - before.finish - 1 >= lag : start - before.start >= lag;
    });
  };
  for (let moved = true; moved;) {
    moved = false;
    for (const task of tasks) {
      if (task.startedOn !== null || isAllowed(task)) continue;
      at.set(task.key, at.get(task.key)! + 1);
      moved = true;
    }
  }
  return new Map(tasks.map((task) => [task.key, days(task)]));
}

function naiveBackwards(tasks: readonly Task<number>[], end: Day): Map<number, Days> {
  const at = new Map(tasks.map(({ key }) => [key, end]));
  // Of what has begun the finish alone can still be moved: it has opened already to who waits for its start.
  const days = (task: Task<number>): Days =>
    (task.startedOn === null ? { start: at.get(task.key)!, finish: walk(task, at.get(task.key)!, 1) } : { start: walk(task, at.get(task.key)!, -1), finish: at.get(task.key)! });
  const isAllowed = (task: Task<number>): boolean => {
    const { start, finish } = days(task);
    if (!task.calendar.isWorking(start) || !task.calendar.isWorking(finish) || finish > end) return false;
    return tasks.every((follower) => follower.startedOn !== null || follower.links.every(({ after, kind, lag }) => {
      if (after !== task.key) return true;
      if (kind === 'START_START') return task.startedOn !== null || at.get(follower.key)! - start >= lag;
      return at.get(follower.key)! - finish - 1 >= lag;
    }));
  };
  for (let moved = true; moved;) {
    moved = false;
    for (const task of tasks) {
      if (isAllowed(task)) continue;
      at.set(task.key, at.get(task.key)! - 1);
      moved = true;
    }
  }
  return new Map(tasks.map((task) => [task.key, days(task)]));
}

/** Whether a way leads from a milestone to the last day on which nothing could be a day earlier. */
function naiveCritical(tasks: readonly Task<number>[], forecast: ReadonlyMap<number, Days>, of: Task<number>): boolean {
  if (of.finishedOn !== null) return false;
  const mine = forecast.get(of.key)!;
  if (mine.finish === Math.max(...[...forecast.values()].map(({ finish }) => finish))) return true;
  return tasks.some((next) => next.startedOn === null && next.links.some(({ after, kind, lag }) => {
    if (after !== of.key) return false;
    let allowed = kind === 'FINISH_START' ? mine.finish + 1 + lag : mine.start + lag;
    while (!next.calendar.isWorking(allowed)) allowed += 1;
    return allowed === forecast.get(next.key)!.start;
  }) && naiveCritical(tasks, forecast, next));
}

describe('back-scheduling', () => {
  const at = (date: string) => toDay(date);
  const calendars = calendarsOf(new Map([[at('2020-05-01'), false], [at('2020-05-04'), false], [at('2020-05-05'), false], [at('2020-05-09'), true]]), [{ from: at('2020-11-01'), until: at('2021-03-31') }]);
  const working = calendars({ workingDays: true, outdoors: false });
  const every = calendars({ workingDays: false, outdoors: true });
  const task = (key: string, days: number, links: readonly Link<string>[] = [], more: Partial<Task<string>> = {}): Task<string> =>
    ({ key, days, calendar: working, links, notBefore: null, startedOn: null, finishedOn: null, ...more });
  const after = (key: string, kind: Link<string>['kind'] = 'FINISH_START', lag = 0): Link<string> => ({ after: key, kind, lag });
  const dates = (days: ReadonlyMap<string, Days>) => Object.fromEntries([...days].map(([key, { start, finish }]) => [key, `${toDate(start)} ${toDate(finish)}`]));

  test('[BS1] days are counted backwards from the end, over holidays and the days worked for them', () => {
    const { network } = ordered([task('permit', 5), task('build', 3, [after('permit')])]);
    // Saturday 9 May is worked, 1, 4 and 5 May are not.
    expect(dates(backwards(network!, at('2020-05-09')))).toEqual({ build: '2020-05-07 2020-05-09', permit: '2020-04-27 2020-05-06' });
  });

  test('[BS1] what is built outdoors rests in the winter stop, what is not goes on', () => {
    const { network } = ordered([task('walls', 10, [], { calendar: every }), task('papers', 10)]);
    expect(dates(backwards(network!, at('2021-04-05')))).toEqual({ walls: '2020-10-27 2021-04-05', papers: '2021-03-23 2021-04-05' });
  });

  test('[BS2] a dependency starts after the end or after the start, days later or earlier', () => {
    const tasks = [task('a', 5, [], { calendar: every }), task('b', 4, [after('a', 'START_START', 2)], { calendar: every }), task('c', 2, [after('b', 'FINISH_START', 3), after('a', 'FINISH_START', -1)], { calendar: every })];
    const { network } = ordered(tasks);
    expect(dates(forwards(network!, at('2020-06-01')))).toEqual({ a: '2020-06-01 2020-06-05', b: '2020-06-03 2020-06-06', c: '2020-06-10 2020-06-11' });
    expect(dates(backwards(network!, at('2020-06-30')))).toEqual({ c: '2020-06-29 2020-06-30', b: '2020-06-22 2020-06-25', a: '2020-06-20 2020-06-24' });
  });

  test('[BS3] what was done stands, what was begun ends today at the earliest, the rest is pushed on', () => {
    const tasks = [
      task('a', 5, [], { calendar: every, startedOn: at('2020-04-01'), finishedOn: at('2020-04-03') }),
      task('b', 5, [after('a')], { calendar: every, startedOn: at('2020-04-04') }),
      task('c', 2, [after('b')], { calendar: every, notBefore: at('2020-04-20') }),
    ];
    const reckoned = reckon(ordered(tasks).network!, today, at('2020-04-19'));
    expect([...reckoned.standings.values()].map(({ key, forecast, slack, critical }) => [key, toDate(forecast.start), toDate(forecast.finish), slack, critical])).toEqual([
      ['a', '2020-04-01', '2020-04-03', null, false], ['b', '2020-04-04', '2020-04-16', 1, false], ['c', '2020-04-20', '2020-04-21', -2, true],
    ]);
    expect(reckoned.chain).toEqual(['c']);
  });

  test('[BS3] what has begun is not kept by who waited for its start: it is late by its own days alone', () => {
    const begun = at('2020-01-01');
    const tasks = [task('a', 30, [], { calendar: every, startedOn: begun }), task('b', 100, [after('a', 'START_START', 60)], { calendar: every })];
    const anyDay = calendarsOf(new Map(), [])({ workingDays: false, outdoors: false });
    const { standings, end } = reckon(ordered(tasks.map((each) => ({ ...each, calendar: anyDay }))).network!, begun + 80, begun + 184);
    expect([...standings.values()].map(({ key, slack }) => [key, slack])).toEqual([['a', 104], ['b', 5]]);
    expect(end).toBe(begun + 179);
  });

  test('[BS1] stops are leapt over, however long and however they overlap', () => {
    let asked = 0;
    const long = Array.from({ length: 20 }, (_, index) => ({ from: at(`20${String(index * 5).padStart(2, '0')}-01-01`), until: at(`20${String(Math.min(99, index * 5 + 6)).padStart(2, '0')}-12-31`) }));
    const { isWorking, stopAt } = calendarsOf(new Map(), long)({ workingDays: true, outdoors: true });
    const calendar: WorkingCalendar = { stopAt, isWorking: (day) => { asked += 1; return isWorking(day); } };
    expect([toDate(firstFrom(calendar, at('2020-04-16'))), toDate(lastUpTo(calendar, at('2020-04-16')))]).toEqual(['2100-01-01', '1999-12-31']);
    expect(asked).toBeLessThan(10);
  });

  test('[BS1] every winter that calendars speak of is one, also over the turn of the year', () => {
    const winters = wintersOf({ from: '11-01', until: '03-31' });
    expect(winters[0]).toEqual({ from: at('1999-11-01'), until: at('2000-03-31') });
    expect(winters[winters.length - 1]).toEqual({ from: at('2099-11-01'), until: at('2100-03-31') });
    expect(wintersOf({ from: '01-10', until: '02-20' }, 2020, 2021)).toEqual([{ from: at('2020-01-10'), until: at('2020-02-20') }, { from: at('2021-01-10'), until: at('2021-02-20') }]);
    expect(wintersOf(null)).toEqual([]);
  });

  test('[BS14] no plan puts into the past what is still to be done', () => {
    const words = { end: [], milestones: [] };
    const open = { name: '', counting: 'CALENDAR_DAYS', outdoors: false, notBefore: null, startedOn: null, finishedOn: null } as const;
    const begunEarly = drawn({ endsOn: '2020-05-16', season: null, ownStops: [], tasks: [{ ...open, key: 'a', days: 10, links: [] }, { ...open, key: 'b', days: 40, links: [{ after: 'a', kind: 'FINISH_START', lag: 0 }], startedOn: '2020-03-27' }] }, new Map(), '2020-04-16', words);
    expect(begunEarly.done!.get('a')).toEqual({ start: '2020-05-07', finish: '2020-05-16' });
    fc.assert(fc.property(drawnCases, fc.integer({ min: 0, max: 300 }), (rows, offset) => {
      const tasks = rows.map((row, index): PlanTask<number> => ({
        ...open, key: index, days: row.days, counting: row.workingDays ? 'WORKING_DAYS' : 'CALENDAR_DAYS', links: row.links.filter(({ back }) => back <= index).map(({ back, kind, lag }) => ({ after: index - back, kind, lag })),
        startedOn: row.done === 'NO' ? null : toDate(today - row.ago), finishedOn: row.done === 'FINISHED' ? toDate(Math.min(today, today - row.ago + row.took)) : null,
      }));
      const planned = drawn({ endsOn: toDate(today + offset), season: null, ownStops: [], tasks }, new Map(), toDate(today), words);
      for (const { key, startedOn, finishedOn } of planned.done ? tasks : []) {
        if (finishedOn === null) expect(planned.done!.get(key)![startedOn === null ? 'start' : 'finish'] >= toDate(today)).toBe(true);
      }
    }), { numRuns: 400 });
  });

  test('[BS4] milestones that wait for each other are told with the way round', () => {
    expect(ordered([task('a', 1, [after('d')]), task('b', 1, [after('c')]), task('c', 1, [after('b'), after('a')]), task('d', 1)]).cycle).toEqual(['c', 'b']);
    expect(ordered([task('a', 1, [after('a')])]).cycle).toEqual(['a']);
  });

  test('[BS5] a milestone that began before what it waits for contradicts it, by so many days', () => {
    const tasks = [task('a', 5, [], { calendar: every, startedOn: at('2020-04-10'), finishedOn: at('2020-04-14') }), task('b', 5, [after('a')], { calendar: every, startedOn: at('2020-04-12') })];
    expect(reckon(ordered(tasks).network!, today, at('2020-06-01')).contradictions).toEqual([{ before: 'a', after: 'b', days: 3 }]);
  });

  test('[BS6] forecast, latest days, slack and the critical ones are those of an independent reckoning, for any milestones and calendars', () => {
    fc.assert(fc.property(cases, fc.integer({ min: -30, max: 300 }), ({ tasks }, offset) => {
      const network = networkOf(tasks);
      const end = today + offset;
      const forecast = naiveForwards(tasks);
      expect(new Map([...forwards(network, today)].sort(([a], [b]) => a - b))).toEqual(forecast);
      const latest = naiveBackwards(tasks, end);
      expect(new Map([...backwards(network, end)].sort(([a], [b]) => a - b))).toEqual(latest);
      const { standings, chain } = reckon(network, today, end);
      for (const each of tasks) {
        const standing = standings.get(each.key)!;
        expect(standing.slack).toBe(each.finishedOn === null ? latest.get(each.key)!.finish - forecast.get(each.key)!.finish : null);
        expect(standing.critical).toBe(naiveCritical(tasks, forecast, each));
      }
      expect(chain.every((key) => standings.get(key)!.critical)).toBe(true);
    }), { numRuns: 400 });
  });

  test('[BS6] where all fits before the end backwards, it does forwards from the first latest start, and the other way round', () => {
    fc.assert(fc.property(cases, ({ tasks }) => {
      const untouched = tasks.map((each) => ({ ...each, startedOn: null, finishedOn: null, notBefore: null }));
      const network = networkOf(untouched);
      const { end } = reckon(network, today, today);
      const latest = backwards(network, end);
      for (const { start } of latest.values()) expect(start).toBeGreaterThanOrEqual(today);
      expect(Math.min(...[...backwards(network, end - 1).values()].map(({ start }) => start))).toBeLessThan(today);
    }), { numRuns: 400 });
  });

  test('[BS4] any graph is put in order, or a way round is shown that is one', () => {
    const graph = fc.integer({ min: 1, max: 10 }).chain((size) => fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }));
    fc.assert(fc.property(graph, (waits) => {
      const tasks = waits.map((before, key): Task<number> => ({ key, days: 1, calendar: working, links: before.map((each) => ({ after: each, kind: 'FINISH_START', lag: 0 })), notBefore: null, startedOn: null, finishedOn: null }));
      const { network, cycle } = ordered(tasks);
      if (network) {
        const place = new Map(network.tasks.map(({ key }, index) => [key, index]));
        for (const { key, links } of tasks) for (const link of links) expect(place.get(link.after)!).toBeLessThan(place.get(key)!);
      } else {
        cycle!.forEach((key, index) => expect(waits[key]).toContain(cycle!.at(index - 1)!));
      }
    }));
  });
});
