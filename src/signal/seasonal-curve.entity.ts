import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What share of the year's plan is expected to be completed by the end of each month; in between, straight. */
@Entity({ tableName: 'seasonal_curve' })
export class SeasonalCurve {
  /** 1 to 12. */
  @PrimaryKey({ type: 'integer', autoincrement: false })
  month!: number;

  /** 0 to 1, rising. */
  @Property({ type: 'decimal', precision: 5, scale: 4, runtimeType: 'string' })
  share!: string;
}
