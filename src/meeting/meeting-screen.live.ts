import type { LiveState, StateSource } from '../graphql/live-field.js';
import type { RowType } from '../kernel/entity-type.js';

/** A board at a tick; its meeting is read through the tick's loaders. */
export interface MeetingScreenSource extends StateSource {
  readonly revision: number;
  readonly at: string;
  readonly meetingId: number;
}

/** Shown on boards without a scope of their own: by name, the clock that timers count by, and the calendar that deadlines count by. */
const shownEverywhere = new Set<RowType>(['Region', 'Unit', 'Leader', 'Clock', 'Calendar']);

/** `meetingScreen(meetingId)`: the whole board again whenever something that it may show has changed. */
export const meetingScreenField: LiveState = {
  kind: 'STATE',
  open(context, args) {
    const meetingId = context.id(args['meetingId'] as string, 'Meeting', ['meetingId']);
    return {
      concerns: ({ type, before, after }) =>
        shownEverywhere.has(type) || before?.meetings.includes(meetingId) === true || after?.meetings.includes(meetingId) === true,
      source: ({ snapshot, at }): MeetingScreenSource => ({ revision: snapshot.revision, at, meetingId, volatile: new Set() }),
    };
  },
};
