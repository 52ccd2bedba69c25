import type { ContestStatus } from '../../contest/contest.enums.js';
import type { Lane } from './draw.js';

/** A district of a table, as the picture needs it. */
export interface Racer {
  readonly rank: number | null;
  readonly points: number | null;
  readonly region: { readonly id: string; readonly name: string };
  readonly weekBefore: { readonly on: string; readonly rank: number | null; readonly points: number | null } | null;
  readonly withdrawal: { readonly on: string } | null;
  readonly scores: readonly { readonly adjusted: number }[];
}

/** A contest, as the picture needs it. */
export interface Raced {
  readonly name: string;
  readonly status: ContestStatus;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly days: number;
}

type Say = (key: string, values?: Record<string, unknown>) => string;

/** Up is a smaller rank; null where one of the two is none. */
export function climbedBy({ rank, weekBefore }: Pick<Racer, 'rank' | 'weekBefore'>): number | null {
  return rank === null || !weekBefore || weekBefore.rank === null ? null : weekBefore.rank - rank;
}

export function laneOf(racer: Racer, t: Say): Lane {
  const { rank, points, region, weekBefore, withdrawal, scores } = racer;
  const climbed = climbedBy(racer);
  const adjusted = scores.some((score) => score.adjusted !== 0);
  return {
    name: region.name, rank, points, before: weekBefore?.points ?? null, climbed,
    aside: points === null ? '–' : points.toFixed(2),
    change: climbed === null ? '' : climbed === 0 ? t('screen.race.same') : t(climbed > 0 ? 'screen.race.up' : 'screen.race.down', { count: Math.abs(climbed) }),
    note: withdrawal ? t('screen.race.withdrawn', { day: withdrawal.on }) : points === null ? t('screen.race.unmeasured') : adjusted ? t('screen.race.adjusted') : '',
  };
}
