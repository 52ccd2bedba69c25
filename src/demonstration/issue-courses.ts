import { HistoryAct } from '../history/history.entity.js';
import type { IssueLevel, IssueStatus } from '../issue/issue.entity.js';
import { automatic } from '../issue/automatic.commands.js';
import { dayBetween, daysAfter, inOfficeHours, instant, remindedOn, spoken, today, watchedFrom } from './calendar.js';
import { dispatchOffice, type Actor } from './chronicle.js';
import type { Random } from './random.js';

export interface Step {
  act: HistoryAct;
  at: Date;
  actor: Actor;
  note: string | null;
}

/** What has happened to an issue up to now, and what follows from it for its row. */
export interface Course {
  steps: Step[];
  dueOn: string | null;
  returns: number;
  signBy: string | null;
  watchedFrom: string | null;
  reminders: number;
  remindedAt: Date | null;
  escalatedAt: Date | null;
  resolvedBy: string | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
}

export interface Fate {
  status: IssueStatus;
  overdue: boolean;
  /** Whether a first resolution was not accepted. */
  returned: boolean;
  escalatedTo: IssueLevel | null;
  lastStepOn?: string | undefined;
}

interface Concerned {
  reporter: Actor;
  handler: Actor;
}

const { REPORTED, REMINDED, ESCALATED, ASSIGNED, ACKNOWLEDGED, RESOLVED, RETURNED, VERIFIED } = HistoryAct;

function actsOf({ status, returned, escalatedTo }: Fate): HistoryAct[] {
  const begun = escalatedTo ? [REPORTED, ESCALATED] : [REPORTED];
  const tried = returned ? [...begun, ASSIGNED, ACKNOWLEDGED, RESOLVED, RETURNED] : [...begun, ASSIGNED];
  switch (status) {
    case 'REPORTED': return begun;
    case 'ASSIGNED': return tried;
    case 'ACKNOWLEDGED': return [...tried, ACKNOWLEDGED];
    case 'RESOLVED': return [...tried, ACKNOWLEDGED, RESOLVED];
    case 'CLOSED': return [...tried, ACKNOWLEDGED, RESOLVED, VERIFIED];
  }
}

/** When the last step was taken, at the earliest. */
const recent = { REPORTED: '2020-04-06', ASSIGNED: '2020-04-03', ACKNOWLEDGED: '2020-03-30', RESOLVED: '2020-04-06', CLOSED: '2020-03-18' } satisfies Record<IssueStatus, string>;

const levelNames = { PROJECT: '项目', COUNTY: '县区', CITY: '市级', PROVINCE: '省级' } satisfies Record<IssueLevel, string>;

/** Told from the end: the last step is the most recent, each one before it is days older. */
export function courseOf(fate: Fate, { reporter, handler }: Concerned, draw: Random): Course {
  const acts = actsOf(fate);
  let day = fate.lastStepOn ?? dayBetween(recent[fate.status], daysAfter(today, fate.overdue ? -2 : -1), draw);
  const dated = acts.toReversed().map((act) => {
    const on = day;
    day = daysAfter(day, -(act === RESOLVED ? draw.whole(2, 6) : draw.whole(1, 3)));
    return { act, on, at: inOfficeHours(on, draw) };
  }).reverse();

  const assigned = dated.find(({ act }) => act === ASSIGNED);
  const dueOn = assigned ? dueOf(fate, assigned.on, draw) : null;
  const resolved = fate.status === 'RESOLVED' || fate.status === 'CLOSED' ? dated.findLast(({ act }) => act === RESOLVED)! : null;
  const isUnderWay = fate.status === 'ASSIGNED' || fate.status === 'ACKNOWLEDGED';
  // The day after the rules came into force, whatever was late was reminded of by itself.
  const remindedAt = isUnderWay && dueOn !== null && dueOn < remindedOn ? instant(remindedOn, 1) : null;
  const steps = dated.map(({ act, at }) => ({ act, at, ...wordsOf(act, { reporter, handler }, dueOn, fate.escalatedTo) }));
  return {
    steps: remindedAt ? [...steps, { act: REMINDED, at: remindedAt, actor: automatic, note: '超过办理期限 1 个工作日，系统自动催办' }] : steps,
    dueOn,
    returns: fate.returned ? 1 : 0,
    signBy: fate.status === 'ASSIGNED' ? daysAfter(today, 1) : null,
    watchedFrom: isUnderWay ? watchedFrom : null,
    reminders: remindedAt ? 1 : 0,
    remindedAt,
    escalatedAt: dated.find(({ act }) => act === ESCALATED)?.at ?? null,
    resolvedBy: resolved && handler.subject,
    resolvedAt: resolved && resolved.at,
    closedAt: fate.status === 'CLOSED' ? dated.at(-1)!.at : null,
  };
}

function dueOf({ status, overdue }: Fate, assignedOn: string, draw: Random): string {
  if (status === 'CLOSED') return daysAfter(assignedOn, draw.whole(5, 25));
  if (!overdue) return dayBetween(today, '2020-05-15', draw);
  return dayBetween(assignedOn > '2020-03-27' ? daysAfter(assignedOn, 1) : '2020-03-28', daysAfter(today, -1), draw);
}

function wordsOf(act: HistoryAct, { reporter, handler }: Concerned, dueOn: string | null, level: IssueLevel | null): Pick<Step, 'actor' | 'note'> {
  switch (act) {
    case REPORTED: return { actor: reporter, note: null };
    case ESCALATED: return { actor: dispatchOffice, note: `提级至${level && levelNames[level]}协调` };
    case ASSIGNED: return { actor: dispatchOffice, note: `由${handler.name}牵头，${dueOn && spoken(dueOn)}前办结` };
    case RESOLVED: return { actor: handler, note: '已协调解决，申请核查' };
    case RETURNED: return { actor: dispatchOffice, note: '现场核查未到位，退回重办' };
    case VERIFIED: return { actor: dispatchOffice, note: '核查属实，同意销号' };
    default: return { actor: handler, note: null };
  }
}
