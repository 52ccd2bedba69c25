import { IssueCategory, type IssueLevel, type IssueStatus } from '../issue/issue.entity.js';
import { ProjectTier } from '../project/project.entity.js';
import { invariant } from '../kernel/invariant.js';
import type { Fate } from './issue-courses.js';
import { draft, draftKnown, numbered, type Reported, type Subject } from './issue-rows.js';
import { known, regional, texts, type Text } from './issue-texts.js';
import type { Lead } from './leads.js';
import { counties, places, type Place } from './places.js';
import type { Made } from './projects.js';
import { random, type Random } from './random.js';
import type { Parties } from './units.js';

const count = 300;

/** DQ-2020-0001 to DQ-2020-0300, in the order in which they were reported. */
export function issues(projects: readonly Made[], leads: readonly Lead[], units: Parties): Reported[] {
  const draw = random('issues');
  const drafts = known.map((told) => {
    const project = projects.find(({ row }) => row.name === told.project);
    invariant(project, `no project ${told.project}`);
    return draftKnown(told, ofProject(project), units, draw);
  });
  const add = (subject: Subject, suiting: readonly Text[], fate: Fate) => {
    // Nothing is reported twice.
    const fresh = suiting.filter(({ title }) => !drafts.some((other) => other.text.title === title && sameSubject(other.subject, subject)));
    drafts.push(draft(subject, draw.pick(fresh), fate, units, draw));
  };
  for (const project of overdueOn(projects, draw)) {
    const fate = { ...fateOf(draw.weighed([['ASSIGNED', 3], ['ACKNOWLEDGED', 5], ['RESOLVED', 1]] as const), draw), overdue: true };
    add(ofProject(project), textsFor(project, fate.status), fate);
  }
  for (const text of regional) {
    add(ofPlace(draw.pick(counties), units), [text], fateOf(draw.pick(['ASSIGNED', 'ACKNOWLEDGED', 'CLOSED']), draw));
  }
  for (const { id, regionId } of draw.shuffled(leads).slice(0, 12)) {
    const place = places.find((each) => each.id === regionId)!;
    add({ ...ofPlace(place, units), leadId: id, regionId: null }, textsOfTalks, { ...fateOf(draw.pick(['REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'CLOSED']), draw), returned: false });
  }
  // Trouble gathers where there is trouble.
  const weights = projects.map((each) => [each, { RED: 4, YELLOW: 3, GREEN: 1.5 }[each.seat.light] * (each.seat.led ? 2 : 1)] as const);
  while (drafts.length < count) {
    const status = draw.weighed<IssueStatus>([['REPORTED', 7], ['ASSIGNED', 5], ['ACKNOWLEDGED', 8], ['RESOLVED', 6], ['CLOSED', 24]]);
    const project = draw.weighed(weights);
    add(ofProject(project), textsFor(project, status), fateOf(status, draw));
  }
  return drafts.sort((a, b) => a.course.steps[0]!.at.getTime() - b.course.steps[0]!.at.getTime()).map(numbered);
}

function ofProject({ row, seat, site }: Made): Subject {
  return { projectId: row.id, leadId: null, regionId: null, place: site.place, owner: site.owner, county: seat.tier === ProjectTier.COUNTY };
}

function ofPlace(place: Place, units: Parties): Subject {
  return { projectId: null, leadId: null, regionId: place.id, place, owner: units.government(place), county: false };
}

function sameSubject(a: Subject, b: Subject): boolean {
  return a.projectId === b.projectId && a.leadId === b.leadId && a.regionId === b.regionId;
}

const { NEGOTIATION, LAND, FUNDS, PERMITS, EXPORT } = IssueCategory;
const textsOfTalks = texts.filter(({ category }) => category === NEGOTIATION || category === LAND || category === FUNDS);

/** A school exports nothing, and what is being built has its land and its permits. */
function textsFor({ seat }: Made, status: IssueStatus): readonly Text[] {
  return texts.filter(({ category, title }) =>
    (seat.kind === 'industry' || (category !== EXPORT && category !== NEGOTIATION && !/生产|进口|厂/.test(title)))
    && (!seat.started || (category !== NEGOTIATION && (status === 'CLOSED' || (category !== LAND && category !== PERMITS)))));
}

/** Projects with an issue past its deadline, once for each such issue: one makes a light yellow, three make it red. */
function overdueOn(projects: readonly Made[], { shuffled }: Random): Made[] {
  const green = shuffled(projects.filter(({ seat }) => seat.light === 'GREEN' && !seat.named));
  const others = shuffled(projects.filter(({ seat }) => seat.light !== 'GREEN'));
  return [...green.slice(0, 14), ...green.slice(14, 20).flatMap((each) => [each, each, each]), ...others.slice(0, 15)];
}

function fateOf(status: IssueStatus, draw: Random): Fate {
  const returned = status !== 'REPORTED' && draw.chance(0.14);
  const escalatedTo = draw.chance(0.15) ? draw.weighed<IssueLevel>([['COUNTY', 2], ['CITY', 5], ['PROVINCE', 1]]) : null;
  return { status, overdue: false, returned, escalatedTo };
}
