import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { DayCounting, MilestoneLinkKind } from './schedule.enums.js';

/** A milestone as templates know it: codes are its template's own. */
export interface TemplateStep {
  readonly code: string;
  readonly name: string;
  readonly days: number;
  readonly counting: DayCounting;
  readonly outdoors: boolean;
  readonly after: readonly { readonly code: string; readonly kind: MilestoneLinkKind; readonly lag: number }[];
}

/** How projects of a kind are usually built; replaced as a whole. */
@Entity({ tableName: 'schedule_template' })
export class ScheduleTemplate {
  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  /** MM-DD. */
  @Property({ type: 'text', nullable: true })
  stopFrom: string | null = null;

  @Property({ type: 'text', nullable: true })
  stopUntil: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  steps!: readonly TemplateStep[];

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;
}
