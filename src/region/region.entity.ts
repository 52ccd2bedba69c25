import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';

export const RegionLevel = enumeration('PROVINCE', 'CITY', 'COUNTY');
export type RegionLevel = Word<typeof RegionLevel>;

/** A node of the tree of regions: province, city, district or county. */
@Entity({ tableName: 'region' })
export class Region {
  [OptionalProps]?: 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** Stable: tokens carry it. The database refuses to change it. */
  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  @Enum({ items: () => wordsOf(RegionLevel) })
  level!: RegionLevel;

  @ManyToOne(() => Region, { mapToPk: true, nullable: true, fieldName: 'parent_id', index: true, deleteRule: 'no action' })
  parentId: number | null = null;

  /** Ids from the root down to this region itself; kept by a trigger. */
  @Property({ type: 'array', columnType: 'int[]', defaultRaw: "'{}'" })
  path?: number[];

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
