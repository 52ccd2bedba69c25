import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { EntityType, SettingType, type HistoryType } from '../kernel/entity-type.js';

/** What was done, in the past tense of the office. `CHANGED_BY_SQL` has no actor: somebody wrote to the database. */
export const HistoryAct = enumeration(
  'REGISTERED', 'CORRECTED', 'PROGRESS_REPORTED', 'PLAN_SET', 'LAUNCHED', 'LAUNCH_CANCELLED', 'ENDED', 'CONVERTED',
  'MADE', 'HANDED_OVER',
  'REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'ANSWERED', 'ANSWER_WAIVED', 'EXTENSION_REQUESTED', 'EXTENSION_APPROVED', 'EXTENSION_REFUSED',
  'RESOLVED', 'VERIFIED', 'RETURNED', 'ESCALATED', 'REMINDED',
  'EVIDENCE_ADDED', 'EVIDENCE_ENDED', 'COMMENTED', 'COMMENT_WITHDRAWN', 'RECURRENCE_LINKED', 'MERGED',
  'SCHEDULED', 'AGENDA_CHANGED', 'SITES_CHANGED', 'STARTED', 'ITEM_CALLED', 'ITEM_DONE', 'ITEM_DEFERRED', 'DIRECTED', 'CLOSED', 'CANCELLED',
  'DESCRIBED', 'FULFILLED', 'FULFILMENT_CORRECTED', 'OFFERED', 'WITHDRAWN', 'MATCHED', 'DELIVERED', 'RELEASED',
  'SCHEDULE_DRAWN', 'SCHEDULE_REBASED', 'SCHEDULE_ENDED', 'MILESTONE_REPORTED', 'MILESTONE_CORRECTED',
  'PERMIT_PLANNED', 'PERMIT_APPLIED', 'PERMIT_ACCEPTED', 'PERMIT_GRANTED', 'PERMIT_REFUSED', 'PERMIT_EXEMPTED', 'PAPER_DEFERRED', 'PAPER_DELIVERED', 'PAPER_REMINDED', 'START_COMMITTED',
  'READINESS_CHECKED', 'READINESS_CONFIRMED', 'STARTED_UNREADY',
  'CONTEST_DRAWN', 'DISTRICT_WITHDRAWN', 'DISTRICT_READMITTED', 'POINTS_ADJUSTED', 'ADJUSTMENT_ENDED',
  'STAGE_MOVED', 'NEXT_STEP_PLANNED', 'CONTACT_ADDED', 'CONTACT_ENDED', 'NEED_ADDED', 'NEED_ANSWERED', 'NEED_REPORTED',
  'RESERVE_FIELD_SET', 'RIPENING_PLANNED', 'RIPENING_REACHED', 'RIPENING_TAKEN_BACK',
  'CHANGED_BY_SQL',
);
export type HistoryAct = Word<typeof HistoryAct>;

/** One line of the history of a row: never changed, never deleted. */
@Entity({ tableName: 'history' })
@Index({ properties: ['type', 'entityId', 'id'] })
export class History {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Enum({ items: () => [...wordsOf(EntityType), ...wordsOf(SettingType)] })
  type!: HistoryType;

  @Property({ type: 'integer' })
  entityId!: number;

  /** Business time. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  at?: Date;

  @Enum({ items: () => wordsOf(HistoryAct) })
  act!: HistoryAct;

  /** Stable subject of who acted; null for a change by SQL. */
  @Property({ type: 'text', nullable: true })
  actorSubject: string | null = null;

  @Property({ type: 'text', nullable: true })
  actorName: string | null = null;

  /** Whether a rule did it, and nobody. */
  @Property({ type: 'boolean', default: false })
  automatic: boolean = false;

  @Property({ type: 'text', nullable: true })
  note: string | null = null;

  /** The row that the note names, where it names one: who may not see that row reads no note. */
  @Property({ type: 'text', nullable: true })
  namesType: EntityType | null = null;

  @Property({ type: 'integer', nullable: true })
  namesId: number | null = null;
}
