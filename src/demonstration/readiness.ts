import type { ReadinessCheck } from '../readiness/readiness-check.entity.js';
import type { UnreadyStart } from '../readiness/unready-start.entity.js';
import { dayBetween, daysAfter, inOfficeHours, instant, today } from './calendar.js';
import { actorOf, dispatchOffice, line, type Actor, type Line } from './chronicle.js';
import type { Made } from './projects.js';
import { random, type Random } from './random.js';
import type { Parties } from './units.js';

type Row = Omit<ReadinessCheck, 'id' | 'checkedAt'> & { id: number; checkedAt: Date };

/** As the migration numbers them, with what is missing of them where they are not in place. */
const items: readonly [name: string, missing: string][] = [
  ['项目主体防控责任', '责任书尚未签订'], ['上岗人员管理', '返岗人员核酸检测未完成'], ['施工现场防疫措施', '隔离用房和测温点未设齐'], ['应急预案准备', '应急预案尚未演练'],
];
const emergencyPlan = 4;

/**
 * What was in place on 16 April: all of it where work goes on, but for a few that began without their emergency plan; where it
 * is to begin by the end of April what still lacks comes before then; of later ones little was looked at.
 */
export function readiness(works: readonly Made[], units: Parties): { checks: Row[]; unreadyStarts: Partial<UnreadyStart>[]; lines: Line[] } {
  const draw = random('readiness');
  const flagged = new Set(draw.shuffled(works.filter(({ seat, startOfYear }) => startOfYear && startOfYear >= '2020-03-01' && !seat.named)).slice(0, 6));
  const checks = works.flatMap((work) => {
    const owner = units.all.find(({ id }) => id === work.row.ownerUnitId);
    const by = owner ? actorOf(owner) : dispatchOffice;
    if (work.startOfYear) return ofStarted(work, by, flagged.has(work), draw);
    return work.seat.startable ? ofAwaited(work, by, draw) : ofLater(work, by, draw);
  }).toSorted((a, b) => a.checkedAt.getTime() - b.checkedAt.getTime()).map((row, index) => ({ ...row, id: index + 1 }));
  const unreadyStarts = [...flagged].map(({ row, startOfYear, seat }) => ({
    projectId: row.id, resumption: seat.origin === 'CONTINUING', onDay: startOfYear!, lacking: [emergencyPlan], recordedAt: instant(startOfYear!, 8 * 60), recordedBy: dispatchOffice.name, endedAt: null,
  }));
  return {
    checks, unreadyStarts,
    lines: [
      ...checks.flatMap(({ projectId, itemId, done, dueOn, note, checkedAt, checkerSubject, checkerName, confirmedAt }) => {
        const [name] = items[itemId - 1]!;
        const said = [`${name}：${done ? '到位' : '未到位'}`, dueOn, note].filter(Boolean).join(' ');
        return [
          line('Project', projectId, 'READINESS_CHECKED', checkedAt, { subject: checkerSubject!, name: checkerName! }, said),
          ...(confirmedAt ? [line('Project', projectId, 'READINESS_CONFIRMED', confirmedAt, dispatchOffice, name)] : []),
        ];
      }),
      ...unreadyStarts.map(({ projectId, recordedAt }) => line('Project', projectId, 'STARTED_UNREADY', recordedAt, dispatchOffice, items[emergencyPlan - 1]![0])),
    ],
  };
}

/** In the owner's word, confirmed the day after; or found by the office itself. */
function inPlace(projectId: number, itemId: number, day: string, owner: Actor, draw: Random): Row {
  const byOwner = owner !== dispatchOffice && draw.chance(0.6);
  const said = check(projectId, itemId, day, byOwner ? owner : dispatchOffice, { done: true, byOwner }, draw);
  return byOwner ? { ...said, confirmedAt: inOfficeHours(daysAfter(day, 1), draw), confirmerSubject: dispatchOffice.subject, confirmerName: dispatchOffice.name } : said;
}

function check(projectId: number, itemId: number, day: string, { subject, name }: Actor, more: Partial<Row>, draw: Random): Row {
  return {
    id: 0, projectId, itemId, done: false, dueOn: null, evidenceUrl: null, note: '', byOwner: false, checkedAt: inOfficeHours(day, draw), checkerSubject: subject, checkerName: name,
    confirmedAt: null, confirmerSubject: null, confirmerName: null, ...more,
  };
}

function ofStarted({ row, startOfYear }: Made, owner: Actor, isFlagged: boolean, draw: Random): Row[] {
  const before = daysAfter(startOfYear!, -draw.whole(3, 6));
  return items.flatMap((_, index) => {
    const item = index + 1;
    if (!isFlagged || item !== emergencyPlan) return [inPlace(row.id, item, before, owner, draw)];
    const lacked = check(row.id, item, before, dispatchOffice, { note: items[index]![1] }, draw);
    const since = daysAfter(startOfYear!, 5);
    return since < today ? [lacked, inPlace(row.id, item, since, dispatchOffice, draw)] : [lacked];
  });
}

/** What lacks is promised for a day before the planned one where that is ahead, and before the end of April anyway. */
function ofAwaited({ row }: Made, owner: Actor, draw: Random): Row[] {
  const planned = (row.origin === 'NEW' ? row.plannedStartOn : row.plannedResumptionOn)!;
  const last = planned > today ? planned : '2020-04-28';
  return items.map(([, missing], index) => {
    const day = dayBetween('2020-04-01', '2020-04-13', draw);
    const stands = draw.weighed([['DONE', 12], ['CLAIMED', 2], ['LACKING', 4]] as const);
    if (stands === 'DONE') return inPlace(row.id, index + 1, day, owner, draw);
    if (stands === 'CLAIMED' && owner !== dispatchOffice) return check(row.id, index + 1, dayBetween('2020-04-14', '2020-04-15', draw), owner, { done: true, byOwner: true }, draw);
    return check(row.id, index + 1, day, dispatchOffice, { dueOn: dayBetween(today, last, draw), note: missing }, draw);
  });
}

function ofLater({ row }: Made, owner: Actor, draw: Random): Row[] {
  return items.flatMap(([, missing], index) => {
    const day = dayBetween('2020-04-01', '2020-04-13', draw);
    if (draw.chance(0.6)) return [];
    return [draw.chance(0.4) ? inPlace(row.id, index + 1, day, owner, draw) : check(row.id, index + 1, day, dispatchOffice, { note: missing }, draw)];
  });
}
