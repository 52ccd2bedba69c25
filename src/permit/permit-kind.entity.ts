import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Unit } from '../unit/unit.entity.js';

/** What a project may have to be permitted before it is built: data of the city. */
@Entity({ tableName: 'permit_kind' })
@Check({ name: 'permit_kind_land_check', expression: 'not (land_use and papers_may_follow)' })
@Check({ name: 'permit_kind_days_check', expression: 'working_days > 0' })
@Index({ properties: ['authorityId'] })
export class PermitKind {
  [OptionalProps]?: 'active';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** Stable: inputs name it. */
  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  nameZh!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  /** Who grants it where a permit names nobody else; null until the city has said so. */
  @ManyToOne(() => Unit, { mapToPk: true, fieldName: 'authority_id', deleteRule: 'no action', nullable: true })
  authorityId: number | null = null;

  /** Its place in lists. */
  @Property({ type: 'integer' })
  position!: number;

  /** Codes of the kinds that must be granted before it is applied for. */
  @Property({ type: 'text[]' })
  after!: string[];

  /** Kinds of one name are applied for at one window and reviewed side by side, each answered by itself; null for one that stands alone. */
  @Property({ type: 'text', nullable: true })
  parallelGroup: string | null = null;

  /** Which the law gives its authority from the acceptance on. */
  @Property({ type: 'integer' })
  workingDays!: number;

  /** Whether it is one of the land procedures. */
  @Property({ type: 'boolean' })
  landUse!: boolean;

  /** Never of land use, which the database keeps. */
  @Property({ type: 'boolean' })
  papersMayFollow!: boolean;

  /** Of which sectors it is needed; of all where none is named. */
  @Property({ type: 'text[]' })
  sectors!: string[];

  /** Of new or continuing projects; of both where none is named. */
  @Property({ type: 'text[]' })
  origins!: string[];

  /** Whether projects need it any more. */
  @Property({ type: 'boolean', default: true })
  active: boolean = true;
}

/** What the city has set for all permits; one row. */
@Entity({ tableName: 'permit_rules' })
@Check({ name: 'permit_rules_one_check', expression: 'id = 1' })
@Check({ name: 'permit_rules_target_check', expression: 'online_target + one_visit_target + done_for_you_target = 1' })
export class PermitRules {
  @PrimaryKey({ type: 'integer', autoincrement: false })
  id!: number;

  /** What part of the permits is to come by each channel. */
  @Property({ type: 'decimal', precision: 4, scale: 3, runtimeType: 'string' })
  onlineTarget!: string;

  @Property({ type: 'decimal', precision: 4, scale: 3, runtimeType: 'string' })
  oneVisitTarget!: string;

  @Property({ type: 'decimal', precision: 4, scale: 3, runtimeType: 'string' })
  doneForYouTarget!: string;

  /** From which total investment on an industry project may commit itself, yuan. */
  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string' })
  commitmentFrom!: string;

  /** How many working days before it is due a paper is reminded of. */
  @Property({ type: 'integer' })
  remindBefore!: number;
}
