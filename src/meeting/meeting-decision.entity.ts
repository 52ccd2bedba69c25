import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { AgendaItem } from './agenda-item.entity.js';
import { Meeting } from './meeting.entity.js';

/** What a meeting decides on an item beside directives. */
export const SaidKind = enumeration('AGREEMENT', 'NOTE', 'POSTPONED');
export type SaidKind = Word<typeof SaidKind>;

/** A decision that makes no issue: what parties agreed on, what is to be kept in mind, or that the item waits for a later meeting. */
@Entity({ tableName: 'meeting_decision' })
@Index({ properties: ['meetingId', 'id'] })
@Index({ properties: ['itemId', 'id'] })
@Index({ name: 'meeting_decision_postponed', expression: `create index "meeting_decision_postponed" on "meeting_decision" ("meeting_id", "item_id") where "kind" = 'POSTPONED'` })
@Check({ name: 'meeting_decision_parties_check', expression: `(kind = 'AGREEMENT') = (cardinality(party_ids) > 0)` })
@Check({ name: 'meeting_decision_until_check', expression: `kind = 'POSTPONED' or until_day is null` })
export class MeetingDecision {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Meeting, { mapToPk: true, fieldName: 'meeting_id', deleteRule: 'no action' })
  meetingId!: number;

  @ManyToOne(() => AgendaItem, { mapToPk: true, fieldName: 'item_id', deleteRule: 'no action' })
  itemId!: number;

  @Enum({ items: () => wordsOf(SaidKind) })
  kind!: SaidKind;

  @Property({ type: 'text' })
  text!: string;

  /** The units that agreed, as the meeting named them. */
  @Property({ type: 'array', columnType: 'int[]', defaultRaw: `'{}'` })
  partyIds: number[] = [];

  /** Not before this day; null of a postponement: to the next meeting. */
  @Property({ type: 'date', nullable: true })
  untilDay: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  at?: Date;
}
