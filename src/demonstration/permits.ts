import { HistoryAct } from '../history/history.entity.js';
import type { Permit, PermitChannel, PermitPaper, StartCommitment } from '../permit/permit.entity.js';
import { invariant } from '../kernel/invariant.js';
import { ProjectOrigin } from '../project/project.entity.js';
import { dayBetween, daysAfter, instant, today } from './calendar.js';
import { actorOf, dispatchOffice, line, type Line } from './chronicle.js';
import { hasLand, kinds, workingDayAfter, workingDaysBefore, type Kind } from './permit-kinds.js';
import type { Made } from './projects.js';
import { random, type Random } from './random.js';
import type { Seat } from './seats.js';
import type { Parties } from './units.js';

/** A permit of the demonstration; when it is due, the database reckons. */
export type PermitMade = Omit<Permit, 'workingDays' | 'dueOn' | 'version'> & { readonly plannedAt: Date };

/** The minute of a city day at which each thing is done. */
const minuteOf = { PLANNED: 545, APPLIED: 600, ACCEPTED: 870, GRANTED: 990, REFUSED: 990, EXEMPTED: 990 } as const;
export const momentOf = (day: string, what: keyof typeof minuteOf): Date => instant(day, minuteOf[what]);

const yesterday = daysAfter(today, -1);
const commitments = 100;
const lastBeforeStarts = '2020-04-29';
const ownSite = '利用存量建设用地，无需办理用地手续';
const masks = '疫情防控急需物资生产项目，豁免环评';

/** Permits of all new projects that may start by the end of April, papers that follow, and the commitments. */
export function permits(works: readonly Made[], units: Parties) {
  const draw = random('permits');
  const rows: PermitMade[] = [];
  const lines: Line[] = [];
  const committed = commit(works, draw);
  for (const made of works.filter(({ row, seat }) => row.origin === ProjectOrigin.NEW && seat.startable)) {
    const needed = kinds.filter(({ sector }) => sector === undefined || sector === made.row.sector);
    const course = courseOf(made, committed.has(made.row.id), draw);
    for (const kind of needed) {
      const permit = permitOf(made, kind, course, rows.length + 1, units, draw);
      rows.push(permit);
      lines.push(...told(permit, kind, made, units));
    }
  }
  const papers = papersOf(rows, draw);
  const startCommitments: Partial<StartCommitment>[] = [...committed].map(([projectId, onDay]) => ({ projectId, onDay, text: '承诺按规划条件和建设标准组织建设，接受全过程监督', recordedBy: dispatchOffice.name, recordedAt: instant(onDay, 660) }));
  return {
    permits: rows, permitPapers: papers.rows, startCommitments,
    lines: [...lines, ...papers.lines, ...startCommitments.map(({ projectId, recordedAt, text }) => line('Project', projectId!, HistoryAct.START_COMMITTED, recordedAt!, dispatchOffice, text))],
  };
}

/** A hundred large industry projects, with the day: those that start by the end of April first. */
function commit(works: readonly Made[], draw: Random): Map<number, string> {
  const large = works.filter(({ row, seat }) => seat.kind === 'industry' && Number(row.totalInvestment) >= 1e8);
  invariant(large.length >= commitments, 'too few large industry projects');
  const first = [...large].sort((a, b) => Number(b.seat.startable) - Number(a.seat.startable));
  return new Map(first.slice(0, commitments).map(({ row }) => [row.id, workingDayAfter(dayBetween('2020-02-17', '2020-04-13', draw), 1)]));
}

interface Course {
  /** When the office agreed on the days. */
  readonly planned: string;
  /** The day a part of the way from the first application to the last grant. */
  readonly dayAt: (part: number) => string;
  readonly land: 'GRANTED' | 'OWN_SITE' | 'OPEN';
}

