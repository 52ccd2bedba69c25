import source from './source.json' with { type: 'json' };
import { ProjectOrigin, ProjectTier, Sector } from '../project/project.entity.js';
import { invariant } from '../kernel/invariant.js';

/** The report counts industry apart from everything else. */
export type Kind = 'industry' | 'other';

/** How many of the register's projects are of one tier, kind and origin, and how many of these have what. */
export interface Cell {
  tier: ProjectTier;
  kind: Kind;
  origin: ProjectOrigin;
  total: number;
  launched: number;
  started: number;
  startable: number;
  /** Startable ones of at least 100 million yuan. */
  large: number;
  led: number;
}

const tiers: Record<string, ProjectTier> = {
  provincialTop100: ProjectTier.PROVINCIAL_TOP_100,
  municipal: ProjectTier.MUNICIPAL,
  county: ProjectTier.COUNTY,
};

const origins: Record<string, ProjectOrigin> = { new: ProjectOrigin.NEW, continuing: ProjectOrigin.CONTINUING };
const sectors: Record<string, Sector> = { industry: Sector.INDUSTRY, majorInfrastructure: Sector.INFRASTRUCTURE };

function inOurWords<T>(words: Record<string, T>, word: string): T {
  const ours = words[word];
  invariant(ours, `the report says ${word}`);
  return ours;
}

export const cells: readonly Cell[] = source.demonstrationCounts.rows.map(([tier, kind, origin, ...counts]) => {
  const [total, launched, started, startable, large, led] = counts as [number, number, number, number, number, number];
  return {
    tier: inOurWords(tiers, String(tier)),
    kind: kind as Kind,
    origin: inOurWords(origins, String(origin)),
    total, launched, started, startable, large, led,
  };
});

/** What the report says of a project that it names; what it leaves out is undefined. */
export interface ReportedProject {
  name: string;
  tier?: ProjectTier;
  origin?: ProjectOrigin;
  sector?: Sector;
  place?: string;
  totalInvestmentYi?: number;
  startedOn?: string;
  completesThisYear?: boolean;
}

type Printed = Omit<ReportedProject, 'tier' | 'origin' | 'sector'> & { tier?: string; phase?: string; sector?: string };

export const reportedProjects: readonly ReportedProject[] = (source.projects as Printed[]).map(
  ({ name, tier, phase, sector, place, totalInvestmentYi, startedOn, completesThisYear }) => ({
    name,
    ...(tier && { tier: inOurWords(tiers, tier) }),
    ...(phase && { origin: inOurWords(origins, phase) }),
    ...(sector && { sector: inOurWords(sectors, sector) }),
    ...(place && { place }),
    ...(totalInvestmentYi && { totalInvestmentYi }),
    ...(startedOn && { startedOn }),
    ...(completesThisYear && { completesThisYear }),
  }),
);

export const reportedLeads: readonly string[] = source.leadsNamed;

const { all, industry, provincialTop100: top, startedToDate, launchedTogetherOn20200401: launch, landProceduresCompleted } = source.portfolio;

export { landProceduresCompleted };

/** What stood a year before, reckoned back from the report: the plan grew by 240.3 %, the total investment doubled. */
export const growth = {
  lastPlanYi: (top.annualPlanYi / (1 + top.annualGrowthPercent / 100)).toFixed(2),
  lastTotalYi: (top.totalInvestmentYi / 2).toFixed(2),
} as const;

/** Money of the report, in ten thousand yuan (wan). */
export const money = {
  // "Just under": to one decimal of 100 million yuan nothing differs from the printed figure.
  total: wan(all.totalInvestmentYi) - 200,
  annual: wan(all.annualPlanYi) - 200,
  industryAnnual: wan(industry.annualPlanYi),
  completed: wan(startedToDate.completedInvestmentYi),
  topTotal: wan(top.totalInvestmentYi),
  topAnnual: wan(top.annualPlanYi),
  topIndustryAnnual: wan(top.industry.annualPlanYi),
  launchedTopAnnual: wan(launch.provincialAnnualPlanYi),
  // Between industry and the rest the launched ones' plans are split by the demonstration.
  launchedTopIndustryAnnual: wan(165.3),
  launchedCountyAnnual: wan(launch.countyAnnualPlanYi),
  launchedCountyIndustryAnnual: wan(40),
};

export function wan(yi: number): number {
  return Math.round(yi * 1e4);
}
