import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Years that have a calendar. */
export const calendarYears = { first: 2000, last: 2099 } as const;

/** A day that is worked otherwise than its weekday says: a holiday, or a weekend day that is worked for one. */
@Entity({ tableName: 'calendar_day' })
export class CalendarDay {
  @PrimaryKey({ type: 'date' })
  day!: string;

  @Property({ type: 'boolean' })
  working!: boolean;

  /** Why: 劳动节. */
  @Property({ type: 'text' })
  name!: string;
}
