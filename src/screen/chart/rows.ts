import type { ScheduleState } from '../../schedule/schedule.enums.js';
import type { BarKind, ChartRow, Light } from './draw.js';

/** A milestone as a chart needs it. */
export interface ChartMilestone {
  readonly name: string;
  readonly unit?: { readonly name: string } | null;
  readonly baselineStartOn: string;
  readonly baselineFinishOn: string;
  readonly plannedFinishOn: string;
  readonly forecastStartOn: string;
  readonly forecastFinishOn: string;
  readonly startedOn: string | null;
  readonly finishedOn: string | null;
  readonly slack: number | null;
  readonly critical: boolean;
  readonly lateDays: number;
}

/** A schedule as a chart needs it. */
export interface ChartSchedule {
  readonly id: string;
  readonly endsOn: string;
  readonly projectedEnd: string;
  readonly lateDays: number;
  readonly reserveDays: number;
  readonly daysToStart: number | null;
  readonly daysToEnd: number;
  readonly state: ScheduleState;
  readonly milestones: readonly ChartMilestone[];
  readonly project: { readonly name: string; readonly region: { readonly name: string } } | null;
}

type Say = (key: string, values?: Record<string, unknown>) => string;

export const lightOf: Readonly<Record<ScheduleState, Light>> = { LATE: 'RED', TIGHT: 'YELLOW', ON_TIME: 'GREEN', FINISHED: 'DONE' };

const least = (days: readonly string[]): string => days.toSorted()[0]!;
const last = (days: readonly string[]): string => days.toSorted((a, b) => b.localeCompare(a))[0]!;

/** One row a project: what was first planned, what is done, what is likely, and by when it is to be done. */
export function rowOfSchedule(schedule: ChartSchedule, today: string, t: Say): ChartRow {
  const { milestones, state, endsOn, projectedEnd, lateDays, daysToStart, daysToEnd, project } = schedule;
  const start = least(milestones.map(({ forecastStartOn }) => forecastStartOn));
  const begun = milestones.some(({ startedOn }) => startedOn !== null);
  const isOver = projectedEnd > endsOn;
  const done: ChartRow['bars'] = begun ? [{ from: start, to: state === 'FINISHED' ? projectedEnd : least([today, projectedEnd]), kind: 'DONE' }] : [];
  const from = begun ? today : start;
  const ahead: ChartRow['bars'] = state === 'FINISHED' ? [] : [
    ...(from <= least([endsOn, projectedEnd]) ? [{ from, to: least([endsOn, projectedEnd]), kind: state === 'ON_TIME' ? 'OPEN' as const : 'CRITICAL' as const }] : []),
    ...(isOver ? [{ from: last([endsOn, from]), to: projectedEnd, kind: 'LATE' as const }] : []),
  ];
  return {
    name: project?.name ?? '', note: `${project?.region.name ?? ''} · ${nowAt(milestones) ?? ''}`, light: lightOf[state], word: t(`word.ScheduleState.${state}`),
    aside: asideOf(state, lateDays, daysToStart, daysToEnd, t),
    baseline: { from: least(milestones.map(({ baselineStartOn }) => baselineStartOn)), to: last(milestones.map(({ baselineFinishOn }) => baselineFinishOn)) },
    bars: [...done, ...ahead], due: endsOn,
  };
}

/** What is being worked on, or comes next. */
function nowAt(milestones: readonly ChartMilestone[]): string | undefined {
  const open = milestones.filter(({ finishedOn }) => finishedOn === null);
  return (open.find(({ startedOn, critical }) => startedOn !== null && critical) ?? open.find(({ startedOn }) => startedOn !== null) ?? open[0])?.name;
}

function asideOf(state: ScheduleState, lateDays: number, daysToStart: number | null, daysToEnd: number, t: Say): string {
  if (state === 'FINISHED') return t('screen.chart.finished');
  if (lateDays > 0) return t('screen.chart.late', { days: lateDays });
  if (daysToStart !== null && daysToStart >= 0) return t('screen.chart.toStart', { days: daysToStart });
  return t('screen.chart.toEnd', { days: daysToEnd });
}

/** One row a milestone. */
export function rowOfMilestone(milestone: ChartMilestone, { reserveDays }: Pick<ChartSchedule, 'reserveDays'>, today: string, t: Say): ChartRow {
  const { name, unit, startedOn, finishedOn, forecastStartOn, forecastFinishOn, baselineStartOn, baselineFinishOn, plannedFinishOn, slack, critical, lateDays } = milestone;
  const state: ScheduleState = finishedOn ? 'FINISHED' : slack !== null && slack < 0 ? 'LATE' : slack !== null && slack < reserveDays ? 'TIGHT' : 'ON_TIME';
  const kind: BarKind = state === 'LATE' ? 'LATE' : critical ? 'CRITICAL' : 'OPEN';
  const bars: ChartRow['bars'] = finishedOn ? [{ from: forecastStartOn, to: finishedOn, kind: 'DONE' }]
    : startedOn && startedOn < today ? [{ from: startedOn, to: today, kind: 'DONE' }, { from: today, to: forecastFinishOn, kind }]
      : [{ from: forecastStartOn, to: forecastFinishOn, kind }];
  return {
    name, note: unit?.name ?? '', light: lightOf[state], word: t(`word.ScheduleState.${state}`), bars, due: plannedFinishOn, baseline: { from: baselineStartOn, to: baselineFinishOn },
    aside: lateDays > 0 ? t('screen.chart.late', { days: lateDays }) : slack !== null ? t('screen.chart.slack', { days: slack }) : '',
  };
}
