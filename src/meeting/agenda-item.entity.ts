import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Project } from '../project/project.entity.js';
import { InvestmentLead } from '../lead/lead.entity.js';
import { Meeting } from './meeting.entity.js';

export const AgendaItemStatus = enumeration('PENDING', 'CALLED', 'DONE', 'DEFERRED');
export type AgendaItemStatus = Word<typeof AgendaItemStatus>;

/** One thing that a meeting takes up: a project, an investment lead, or a topic. The called one is the current item. */
@Entity({ tableName: 'agenda_item' })
@Check({ name: 'agenda_item_subject_check', expression: 'num_nonnulls(project_id, lead_id, topic) = 1' })
@Index({ name: 'agenda_item_one_called', expression: `create unique index "agenda_item_one_called" on "agenda_item" ("meeting_id") where "status" = 'CALLED'` })
@Index({ properties: ['meetingId', 'position'] })
@Index({ properties: ['projectId'] })
@Index({ properties: ['leadId'] })
export class AgendaItem {
  [OptionalProps]?: 'status';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Meeting, { mapToPk: true, fieldName: 'meeting_id' })
  meetingId!: number;

  /** From 1, in the order of the agenda. */
  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'integer' })
  minutes!: number;

  @ManyToOne(() => Project, { mapToPk: true, nullable: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId: number | null = null;

  @ManyToOne(() => InvestmentLead, { mapToPk: true, nullable: true, fieldName: 'lead_id', deleteRule: 'no action' })
  leadId: number | null = null;

  @Property({ type: 'text', nullable: true })
  topic: string | null = null;

  @Enum({ items: () => wordsOf(AgendaItemStatus) })
  status: AgendaItemStatus = 'PENDING';

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  calledAt: Date | null = null;

  /** When it was done or deferred. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;
}
