import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Leader } from '../leader/leader.entity.js';
import { Region } from '../region/region.entity.js';
import { Project, Sector } from '../project/project.entity.js';

/** In the order in which a lead goes through them. What becomes of it in the end, `status` says. */
export const LeadStage = enumeration('CLUE', 'CONTACTED', 'NEGOTIATING', 'AGREED');
export type LeadStage = Word<typeof LeadStage>;

/** A possible investment that the city follows until it becomes a project or is ended. */
@Entity({ tableName: 'investment_lead' })
@Index({ properties: ['stage', 'code', 'id'], name: 'investment_lead_stage_code_index' })
@Check({ name: 'investment_lead_next_step_check', expression: '(next_step is null) = (next_step_on is null) and (next_step_leader_id is null or next_step is not null)' })
export class InvestmentLead {
  [OptionalProps]?: 'description' | 'stage' | 'nextStep' | 'nextStepOn' | 'nextStepLeaderId' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  @ManyToOne(() => Region, { mapToPk: true, fieldName: 'region_id', index: true })
  regionId!: number;

  @Enum({ items: () => wordsOf(Sector) })
  sector!: Sector;

  @Property({ type: 'text', default: '' })
  description: string = '';

  /** Yuan; null while nobody can say. */
  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string', nullable: true })
  expectedInvestment: string | null = null;

  /** The project that it became. */
  @ManyToOne(() => Project, { mapToPk: true, nullable: true, fieldName: 'project_id', unique: true, deleteRule: 'no action' })
  projectId: number | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  registeredAt?: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  convertedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;

  /** The last one that it reached; it stays when the lead ends or becomes a project. */
  @Enum({ items: () => wordsOf(LeadStage), default: 'CLUE' })
  stage: LeadStage = 'CLUE';

  @Property({ type: 'text', nullable: true })
  nextStep: string | null = null;

  /** By which day it is to be done. */
  @Property({ type: 'date', nullable: true })
  nextStepOn: string | null = null;

  /** Who does it; null for whoever answers for the lead. */
  @ManyToOne(() => Leader, { mapToPk: true, nullable: true, fieldName: 'next_step_leader_id', index: true, deleteRule: 'no action' })
  nextStepLeaderId: number | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
