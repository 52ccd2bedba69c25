import type { EntityChange } from '../feed/reader.js';
import type { Context } from '../graphql/context.js';
import type { LiveBatch, Sifted } from '../graphql/live-field.js';
import type { EntityType } from '../kernel/entity-type.js';
import { seenBy } from '../kernel/field-rights.js';
import { toGlobalId } from '../kernel/global-id.js';
import { sees, type ScopeKeys } from '../kernel/rights.js';
import { meetingById } from '../meeting/meeting.queries.js';
import { projectById } from '../project/project.queries.js';
import type { Change, ChangeOperation, ChangeScope, ChangeType } from './change.type.js';

export const entityTypeOf = {
  ISSUE: 'Issue',
  PROJECT: 'Project',
  ASSIGNMENT: 'Assignment',
  MEETING: 'Meeting',
  INVESTMENT_LEAD: 'InvestmentLead',
  SUPPLY_OFFER: 'SupplyOffer',
  ENTERPRISE: 'Enterprise',
  CONTEST: 'Contest',
} as const satisfies Record<ChangeType, EntityType>;

const changeTypeOf = new Map<string, ChangeType>(Object.entries(entityTypeOf).map(([type, entity]) => [entity, type as ChangeType]));

/** A change within a scope, as the resolvers read it. */
export interface ChangeSource extends Change {
  /** The entity's row id. */
  readonly id: number;
}

/** The same with what it would tell beside itself. */
interface Picked extends ChangeSource {
  /** Whether it is the meeting that the scope names, and came into the viewer's sight or left it. */
  readonly crossed: boolean;
  /** Projects that the scope names and the entity concerns, though who sees the entity need not see them. */
  readonly names: readonly number[];
}

/** `changes(scope, since)`: what a change means is decided by the scope keys before and after it. */
export const changesField: LiveBatch<Picked> = {
  kind: 'BATCH',
  open(context, args) {
    const scope = readScope(context, args['scope'] as ChangeScope | null | undefined);
    return {
      pick(change) {
        const type = changeTypeOf.get(change.type);
        if (!type || !isNamedLead(scope, type, change.id)) return null;
        const crossed = crosses(context, scope, change);
        const operation = operationOf(change, type, (of, keys) => inScope(context, scope, of, keys)) ?? (crossed ? 'UPDATED' : null);
        return operation && { operation, type, id: change.id, entityId: toGlobalId(change.type, change.id), crossed, names: namedBy(scope, type, change) };
      },
      sift: context.sight.kind !== 'ALL' && (scope.meeting !== null || scope.projects !== null) ? (changes, now) => sift(scope, changes, now) : undefined,
      source: (batch) => batch,
    };
  },
};

interface Scope {
  readonly region: number | null;
  readonly leader: number | null;
  readonly meeting: number | null;
  readonly projects: readonly number[] | null;
  readonly leads: readonly number[] | null;
  readonly types: readonly ChangeType[] | null;
}

function readScope(context: Context, scope: ChangeScope | null | undefined): Scope {
  const path = (field: string) => ['scope', field];
  return {
    region: context.optionalId(scope?.regionId, 'Region', path('regionId')),
    leader: context.optionalId(scope?.leaderId, 'Leader', path('leaderId')),
    meeting: context.optionalId(scope?.meetingId, 'Meeting', path('meetingId')),
    projects: scope?.projectIds?.map((id) => context.id(id, 'Project', path('projectIds'))) ?? null,
    leads: scope?.leadIds?.map((id) => context.id(id, 'InvestmentLead', path('leadIds'))) ?? null,
    types: scope?.types ?? null,
  };
}

/** Where leads are named, nothing else is in the scope. */
function isNamedLead({ leads }: Scope, type: ChangeType, id: number): boolean {
  return leads === null || (type === 'INVESTMENT_LEAD' && leads.includes(id));
}

type ScopeTest = (type: ChangeType, keys: ScopeKeys | null) => boolean;

function operationOf({ before, after }: EntityChange, type: ChangeType, isIn: ScopeTest): ChangeOperation | null {
  const was = isIn(type, before);
  const is = isIn(type, after);
  if (is) return was ? 'UPDATED' : 'CREATED';
  return was ? 'REMOVED' : null;
}

function inScope({ sight }: Context, { region, leader, meeting, projects, types }: Scope, type: ChangeType, keys: ScopeKeys | null): boolean {
  return keys !== null
    && (seenBy[entityTypeOf[type]] === 'DIRECTORY' || sees(sight, keys))
    && (types === null || types.includes(type))
    && (region === null || keys.regions.includes(region))
    && (leader === null || keys.leaders.includes(leader))
    && (meeting === null || keys.meetings.includes(meeting))
    && (projects === null || keys.projects.some((project) => projects.includes(project)));
}

function crosses({ sight }: Context, { meeting }: Scope, { type, id, before, after }: EntityChange): boolean {
  return type === 'Meeting' && id === meeting && before !== null && after !== null && sees(sight, before) !== sees(sight, after);
}

/** A meeting names the projects of its agenda and a lead the one that it became; issues and assignments are seen with theirs. */
function namedBy({ projects }: Scope, type: ChangeType, { before, after }: EntityChange): readonly number[] {
  if (projects === null || (type !== 'MEETING' && type !== 'INVESTMENT_LEAD')) return [];
  const concerned = new Set([...(before?.projects ?? []), ...(after?.projects ?? [])]);
  return projects.filter((project) => concerned.has(project));
}

/**
 * A scope that names a row out of sight must not tell what concerns that row: which projects an unseen meeting takes up, that
 * an unseen project is on an agenda. When the meeting named comes into sight or leaves it, what lies in the scope is another.
 */
async function sift({ meeting }: Scope, changes: readonly Picked[], context: Context): Promise<Sifted<Picked>> {
  if (meeting !== null) {
    if (changes.some(({ crossed }) => crossed)) return { changes: [], reset: true };
    const named = await context.load(meetingById, meeting);
    if (named && !context.sees(named)) return { changes: [], reset: false };
  }
  const tellable = await Promise.all(changes.map(async ({ names }) => names.length === 0 || (await seesOneOf(names, context))));
  return { changes: changes.filter((_, index) => tellable[index]), reset: false };
}

async function seesOneOf(projects: readonly number[], context: Context): Promise<boolean> {
  const rows = await Promise.all(projects.map((project) => context.load(projectById, project)));
  return rows.some((row) => row !== null && context.sees(row));
}
