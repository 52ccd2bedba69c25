import type { LiveState } from '../graphql/live-field.js';
import type { RowType } from '../kernel/entity-type.js';
import type { ContestScreenSource } from './board.type.js';

/** What a table is made of; money comes with its project, lights and the day that turns with their settings and the calendar. */
const shown = new Set<RowType>(['Contest', 'Project', 'Issue', 'Region', 'SignalSettings', 'Clock', 'Calendar']);

/** `contestScreen`: the contest and its table again whenever something that they are made of has changed. */
export const contestScreenField: LiveState = {
  kind: 'STATE',
  open(context, args) {
    const contestId = context.optionalId((args as { contestId?: string | null }).contestId, 'Contest', ['contestId']);
    return {
      concerns: ({ type }) => shown.has(type),
      source: ({ snapshot, at }): ContestScreenSource => ({ revision: snapshot.revision, at, contestId, volatile: new Set() }),
    };
  },
};
