import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Leader } from '../leader/leader.entity.js';
import { Project } from '../project/project.entity.js';
import { InvestmentLead } from '../lead/lead.entity.js';

export const AssignmentRole = enumeration('GENERAL_SERVICE_OFFICER', 'CHIEF_SERVICE_OFFICER', 'FACILITATION_OFFICER');
export type AssignmentRole = Word<typeof AssignmentRole>;

/**
 * Who answers for what, in which role, from when to when. One active holder a role and subject:
 * kept by partial unique indexes; an ended assignment is history and is never changed.
 */
@Entity({ tableName: 'assignment' })
@Check({ name: 'assignment_subject_check', expression: 'num_nonnulls(project_id, lead_id) = 1' })
@Index({ name: 'assignment_active_on_project', expression: 'create unique index "assignment_active_on_project" on "assignment" ("project_id", "role") where "until" is null and "project_id" is not null' })
@Index({ name: 'assignment_active_on_lead', expression: 'create unique index "assignment_active_on_lead" on "assignment" ("lead_id", "role") where "until" is null and "lead_id" is not null' })
@Index({ properties: ['leaderId', 'until'] })
@Index({ properties: ['projectId'] })
@Index({ properties: ['leadId'] })
export class Assignment {
  [OptionalProps]?: 'duty';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Enum({ items: () => wordsOf(AssignmentRole) })
  role!: AssignmentRole;

  @ManyToOne(() => Leader, { mapToPk: true, fieldName: 'leader_id' })
  leaderId!: number;

  @ManyToOne(() => Project, { mapToPk: true, nullable: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId: number | null = null;

  @ManyToOne(() => InvestmentLead, { mapToPk: true, nullable: true, fieldName: 'lead_id', deleteRule: 'no action' })
  leadId: number | null = null;

  @Property({ type: 'text', default: '' })
  duty: string = '';

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  since?: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  until: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;
}
