import type { MeetingDecision } from '../meeting/meeting-decision.entity.js';
import { MeetingMode } from '../meeting/meeting.entity.js';
import { dispatchOffice, line } from './chronicle.js';
import type { Reported } from './issue-rows.js';
import type { Known, Meetings } from './meetings.js';
import { city } from './places.js';
import type { Random } from './random.js';

interface Plan {
  id: number;
  title: string;
  mode: MeetingMode;
  chairId: number;
  topic: string;
  startsAt: Date;
}

const agendaLength = 6;

/** Adds a meeting that was held and closed: standing issues of its projects were taken up, one directive each; the topic closes it or is put off. */
export function holdMeeting({ id, title, mode, chairId, topic, startsAt }: Plan, { issues }: Known, made: Meetings, draw: Random): void {
  const after = (minutes: number) => new Date(startsAt.getTime() + minutes * 60_000);
  const startedAt = after(draw.whole(1, 4));
  const note = (act: Parameters<typeof line>[2], at: Date, words: string | null = null) => made.lines.push(line('Meeting', id, act, at, dispatchOffice, words));
  note('STARTED', startedAt);

  let minute = 6;
  const issuesTaken = takenUp(issues, startsAt, draw);
  for (const [index, issue] of issuesTaken.entries()) {
    const minutes = draw.whole(6, 10);
    const item = { id: made.agenda.length + 1, meetingId: id, position: index + 1, minutes, projectId: issue.row.projectId, leadId: null, topic: null, status: 'DONE' as const, calledAt: after(minute), endedAt: after(minute + minutes) };
    const text = `${issue.row.title}：由${issue.unit!.name}牵头，限期解决，结果报调度办。`;
    const at = after(minute + minutes - 2);
    made.agenda.push(item);
    made.directives.push({ id: made.directives.length + 1, meetingId: id, itemId: item.id, issueId: issue.row.id, text, at });
    made.lines.push(line('Issue', issue.row.id, 'DIRECTED', at, dispatchOffice, `${title}：${text}`));
    note('ITEM_CALLED', item.calledAt);
    note('DIRECTED', at, text);
    note('ITEM_DONE', item.endedAt);
    minute += minutes + 1;
  }

  const decide = (decision: Omit<Partial<MeetingDecision>, 'id' | 'meetingId' | 'at'>, at: Date) => made.decisions.push({ id: made.decisions.length + 1, meetingId: id, partyIds: [], untilDay: null, ...decision, at });
  // The units of the first two agree before the last item comes.
  decide({ itemId: made.agenda.length, kind: 'AGREEMENT', text: '牵头单位建立日会商机制，进展每日报调度办。', partyIds: [...new Set(issuesTaken.slice(0, 2).map(({ unit }) => unit!.id))] }, after(minute));
  note('AGREED', after(minute), `#${agendaLength}`);
  const deferred = draw.chance(0.4);
  const last = { position: agendaLength + 1, minutes: 5, projectId: null, leadId: null, topic };
  made.agenda.push({ id: made.agenda.length + 1, meetingId: id, ...last, status: deferred ? 'DEFERRED' : 'DONE', calledAt: deferred ? null : after(minute), endedAt: after(minute + 5) });
  if (!deferred) note('ITEM_CALLED', after(minute), topic);
  note(deferred ? 'ITEM_DEFERRED' : 'ITEM_DONE', after(minute + 5), topic);
  if (deferred) {
    decide({ itemId: made.agenda.length, kind: 'POSTPONED', text: '时间不足，下次会议再议。' }, after(minute + 5));
    note('POSTPONED', after(minute + 5), `#${agendaLength + 1}`);
  }
  const closedAt = after(minute + 8);
  note('CLOSED', closedAt);
  made.meetings.push({ id, title, mode, status: 'CLOSED', startsAt, startedAt, closedAt, chairId, regionId: city.id });
}

/** One issue a project, of those that stood assigned and unresolved at that hour. */
function takenUp(issues: readonly Reported[], at: Date, draw: Random): Reported[] {
  const stateAt = ({ course }: Reported) => course.steps.findLast((step) => step.at < at)?.act;
  const standing = issues.filter((issue) => issue.row.projectId && (stateAt(issue) === 'ASSIGNED' || stateAt(issue) === 'ACKNOWLEDGED'));
  const once = draw.shuffled(standing).filter(({ row }, index, all) => all.findIndex((other) => other.row.projectId === row.projectId) === index);
  return once.slice(0, agendaLength);
}
