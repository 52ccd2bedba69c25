import type { Follow } from '../../src/hub/follow.js';
import { rows, sql } from '../../src/store/database.js';

/** What groups follow: some of four projects, batch by batch, or as a board that shows every second version of each. */
export const topics = {
  'all batches': [1, 2, 3, 4], 'odd batches': [1, 3], 'all boards': [1, 2, 3, 4], 'low boards': [1, 2],
} as const satisfies Record<string, readonly number[]>;
export type Topic = keyof typeof topics;

export const shows = (topic: Topic, id: number) => (topics[topic] as readonly number[]).includes(id);
export const isBoard = (topic: Topic) => topic.endsWith('boards');
export const board = (versions: readonly number[]) => versions.map((version) => version - (version % 2)).join(' ');
/** What is sent by a turn: a board, the ids that changed, or null for a reset. */
export const payload = (turn: string, content: string | readonly number[] | null) => `${turn}: ${JSON.stringify(content)}`;

/** A new version of each of these projects; the length of its description counts them. */
export const toWrite = (ids: readonly number[]) => `update project set description = description || '.' where id = any('{${ids.join()}}')`;

/** @param rendering is told of each payload before it is made, and may throw */
export function followTopic(topic: Topic, rendering: () => void): Follow {
  return isBoard(topic) ? {
    kind: 'STATE', key: topic,
    concerns: ({ type, id }) => type === 'Project' && shows(topic, id),
    async render({ db, at }) {
      rendering();
      const versions = await rows<{ version: number }>(db, sql`select length(description) as version from project where id = any(${topics[topic]}) order by id`);
      const sameness = board(versions.map(({ version }) => version));
      return { payload: payload(at, sameness), sameness };
    },
  } : {
    kind: 'BATCH', key: topic,
    pick: ({ type, id }) => (type === 'Project' && shows(topic, id) ? id : null),
    async render({ at }, { changes, reset }) {
      rendering();
      return payload(at, reset ? null : changes as number[]);
    },
  };
}
