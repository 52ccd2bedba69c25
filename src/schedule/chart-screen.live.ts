import type { LiveState } from '../graphql/live-field.js';
import { criteriaOf } from '../project/project.criteria.js';
import type { ProjectFilter } from '../project/project.type.js';
import type { ChartScreenSource } from './chart-screen.type.js';
import type { ScheduleOrder } from './schedule.enums.js';

/** `chartScreen`: the whole chart again after any change: what is asked of its projects may lead anywhere, and a chart that stays the same is not sent. */
export const chartScreenField: LiveState = {
  kind: 'STATE',
  open(context, args) {
    const { filter, behind, orderBy: order, first } = args as { filter?: ProjectFilter | null; behind: boolean; orderBy: ScheduleOrder; first: number };
    criteriaOf(filter, context); // malformed ids end the subscription at once
    return {
      concerns: () => true,
      source: ({ snapshot, at }): ChartScreenSource => ({ revision: snapshot.revision, at, wanted: { filter, behind, order }, first, volatile: new Set() }),
    };
  },
};
