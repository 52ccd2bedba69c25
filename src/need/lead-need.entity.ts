import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { DemandKind } from '../issue/demand-kind.entity.js';
import { Issue } from '../issue/issue.entity.js';
import { InvestmentLead } from '../lead/lead.entity.js';

/** What an investment needs: answered in words, or reported as a demand that a unit handles. */
@Entity({ tableName: 'lead_need' })
@Index({ properties: ['leadId'] })
@Check({ name: 'lead_need_measure_check', expression: '(quantity is null) = (measure is null)' })
@Check({ name: 'lead_need_quantity_check', expression: 'quantity > 0' })
@Check({ name: 'lead_need_answer_check', expression: '(answer is null) = (answered_at is null) and (answer is null) = (answered_by is null) and (answer is null or issue_id is null)' })
export class LeadNeed {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => InvestmentLead, { mapToPk: true, fieldName: 'lead_id', deleteRule: 'no action' })
  leadId!: number;

  @ManyToOne(() => DemandKind, { mapToPk: true, fieldName: 'kind_id', index: true, deleteRule: 'no action' })
  kindId!: number;

  /** Null where the kind is not measured. */
  @Property({ type: 'decimal', precision: 18, scale: 3, runtimeType: 'string', nullable: true })
  quantity: string | null = null;

  @Property({ type: 'text', nullable: true })
  measure: string | null = null;

  @Property({ type: 'text', default: '' })
  note: string = '';

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  addedAt?: Date;

  /** By name, as beside. */
  @Property({ type: 'text' })
  addedBy!: string;

  @Property({ type: 'text', nullable: true })
  answer: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  answeredAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  answeredBy: string | null = null;

  /** The demand as which it was reported, of the lead or of the project that it became. */
  @ManyToOne(() => Issue, { mapToPk: true, nullable: true, fieldName: 'issue_id', unique: true, deleteRule: 'no action' })
  issueId: number | null = null;
}
