import type { IssueAct } from '../../../issue/issue.lifecycle.js';

interface Named {
  readonly name: string;
}

export interface IssueRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly level: string;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly workingDaysLeft: number | null;
  readonly reminders: number;
  readonly actions: readonly IssueAct[];
  readonly region: Named;
  readonly project: Named | null;
  readonly leadUnit: Named | null;
}

export interface IssueLink {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

export interface IssueWhole extends IssueRow {
  readonly version: number;
  readonly detail: string;
  readonly kind: string;
  readonly category: string;
  readonly severity: string;
  readonly returns: number;
  readonly supportingUnits: readonly { readonly id: string; readonly name: string }[];
  readonly history: readonly { readonly act: string; readonly at: string; readonly automatic: boolean; readonly note: string | null; readonly actor: Named | null }[];
  readonly answers: readonly { readonly text: string; readonly done: boolean; readonly waived: boolean; readonly at: string; readonly by: string; readonly unit: Named | null }[];
  readonly extensionRequests: readonly { readonly dueOn: string; readonly reason: string; readonly state: string; readonly note: string | null; readonly askedAt: string; readonly askedBy: string; readonly decidedBy: string | null }[];
  readonly evidence: readonly { readonly id: string; readonly title: string; readonly url: string; readonly addedBy: string; readonly endedAt: string | null }[];
  readonly comments: { readonly totalCount: number; readonly nodes: readonly { readonly id: string; readonly text: string | null; readonly author: string; readonly at: string; readonly withdrawnBy: string | null }[] };
  readonly demand: { readonly kind: { readonly nameZh: string; readonly nameEn: string }; readonly measure: string | null; readonly quantity: string | null; readonly fulfilled: string; readonly open: string | null } | null;
  readonly recurrenceOf: IssueLink | null;
  readonly recurrences: readonly IssueLink[];
  readonly mergedInto: IssueLink | null;
  readonly duplicates: readonly IssueLink[];
}

/** What the room asks for beside its issues. */
export interface Opening {
  readonly clock: { readonly now: string; readonly timeZone: string };
  readonly regions: readonly { readonly id: string; readonly name: string }[];
}
