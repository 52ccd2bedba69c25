import type { AgendaItem } from '../meeting/agenda-item.entity.js';
import type { Directive } from '../meeting/directive.entity.js';
import { SiteKind, type MeetingSite } from '../meeting/meeting-site.entity.js';
import type { SiteAttendance } from '../meeting/attendance.entity.js';
import type { MeetingDecision } from '../meeting/meeting-decision.entity.js';
import { MeetingMode, type Meeting } from '../meeting/meeting.entity.js';
import { invariant } from '../kernel/invariant.js';
import { daysAfter, instant, spoken, today } from './calendar.js';
import { dispatchOffice, line, type Line } from './chronicle.js';
import { holdMeeting } from './meeting-past.js';
import type { Reported } from './issue-rows.js';
import type { Lead } from './leads.js';
import { city, placeOf } from './places.js';
import type { Made } from './projects.js';
import { random, type Random } from './random.js';
import type { Parties } from './units.js';

export interface Meetings {
  meetings: (Partial<Meeting> & Pick<Meeting, 'id'>)[];
  sites: Partial<MeetingSite>[];
  agenda: (Partial<AgendaItem> & Pick<AgendaItem, 'id'>)[];
  directives: Partial<Directive>[];
  decisions: Partial<MeetingDecision>[];
  attendance: Partial<SiteAttendance>[];
  lines: Line[];
}

export interface Known {
  projects: readonly Made[];
  leads: readonly Lead[];
  issues: readonly Reported[];
  units: Parties;
}

/** Weekly meetings so far, each with who chaired it. */
const past: [day: string, mode: MeetingMode, title: string, chairId: number, topic: string][] = [
  ['2020-03-20', MeetingMode.VIDEO_INSPECTION, '重点项目复工视频检查调度会', 1, '返岗人员健康监测和隔离场所安排'],
  ['2020-03-27', MeetingMode.JOINT_HANDLING, '重点项目手续网络会办调度会', 2, '用地手续集中办理'],
  ['2020-04-03', MeetingMode.THEMATIC_SUPERVISION, '集中开工项目专题督导调度会', 14, '4月1日集中开工项目进场情况'],
  ['2020-04-10', MeetingMode.JOINT_HANDLING, '进展慢项目网络会办调度会', 3, '外地施工人员和建材运输通行'],
];

export function meetings(known: Known): Meetings {
  const draw = random('meetings');
  const made: Meetings = { meetings: [], sites: [], agenda: [], directives: [], decisions: [], attendance: [], lines: [] };
  for (const [day, mode, title, chairId, topic] of past) {
    const id = made.meetings.length + 1;
    made.lines.push(line('Meeting', id, 'SCHEDULED', instant(daysAfter(day, -2), 10 * 60)));
    holdMeeting({ id, title: `${title}（${spoken(day)}）`, mode, chairId, topic, startsAt: instant(day, 9 * 60) }, known, made, draw);
    addSites(id, known, made, draw, []);
    attend(id, made);
  }
  schedule(known, made, draw);
  return made;
}

/** Everybody was there all the time, but for a hall that came late. */
function attend(meetingId: number, made: Meetings): void {
  const { startedAt, closedAt } = made.meetings.find(({ id }) => id === meetingId)!;
  const sites = made.sites.filter((site) => site.meetingId === meetingId);
  sites.forEach((site, index) => {
    const late = index === sites.length - 1 ? 7 * 60_000 : 0;
    made.attendance.push({ id: made.attendance.length + 1, meetingId, siteId: site.id, fromAt: new Date(startedAt!.getTime() + late), untilAt: closedAt });
  });
}

/** The one that is about to begin when the clock is set: stuck and slow projects, a lead and a topic. */
function schedule(known: Known, made: Meetings, draw: Random): void {
  const id = made.meetings.length + 1;
  const projects = called(known);
  made.meetings.push({
    id, title: `全市重点项目网络会办调度会（${spoken(today)}）`, mode: MeetingMode.JOINT_HANDLING, status: 'SCHEDULED',
    startsAt: instant(today, 9 * 60 + 30), startedAt: null, closedAt: null, chairId: 1, regionId: city.id,
  });
  const subjects = [
    ...projects.map(({ row }) => ({ projectId: row.id, leadId: null, topic: null })),
    { projectId: null, leadId: known.leads[0]!.id, topic: null },
    { projectId: null, leadId: null, topic: '施工现场疫情防控“四到位”落实情况' },
  ];
  for (const [index, subject] of subjects.entries()) {
    made.agenda.push({ id: made.agenda.length + 1, meetingId: id, position: index + 1, minutes: subject.projectId ? 8 : 5, ...subject, status: 'PENDING', calledAt: null, endedAt: null });
  }
  addSites(id, known, made, draw, projects.slice(0, 2));
  made.lines.push(line('Meeting', id, 'SCHEDULED', instant('2020-04-14', 15 * 60 + 20), dispatchOffice));
}

function called({ projects, issues }: Known): Made[] {
  const names = ['龙油年550万吨重油催化热裂解及年95万吨聚烯烃项目', '大庆豫港龙泉铝合金加工材', '大庆石化炼油结构调整转型升级项目'];
  const named = names.map((name) => projects.find(({ row }) => row.name === name));
  const open = ({ row }: Made) => issues.filter((issue) => issue.row.projectId === row.id && !issue.course.closedAt).length;
  // Those with a leader to ask, and with most to ask about, first.
  const red = projects.filter(({ seat }) => seat.light === 'RED' && !seat.named).sort((a, b) => Number(b.seat.led) - Number(a.seat.led) || open(b) - open(a));
  const chosen = [...named, ...red.filter(({ seat }) => seat.started).slice(0, 3), ...red.filter(({ seat }) => !seat.started).slice(0, 2)];
  return chosen.map((project) => {
    invariant(project, 'a project of the agenda is missing');
    return project;
  });
}

function addSites(meetingId: number, { units }: Known, made: Meetings, draw: Random, onSite: readonly Made[]): void {
  const add = (name: string, kind: SiteKind, regionId: number | null) => made.sites.push({ id: made.sites.length + 1, meetingId, name, kind, regionId, online: false });
  add('市调度大厅', SiteKind.MAIN_HALL, city.id);
  const halls = ['DQ-LF', 'DQ-DT', 'DQ-LD', 'DQ-GX', 'DQ-JK', 'DQ-ZZ'].map(placeOf);
  for (const place of onSite.length ? halls : draw.shuffled(halls).slice(0, 4)) add(`${place.name}分会场`, SiteKind.COUNTY, place.id);
  for (const code of ['DQ-ZRJ', 'DQ-YSJ']) add(`${units.of(code).name}分会场`, SiteKind.DEPARTMENT, city.id);
  for (const { site } of onSite) add(`${site.owner.name}项目现场`, SiteKind.PROJECT_SITE, site.place.id);
}
