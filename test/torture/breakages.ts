import type { Breakage } from './options.js';

/** Ways to read a change log that look right and are not. */
export const breakages = {
  'reads what has a higher number than the last one seen': {
    sql: `
      create or replace function unseen_changes(cursor pg_snapshot, at_most int) returns setof change_log language sql stable as $$
        select * from change_log l
        where l.seq > coalesce((select max(seq) from change_log m where pg_visible_in_snapshot(m.xid, cursor)), 0) limit at_most
      $$`,
  },
  'reads rows and cursor in two statements': {
    patches: [
      { file: 'src/feed/feed.js', find: `.setIsolationLevel('repeatable read')`, put: `.setIsolationLevel('read committed')` },
      { file: 'src/feed/reader.js', find: 'const snapshot = cursorOf(row);', put: 'const snapshot = await currentSnapshot(db);' },
    ],
  },
  'waits to be notified and never looks by itself': {
    patches: [
      { file: 'src/feed/feed.js', find: 'this.failures === 0 ? this.pause :', put: 'this.failures === 0 ? 2 ** 30 :' },
      { file: 'src/feed/feed.js', find: 'performance.now() - this.lookedAt > this.options.pollMs + staleAfter', put: 'false' },
    ],
  },
  'groups subscribers of different rights': {
    patches: [{ file: 'src/graphql/live-execution.js', find: 'shared, context.sight, context.language', put: 'shared, context.language' }],
  },
} as const satisfies Record<string, Breakage>;
