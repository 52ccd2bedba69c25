import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Region } from '../region/region.entity.js';
import { Leader } from '../leader/leader.entity.js';

export const MeetingMode = enumeration('VIDEO_INSPECTION', 'JOINT_HANDLING', 'THEMATIC_SUPERVISION');
export type MeetingMode = Word<typeof MeetingMode>;

export const MeetingStatus = enumeration('SCHEDULED', 'IN_PROGRESS', 'CLOSED', 'CANCELLED');
export type MeetingStatus = Word<typeof MeetingStatus>;

/** A remote video dispatch meeting. */
@Entity({ tableName: 'meeting' })
@Index({ properties: ['startsAt'] })
@Index({ name: 'meeting_series_once_a_day', expression: `create unique index "meeting_series_once_a_day" on "meeting" ("series_id", "series_day") where "series_id" is not null` })
@Check({ name: 'meeting_series_check', expression: '(series_id is null) = (series_day is null)' })
@Check({ name: 'meeting_warn_at_check', expression: 'cardinality(warn_at) <= 5 and 1 <= all (warn_at) and 300 >= all (warn_at)' })
export class Meeting {
  [OptionalProps]?: 'status' | 'warnAt' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  title!: string;

  @Enum({ items: () => wordsOf(MeetingMode) })
  mode!: MeetingMode;

  @Enum({ items: () => wordsOf(MeetingStatus) })
  status: MeetingStatus = 'SCHEDULED';

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  startsAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  startedAt: Date | null = null;

  /** When it was closed or cancelled. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  closedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  cancelReason: string | null = null;

  @ManyToOne(() => Leader, { mapToPk: true, nullable: true, fieldName: 'chair_id', index: true, deleteRule: 'no action' })
  chairId: number | null = null;

  @ManyToOne(() => Region, { mapToPk: true, fieldName: 'region_id', index: true })
  regionId!: number;

  /** From which shares of an item's planned minutes on the screens warn: percent, rising. */
  @Property({ type: 'array', columnType: 'int[]', defaultRaw: `'{80,100}'` })
  warnAt: number[] = [80, 100];

  /** The series that it belongs to: see MeetingSeries, which knows its first meeting. */
  @Property({ type: 'integer', nullable: true })
  seriesId: number | null = null;

  /** The day that the series has it for. */
  @Property({ type: 'date', nullable: true })
  seriesDay: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
