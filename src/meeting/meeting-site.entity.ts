import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Region } from '../region/region.entity.js';
import { Meeting } from './meeting.entity.js';

export const SiteKind = enumeration('MAIN_HALL', 'COUNTY', 'DEPARTMENT', 'PROJECT_SITE');
export type SiteKind = Word<typeof SiteKind>;

/** A place with a screen that takes part in a meeting. */
@Entity({ tableName: 'meeting_site' })
export class MeetingSite {
  [OptionalProps]?: 'online';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Meeting, { mapToPk: true, fieldName: 'meeting_id', index: true })
  meetingId!: number;

  @Property({ type: 'text' })
  name!: string;

  @Enum({ items: () => wordsOf(SiteKind) })
  kind!: SiteKind;

  /** Where the site stands; its screens of that region may follow the meeting. Null: the meeting's own region. */
  @ManyToOne(() => Region, { mapToPk: true, nullable: true, fieldName: 'region_id', index: true, deleteRule: 'no action' })
  regionId: number | null = null;

  /** Whether a screen of the site is connected now, to any node. */
  @Property({ type: 'boolean', default: false })
  online: boolean = false;
}
