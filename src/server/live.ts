import type { GraphQLSchema } from 'graphql';
import { pruneAudit } from '../audit/audit.commands.js';
import { Sealer } from '../audit/sealer.js';
import { changesField } from '../change/changes.live.js';
import { CursorSeal } from '../feed/cursor.js';
import { Feed, type Audience, type Tick } from '../feed/feed.js';
import { Retention } from '../feed/retention.js';
import { toFollow, type LiveParts, type LiveRequest } from '../graphql/live-execution.js';
import { Hub } from '../hub/hub.js';
import { contestScreenField } from '../contest/contest-screen.live.js';
import { chartScreenField } from '../schedule/chart-screen.live.js';
import { listFollowField } from '../list/list-screen.live.js';
import { meetingScreenField } from '../meeting/meeting-screen.live.js';
import type { Store } from '../store/database.js';
import { openLane } from '../store/lane.js';
import { UnitOfWork } from '../store/unit-of-work.js';

export interface LiveOptions {
  readonly store: Store;
  readonly schema: GraphQLSchema;
  readonly cursorSecret: string;
  readonly pollMs: number;
  readonly retentionDays: number;
  readonly auditRetentionDays: number;
  readonly onError: (error: unknown) => void;
  /** Told of what made an act fail. */
  readonly onFailedAct: (error: unknown) => void;
  /** Told of every act that was done here. */
  readonly onAct: (act: string) => void;
  /** Looks at each step before the hub does; what it answers is done before anything of the step is sent. */
  readonly guard: (tick: Tick) => Promise<() => void>;
}

/** The live core of one node: the feed, the hub over it, and the unit of work whose commits wake them. */
export interface Live {
  readonly hub: Hub;
  readonly unitOfWork: UnitOfWork;
  /** Something was committed here outside the unit of work: looks at once. */
  committed(): void;
  /** Turns a subscription operation into what it follows. */
  toFollow(request: LiveRequest): ReturnType<typeof toFollow>;
  /** Real time as the database has it. */
  now(): Date;
  /** Whether changes are being read without trouble. */
  ready(): boolean;
  /** Whether what subscribers have may no longer be the present. */
  stale(): boolean;
  close(): Promise<void>;
}

/** One for the tick, one for the turn of the day, wake-ups and pruning. */
const connections = 2;

/** Opens the feed on a migrated database. */
export async function openLive({ store, schema, cursorSecret, pollMs, retentionDays, auditRetentionDays, onError, onFailedAct, onAct, guard }: LiveOptions): Promise<Live> {
  const hub: Hub = new Hub(() => feed.wake(), onError);
  const lane = await openLane(store, connections);
  const feed = new Feed({ db: lane.db, url: store.url, pollMs, audience: guarded(hub, guard), onError });
  const unitOfWork = new UnitOfWork(store, (act) => {
    onAct(act);
    feed.committed();
  }, onFailedAct);
  const parts: LiveParts = {
    schema,
    fields: { changes: changesField as never, meetingScreen: meetingScreenField, listFollow: listFollowField, chartScreen: chartScreenField, contestScreen: contestScreenField },
    seal: new CursorSeal(cursorSecret),
    unitOfWork,
  };
  try {
    await feed.open();
  } catch (error) {
    await lane.close();
    throw error;
  }
  const retention = new Retention({ db: lane.db, keep: `${retentionDays} days`, others: [() => pruneAudit(lane.db, `${auditRetentionDays} days`)], onError });
  const sealer = new Sealer({ db: lane.db, onError });
  return {
    hub,
    unitOfWork,
    committed: () => feed.committed(),
    toFollow: (request) => toFollow(parts, request),
    now: () => feed.now(),
    ready: () => feed.ready,
    stale: () => feed.stale,
    async close() {
      await Promise.all([feed.close(), retention.close(), sealer.close()]);
      await lane.close();
    },
  };
}

/** The hub behind a guard: whoever it sends away gets nothing of the step. */
function guarded(hub: Hub, guard: LiveOptions['guard']): Audience {
  return {
    get attended() {
      return hub.attended;
    },
    gather: () => hub.gather(),
    async tick(tick) {
      const sendAway = await guard(tick);
      const deliver = await hub.tick(tick);
      return () => {
        sendAway();
        deliver();
      };
    },
  };
}
