import type { EntityChange } from '../feed/reader.js';
import type { Context } from '../graphql/context.js';
import type { LiveBatch } from '../graphql/live-field.js';
import type { EntityType } from '../kernel/entity-type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { sees, type ScopeKeys } from '../kernel/rights.js';
import type { Change, ChangeOperation, ChangeScope, ChangeType } from './change.type.js';

export const entityTypeOf = {
  ISSUE: 'Issue',
  PROJECT: 'Project',
  ASSIGNMENT: 'Assignment',
  MEETING: 'Meeting',
  INVESTMENT_LEAD: 'InvestmentLead',
} as const satisfies Record<ChangeType, EntityType>;

const changeTypeOf = new Map<string, ChangeType>(Object.entries(entityTypeOf).map(([type, entity]) => [entity, type as ChangeType]));

/** A change within a scope, as the resolvers read it. */
export interface ChangeSource extends Change {
  /** The entity's row id. */
  readonly id: number;
}

/** `changes(scope, since)`: what a change means is decided by the scope keys before and after it. */
export const changesField: LiveBatch<ChangeSource> = {
  kind: 'BATCH',
  open(context, args) {
    const inScope = scopeTest(context, args['scope'] as ChangeScope | null | undefined);
    return {
      pick(change) {
        const type = changeTypeOf.get(change.type);
        const operation = type && operationOf(change, type, inScope);
        return operation ? { operation, type, id: change.id, entityId: toGlobalId(change.type, change.id) } : null;
      },
      source: (batch) => batch,
    };
  },
};

type ScopeTest = (type: ChangeType, keys: ScopeKeys | null) => boolean;

function operationOf({ before, after }: EntityChange, type: ChangeType, inScope: ScopeTest): ChangeOperation | null {
  const was = inScope(type, before);
  const is = inScope(type, after);
  if (is) return was ? 'UPDATED' : 'CREATED';
  return was ? 'REMOVED' : null;
}

function scopeTest(context: Context, scope: ChangeScope | null | undefined): ScopeTest {
  const path = (field: string) => ['scope', field];
  const region = context.optionalId(scope?.regionId, 'Region', path('regionId'));
  const leader = context.optionalId(scope?.leaderId, 'Leader', path('leaderId'));
  const meeting = context.optionalId(scope?.meetingId, 'Meeting', path('meetingId'));
  const projects = scope?.projectIds?.map((id) => context.id(id, 'Project', path('projectIds'))) ?? null;
  const types = scope?.types ?? null;
  return (type, keys) =>
    keys !== null
    && sees(context.sight, keys)
    && (types === null || types.includes(type))
    && (region === null || keys.regions.includes(region))
    && (leader === null || keys.leaders.includes(leader))
    && (meeting === null || keys.meetings.includes(meeting))
    && (projects === null || keys.projects.some((project) => projects.includes(project)));
}
