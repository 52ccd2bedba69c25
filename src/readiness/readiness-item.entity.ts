import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { wordsOf } from '../kernel/enumeration.js';
import type { ProjectOrigin, ProjectTier, Sector } from '../project/project.entity.js';
import { ReadinessRule } from '../project/readiness.criteria.js';

/** What must be in place where work begins: data of the city. */
@Entity({ tableName: 'readiness_item' })
export class ReadinessItem {
  [OptionalProps]?: 'tiers' | 'sectors' | 'origins';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** Stable: checks name it. */
  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  nameZh!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  /** In the order of the list. */
  @Property({ type: 'integer' })
  place!: number;

  @Enum({ items: () => wordsOf(ReadinessRule) })
  rule!: ReadinessRule;

  /** Only projects of these; all where it is empty, as beside. */
  @Property({ type: 'array', columnType: 'text[]', defaultRaw: `'{}'` })
  tiers: ProjectTier[] = [];

  @Property({ type: 'array', columnType: 'text[]', defaultRaw: `'{}'` })
  sectors: Sector[] = [];

  @Property({ type: 'array', columnType: 'text[]', defaultRaw: `'{}'` })
  origins: ProjectOrigin[] = [];

  /** Since when it is asked for, business time; null for ever. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true, defaultRaw: 'business_now()' })
  setAt?: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;
}
