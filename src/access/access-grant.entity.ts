import { OptionalProps } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Role } from '../kernel/viewer.js';
import { Leader } from '../leader/leader.entity.js';
import { Region } from '../region/region.entity.js';
import { Unit } from '../unit/unit.entity.js';

/**
 * What a person of an outside issuer may do: the issuer says who it is, we say what that means here. One standing grant a
 * person, kept by a partial unique index; an ended one is history. Real time, like tokens.
 */
@Entity({ tableName: 'access_grant' })
@Index({ name: 'access_grant_standing', expression: 'create unique index "access_grant_standing" on "access_grant" ("issuer", "subject") where "ended_at" is null' })
export class AccessGrant {
  [OptionalProps]?: 'madeAt';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** The `iss` of the person's tokens. */
  @Property({ type: 'text' })
  issuer!: string;

  /** Their `sub`. */
  @Property({ type: 'text' })
  subject!: string;

  /** As histories show the person. */
  @Property({ type: 'text' })
  name!: string;

  /** Without a check of its own: a new role is no new table. */
  @Property({ type: 'text' })
  role!: Role;

  @ManyToOne(() => Region, { mapToPk: true, nullable: true, fieldName: 'region_id', index: true, deleteRule: 'no action' })
  regionId: number | null = null;

  @ManyToOne(() => Unit, { mapToPk: true, nullable: true, fieldName: 'unit_id', index: true, deleteRule: 'no action' })
  unitId: number | null = null;

  @ManyToOne(() => Leader, { mapToPk: true, nullable: true, fieldName: 'leader_id', index: true, deleteRule: 'no action' })
  leaderId: number | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  validFrom!: Date;

  /** Null: until it is ended. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  validUntil: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'now()' })
  madeAt?: Date;

  /** The name of who made it. */
  @Property({ type: 'text' })
  madeBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endedBy: string | null = null;
}
