import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Dice } from '../support/dice.js';
import { money, tokenOf, type Holder } from './city.js';
import type { Node } from './world.js';

export interface Scope {
  readonly name: string;
  readonly holder: Holder;
  /** As the subscription takes it. */
  readonly scope: Readonly<Record<string, unknown>>;
  /** SQL conditions on `type` and the aliased entity rows, which the checker reckons with. */
  readonly where: string;
}

interface Entity {
  readonly name?: string;
  readonly title?: string;
  readonly code?: string;
  readonly totalInvestment?: string;
  readonly region?: { readonly code: string };
  readonly externalRef?: { readonly system: string } | null;
  readonly until?: string | null;
}

interface Batch {
  readonly cursor: string;
  readonly reset: boolean;
  readonly changes: readonly { readonly operation: 'CREATED' | 'UPDATED' | 'REMOVED'; readonly type: string; readonly entityId: string; readonly entity: Entity | null }[];
}

export type ViolationKind = 'lost' | 'doubled' | 'leaked' | 'half-state' | 'reordered' | 'reset';
export type Report = (kind: ViolationKind, what: string) => void;

const document = `subscription ($scope: ChangeScope, $since: Cursor) { changes(scope: $scope, since: $since) { cursor reset changes { operation type entityId entity {
  ... on Project { code name totalInvestment(unit: YUAN) region { code } } ... on Issue { number title region { code } externalRef { system } } ... on Assignment { until } } } } }`;

/** What a copy holds of an entity; the code is a project's. */
export interface Content {
  readonly kept: string;
  readonly code: string | null;
}

/** What a copy keeps of an entity, and what the checker reckons for it. */
export function kept(type: string, { name, title, totalInvestment, until }: Entity): string {
  if (type === 'PROJECT') return `${name} ${Number(totalInvestment)}`;
  return type === 'ISSUE' ? title! : until ? 'ended' : 'active';
}

/** Follows a scope from node to node with its cursor, and keeps a copy of it made from batches alone. */
export class Subscriber {
  readonly copy = new Map<string, string>();
  private readonly codes = new Map<string, string>();
  batches = 0;
  changes = 0;
  connections = 0;
  private cursor: string | undefined;
  private socket: WebSocket | undefined;
  private stopped = false;
  private running: Promise<void> | undefined;
  private readonly seen = new Set<string>();
  private silentSince = 0;

  constructor(readonly scope: Scope, private readonly nodes: readonly Node[], private readonly roll: Dice, private readonly report: Report) {}

  /** Answers when the first batch, which is empty, is there: the copy is then what the caller puts into it. */
  async start(): Promise<void> {
    const first = Promise.withResolvers<void>();
    this.running = this.run(first.resolve);
    await first.promise;
  }

  /** Puts into the copy what its scope holds at the cursor of the first batch. */
  fill(content: ReadonlyMap<string, Content>): void {
    for (const [id, { kept: now, code }] of content) {
      this.copy.set(id, now);
      if (code !== null) this.codes.set(id, code);
    }
  }

  /** Comes back at another node, or the same one, with its cursor. */
  leave(): void {
    this.socket?.terminate();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.leave();
    await this.running;
  }

  private async run(began: () => void): Promise<void> {
    const token = await tokenOf(this.scope.holder);
    while (!this.stopped) {
      await this.connectOnce(this.nodes[this.roll(this.nodes.length)]!, token, began);
      await delay(20 + this.roll(200));
    }
  }

  /** Until the socket is closed, or nothing came from it for 8 seconds: servers ping every 5. */
  private connectOnce(node: Node, token: string, began: () => void): Promise<void> {
    return new Promise((resolve) => {
      const socket = new WebSocket(node.wsUrl, 'graphql-transport-ws', { handshakeTimeout: 4_000 });
      this.socket = socket;
      this.connections += 1;
      this.silentSince = performance.now();
      const watch = setInterval(() => {
        if (performance.now() - this.silentSince > 8_000) socket.terminate();
      }, 500);
      socket.on('error', () => {});
      socket.on('ping', () => (this.silentSince = performance.now()));
      socket.on('close', () => {
        clearInterval(watch);
        resolve();
      });
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })));
      socket.on('message', (data) => {
        this.silentSince = performance.now();
        const message = JSON.parse(String(data)) as { type: string; payload?: { data?: { changes: Batch }; errors?: unknown } };
        if (message.type === 'connection_ack') {
          socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: document, variables: { scope: this.scope.scope, since: this.cursor } } }));
        } else if (message.type === 'next' && message.payload?.data) {
          this.apply(message.payload.data.changes);
          began();
        } else if (message.type === 'error' || message.type === 'next') {
          this.report('lost', `${this.scope.name}: the subscription failed: ${JSON.stringify(message.payload)}`);
          socket.terminate();
        }
      });
    });
  }

  private apply({ cursor, reset, changes }: Batch): void {
    if (this.stopped) return;
    this.cursor = cursor;
    this.batches += 1;
    if (reset) return this.report('reset', `${this.scope.name}: a reset`);
    if (changes.length > 0 && this.seen.has(cursor)) this.report('doubled', `${this.scope.name}: the batch of one cursor came twice`);
    this.seen.add(cursor);
    for (const { operation, type, entityId, entity } of changes) {
      this.changes += 1;
      const before = this.copy.get(entityId);
      const what = `${this.scope.name}: ${operation} ${type} ${entityId} ${JSON.stringify(entity)}`;
      if (operation === 'CREATED' && before !== undefined) this.report('doubled', `${what}, which is present`);
      if (operation !== 'CREATED' && before === undefined) this.report(operation === 'REMOVED' ? 'doubled' : 'lost', `${what}, which is absent`);
      if (operation === 'REMOVED') {
        this.copy.delete(entityId);
        this.codes.delete(entityId);
        continue;
      }
      if (entity === null) {
        this.report('lost', `${what}, which has no content`);
        continue;
      }
      this.mayHold(entity, what);
      const now = kept(type, entity);
      if (before !== undefined && versionOf(now) < versionOf(before)) this.report('reordered', `${what}, after ${before}`);
      this.copy.set(entityId, now);
      if (entity.code !== undefined) this.codes.set(entityId, entity.code);
    }
    if (this.scope.name === 'everything' && changes.length > 0) this.weigh();
  }

  private mayHold({ region, externalRef }: Entity, what: string): void {
    const { holder } = this.scope;
    if (holder.region !== undefined && region && region.code !== holder.region) this.report('leaked', what);
    if (holder.system !== undefined && externalRef !== undefined && externalRef?.system !== holder.system) this.report('leaked', what);
  }

  /** The money that moves between projects in one transaction is never half moved. */
  private weigh(): void {
    let sum = 0;
    for (const [id, code] of this.codes) if (/^P\d/.test(code)) sum += Number(this.copy.get(id)!.split(' ')[1]);
    if (sum !== money) this.report('half-state', `${this.scope.name}: the projects hold ${sum} and not ${money}`);
  }
}

/** The number that only rises, of a name or title such as `v7`. */
function versionOf(text: string): number {
  return Number(/^v(\d+)/.exec(text)?.[1] ?? 0);
}
