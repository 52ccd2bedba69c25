import type { ProgressReport, ReportKind } from '../progress/progress-report.entity.js';
import { toYuan } from '../kernel/money.js';
import Big from 'big.js';
import { daysAfter, instant, today } from './calendar.js';
import { actorOf, dispatchOffice, line, type Actor, type Line } from './chronicle.js';
import type { Made } from './projects.js';
import { random, type Random } from './random.js';
import type { Parties } from './units.js';

type Row = Omit<ProgressReport, 'reportedAt'> & { reportedAt: Date };

const opening = '2020-03-29';
const weeks = ['2020-04-05', '2020-04-12'] as const;
const firstDay = '2020-04-10';
const origins = ['黑龙江', '吉林', '辽宁', '内蒙古', '河北', '山东', '河南', '四川'];

/**
 * What every project stood at on 29 March, two weeks of the first batch, and the days from 10 to 16 April of all that have
 * started: a few forgot a day, and until 9:00 of the 16th not many have reported. The last report of each says what the source
 * does.
 */
export function progressReports(works: readonly Made[], units: Parties): { reports: Row[]; lines: Line[] } {
  const draw = random('progress');
  const made = works.flatMap((work) => {
    const owner = units.all.find(({ id }) => id === work.row.ownerUnitId);
    return reportsOf(work, owner ? actorOf(owner) : dispatchOffice, draw);
  });
  const reports = made.toSorted((a, b) => a.reportedAt.getTime() - b.reportedAt.getTime()).map((row, index) => ({ ...row, id: index + 1 }));
  const lines = reports.filter(({ kind }) => kind !== 'OPENING').map(({ projectId, kind, day, reportedAt, reporterSubject, reporterName }) =>
    line('Project', projectId, 'PROGRESS_REPORTED', reportedAt, { subject: reporterSubject!, name: reporterName! }, `${kind} ${day}`));
  return { reports, lines };
}

/** Some of those that are far behind have not moved since the opening: they report every day, and always the same. */
function isStuck({ row, seat, startOfYear }: Made): boolean {
  return seat.light === 'RED' && !seat.named && startOfYear !== null && startOfYear < opening && row.id % 2 === 0;
}

function reportsOf(work: Made, owner: Actor, draw: Random): Row[] {
  const { row, years, seat, startOfYear } = work;
  const thisYear = years.find(({ year }) => year === 2020)!;
  const earlier = years.filter(({ year }) => year! < 2020);
  const began = startOfYear;
  const days = seat.started ? reportedDays(began!, draw) : [];
  const last = days.at(-1) ?? weeks[1];
  const before = earlier.reduce((sum, { completed }) => sum.plus(completed!), new Big(0));
  const all = before.plus(thisYear.completed!);
  const grown = all.eq(0) ? 0 : Number(row.physicalProgress) * Number(new Big(thisYear.completed!).div(all).toFixed(6));
  const size = draw.whole(18, 60) * (seat.large ? 5 : 1);

  const figures = (day: string) => {
    const share = began ? grownBy(day, began, isStuck(work) ? opening : last) : 0;
    return {
      completedInvestment: share === 1 ? thisYear.completed! : toYuan(String(Math.floor(Number(new Big(thisYear.completed!).div(1e4)) * share)), 'WAN'),
      physicalProgress: share === 1 || grown === 0 ? row.physicalProgress! : (Number(row.physicalProgress) - grown * (1 - share)).toFixed(4),
    };
  };
  const report = (kind: ReportKind, day: string, at: Date, by: Actor, more: Partial<Row> = {}): Row => ({
    id: 0, projectId: row.id, kind, day, countsFrom: day, completedInvestment: null, physicalProgress: null, workersOnSite: null, workersBack: null, backByOrigin: {}, backByTransport: {},
    isolated: null, started: null, permits: null, prevention: null, remarks: null, photos: [], correctionReason: null, reportedAt: at, reporterSubject: by.subject, reporterName: by.name, ...more,
  });
  return [
    ...earlier.filter(({ completed }) => new Big(completed!).gt(0)).map(({ year, completed }) =>
      report('OPENING', `${year}-12-31`, instant(opening, 540), dispatchOffice, { completedInvestment: completed! })),
    report('OPENING', opening, instant(opening, 540), dispatchOffice, figures(opening)),
    ...(seat.launched ? weeks.filter(() => draw.chance(0.94)).map((day) => report('WEEKLY', day, instant(day, draw.whole(15 * 60, 18 * 60)), owner, {
      ...figures(day), ...(!seat.started && { remarks: '前期手续办理中，尚未开工。' }),
    })) : []),
    ...days.map((day) => {
      const minute = day === today ? draw.whole(7 * 60, 8 * 60 + 50) : draw.whole(16 * 60, 19 * 60);
      return report('DAILY', day, instant(day, minute), owner, { ...figures(day), started: day === began, ...workers(size, day, began!, draw) });
    }),
  ];
}

/** Whatever began reports daily from then on; a few forget a day, and most of the last one's reports are still to come. */
function reportedDays(began: string, draw: Random): string[] {
  const days = Array.from({ length: 7 }, (_, index) => daysAfter(firstDay, index)).filter((day) => day >= began);
  const kept = days.filter((day) => draw.chance(day === today ? 0.4 : 0.96));
  return kept.length > 0 ? kept : days.slice(0, 1);
}

function grownBy(day: string, began: string, last: string): number {
  if (day < began) return 0;
  if (day >= last) return 1;
  const length = (to: string) => Math.round((Date.parse(to) - Date.parse(began)) / 86_400_000) + 1;
  return length(day) / length(last);
}

function workers(size: number, day: string, began: string, draw: Random): Partial<Row> {
  const days = Math.round((Date.parse(day) - Date.parse(began)) / 86_400_000);
  const back = Math.round(size * Math.min(1, 0.55 + 0.03 * days));
  const away = Math.floor(back * draw.between(0.1, 0.4));
  const [first, second] = draw.shuffled(origins.slice(1)) as [string, string];
  const share = Math.floor(away * 0.6);
  const bus = Math.floor(away * 0.5);
  return {
    workersBack: back,
    workersOnSite: Math.floor(back * draw.between(0.85, 1)),
    backByOrigin: Object.fromEntries([[origins[0]!, back - away], [first, share], [second, away - share]].filter(([, count]) => Number(count) > 0)),
    backByTransport: Object.fromEntries([['CHARTERED_BUS', bus], ['OWN', back - bus]].filter(([, count]) => Number(count) > 0)),
    isolated: draw.chance(0.15) ? Math.min(away, draw.whole(1, 4)) : 0,
    prevention: draw.chance(0.3) ? '每日两次测温，宿舍、食堂消毒，错峰就餐。' : null,
  };
}
