import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
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
export class Meeting {
  [OptionalProps]?: 'status' | 'version';

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

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