/** What is started has what it needs by then, but for what a commitment lets follow; what waits is on its way. */
function courseOf({ row, seat }: Made, committed: boolean, draw: Random): Course {
  const land = hasLand(row.description!) ? 'GRANTED' : seat.started || seat.named?.description.includes('豁免环评') ? 'OWN_SITE' : 'OPEN';
  const planned = workingDayAfter(new Date(row.registeredAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10), 1);
  const first = workingDayAfter(planned, draw.whole(0, 3));
  const start = row.startedOn ?? row.plannedStartOn!;
  const late = seat.started ? 0 : { RED: 45, YELLOW: 30, GREEN: 12 }[seat.light];
  const end = daysAfter(seat.started ? start : start > today ? start : today, late - 1);
  const follows = committed && seat.started ? draw.whole(12, 40) : 0;
  const days = (Date.parse(end) - Date.parse(first)) / 86_400_000;
  return { planned, land, dayAt: (part) => workingDayAfter(daysAfter(first, Math.floor(days * part) + (part > 0.8 ? follows : 0)), 0, follows === 0 && seat.started ? end : undefined) };
}

function permitOf({ row, seat, site }: Made, kind: Kind, course: Course, id: number, units: Parties, draw: Random): PermitMade {
  const earliest = course.dayAt(kind.part[0]);
  const isExempted = (kind.land && course.land === 'OWN_SITE') || (kind.code === 'EIA' && seat.named?.description.includes('豁免环评') === true);
  // Where land is open its last procedure is, and nothing that comes after it is begun.
  const isHeld = course.land === 'OPEN' && ['LAND_PLANNING', 'WORKS_PLANNING', 'DRAWINGS', 'CONSTRUCTION'].includes(kind.code);
  // Most are answered within the days that the law gives, some a little later.
  const onTheirWay = course.dayAt(kind.part[1]);
  const granted = isHeld && onTheirWay <= yesterday ? workingDayAfter(today, draw.whole(1, 8)) : onTheirWay;
  const took = draw.chance(0.06) ? kind.days + draw.whole(1, 4) : draw.whole(Math.ceil(kind.days / 2), kind.days);
  const accepted = later(earliest, workingDaysBefore(granted, took));
  const applied = later(earliest, workingDaysBefore(accepted, draw.whole(0, 2)));
  const isBegun = applied <= yesterday && !(isHeld && kind.code !== 'LAND_PLANNING');
  const permit = {
    id, projectId: row.id, kindId: kinds.indexOf(kind) + 1, authorityId: units.of(kind.authority).id, plannedAt: momentOf(course.planned, 'PLANNED'),
    plannedOn: granted <= yesterday ? workingDayAfter(granted, draw.whole(0, 3)) : agreedOn(seat, daysAfter(granted, -draw.whole(0, 8))), appliedOn: null, acceptedOn: null, grantedOn: null, refusedOn: null, channel: null,
    greenChannel: seat.named !== null || seat.tier === 'PROVINCIAL_TOP_100', oilfieldChannel: /石化|炼化|油田/.test(site.owner.name), reason: null,
  };
  if (isExempted) return { ...permit, state: 'EXEMPTED', reason: kind.land ? ownSite : masks };
  if (!isBegun) return { ...permit, state: 'PLANNED' };
  const channel = draw.weighed<PermitChannel>([['ONLINE_NEVER_SEEN', 70], ['ONE_VISIT', 20], ['DONE_FOR_YOU', 10]]);
  if (accepted > yesterday) return { ...permit, state: 'APPLIED', appliedOn: applied, channel };
  const taken = { ...permit, appliedOn: applied, acceptedOn: accepted, channel };
  if (granted > yesterday) return draw.chance(0.06) && seat.started ? { ...taken, state: 'REFUSED', refusedOn: workingDayAfter(accepted, 1) <= yesterday ? workingDayAfter(accepted, 1) : accepted, reason: '申报材料不完整，补正后重新申请' } : { ...taken, state: 'ACCEPTED' };
  return { ...taken, state: 'GRANTED', grantedOn: granted };
}

