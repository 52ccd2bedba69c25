import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { MeetingSite } from './meeting-site.entity.js';

/** A time in which a screen of a site was connected while its meeting ran; written by whoever sees screens come and go. */
@Entity({ tableName: 'site_attendance' })
@Index({ properties: ['siteId', 'id'] })
@Index({ name: 'site_attendance_one_open', expression: `create unique index "site_attendance_one_open" on "site_attendance" ("site_id") where "until_at" is null` })
@Check({ name: 'site_attendance_span_check', expression: 'until_at >= from_at' })
export class SiteAttendance {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** The site's. */
  @Property({ type: 'integer' })
  meetingId!: number;

  @ManyToOne(() => MeetingSite, { mapToPk: true, fieldName: 'site_id', createForeignKeyConstraint: false })
  siteId!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  fromAt!: Date;

  /** Null while it lasts. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  untilAt: Date | null = null;
}

/** What the office says of a site's attendance instead; the last one stands. */
@Entity({ tableName: 'attendance_correction' })
@Index({ properties: ['siteId', 'id'] })
@Check({ name: 'attendance_correction_span_check', expression: 'until_at is null or until_at >= from_at' })
export class AttendanceCorrection {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** The site's. */
  @Property({ type: 'integer' })
  meetingId!: number;

  @ManyToOne(() => MeetingSite, { mapToPk: true, fieldName: 'site_id', createForeignKeyConstraint: false })
  siteId!: number;

  /** Null: it was not there. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  fromAt: Date | null = null;

  /** Null: until the meeting closes. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  untilAt: Date | null = null;

  @Property({ type: 'text' })
  reason!: string;

  @Property({ type: 'text' })
  correctedBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  at?: Date;
}
