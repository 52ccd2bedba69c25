import { invariant } from '../kernel/invariant.js';
import type { ExtensionRequest, IssueAnswer, IssueComment, IssueEvidence } from '../issue/issue-parts.entity.js';
import { daysAfter, instant, spoken } from './calendar.js';
import { actorOf, dispatchOffice, line, type Line } from './chronicle.js';
import type { Reported } from './issue-rows.js';
import { random } from './random.js';
import type { Parties } from './units.js';

const reasons = ['连续降雨，室外作业停了三天', '外地设备尚在运输途中', '需与上级部门再次会商', '返岗人员还在隔离观察'];
const remarks = ['已到现场看过，情况属实', '请承办单位每两天报一次进展', '业主反映材料仍未到齐', '已电话催问，答复本周内办理'];

/** What went on about the issues beside their course: requests, answers, evidence, remarks; one that came back and one reported twice. */
export function workflow(reported: readonly Reported[], units: Parties) {
  const draw = random('workflow');
  const lines: Line[] = [];
  const inHand = reported.filter(({ row, unit }) => row.status === 'ACKNOWLEDGED' && unit);
  const byStatus = (status: string) => reported.filter(({ row }) => row.status === status);

  const extensionRequests: Partial<ExtensionRequest>[] = draw.shuffled(inHand).slice(0, 9).map(({ row, unit, course }, index) => {
    const asker = actorOf(unit!);
    const [asked, decided] = [instant('2020-04-14', 540 + index * 10), instant('2020-04-15', 600 + index * 7)];
    const state = (['OPEN', 'APPROVED', 'REFUSED'] as const)[index % 3]!;
    const [standing, reason] = [course.dueOn!, draw.pick(reasons)];
    const dueOn = state === 'APPROVED' ? standing : daysAfter(standing > '2020-04-16' ? standing : '2020-04-16', draw.whole(5, 12));
    lines.push(line('Issue', row.id, 'EXTENSION_REQUESTED', asked, asker, `${dueOn}: ${reason}`));
    const note = state === 'APPROVED' ? '同意延期' : '任务紧，不同意延期';
    if (state !== 'OPEN') lines.push(line('Issue', row.id, state === 'APPROVED' ? 'EXTENSION_APPROVED' : 'EXTENSION_REFUSED', decided, dispatchOffice, note));
    return {
      issueId: row.id, dueOn, reason, state, askedBy: asker.subject, askedByName: asker.name, askedAt: asked,
      decidedByName: state === 'OPEN' ? null : dispatchOffice.name, decidedAt: state === 'OPEN' ? null : decided, note: state === 'OPEN' ? null : note,
    };
  });

  const unitOf = new Map(units.all.map((unit) => [unit.id, unit]));
  const answers: Partial<IssueAnswer>[] = reported.filter(({ row }) => ['ACKNOWLEDGED', 'RESOLVED', 'CLOSED'].includes(row.status!)).flatMap(({ row, supporting, course }) => supporting.map(({ unitId }, index) => {
    const unit = unitOf.get(unitId!);
    invariant(unit, 'units help');
    const done = row.status !== 'ACKNOWLEDGED' || index === 0;
    const at = new Date(course.steps.find(({ act }) => act === 'ACKNOWLEDGED')!.at.getTime() + 60_000 * (index + 1));
    const text = done ? '本部门承担的部分已办理' : '已受理，正在办理';
    lines.push(line('Issue', row.id, 'ANSWERED', at, actorOf(unit), `${unit.name}: ${text}`));
    return { issueId: row.id, unitId, text, done, waived: false, byName: unit.name, at };
  }));

  const evidence: Partial<IssueEvidence>[] = byStatus('RESOLVED').slice(0, 20).map(({ row, unit, course }, index) => {
    const who = actorOf(unit!);
    const at = new Date(course.steps.findLast(({ act }) => act === 'RESOLVED')!.at.getTime() + 120_000);
    lines.push(line('Issue', row.id, 'EVIDENCE_ADDED', at, who, '办理情况照片'));
    return { issueId: row.id, url: `https://files.daqing.example/2020/${index + 1}.jpg`, title: '办理情况照片', addedBy: who.subject, addedByName: who.name, addedAt: at, endedByName: null, endedAt: null };
  });

  const comments: Partial<IssueComment>[] = inHand.slice(0, 15).map(({ row }, index) => {
    const at = instant('2020-04-15', 660 + index * 5);
    lines.push(line('Issue', row.id, 'COMMENTED', at));
    return { issueId: row.id, text: draw.pick(remarks), author: dispatchOffice.subject, authorName: dispatchOffice.name, at, withdrawnByName: null, withdrawnAt: null };
  });

  return { extensionRequests, answers, evidence, comments, lines: [...lines, ...comeBack(reported), ...reportedTwice(reported)] };
}

function comeBack(reported: readonly Reported[]): Line[] {
  for (const again of reported) {
    const before = reported.find(({ row, course }) => row.projectId !== null && row.projectId === again.row.projectId && row.id < again.row.id && course.closedAt && course.closedAt < again.row.reportedAt!);
    if (!before) continue;
    again.row.recurrenceOf = before.row.id;
    return [line('Issue', again.row.id, 'RECURRENCE_LINKED', instant('2020-04-15', 900), dispatchOffice)];
  }
  throw new Error('no issue of the demonstration comes back');
}

function reportedTwice(reported: readonly Reported[]): Line[] {
  const at = instant('2020-04-15', 905);
  for (const twin of reported.filter(({ row }) => row.status === 'REPORTED' && row.projectId !== null)) {
    const into = reported.find(({ row }) => row.projectId === twin.row.projectId && row.id !== twin.row.id && row.status !== 'CLOSED');
    if (!into) continue;
    Object.assign(twin.row, { status: 'CLOSED', mergedInto: into.row.id, closedAt: at });
    return [line('Issue', twin.row.id, 'MERGED', at, dispatchOffice, `与${into.row.number}为同一事项`), line('Issue', into.row.id, 'MERGED', at, dispatchOffice, twin.row.number)];
  }
  throw new Error(`no issue of the demonstration is reported twice by ${spoken('2020-04-15')}`);
}
