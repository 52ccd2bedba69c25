import type { IssueStatus } from '../../../issue/issue.entity.js';
import type { ProjectStage } from '../../../project/project.entity.js';
import type { ScheduleState } from '../../../schedule/schedule.enums.js';
import type { SignalColour } from '../../../signal/signal.type.js';

/** What meeting-snapshot.graphql answers of an item. Money is a decimal text in 亿元. */
export interface Snapshot {
  readonly calledAt: string;
  readonly stage: ProjectStage;
  readonly totalInvestment: string;
  readonly annualPlan: string;
  readonly completedInvestment: string;
  readonly colour: SignalColour;
  readonly reasons: readonly { readonly rule: string; readonly message: string }[];
  readonly issues: readonly { readonly number: string; readonly title: string; readonly status: IssueStatus; readonly dueOn: string | null; readonly overdue: boolean; readonly leadUnit: { readonly name: string } | null }[];
  readonly schedule: { readonly endsOn: string; readonly projectedEnd: string; readonly state: ScheduleState; readonly late: readonly { readonly name: string; readonly lateDays: number }[] } | null;
}
