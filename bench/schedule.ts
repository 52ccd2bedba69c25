import { toDay } from '../src/schedule/engine/days.js';
import { ordered, type Task } from '../src/schedule/engine/network.js';
import { reckon } from '../src/schedule/engine/reckoning.js';
import { calendarsOf } from '../src/schedule/engine/working-calendar.js';

/** How long it takes to reckon the schedules of a city: 400 projects of 40 milestones, and of one. */
const milestones = 40;
const today = toDay('2020-04-16');
const holidays = new Map(Array.from({ length: 60 }, (_, index) => [today + index * 9, false]));

function project(seed: number): Task<number>[] {
  const calendars = calendarsOf(holidays, [{ from: toDay('2020-11-01'), until: toDay('2021-03-31') }, { from: toDay('2021-11-01'), until: toDay('2022-03-31') }]);
  return Array.from({ length: milestones }, (_, key): Task<number> => ({
    key,
    days: 5 + ((seed * 7 + key * 13) % 30),
    calendar: calendars({ workingDays: key % 3 > 0, outdoors: key % 2 > 0 }),
    links: [1, 4, 9].filter((back) => back <= key && (seed + key) % back === 0).map((back) => ({ after: key - back, kind: back === 4 ? 'START_START' : 'FINISH_START', lag: back === 9 ? -3 : 2 })),
    notBefore: null,
    startedOn: key < seed % 10 ? today - 100 + key : null,
    finishedOn: key < seed % 5 ? today - 90 + key : null,
  }));
}

function timed(projects: number): number {
  const networks = Array.from({ length: projects }, (_, seed) => project(seed));
  const before = performance.now();
  for (const tasks of networks) reckon(ordered(tasks).network!, today, today + 700);
  return performance.now() - before;
}

timed(50);
for (const projects of [1, 400]) {
  const runs = Array.from({ length: 9 }, () => timed(projects)).sort((a, b) => a - b);
  console.log(`${projects} projects x ${milestones} milestones: median ${runs[4]!.toFixed(2)} ms, slowest of 9 ${runs[8]!.toFixed(2)} ms`);
}
