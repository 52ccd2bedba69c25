import type { Role } from '../../src/kernel/viewer.js';
import type { TokenOptions } from '../support/server.js';
import { idsOf, marker, scopedTypes, topics, type ScopedType } from './marked-city.js';

/** Somebody with a token, and the rows of the marked city that they see: told by hand, apart from the code. */
export interface Eyes {
  readonly role: Role;
  readonly options: TokenOptions;
  readonly who: string;
  readonly sees: Readonly<Record<ScopedType, readonly number[]>>;
}

type Seen = Partial<Record<ScopedType, readonly number[]>>;

const nothing: Record<ScopedType, readonly number[]> = {
  Project: [], InvestmentLead: [], Assignment: [], Issue: [], Evidence: [], Comment: [], Meeting: [], AgendaItem: [], MeetingSite: [], Directive: [], SubProject: [], BackSchedule: [], Milestone: [], SupplyOffer: [], ProgressReport: [], Enterprise: [], Permit: [],
};
const everything: Record<ScopedType, readonly number[]> = { ...nothing, ...Object.fromEntries(scopedTypes.map((type) => [type, idsOf(type)])) };

// A converted lead and its closed assignment stay where they were; of a meeting elsewhere only what it decided on one's issue is read.
const north: Seen = {
  Project: [1, 2], InvestmentLead: [1, 3], Assignment: [1, 2, 3, 4, 6, 7], Issue: [1, 2, 3, 5, 7], Meeting: [1, 3], AgendaItem: [1, 2, 3, 4, 7, 8], MeetingSite: [1, 2, 4, 5], Directive: [1, 4], SupplyOffer: [1, 3, 4], Enterprise: [1],
};
const south: Seen = { Project: [3, 4], InvestmentLead: [2], Assignment: [5, 8], Issue: [4, 6, 8, 9], Meeting: [2], AgendaItem: [5, 6], MeetingSite: [3], Directive: [2, 3], SupplyOffer: [2, 3, 5], Enterprise: [2] };
// Who chairs a meeting sees it; that an earlier officer left is not theirs to read.
const leader1: Seen = { Project: [1], InvestmentLead: [1], Assignment: [1, 2, 4], Issue: [1, 2, 5], Meeting: [1], AgendaItem: [1, 2, 3, 4], MeetingSite: [1, 2], Directive: [1, 4] };
// Officer of project 1, general service officer of project 3, and so of the lead that became it.
const leader2: Seen = { Project: [1, 3], InvestmentLead: [3], Assignment: [1, 2, 6, 8], Issue: [1, 2, 4], Directive: [1, 2, 3, 4] };

function eyes(role: Role, options: TokenOptions, seen: Seen): Eyes {
  // Each project has one report, one part, one permit and one schedule of one milestone, of its number.
  return {
    role, options, who: [role, ...Object.values(options)].join(' '),
    sees: { ...nothing, ProgressReport: seen.Project ?? [], SubProject: seen.Project ?? [], Permit: seen.Project ?? [], BackSchedule: seen.Project ?? [], Milestone: seen.Project ?? [], ...seen, ...(seen.Issue && { Evidence: seen.Issue, Comment: seen.Issue }) },
  };
}

export const everybody: readonly Eyes[] = [
  eyes('ADMIN', {}, everything),
  eyes('DISPATCHER', {}, everything),
  eyes('DISPATCHER', { region: 'N' }, north),
  eyes('LEADER', { leader: 'L1' }, leader1),
  eyes('OFFICER', { leader: 'L2' }, leader2),
  eyes('UNIT', { unit: 'UN' }, { Project: [1, 2], Assignment: [1, 2, 3, 7], Issue: [1, 3], Directive: [1], SupplyOffer: [1, 3] }),
  eyes('OWNER', { unit: 'CO' }, { Project: [1], Assignment: [1, 2, 7], Issue: [1, 2], Directive: [1, 4] }),
  eyes('OWNER', { unit: 'CX' }, { Project: [2, 3], Assignment: [3, 8], Issue: [3, 4], Directive: [2, 3] }),
  eyes('INTEGRATION', { system: 'hotline' }, { Project: [1], InvestmentLead: [2], Assignment: [1, 2, 5, 7], Issue: [1, 6], Directive: [1] }),
  eyes('SCREEN', { region: 'N' }, north),
  eyes('SCREEN', { region: 'S' }, south),
  eyes('VIEWER', { region: 'S' }, south),
  eyes('VIEWER', {}, everything),
];

export const hidden = ({ sees }: Eyes, type: ScopedType): number[] => idsOf(type).filter((id) => !sees[type].includes(id));

/** The markers of all rows that these eyes see. */
export function markersOf({ sees }: Eyes): string[] {
  return scopedTypes.flatMap((type) => sees[type].filter((id) => type !== 'AgendaItem' || topics.includes(id)).map((id) => marker(type, id))).toSorted();
}
