import { never } from './invariant.js';
import { Role, type Viewer } from './viewer.js';

/**
 * Who may see and do what: the one place that decides, for queries, mutations and streams alike.
 *
 * To see is a matter of scope keys (which regions, units and systems a row concerns; the database keeps them), to act is a
 * matter of the role, on rows that the viewer sees. Regions, units and leaders are the city's public directory: everybody
 * with a token sees them.
 */

/** What a row concerns; the same keys stand in `entity_scope`. */
export interface ScopeKeys {
  readonly regions: readonly number[];
  readonly projects: readonly number[];
  readonly leaders: readonly number[];
  readonly meetings: readonly number[];
  readonly units: readonly number[];
  readonly systems: readonly string[];
}

/** The part of the rows that a viewer sees. Two viewers with equal sights see the same. */
export type Sight =
  | { readonly kind: 'ALL' }
  | { readonly kind: 'REGION'; readonly regionId: number }
  | { readonly kind: 'UNIT'; readonly unitId: number }
  | { readonly kind: 'SYSTEM'; readonly system: string; readonly within?: readonly number[] }
  | { readonly kind: 'NOTHING' };

export function sightOf(viewer: Viewer): Sight {
  switch (viewer.role) {
    case 'ADMIN':
      return { kind: 'ALL' };
    case 'DISPATCHER':
    case 'SCREEN':
    case 'VIEWER':
      return viewer.regionId === null ? { kind: 'ALL' } : { kind: 'REGION', regionId: viewer.regionId };
    case 'UNIT':
      return viewer.unitId === null ? { kind: 'NOTHING' } : { kind: 'UNIT', unitId: viewer.unitId };
    case 'INTEGRATION':
      if (viewer.system === null) return { kind: 'NOTHING' };
      return { kind: 'SYSTEM', system: viewer.system, ...(viewer.regionIds && { within: viewer.regionIds }) };
    default:
      return never(viewer.role);
  }
}

export function sees(sight: Sight, keys: ScopeKeys): boolean {
  switch (sight.kind) {
    case 'ALL':
      return true;
    case 'REGION':
      return keys.regions.includes(sight.regionId);
    case 'UNIT':
      return keys.units.includes(sight.unitId);
    case 'SYSTEM':
      return keys.systems.includes(sight.system) && (sight.within?.some((region) => keys.regions.includes(region)) ?? true);
    case 'NOTHING':
      return false;
    default:
      return never(sight);
  }
}

const office: readonly Role[] = ['ADMIN', 'DISPATCHER'];

/** Which roles may do an act at all; on which rows, their sight says. */
const rolesOf = {
  setClock: ['ADMIN'],
  setRules: ['ADMIN'],
  keepDirectory: office,
  keepProjects: office,
  keepLeads: office,
  assign: office,
  reportIssue: ['ADMIN', 'DISPATCHER', 'INTEGRATION'],
  directIssue: office,
  workIssue: ['ADMIN', 'DISPATCHER', 'UNIT'],
  verifyIssue: office,
  runMeeting: office,
  standInSite: ['ADMIN', 'DISPATCHER', 'SCREEN'],
  keepAccess: ['ADMIN'],
  keepScreens: office,
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof rolesOf;
export const rights = Object.keys(rolesOf) as Right[];

export function may(viewer: Viewer, right: Right): boolean {
  return (rolesOf[right] as readonly Role[]).includes(viewer.role) && (viewer.rights?.includes(right) ?? true);
}
