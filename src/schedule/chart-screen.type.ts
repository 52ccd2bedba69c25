import { ObjectType } from 'type-graphql';
import type { StateSource } from '../graphql/live-field.js';
import type { SchedulesWanted } from './schedule.queries.js';

@ObjectType('ChartScreen', { description: 'The wall chart of many projects at one moment. 挂图作战。' })
export class ChartScreenType {}

/** The chart at a tick; its schedules are read through the tick's loaders. */
export interface ChartScreenSource extends StateSource {
  readonly revision: number;
  readonly at: string;
  readonly wanted: SchedulesWanted;
  readonly first: number;
}
