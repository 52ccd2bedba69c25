import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { wordsOf } from '../kernel/enumeration.js';
import { IssueCategory } from './issue.entity.js';

/** What can be needed and offered, and in what it is measured: data of the city. */
@Entity({ tableName: 'demand_kind' })
export class DemandKind {
  [OptionalProps]?: 'active';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** Stable: reports name it. */
  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  nameZh!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  /** Empty where no quantity can be named. */
  @Property({ type: 'text[]' })
  measures!: string[];

  /** Of the issues that such a demand belongs to. */
  @Enum({ items: () => wordsOf(IssueCategory) })
  category!: IssueCategory;

  /** Whether new demands and offers may be of it. */
  @Property({ type: 'boolean', default: true })
  active: boolean = true;
}
