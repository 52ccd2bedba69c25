import { IssueLevel, Severity, type Issue } from '../issue/issue.entity.js';
import type { SupportingUnit } from '../issue/supporting-unit.entity.js';
import { actorOf, line, type Actor, type Line } from './chronicle.js';
import { courseOf, type Course, type Fate } from './issue-courses.js';
import type { Known, Text } from './issue-texts.js';
import type { Place } from './places.js';
import type { Random } from './random.js';
import type { Parties, Party } from './units.js';

export const numberPrefix = 'DQ-2020';

/** What an issue is about: exactly one of the three ids. */
export interface Subject {
  projectId: number | null;
  leadId: number | null;
  regionId: number | null;
  place: Place;
  owner: Party;
  /** Whether the county itself looks after it. */
  county: boolean;
}

/** An issue before it has a number: numbers follow the order of reports. */
export interface Draft {
  subject: Subject;
  text: Text;
  fate: Fate;
  unit: Party;
  system: string | null;
  detail: string;
  severity: Severity;
  level: IssueLevel;
  supporting: readonly Party[];
  course: Course;
}

export interface Reported {
  row: Partial<Issue> & Pick<Issue, 'id' | 'number' | 'title' | 'projectId' | 'leadId'>;
  /** The lead unit, once assigned. */
  unit: Party | null;
  course: Course;
  supporting: Partial<SupportingUnit>[];
  lines: Line[];
}

export function draft(subject: Subject, text: Text, fate: Fate, units: Parties, draw: Random): Draft {
  const unit = text.unit === 'COUNTY' || (subject.county && draw.chance(0.25)) ? units.government(subject.place) : units.of(text.unit);
  const system = subject.projectId && draw.chance(0.15) ? draw.pick(['county-platform', 'county-platform', 'hotline-12345']) : null;
  const reporter = reporterOf(system, subject, units, draw);
  return {
    subject, text, fate, unit, system,
    detail: '',
    severity: draw.weighed<Severity>([['LOW', 3], ['MEDIUM', 6], ['HIGH', 3], ['CRITICAL', 1]]),
    level: fate.escalatedTo ?? draw.weighed<IssueLevel>([['PROJECT', 5], ['COUNTY', 3], ['CITY', 2]]),
    supporting: draw.shuffled(units.departments.filter((each) => each !== unit)).slice(0, draw.weighed([[0, 4], [1, 3], [2, 2]] as const)),
    course: courseOf(fate, { reporter, handler: actorOf(unit) }, draw),
  };
}

export function draftKnown(told: Known, subject: Subject, units: Parties, draw: Random): Draft {
  const { status, level, escalated, overdue = false, detail, severity, lastStepOn } = told;
  const unit = units.of(told.unit);
  const fate: Fate = { status, overdue, returned: false, escalatedTo: escalated ? level : null, lastStepOn };
  return {
    subject, text: told, fate, unit, system: null, detail, severity, level,
    supporting: told.support.map(units.of),
    course: courseOf(fate, { reporter: actorOf(subject.owner), handler: actorOf(unit) }, draw),
  };
}

function reporterOf(system: string | null, { owner, place }: Subject, units: Parties, draw: Random): Actor {
  if (system === 'hotline-12345') return { subject: 'demonstration:hotline-12345', name: '12345 热线' };
  if (system) return { subject: 'demonstration:county-platform', name: units.government(place).name };
  return actorOf(draw.chance(0.7) ? owner : units.government(place));
}

export function numbered({ subject, text, fate, unit, system, severity, level, detail, supporting, course }: Draft, index: number): Reported {
  const id = index + 1;
  const four = String(id).padStart(4, '0');
  const assigned = fate.status !== 'REPORTED';
  const { steps, ...outcome } = course;
  return {
    row: {
      id,
      number: `${numberPrefix}-${four}`,
      kind: text.kind, category: text.category, title: text.title, detail, severity, level,
      status: fate.status,
      serviceMode: !assigned ? null : fate.escalatedTo ? 'ESCALATED' : text.mode,
      projectId: subject.projectId, leadId: subject.leadId, regionId: subject.regionId,
      leadUnitId: assigned ? unit.id : null,
      reportedAt: steps[0]!.at,
      ...outcome,
      externalSystem: system,
      externalKey: system && `${system === 'hotline-12345' ? 'RX2020' : subject.place.code}-${four}`,
      recurrenceOf: null,
      mergedInto: null,
      version: steps.length,
    },
    course,
    unit: assigned ? unit : null,
    supporting: assigned ? supporting.map((each) => ({ issueId: id, unitId: each.id })) : [],
    lines: steps.map(({ act, at, actor, note }) => line('Issue', id, act, at, actor, note)),
  };
}
