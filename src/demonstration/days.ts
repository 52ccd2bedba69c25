import { ProjectOrigin, ProjectStage, ProjectTier, type Project } from '../project/project.entity.js';
import { dayBetween, daysAfter, today } from './calendar.js';
import { random, type Random } from './random.js';
import type { Light } from './named.js';
import type { Seat } from './seats.js';

type Days = Pick<Project, 'stage' | 'plannedStartOn' | 'startedOn' | 'plannedResumptionOn' | 'resumedOn' | 'plannedCompletionOn' | 'launchedOn'>;

const launch = '2020-04-01';
const endOfApril = '2020-04-30';

/** When a project that waits was to start: an unmet day turns its light yellow, and red from the fifteenth day on. */
const awaited = {
  RED: ['2020-03-12', daysAfter(today, -15)],
  YELLOW: [daysAfter(today, -14), daysAfter(today, -1)],
  GREEN: [today, endOfApril],
} satisfies Record<Light, [string, string]>;

/** Parallel to the seats. */
export function days(seats: readonly Seat[]): Days[] {
  const draw = random('days');
  // A few that should long be finished: the completion rule shows itself.
  const late = new Set(draw.shuffled(seats.filter(({ tier, origin, started, light, named }) =>
    tier === ProjectTier.COUNTY && origin === ProjectOrigin.CONTINUING && started && light === 'GREEN' && !named)).slice(0, 4));
  return seats.map((seat) => {
    const done = seat.started ? startOf(seat, draw) : null;
    const planned = seat.named?.plannedOn ?? (done ? daysAfter(done, draw.whole(-6, 4)) : plannedOf(seat, draw));
    const completion = late.has(seat) ? dayBetween('2020-03-01', '2020-04-12', draw) : completionOf(seat, draw);
    const launchedOn = seat.launched ? launch : null;
    if (seat.origin === ProjectOrigin.NEW) {
      return {
        stage: done ? ProjectStage.UNDER_CONSTRUCTION : !seat.startable && draw.chance(0.3) ? ProjectStage.RESERVE : ProjectStage.PREPARING,
        plannedStartOn: planned, startedOn: done, plannedResumptionOn: null, resumedOn: null, plannedCompletionOn: completion, launchedOn,
      };
    }
    const startedOn = dayBetween('2018-04-10', '2019-10-20', draw);
    return {
      stage: done ? ProjectStage.UNDER_CONSTRUCTION : ProjectStage.SUSPENDED,
      plannedStartOn: daysAfter(startedOn, draw.whole(-20, 5)), startedOn, plannedResumptionOn: planned, resumedOn: done, plannedCompletionOn: completion, launchedOn,
    };
  });
}

function startOf({ named, origin, launched }: Seat, draw: Random): string {
  if (named?.startedOn) return named.startedOn;
  if (named?.resumedOn) return named.resumedOn;
  if (origin === ProjectOrigin.CONTINUING) return dayBetween('2020-02-17', '2020-04-14', draw);
  if (!launched) return dayBetween('2020-03-10', '2020-04-14', draw);
  return draw.chance(0.5) ? launch : dayBetween('2020-04-02', '2020-04-15', draw);
}

function plannedOf({ startable, light }: Seat, draw: Random): string {
  const [first, last] = startable ? awaited[light] : ['2020-05-06', '2020-08-20'];
  return dayBetween(first!, last!, draw);
}

/** Of the provincial projects only those that the report expects to enter production this year are to be finished in it. */
function completionOf(seat: Seat, draw: Random): string {
  return finishesThisYear(seat, draw) ? dayBetween('2020-08-31', '2020-12-20', draw) : dayBetween('2021-06-30', '2022-11-30', draw);
}

function finishesThisYear({ tier, named, origin, large, startable }: Seat, draw: Random): boolean {
  if (tier === ProjectTier.PROVINCIAL_TOP_100 || named) return named?.completesThisYear ?? false;
  return startable && !large && draw.chance(origin === ProjectOrigin.CONTINUING ? 0.6 : 0.35);
}
