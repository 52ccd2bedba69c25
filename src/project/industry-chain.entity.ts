import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, type Word } from '../kernel/enumeration.js';

/** What a project does for its industry chain. */
export const ChainRole = enumeration('EXTEND', 'SUPPLEMENT', 'STRENGTHEN');
export type ChainRole = Word<typeof ChainRole>;

@Entity({ tableName: 'industry_chain' })
export class IndustryChain {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;
}
