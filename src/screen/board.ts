import type { IssueLevel, IssueStatus } from '../issue/issue.entity.js';
import type { AgendaItemStatus } from '../meeting/agenda-item.entity.js';
import type { DecisionKind } from '../meeting/decision.type.js';
import type { SpeakerState } from '../meeting/speaker-request.entity.js';
import type { SiteKind } from '../meeting/meeting-site.entity.js';
import type { MeetingMode, MeetingStatus } from '../meeting/meeting.entity.js';
import type { ProjectStage } from '../project/project.entity.js';
import type { SignalColour } from '../signal/signal.type.js';

/** What meeting-board.graphql answers. Instants are ISO texts in UTC, money is a decimal text in 亿元. */
export interface Frame {
  readonly revision: number;
  readonly at: string;
  /** Null where there is no such meeting, or none that the viewer sees. */
  readonly meeting: Board | null;
}

export interface Board {
  readonly id: string;
  readonly title: string;
  readonly mode: MeetingMode;
  readonly status: MeetingStatus;
  readonly startsAt: string;
  readonly startedAt: string | null;
  /** Percent of an item's planned minutes, rising. */
  readonly warnAt: readonly number[];
  readonly chair: Person | null;
  readonly currentItem: CurrentItem | null;
  readonly agenda: readonly AgendaEntry[];
  readonly sites: readonly Site[];
  /** Who has the word, then who waits. */
  readonly speakers: readonly Speaker[];
  /** Newest last. */
  readonly decisions: readonly Decision[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly title: string;
}

export interface CurrentItem {
  readonly id: string;
  readonly position: number;
  readonly status: AgendaItemStatus;
  readonly calledAt: string | null;
  readonly minutes: number;
  readonly project: CurrentProject | null;
}

export interface CurrentProject {
  readonly id: string;
  readonly name: string;
  readonly stage: ProjectStage;
  readonly signal: { readonly colour: SignalColour; readonly reasons: readonly { readonly rule: string; readonly message: string; readonly detail: string }[] };
  readonly totalInvestment: string;
  readonly completedInvestment: string;
  readonly leader: Person | null;
  readonly issues: { readonly totalCount: number; readonly nodes: readonly OpenIssue[] };
}

export interface OpenIssue {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: IssueStatus;
  readonly level: IssueLevel;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly leadUnit: Named | null;
}

export interface AgendaEntry {
  readonly id: string;
  readonly position: number;
  readonly status: AgendaItemStatus;
  readonly minutes: number;
  readonly project: { readonly id: string; readonly name: string; readonly signal: { readonly colour: SignalColour } } | null;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly kind: SiteKind;
  readonly online: boolean;
}

export interface Speaker {
  readonly id: string;
  readonly state: SpeakerState;
  readonly askedAt: string;
  readonly givenAt: string | null;
  readonly site: Named | null;
}

export interface Decision {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly text: string;
  readonly until: string | null;
  readonly at: string;
  readonly parties: readonly Named[];
  readonly directive: { readonly issue: { readonly number: string; readonly dueOn: string | null; readonly leadUnit: Named | null } | null } | null;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}
