import type { ScheduleState } from '../../../schedule/schedule.enums.js';
import type { ChartMilestone, ChartSchedule } from '../../chart/rows.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Listed {
  readonly id: string;
  readonly state: ScheduleState;
  readonly endsOn: string;
  readonly projectedEnd: string;
  readonly lateDays: number;
  readonly lateCount: number;
  readonly slack: number | null;
  readonly project: (Named & { readonly code: string; readonly region: Named }) | null;
}

export interface Template {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly endedAt: string | null;
}

export interface OpenedMilestone extends ChartMilestone {
  readonly id: string;
  readonly days: number;
  readonly counting: 'WORKING_DAYS' | 'CALENDAR_DAYS';
  readonly notBefore: string | null;
  readonly plannedStartOn: string;
}

export interface OpenedSchedule extends Omit<ChartSchedule, 'milestones' | 'project'> {
  readonly version: number;
  readonly winterStops: readonly { readonly from: string; readonly until: string }[];
  readonly milestones: readonly OpenedMilestone[];
  readonly baselines: readonly { readonly number: number; readonly endsOn: string; readonly reason: string; readonly madeAt: string; readonly madeBy: string }[];
}

export interface OpenedProject extends Named {
  readonly code: string;
  readonly region: Named;
  readonly schedule: OpenedSchedule | null;
}

export interface Consequences {
  readonly endsOn: string;
  readonly projectedEnd: string;
  readonly movedDays: number;
  readonly lateDays: number;
  readonly state: ScheduleState;
  readonly possible: boolean;
  readonly units: readonly Named[];
  readonly milestones: readonly {
    readonly milestone: Named;
    readonly days: number;
    readonly plannedStartOn: string | null;
    readonly plannedFinishOn: string | null;
    readonly plannedMovedDays: number | null;
    readonly forecastStartOn: string;
    readonly forecastFinishOn: string;
    readonly movedDays: number;
    readonly slack: number | null;
    readonly lateDays: number;
    readonly critical: boolean;
  }[];
}

/** What is to be otherwise, as the API takes it. */
export interface Changes {
  readonly endsOn?: string;
  readonly milestones: readonly { readonly id: string; readonly days?: number; readonly notBefore?: string | null }[];
}
