import { ProjectOrigin, ProjectTier } from '../project/project.entity.js';
import { invariant } from '../kernel/invariant.js';
import { allot, type Portion } from './allot.js';
import { random, type Random } from './random.js';
import { money, wan } from './report.js';
import type { Seat } from './seats.js';

/** Amounts in ten thousand yuan (wan). */
export interface Amounts {
  total: number;
  /** 2020. */
  planned: number;
  completed: number;
  /** Completed before 2020. */
  before: number;
}

/** What the seasonal curve expects of a year's plan by 16 April: 2 % by the end of March, 8 % by the end of April. */
const expectedShare = 0.02 + 0.06 * 16 / 30;
const large = wan(1);
const { PROVINCIAL_TOP_100 } = ProjectTier;

/** Parallel to the seats; `ending` says which are to be finished in 2020. */
export function amounts(seats: readonly Seat[], ending: readonly boolean[]): Amounts[] {
  const draw = random('money');
  const planned = annualPlans(seats, draw);
  const total = totals(seats, planned, ending, draw);
  const completed = completions(seats, planned, draw);
  return seats.map(({ origin }, index) => {
    const beyond = total[index]! - planned[index]!;
    const before = origin === ProjectOrigin.NEW ? 0 : ending[index] ? beyond : hundreds(beyond * draw.between(0.5, 0.85));
    return { total: total[index]!, planned: planned[index]!, completed: completed[index]!, before };
  });
}

function annualPlans(seats: readonly Seat[], draw: Random): number[] {
  const isTop = ({ tier }: Seat) => tier === PROVINCIAL_TOP_100;
  const industry = ({ kind }: Seat) => kind === 'industry';
  const launched = (seat: Seat) => seat.launched;
  const { topAnnual, topIndustryAnnual, launchedTopAnnual, launchedTopIndustryAnnual, launchedCountyAnnual, launchedCountyIndustryAnnual, industryAnnual, annual } = money;
  const launchedTopOther = launchedTopAnnual - launchedTopIndustryAnnual;
  const launchedCountyOther = launchedCountyAnnual - launchedCountyIndustryAnnual;
  const outside = { industry: industryAnnual - topIndustryAnnual, other: annual - topAnnual - (industryAnnual - topIndustryAnnual) };

  const groups: [sum: number, holds: (seat: Seat) => boolean][] = [
    [launchedTopIndustryAnnual, (seat) => isTop(seat) && industry(seat) && launched(seat)],
    [topIndustryAnnual - launchedTopIndustryAnnual, (seat) => isTop(seat) && industry(seat) && !launched(seat)],
    [launchedTopOther, (seat) => isTop(seat) && !industry(seat) && launched(seat)],
    [topAnnual - topIndustryAnnual - launchedTopOther, (seat) => isTop(seat) && !industry(seat) && !launched(seat)],
    [launchedCountyIndustryAnnual, (seat) => !isTop(seat) && industry(seat) && launched(seat)],
    [outside.industry - launchedCountyIndustryAnnual, (seat) => !isTop(seat) && industry(seat) && !launched(seat)],
    [launchedCountyOther, (seat) => !isTop(seat) && !industry(seat) && launched(seat)],
    [outside.other - launchedCountyOther, (seat) => !isTop(seat) && !industry(seat) && !launched(seat)],
  ];
  return byGroups(seats, groups, (seat) => ({
    weight: { PROVINCIAL_TOP_100: 8, MUNICIPAL: 2.5, COUNTY: 1 }[seat.tier] * (isTop(seat) || !seat.large ? 1 : 2.5) * (seat.named?.weight ?? 1) * draw.size(0.6),
    // The register takes projects from five million yuan a year on.
    floor: isTop(seat) ? 2000 : 500,
    cap: seat.named?.totalInvestmentYi ? hundreds(wan(seat.named.totalInvestmentYi) * 0.6) : !industry(seat) ? Infinity : seat.large ? wan(seat.named ? 50 : 22) : 5000,
  }), 100);
}

function totals(seats: readonly Seat[], planned: readonly number[], ending: readonly boolean[], draw: Random): number[] {
  // The report gives no total for industry: its share outside the provincial tier is the demonstration's own.
  const outside = money.total - money.topTotal;
  const groups: [sum: number, holds: (seat: Seat) => boolean][] = [
    [money.topTotal, ({ tier }) => tier === PROVINCIAL_TOP_100],
    [wan(340), ({ tier, kind }) => tier !== PROVINCIAL_TOP_100 && kind === 'industry'],
    [outside - wan(340), ({ tier, kind }) => tier !== PROVINCIAL_TOP_100 && kind === 'other'],
  ];
  return byGroups(seats, groups, (seat, index) => {
    const plan = planned[index]!;
    const given = seat.named?.totalInvestmentYi;
    if (given) return { weight: 1, floor: wan(given), cap: wan(given) };
    const least = Math.max(seat.large ? large + 100 * draw.whole(0, 60) : 0, seat.origin === ProjectOrigin.NEW ? plan : hundreds(plan * 1.25) + 100);
    // A new project that is finished within the year costs what the year plans.
    const most = seat.origin === ProjectOrigin.NEW && ending[index] ? plan : seat.kind === 'industry' && !seat.large ? large - 100 * draw.whole(2, 30) : Infinity;
    return { weight: plan * draw.between(1.2, 3.5), floor: least, cap: Math.max(least, most) };
  }, 100);
}

/** Only what has started has completed anything this year; how much against the curve decides its light. */
function completions(seats: readonly Seat[], planned: readonly number[], draw: Random): number[] {
  return byGroups(seats, [[money.completed, ({ started }) => started], [0, ({ started }) => !started]], (seat, index) => {
    if (!seat.started) return { weight: 0, floor: 0, cap: 0 };
    const plan = planned[index]!;
    const share = { RED: draw.between(0.05, 0.5), YELLOW: draw.between(0.66, 0.86), GREEN: 1.02 }[seat.light];
    const least = Math.ceil(plan * expectedShare * share);
    return seat.light === 'GREEN' ? { weight: plan * draw.size(0.5), floor: least, cap: Math.floor(plan * 0.4) } : { weight: 0, floor: least, cap: least };
  }, 1);
}

/** Every seat belongs to exactly one group. */
function byGroups(seats: readonly Seat[], groups: [sum: number, holds: (seat: Seat) => boolean][], portion: (seat: Seat, index: number) => Portion, step: number): number[] {
  const portions = seats.map(portion);
  const parts: number[] = [];
  for (const [sum, holds] of groups) {
    const members = seats.flatMap((seat, index) => (holds(seat) ? [index] : []));
    allot(sum, members.map((index) => portions[index]!), step).forEach((part, at) => {
      invariant(parts[members[at]!] === undefined, 'a project is in two groups');
      parts[members[at]!] = part;
    });
  }
  invariant(Object.keys(parts).length === seats.length, 'a project is in no group');
  return parts;
}

function hundreds(amount: number): number {
  return Math.floor(amount / 100) * 100;
}
