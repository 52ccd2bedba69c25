import type { LiveState } from '../graphql/live-field.js';
import type { RowType } from '../kernel/entity-type.js';
import { criteriaOf } from '../project/project.criteria.js';
import type { ProjectFilter } from '../project/project.type.js';
import type { ChartScreenSource } from './chart-screen.type.js';
import type { ScheduleOrder } from './schedule.enums.js';

const shown = new Set<RowType>(['Project', 'Assignment', 'Region', 'Unit', 'Leader', 'Clock', 'Calendar']);

/** `chartScreen`: the whole chart again whenever something that it may show has changed. */
export const chartScreenField: LiveState = {
  kind: 'STATE',
  open(context, args) {
    const { filter, behind, orderBy: order, first } = args as { filter?: ProjectFilter | null; behind: boolean; orderBy: ScheduleOrder; first: number };
    criteriaOf(filter, context); // malformed ids end the subscription at once
    return {
      concerns: ({ type }) => shown.has(type),
      source: ({ snapshot, at }): ChartScreenSource => ({ revision: snapshot.revision, at, wanted: { filter, behind, order }, first, volatile: new Set() }),
    };
  },
};
