import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** The one business clock: real time plus an offset, so that a test or a demonstration can set the day. */
@Entity({ tableName: 'business_clock' })
@Check({ name: 'business_clock_single_row_check', expression: 'id = 1' })
export class BusinessClock {
  [OptionalProps]?: 'id' | 'ahead' | 'timeZone';

  @PrimaryKey({ type: 'integer', autoincrement: false })
  id: number = 1;

  /** Added to real time. */
  @Property({ columnType: 'interval', type: 'string', default: '0' })
  ahead: string = '0';

  /** IANA name: whose days are the city's days. */
  @Property({ type: 'text', default: 'Asia/Shanghai' })
  timeZone: string = 'Asia/Shanghai';
}
