import { parse } from 'graphql';
import { expect } from 'vitest';
import { Context, Loaders } from '../../src/graphql/context.js';
import { toFollow, type LiveParts } from '../../src/graphql/live-execution.js';
import type { Outlet } from '../../src/hub/follow.js';
import type { Hub, Subscription } from '../../src/hub/hub.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { ScopeKeys } from '../../src/kernel/rights.js';
import type { Viewer } from '../../src/kernel/viewer.js';
import type { Database } from '../../src/store/database.js';
import { applyBatch, contradictions, type Batch } from './copy.js';
import { idOf, keysOf, region, typeOf, type Name, type State } from './small-city.js';

/** Who follows what, and whether an entity is part of it. */
export interface Scope {
  readonly viewer: Pick<Viewer, 'role'> & Partial<Viewer>;
  readonly scope: Readonly<Record<string, unknown>>;
  holds(name: Name, keys: ScopeKeys): boolean;
}
export const scopes: readonly Scope[] = [
  { viewer: { role: 'ADMIN' }, scope: {}, holds: () => true },
  { viewer: { role: 'ADMIN' }, scope: { regionId: toGlobalId('Region', region.a) }, holds: (_, { regions }) => regions.includes(region.a) },
  { viewer: { role: 'ADMIN' }, scope: { types: ['ISSUE'], projectIds: [1, 2].map((id) => toGlobalId('Project', id)) }, holds: (name, { projects }) => name.startsWith('Issue') && projects.some((id) => id < 3) },
  { viewer: { role: 'VIEWER', regionId: region.b }, scope: { types: ['PROJECT'] }, holds: (name, { regions }) => name.startsWith('Project') && regions.includes(region.b) },
  { viewer: { role: 'UNIT', unitId: 1 }, scope: {}, holds: (_, { units }) => units.includes(1) },
];

interface Entity {
  readonly text: string;
}
type Copy = ReadonlyMap<string, Entity>;

/** A scope in a state, filtered from all that there is. */
function filtered({ holds }: Scope, state: State): Copy {
  const held = [...state].filter(([name]) => holds(name, keysOf(state, name)!));
  return new Map(held.map(([name, { text }]) => [toGlobalId(typeOf(name), idOf(name)), { text }]));
}

const query = `subscription ($scope: ChangeScope, $since: Cursor) {
  changes(scope: $scope, since: $since) { cursor reset changes { operation entityId entity { ... on Project { text: name } ... on Issue { text: title } } } }
}`;
const document = parse(query);

/** A copy, the cursor that it belongs to, and of which log that is; null before the first batch. */
interface Stored {
  readonly copy: Copy;
  readonly cursor: string | null;
  readonly epoch: string | null;
}

/** What a client needs of its server. */
export interface Server {
  readonly db: Database;
  readonly parts: LiveParts;
  readonly hub: Hub;
}

/** A client that keeps a copy of a scope, and with each copy the cursor that it belongs to. */
export class Keeper implements Outlet {
  readonly socket = this;
  congested = false;
  private readonly inbox: Batch<Entity>[] = [];
  private readonly stored: Stored[] = [{ copy: new Map(), cursor: null, epoch: null }];
  private subscription: Subscription | undefined;

  constructor(private readonly server: Server, private readonly scope: Scope) {
    this.come(0);
  }

  /** Comes, or comes back with what it had stored so many batches ago: what it was told since is told again. */
  come(ago: number): void {
    this.subscription?.leave();
    this.inbox.length = 0;
    const stored = this.stored.at(-1 - ago) ?? this.stored[0]!;
    this.stored.push(stored);
    const { server: { db, parts, hub }, scope: { viewer, scope } } = this;
    const context = new Context({ subject: 'keeper', name: 'keeper', system: null, regionId: null, unitId: null, leaderId: null, ...viewer }, 'zh', new Loaders(db), parts.unitOfWork);
    const answer = toFollow(parts, { document, query, variables: { scope, since: stored.cursor }, context });
    if ('errors' in answer) throw answer.errors[0]!;
    this.subscription = hub.join(answer.follow, this, answer.since);
  }

  send(body: Buffer): boolean {
    if (!this.congested) this.inbox.push(JSON.parse(String(body).slice(0, -1)).data.changes);
    return !this.congested;
  }

  resumeLater(reason: string): void {
    throw new Error(reason);
  }

  /**
   * Takes in what a turn to this state brought. What is fetched, at first and after a reset, is of the very state that the
   * cursor stands for: a later one may hold what came after the cursor and is gone before the next batch, which tells of neither.
   */
  takeIn(state: State, epoch: string): void {
    for (const batch of this.inbox.splice(0)) {
      const { copy, cursor, epoch: before } = this.stored.at(-1)!;
      const anew = cursor === null || batch.reset;
      expect(batch.reset).toBe(cursor !== null && before !== epoch);
      expect(anew ? batch.changes : contradictions(copy, batch)).toEqual([]);
      this.stored.push({ copy: anew ? filtered(this.scope, state) : applyBatch(copy, batch), cursor: batch.cursor, epoch });
      this.compare(state);
    }
  }

  compare(state: State): void {
    expect(this.stored.at(-1)!.copy).toEqual(filtered(this.scope, state));
  }
}
