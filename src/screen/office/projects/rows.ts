import type { ChainRole } from '../../../project/industry-chain.entity.js';
import type { ProjectOrigin, ProjectStage, ProjectTier, Sector } from '../../../project/project.entity.js';
import type { PortfolioPart, ProjectEventKind } from '../../../launch/launch.entity.js';
import type { SignalColour } from '../../../signal/signal.type.js';

interface Named {
  readonly name: string;
}

export interface Chain extends Named {
  readonly code: string;
  readonly nameEn: string;
  readonly endedAt?: string | null;
}

/** Amounts are 亿元, growth is a share. */
export interface Growth {
  readonly part: PortfolioPart;
  readonly projects: number;
  readonly projectsGrowth: number | null;
  readonly totalInvestment: string;
  readonly totalInvestmentGrowth: number | null;
  readonly annualPlan: string;
  readonly annualPlanGrowth: number | null;
  readonly completedInvestment: string;
  readonly completedGrowth: number | null;
}

export interface Overview {
  readonly clock: { readonly now: string; readonly today: string; readonly timeZone: string };
  readonly regions: readonly (Named & { readonly id: string })[];
  readonly industryChains: readonly Chain[];
  readonly portfolioGrowth: readonly Growth[];
}

interface Project extends Named {
  readonly id: string;
  readonly code: string;
  readonly tier: ProjectTier;
  readonly sector: Sector;
  readonly stage: ProjectStage;
  readonly launchedOn: string | null;
  /** 亿元. */
  readonly totalInvestment: string;
  readonly region: Named;
}

export interface Registered extends Project {
  readonly signal: { readonly colour: SignalColour };
}

export interface ProjectEvent {
  readonly kind: ProjectEventKind;
  readonly on: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}

export interface SubProject extends Named {
  readonly id: string;
  readonly content: string;
  /** 万元. */
  readonly investment: string | null;
  readonly startedOn: string | null;
  readonly completedOn: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly version: number;
}

export interface HistoryLine {
  readonly at: string;
  readonly act: string;
  readonly automatic: boolean;
  readonly actor: Named | null;
  readonly note: string | null;
}

/** The days of a project in the order in which they are said. */
export const projectDays = ['plannedStartOn', 'startedOn', 'plannedResumptionOn', 'resumedOn', 'plannedCompletionOn', 'completedOn', 'launchedOn', 'enteredProductionOn', 'reachedCapacityOn'] as const;

export interface Opened extends Project, Readonly<Record<(typeof projectDays)[number], string | null>> {
  readonly origin: ProjectOrigin;
  readonly version: number;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly description: string;
  readonly physicalProgress: number;
  /** 亿元. */
  readonly annualPlan: string;
  readonly completedInvestment: string;
  readonly leader: (Named & { readonly title: string }) | null;
  readonly signal: { readonly colour: SignalColour; readonly reasons: readonly { readonly rule: string; readonly message: string }[] };
  readonly jointLaunch: (Named & { readonly id: string; readonly on: string; readonly note: string; readonly region: Named; readonly count: number }) | null;
  readonly industryChain: Chain | null;
  readonly chainRole: ChainRole | null;
  readonly expectedCapacity: string | null;
  readonly capacityMeasure: string | null;
  /** 万元. */
  readonly expectedAnnualSales: string | null;
  readonly events: readonly ProjectEvent[];
  readonly subProjects: readonly SubProject[];
  readonly history: readonly HistoryLine[];
}

/** A growth of 2.403 as +240.3%; nothing where the last year is not known. */
export function growthOf(share: number | null): string {
  if (share === null) return '—';
  return `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)}%`;
}