/** What is to start by the end of April is to have its permits by then. */
function agreedOn({ started }: Seat, day: string): string {
  if (started) return day;
  if (day < today) return today;
  return day < lastBeforeStarts ? day : lastBeforeStarts;
}

const later = (one: string, other: string): string => (one > other ? one : other);

function told(permit: PermitMade, kind: Kind, { site }: Made, units: Parties): Line[] {
  const authority = actorOf(units.of(kind.authority));
  const say = (act: HistoryAct, day: string | null, what: keyof typeof minuteOf, actor = authority, note = '') =>
    (day === null ? [] : [line('Project', permit.projectId, act, momentOf(day, what), actor, note === '' ? kind.name : `${kind.name}：${note}`)]);
  const day = new Date(permit.plannedAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return [
    ...say(HistoryAct.PERMIT_PLANNED, day, 'PLANNED', dispatchOffice, permit.plannedOn),
    ...say(HistoryAct.PERMIT_APPLIED, permit.appliedOn, 'APPLIED', actorOf(site.owner)),
    ...say(HistoryAct.PERMIT_ACCEPTED, permit.acceptedOn, 'ACCEPTED'),
    ...say(HistoryAct.PERMIT_GRANTED, permit.grantedOn, 'GRANTED'),
    ...say(HistoryAct.PERMIT_REFUSED, permit.refusedOn, 'REFUSED', authority, permit.reason ?? ''),
    ...say(HistoryAct.PERMIT_EXEMPTED, permit.state === 'EXEMPTED' ? day : null, 'EXEMPTED', authority, permit.reason ?? ''),
  ];
}

/** When a paper is due and when it is reminded of: three working days before. */
const awaited: readonly (readonly [due: string, reminded: string | null])[] = [['2020-04-08', '2020-04-02'], ['2020-04-10', '2020-04-07'], ['2020-04-14', '2020-04-09'], ['2020-04-20', '2020-04-15'], ['2020-04-24', null], ['2020-04-30', null]];
const names = ['公众参与说明', '专家评审意见', '主要设备清单', '资金到位证明', '施工合同备案', '第三方检测报告'];

/** Every ninth permit that was taken in early and whose kind allows it has one; half of them are there. */
function papersOf(permits: readonly PermitMade[], draw: Random) {
  const fitting = permits.filter(({ kindId, state, acceptedOn }) => kinds[kindId - 1]!.follow && ['ACCEPTED', 'GRANTED'].includes(state) && acceptedOn! < '2020-03-30');
  const lines: Line[] = [];
  const rows = fitting.filter((_, index) => index % 9 === 0).map(({ id, projectId, kindId, acceptedOn }, index): Omit<PermitPaper, 'permitKindId'> => {
    const [dueOn, reminded] = awaited[index % awaited.length]!;
    const kind = kinds[kindId - 1]!;
    const name = draw.pick(names);
    const deferredAt = instant(acceptedOn!, 880);
    const deliveredOn = index % 4 < 2 ? workingDayAfter(acceptedOn!, draw.whole(2, 6)) : null;
    const remindedAt = deliveredOn === null && reminded !== null ? instant(reminded, 485) : null;
    const say = (act: HistoryAct, at: Date, note: string, actor = dispatchOffice) => lines.push(line('Project', projectId, act, at, actor, `${kind.name}：${note}`));
    say(HistoryAct.PAPER_DEFERRED, deferredAt, `${name} ${dueOn}`);
    if (remindedAt) say(HistoryAct.PAPER_REMINDED, remindedAt, `${name} ${dueOn}`, { subject: 'automatic', name: '系统自动', automatic: true });
    if (deliveredOn) say(HistoryAct.PAPER_DELIVERED, instant(deliveredOn, 900), name);
    return { id: index + 1, permitId: id, name, dueOn, deliveredOn, remindedAt, deferredBy: dispatchOffice.name, deferredAt };
  });
  return { rows, lines };
}
