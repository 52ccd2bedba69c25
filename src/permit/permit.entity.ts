import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Project } from '../project/project.entity.js';
import { Unit } from '../unit/unit.entity.js';
import { PermitKind } from './permit-kind.entity.js';

export const PermitState = enumeration('PLANNED', 'APPLIED', 'ACCEPTED', 'GRANTED', 'REFUSED', 'EXEMPTED');
export type PermitState = Word<typeof PermitState>;

export const PermitChannel = enumeration('ONLINE_NEVER_SEEN', 'ONE_VISIT', 'DONE_FOR_YOU');
export type PermitChannel = Word<typeof PermitChannel>;

/** One permit of a project, from the day that was agreed for it to its grant; one of each kind. */
@Entity({ tableName: 'permit' })
@Check({ name: 'permit_granted_check', expression: "(state = 'GRANTED') = (granted_on is not null)" })
@Check({ name: 'permit_refused_check', expression: "(state = 'REFUSED') = (refused_on is not null)" })
@Check({ name: 'permit_reason_check', expression: "state not in ('REFUSED', 'EXEMPTED') or reason is not null" })
@Check({ name: 'permit_applied_check', expression: "state in ('PLANNED', 'EXEMPTED') or (applied_on is not null and channel is not null)" })
@Check({ name: 'permit_accepted_check', expression: "state not in ('ACCEPTED', 'GRANTED') or (accepted_on is not null and due_on is not null)" })
@Check({ name: 'permit_days_check', expression: 'coalesce(accepted_on >= applied_on, true) and coalesce(granted_on >= accepted_on, true) and coalesce(refused_on >= applied_on, true)' })
@Unique({ properties: ['projectId', 'kindId'] })
@Index({ properties: ['kindId'] })
@Index({ properties: ['authorityId', 'state'] })
@Index({ properties: ['plannedOn', 'id'] })
export class Permit {
  [OptionalProps]?: 'state' | 'greenChannel' | 'oilfieldChannel' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId!: number;

  @ManyToOne(() => PermitKind, { mapToPk: true, fieldName: 'kind_id', deleteRule: 'no action' })
  kindId!: number;

  @ManyToOne(() => Unit, { mapToPk: true, fieldName: 'authority_id', deleteRule: 'no action' })
  authorityId!: number;

  @Enum({ items: () => wordsOf(PermitState), default: 'PLANNED' })
  state: PermitState = 'PLANNED';

  /** As agreed with the company: when it is to be granted. */
  @Property({ type: 'date' })
  plannedOn!: string;

  @Property({ type: 'date', nullable: true })
  appliedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  acceptedOn: string | null = null;

  /** How many the law gives, as its kind said at the acceptance. */
  @Property({ type: 'integer', nullable: true })
  workingDays: number | null = null;

  /** By when the law wants an answer; reckoned by the database from the acceptance. */
  @Property({ type: 'date', nullable: true })
  dueOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  grantedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  refusedOn: string | null = null;

  @Enum({ items: () => wordsOf(PermitChannel), nullable: true })
  channel: PermitChannel | null = null;

  @Property({ type: 'boolean', default: false })
  greenChannel: boolean = false;

  @Property({ type: 'boolean', default: false })
  oilfieldChannel: boolean = false;

  /** Why it was refused, or the ground on which it is not needed. */
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}

/** A paper that is handed in after the application it belongs to. */
@Entity({ tableName: 'permit_paper' })
@Index({ properties: ['permitId'] })
@Index({ properties: ['permitKindId'] })
export class PermitPaper {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Permit, { mapToPk: true, fieldName: 'permit_id', deleteRule: 'no action' })
  permitId!: number;

  @Property({ type: 'text' })
  name!: string;

  /** The kind of permit that the paper itself is; null for other papers. */
  @ManyToOne(() => PermitKind, { mapToPk: true, fieldName: 'permit_kind_id', deleteRule: 'no action', nullable: true })
  permitKindId: number | null = null;

  @Property({ type: 'date' })
  dueOn!: string;

  @Property({ type: 'date', nullable: true })
  deliveredOn: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  remindedAt: Date | null = null;

  @Property({ type: 'text' })
  deferredBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  deferredAt?: Date;
}

/** A project's word that it keeps to the conditions of permits that it does not hold yet; it may start with the land. */
@Entity({ tableName: 'start_commitment' })
export class StartCommitment {
  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', deleteRule: 'no action', primary: true })
  projectId!: number;

  @Property({ type: 'date' })
  onDay!: string;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'text' })
  recordedBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  recordedAt?: Date;
}
