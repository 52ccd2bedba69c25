import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Region } from '../region/region.entity.js';

export const UnitType = enumeration('DEPARTMENT', 'COUNTY_GOVERNMENT', 'COMPANY');
export type UnitType = Word<typeof UnitType>;

/** A department, a county government or a company: who leads or supports an issue, or owns a project. */
@Entity({ tableName: 'unit' })
export class Unit {
  [OptionalProps]?: 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** Stable: tokens carry it. The database refuses to change it. */
  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  @Enum({ items: () => wordsOf(UnitType) })
  type!: UnitType;

  @ManyToOne(() => Region, { mapToPk: true, fieldName: 'region_id', index: true })
  regionId!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
