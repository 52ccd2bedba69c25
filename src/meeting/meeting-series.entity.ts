import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Meeting } from './meeting.entity.js';

/** A meeting that comes again: the days to come are made by rule, each a meeting like the first. */
@Entity({ tableName: 'meeting_series' })
@Index({ name: 'meeting_series_model_id_unique', expression: 'create unique index "meeting_series_model_id_unique" on "meeting_series" ("model_id")' })
@Check({ name: 'meeting_series_weekdays_check', expression: 'cardinality(weekdays) between 1 and 7 and 1 <= all (weekdays) and 7 >= all (weekdays)' })
@Check({ name: 'meeting_series_ahead_check', expression: 'ahead_days between 1 and 60' })
export class MeetingSeries {
  [OptionalProps]?: 'workingDaysOnly' | 'aheadDays' | 'skipped';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** The first meeting: what it is called, when in the day it starts, who chairs it, its sites and warnings are those of all. */
  @ManyToOne(() => Meeting, { mapToPk: true, fieldName: 'model_id', deleteRule: 'no action' })
  modelId!: number;

  /** 1 Monday to 7 Sunday. */
  @Property({ type: 'array', columnType: 'int[]' })
  weekdays!: number[];

  @Property({ type: 'boolean', default: true })
  workingDaysOnly: boolean = true;

  @Property({ type: 'date', nullable: true })
  untilDay: string | null = null;

  /** So many days ahead there are meetings. */
  @Property({ type: 'integer', default: 14 })
  aheadDays: number = 14;

  /** Days on which it is left out. */
  @Property({ type: 'array', columnType: 'date[]', defaultRaw: `'{}'` })
  skipped: string[] = [];

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;
}
