import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Language } from '../kernel/language.js';
import type { Credential, Role } from '../kernel/viewer.js';
import { Leader } from '../leader/leader.entity.js';
import { Region } from '../region/region.entity.js';
import { Unit } from '../unit/unit.entity.js';

/** An address at which a calendar fetches somebody's meetings. It reads what its owner may see when it asks, and dies with what let them in. Real time, like tokens. */
@Entity({ tableName: 'calendar_feed' })
@Index({ properties: ['subject', 'id'] })
export class CalendarFeed {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** The part of the address that is no secret: it finds the row. */
  @Property({ type: 'text', unique: true })
  prefix!: string;

  /** SHA-256 of the secret, hexadecimal. */
  @Property({ type: 'text' })
  secretHash!: string;

  /** Whose it is. */
  @Property({ type: 'text' })
  subject!: string;

  /** What let the owner in when it was made. */
  @Property({ type: 'text' })
  credential!: Credential;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  role!: Role;

  @ManyToOne(() => Region, { mapToPk: true, nullable: true, fieldName: 'region_id', index: true, deleteRule: 'no action' })
  regionId: number | null = null;

  @ManyToOne(() => Unit, { mapToPk: true, nullable: true, fieldName: 'unit_id', index: true, deleteRule: 'no action' })
  unitId: number | null = null;

  @ManyToOne(() => Leader, { mapToPk: true, nullable: true, fieldName: 'leader_id', index: true, deleteRule: 'no action' })
  leaderId: number | null = null;

  @Property({ type: 'text' })
  language!: Language;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'now()' })
  madeAt?: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  expiresAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  withdrawnAt: Date | null = null;
}
