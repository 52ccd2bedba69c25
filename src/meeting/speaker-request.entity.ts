import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { AgendaItem } from './agenda-item.entity.js';
import { MeetingSite } from './meeting-site.entity.js';
import { Meeting } from './meeting.entity.js';

export const SpeakerState = enumeration('WAITING', 'SPEAKING', 'ENDED', 'DECLINED', 'WITHDRAWN', 'LEFT');
export type SpeakerState = Word<typeof SpeakerState>;

/** A site that asks to speak. One speaks at a time, and a site stands in the queue once: the database holds both. */
@Entity({ tableName: 'speaker_request' })
@Index({ properties: ['meetingId', 'id'] })
@Index({ name: 'speaker_request_one_speaks', expression: `create unique index "speaker_request_one_speaks" on "speaker_request" ("meeting_id") where "state" = 'SPEAKING'` })
@Index({ name: 'speaker_request_site_once', expression: `create unique index "speaker_request_site_once" on "speaker_request" ("site_id") where "state" in ('WAITING', 'SPEAKING')` })
@Check({ name: 'speaker_request_given_check', expression: `state <> 'SPEAKING' or given_at is not null` })
@Check({ name: 'speaker_request_ended_check', expression: `(state in ('WAITING', 'SPEAKING')) = (ended_at is null)` })
export class SpeakerRequest {
  [OptionalProps]?: 'state';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Meeting, { mapToPk: true, fieldName: 'meeting_id', deleteRule: 'no action' })
  meetingId!: number;

  @ManyToOne(() => MeetingSite, { mapToPk: true, fieldName: 'site_id', index: true, deleteRule: 'no action' })
  siteId!: number;

  /** What the meeting was at; null between items. */
  @ManyToOne(() => AgendaItem, { mapToPk: true, nullable: true, fieldName: 'item_id', index: true, deleteRule: 'no action' })
  itemId: number | null = null;

  @Enum({ items: () => wordsOf(SpeakerState) })
  state: SpeakerState = 'WAITING';

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  askedAt?: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  givenAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;
}
