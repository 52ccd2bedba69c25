import type { Page } from '../pages.js';

/** As the documents of the room are answered; money is 万元. */
interface Project {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly region: { readonly id: string; readonly name: string };
}

export interface DayRow {
  readonly reported: boolean;
  readonly project: Project;
  readonly investmentChange: string | null;
  readonly progressChange: number | null;
  readonly workersChange: number | null;
  readonly report: {
    readonly completedInvestment: string | null;
    readonly physicalProgress: number | null;
    readonly workersOnSite: number | null;
    readonly workersBack: number | null;
    readonly isolated: number | null;
    readonly started: boolean | null;
    readonly remarks: string | null;
    readonly permits: string | null;
    readonly prevention: string | null;
    readonly photos: readonly string[];
    readonly backByOrigin: readonly { readonly province: string; readonly workers: number }[];
    readonly backByTransport: readonly { readonly transport: string; readonly workers: number }[];
  } | null;
}

export interface Day {
  readonly expected: number;
  readonly reportedCount: number;
  readonly workersOnSite: number;
  readonly workersBack: number;
  readonly isolated: number;
  readonly starts: number;
  readonly rows: Page<DayRow>;
}

export interface Week {
  readonly day: string;
  readonly projectCount: number;
  readonly reportedCount: number;
  readonly plannedShare: number;
  readonly rows: Page<{
    readonly reported: boolean;
    readonly actualShare: number | null;
    readonly gap: number | null;
    readonly inTheWeek: string;
    readonly completed: string;
    readonly project: Project;
  }>;
}

/** With its sign. */
export function signed(value: string | number | null): string {
  if (value === null) return '';
  return Number(value) > 0 ? `+${value}` : String(value);
}

export function percent(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)}%`;
}
