import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A word of the city's own: data, ended and not deleted. */
@Entity({ abstract: true })
abstract class ReserveTerm {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** Stable: acts name it. */
  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  nameZh!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  /** In the order of the list. */
  @Property({ type: 'integer' })
  place!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;
}

/** In what a project in reserve would invest. */
@Entity({ tableName: 'reserve_field' })
export class ReserveField extends ReserveTerm {}

/** What a project in reserve goes through until it can be prepared. */
@Entity({ tableName: 'ripening_step' })
export class RipeningStep extends ReserveTerm {}
