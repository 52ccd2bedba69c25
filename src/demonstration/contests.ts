import type { Contest, ContestAdjustment, ContestRegion, ContestRule } from '../contest/contest.entity.js';
import { instant } from './calendar.js';
import { dispatchOffice, line } from './chronicle.js';
import { counties, placeOf } from './places.js';

const every = { zeroAt: 0, fullAt: 1, cap: 100, tiers: null, sectors: null, origins: null, tieBreak: null };

const rules: readonly ContestRule[] = [
  { ...every, code: 'START', name: '开（复）工率', measure: 'START_RATE', weight: 35, tieBreak: 1 },
  { ...every, code: 'TOP_100', name: '省百大项目开（复）工率', measure: 'START_RATE', weight: 15, tiers: ['PROVINCIAL_TOP_100'] },
  { ...every, code: 'INVESTMENT', name: '投资进度', measure: 'INVESTMENT_OF_CURVE', weight: 25, zeroAt: 0.5, cap: 120, tieBreak: 2 },
  { ...every, code: 'CLOSURE', name: '问题按期销号率', measure: 'ISSUES_CLOSED_IN_TIME', weight: 15 },
  { ...every, code: 'LIGHTS', name: '非红灯率', measure: 'NOT_RED', weight: 10, zeroAt: 0.5 },
];

const drawnAt = instant('2020-02-25', 9 * 60 + 30);
const startedAt = instant('2020-02-28', 15 * 60);

/** The race of the hundred days from 1 March: all districts take part, none has left, and one appeal was allowed. */
export function contests() {
  const contest: Omit<Contest, 'version'> = {
    id: 1, name: '项目开工百日竞赛', startsOn: '2020-03-01', endsOn: '2020-06-08', status: 'RUNNING', rules, drawnAt, drawnBy: dispatchOffice.name, startedAt, endedAt: null, cancelReason: null,
  };
  const adjustment: ContestAdjustment = {
    id: 1, contestId: 1, regionId: placeOf('DQ-LD').id, rule: 'CLOSURE', points: '5', fromDay: '2020-04-08', reason: '到期当日已销号的问题因网络中断次日才录入，核实后补计',
    madeAt: instant('2020-04-09', 10 * 60 + 20), madeBy: dispatchOffice.name, endedAt: null, endedBy: null, endReason: null,
  };
  return {
    contests: [contest],
    contestRegions: counties.map(({ id }): ContestRegion => ({ contestId: 1, regionId: id })),
    contestAdjustments: [adjustment],
    lines: [
      line('Contest', 1, 'CONTEST_DRAWN', drawnAt, undefined, contest.name),
      line('Contest', 1, 'STARTED', startedAt),
      line('Contest', 1, 'POINTS_ADJUSTED', adjustment.madeAt!, undefined, `${placeOf('DQ-LD').name} 问题按期销号率 +5: ${adjustment.reason}`),
    ],
  };
}
