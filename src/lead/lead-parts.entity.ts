import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { InvestmentLead, type LeadStage } from './lead.entity.js';

/** Of whom the investor decides or deals, and who speaks for the city. */
export const LeadContactRole = enumeration('DECISION_MAKER', 'WORKING_CONTACT', 'INTERMEDIARY', 'CITY_NEGOTIATOR', 'REGION_CONTACT', 'OTHER');
export type LeadContactRole = Word<typeof LeadContactRole>;

/** A step from one stage to another; never rewritten. */
@Entity({ tableName: 'lead_move' })
@Index({ properties: ['leadId'] })
@Check({ name: 'lead_move_check', expression: 'from_stage <> to_stage' })
export class LeadMove {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => InvestmentLead, { mapToPk: true, fieldName: 'lead_id', deleteRule: 'no action' })
  leadId!: number;

  @Property({ type: 'text' })
  fromStage!: LeadStage;

  @Property({ type: 'text' })
  toStage!: LeadStage;

  @Property({ type: 'text', default: '' })
  note: string = '';

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  movedAt?: Date;

  /** By name. */
  @Property({ type: 'text' })
  movedBy!: string;
}

/** A person to speak with: personal data. Ended, it says nothing any more. */
@Entity({ tableName: 'lead_contact' })
@Index({ properties: ['leadId'] })
@Check({ name: 'lead_contact_ended_check', expression: '(ended_at is null) = (ended_by is null)' })
export class LeadContact {
  [OptionalProps]?: 'position' | 'telephone';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => InvestmentLead, { mapToPk: true, fieldName: 'lead_id', deleteRule: 'no action' })
  leadId!: number;

  @Enum({ items: () => wordsOf(LeadContactRole) })
  role!: LeadContactRole;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text', default: '' })
  position: string = '';

  @Property({ type: 'text', default: '' })
  telephone: string = '';

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  addedAt?: Date;

  /** By name, as beside. */
  @Property({ type: 'text' })
  addedBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endedBy: string | null = null;
}
