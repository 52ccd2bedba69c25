import type { Language } from '../../../kernel/language.js';
import type { InvestmentLeadAct } from '../../../lead/lead.acts.js';
import type { LeadContactRole } from '../../../lead/lead-parts.entity.js';
import type { LeadStage } from '../../../lead/lead.entity.js';
import type { InvestmentLeadStatus } from '../../../lead/lead.type.js';
import type { LeadNeedState } from '../../../need/need.type.js';
import type { ReserveAct } from '../../../reserve/reserve.type.js';
import type { zh } from '../../../kernel/messages/zh.js';

export interface Named {
  readonly nameZh: string;
  readonly nameEn: string;
}

export function nameOf(named: Named, language: Language): string {
  return language === 'zh' ? named.nameZh : named.nameEn;
}

interface Count {
  readonly totalCount: number;
}

export type Standing = LeadStage | Exclude<InvestmentLeadStatus, 'OPEN'>;

export interface Overview extends Record<Standing, Count> {
  readonly clock: { readonly now: string; readonly today: string; readonly timeZone: string };
  readonly regions: readonly { readonly id: string; readonly name: string }[];
  readonly demandKinds: readonly (Named & { readonly code: string; readonly measures: readonly string[]; readonly active: boolean })[];
  readonly overdue: Count;
}

export interface NextStep {
  readonly text: string;
  readonly on: string;
  readonly overdue: boolean;
  readonly leader: { readonly name: string } | null;
}

export interface Listed {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly status: InvestmentLeadStatus;
  readonly stage: LeadStage;
  readonly expectedInvestment: string | null;
  readonly region: { readonly name: string };
  readonly leader: { readonly name: string } | null;
  readonly nextStep: NextStep | null;
}

export interface Contact {
  readonly id: string;
  readonly role: LeadContactRole;
  readonly name: string | null;
  readonly position: string | null;
  readonly telephone: string | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}

export interface Need {
  readonly id: string;
  readonly quantity: string | null;
  readonly measure: string | null;
  readonly note: string;
  readonly state: LeadNeedState;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly kind: Named;
  readonly issue: { readonly number: string; readonly status: keyof typeof zh.word.IssueStatus } | null;
}

export interface Lead extends Listed {
  readonly version: number;
  /** The amount as the forms ask for it. */
  readonly inWan: string | null;
  readonly sector: keyof typeof zh.word.Sector;
  readonly description: string;
  readonly endReason: string | null;
  readonly actions: readonly InvestmentLeadAct[];
  readonly reachableStages: readonly LeadStage[];
  readonly project: { readonly code: string; readonly name: string } | null;
  readonly moves: readonly { readonly from: LeadStage; readonly to: LeadStage; readonly note: string; readonly at: string; readonly by: string }[];
  /** Null for whoever may not read them. */
  readonly contacts: readonly Contact[] | null;
  readonly needs: readonly Need[];
  readonly history: readonly { readonly at: string; readonly act: keyof typeof zh.word.HistoryAct; readonly note: string | null; readonly actor: { readonly name: string } | null }[];
}

type Coded = Named & { readonly code: string };

export interface Reserve {
  readonly reserveFields: readonly (Coded & { readonly endedAt: string | null })[];
  readonly ripeningSteps: readonly (Coded & { readonly endedAt: string | null })[];
  readonly byField: readonly { readonly field: Coded | null; readonly count: number; readonly late: number; readonly totalInvestment: string }[];
  readonly byStep: readonly { readonly step: Coded | null; readonly count: number; readonly late: number }[];
}

export interface Reserved {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly totalInvestment: string;
  readonly region: { readonly name: string };
  readonly leader: { readonly name: string } | null;
  readonly reserve: {
    readonly field: Named | null;
    readonly reached: Named | null;
    readonly steps: readonly { readonly late: boolean; readonly plannedOn: string | null; readonly reachedOn: string | null; readonly step: Coded }[];
  };
  readonly issues: Count;
}

export interface OpenedReserve {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly reserve: {
    readonly actions: readonly ReserveAct[];
    readonly field: Coded | null;
    readonly steps: readonly { readonly plannedOn: string | null; readonly reachedOn: string | null; readonly late: boolean; readonly note: string; readonly recordedAt: string | null; readonly recordedBy: string | null; readonly step: Coded }[];
  } | null;
  readonly issues: Count & { readonly nodes: readonly { readonly id: string; readonly number: string; readonly title: string; readonly kind: keyof typeof zh.word.IssueKind }[] };
  readonly convertedFrom: { readonly code: string; readonly name: string } | null;
}

/** Told apart by shape and by word. */
export const shapes: Record<Standing, string> = { CLUE: '○', CONTACTED: '◔', NEGOTIATING: '◑', AGREED: '●', CONVERTED: '✓', ENDED: '×' };

export const standings = Object.keys(shapes) as Standing[];

export function isStage(standing: Standing): standing is LeadStage {
  return standing !== 'CONVERTED' && standing !== 'ENDED';
}
