import type { Language } from '../../../kernel/language.js';
import type { PermitAct } from '../../../permit/permit.lifecycle.js';
import type { PermitChannel, PermitState } from '../../../permit/permit.entity.js';

interface Named {
  readonly name: string;
}

/** A kind of permit as it is called in both languages. */
export interface KindName {
  readonly nameZh: string;
  readonly nameEn: string;
}

export interface Kind extends KindName {
  readonly code: string;
  readonly parallelGroup: string | null;
  readonly workingDays: number;
  readonly landUse: boolean;
}

export interface Days {
  readonly count: number;
  readonly median: number | null;
  readonly longest: number | null;
}

export interface Overview {
  readonly clock: { readonly now: string; readonly today: string; readonly timeZone: string };
  readonly permitProgress: Readonly<Record<'needing' | 'landProceduresDone' | 'complete' | 'committed' | 'ready', number>>;
  readonly permitRules: { readonly commitmentFrom: string };
  readonly channels: readonly { readonly channel: PermitChannel | null; readonly count: number; readonly share: number | null; readonly target: number | null }[];
  readonly authorities: readonly {
    readonly authority: Named & { readonly id: string };
    readonly count: number;
    readonly open: number;
    readonly overdue: number;
    readonly overduePapers: number;
    readonly acceptance: Omit<Days, 'count'>;
    readonly review: Omit<Days, 'count'>;
    readonly waiting: Days;
  }[];
}

export interface Waiting {
  readonly id: string;
  readonly state: PermitState;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly kind: KindName;
  readonly project: (Named & { readonly id: string; readonly code: string }) | null;
  readonly authority: Named;
  readonly waiting: { readonly since: string; readonly workingDays: number } | null;
}

export interface Paper extends Named {
  readonly id: string;
  readonly dueOn: string;
  readonly deliveredOn: string | null;
  readonly overdue: boolean;
  readonly remindedAt: string | null;
}

export interface Permit {
  readonly id: string;
  readonly state: PermitState;
  readonly plannedOn: string;
  readonly appliedOn: string | null;
  readonly acceptedOn: string | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly grantedOn: string | null;
  readonly refusedOn: string | null;
  readonly channel: PermitChannel | null;
  readonly greenChannel: boolean;
  readonly oilfieldChannel: boolean;
  readonly reason: string | null;
  readonly actions: readonly PermitAct[];
  readonly kind: Kind;
  readonly authority: Named;
  readonly waiting: { readonly workingDays: number } | null;
  readonly papers: readonly Paper[];
}

export interface Opened extends Named {
  readonly id: string;
  readonly code: string;
  readonly sector: string;
  readonly permitsComplete: boolean;
  readonly landProceduresDone: boolean;
  readonly permitsReady: boolean;
  readonly startCommitment: { readonly on: string; readonly text: string; readonly recordedBy: string } | null;
  readonly permitsNeeded: readonly Kind[];
  readonly permits: readonly Permit[];
}

/** A place on the board: a kind, with its permit where one is planned. */
export interface Place {
  readonly kind: Kind;
  readonly permit: Permit | null;
}

/** The places of a project in order; those of one parallel group that follow each other stand side by side. */
export function stagesOf({ permitsNeeded, permits }: Opened): { readonly group: string | null; readonly places: readonly Place[] }[] {
  const places = new Map<string, Place>([
    ...permitsNeeded.map((kind): [string, Place] => [kind.code, { kind, permit: null }]),
    ...permits.map((permit): [string, Place] => [permit.kind.code, { kind: permit.kind, permit }]),
  ]);
  const stages: { group: string | null; places: Place[] }[] = [];
  for (const place of places.values()) {
    const { parallelGroup } = place.kind;
    const last = stages[stages.length - 1];
    if (last && parallelGroup !== null && last.group === parallelGroup) last.places.push(place);
    else stages.push({ group: parallelGroup, places: [place] });
  }
  return stages;
}

export function nameOf({ nameZh, nameEn }: KindName, language: Language): string {
  return language === 'zh' ? nameZh : nameEn;
}
