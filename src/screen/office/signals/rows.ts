import type { MeetingMode } from '../../../meeting/meeting.entity.js';
import type { ProjectOrigin, ProjectStage, ProjectTier, Sector } from '../../../project/project.entity.js';
import type { CandidateKind } from '../../../signal/candidate.type.js';
import type { ProgressSign, SignalRule } from '../../../signal/signal-rule.entity.js';
import type { SignalUnit } from '../../../signal/signal.enums.js';
import type { SignalColour } from '../../../signal/signal.type.js';

/** Which projects a rule is for, in the order of the form, each with what may be chosen. */
export const kindsOfProject = {
  tiers: ['PROVINCIAL_TOP_100', 'MUNICIPAL', 'COUNTY'] satisfies ProjectTier[],
  sectors: ['INDUSTRY', 'INFRASTRUCTURE', 'LIVELIHOOD', 'HEALTHCARE'] satisfies Sector[],
  origins: ['NEW', 'CONTINUING'] satisfies ProjectOrigin[],
  stages: ['RESERVE', 'PREPARING', 'UNDER_CONSTRUCTION', 'SUSPENDED', 'COMPLETED'] satisfies ProjectStage[],
} as const;
/** Where their words stand. */
export const setOf = { tiers: 'word.ProjectTier', sectors: 'word.Sector', origins: 'word.ProjectOrigin', stages: 'word.ProjectStage' } as const;
export type KindOfProject = keyof typeof kindsOfProject;
export const signs = ['PHYSICAL', 'INVESTMENT', 'MILESTONE', 'REPORT'] satisfies ProgressSign[];
export const candidateKinds = ['STUCK', 'SLOW', 'MILESTONES_LATE', 'ISSUES_OVERDUE', 'ESCALATED'] satisfies CandidateKind[];

export interface Rule extends Record<KindOfProject, readonly string[] | null> {
  readonly rule: SignalRule;
  readonly yellowFrom: number;
  readonly redFrom: number;
  readonly enabled: boolean;
  readonly unit: SignalUnit;
  readonly signs: readonly ProgressSign[];
}

export interface Point {
  readonly month: number;
  readonly share: number;
}

export interface Settings {
  readonly rules: readonly Rule[];
  readonly curve: readonly Point[];
  readonly history: readonly { readonly at: string; readonly note: string | null; readonly actor: { readonly name: string } | null }[];
}

interface Reason {
  readonly rule: SignalRule;
  readonly message: string;
}

export interface Preview {
  readonly before: readonly { readonly colour: SignalColour; readonly count: number }[];
  readonly after: readonly { readonly colour: SignalColour; readonly count: number }[];
  readonly changedCount: number;
  readonly changes: readonly {
    readonly project: { readonly id: string; readonly code: string; readonly name: string };
    readonly before: SignalColour;
    readonly after: SignalColour;
    readonly reasonsBefore: readonly Reason[];
    readonly reasonsAfter: readonly Reason[];
  }[];
}

export interface Candidate {
  readonly since: string | null;
  readonly project: { readonly id: string; readonly code: string; readonly name: string; readonly signal: { readonly colour: SignalColour }; readonly region: { readonly name: string }; readonly leader: { readonly name: string; readonly title: string } | null };
  readonly agenda: { readonly title: string } | null;
  readonly reasons: readonly { readonly kind: CandidateKind; readonly colour: SignalColour; readonly message: string; readonly detail: string }[];
}

export interface Candidates {
  readonly clock: { readonly now: string };
  readonly candidates: { readonly totalCount: number; readonly nodes: readonly Candidate[] };
  readonly meetings: { readonly nodes: readonly { readonly id: string; readonly title: string; readonly mode: MeetingMode }[] };
}
