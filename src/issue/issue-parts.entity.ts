import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Unit } from '../unit/unit.entity.js';
import { Issue } from './issue.entity.js';

export const ExtensionState = enumeration('OPEN', 'APPROVED', 'REFUSED', 'WITHDRAWN');
export type ExtensionState = Word<typeof ExtensionState>;

/** A later deadline is asked for; one open request an issue, which the database keeps. */
@Entity({ tableName: 'extension_request' })
@Index({ properties: ['issueId'] })
export class ExtensionRequest {
  [OptionalProps]?: 'state';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Issue, { mapToPk: true, fieldName: 'issue_id', deleteRule: 'no action' })
  issueId!: number;

  @Property({ type: 'date' })
  dueOn!: string;

  @Property({ type: 'text' })
  reason!: string;

  @Enum({ items: () => wordsOf(ExtensionState), default: 'OPEN' })
  state: ExtensionState = 'OPEN';

  /** Stable subject: nobody decides on what they asked for. */
  @Property({ type: 'text' })
  askedBy!: string;

  @Property({ type: 'text' })
  askedByName!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  askedAt?: Date;

  @Property({ type: 'text', nullable: true })
  decidedByName: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  decidedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  note: string | null = null;
}

/** What a supporting unit says of its part; its last answer counts, none is changed. */
@Entity({ tableName: 'issue_answer' })
@Index({ properties: ['issueId', 'unitId', 'id'] })
export class IssueAnswer {
  [OptionalProps]?: 'waived';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Issue, { mapToPk: true, fieldName: 'issue_id', deleteRule: 'no action' })
  issueId!: number;

  @ManyToOne(() => Unit, { mapToPk: true, fieldName: 'unit_id', deleteRule: 'no action' })
  unitId!: number;

  @Property({ type: 'text' })
  text!: string;

  /** Whether its part is done. */
  @Property({ type: 'boolean' })
  done!: boolean;

  /** The office let it be, for the reason that the text gives. */
  @Property({ type: 'boolean', default: false })
  waived: boolean = false;

  @Property({ type: 'text' })
  byName!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  at?: Date;
}

/** A link to what shows how an issue stands. Nothing is fetched from it. */
@Entity({ tableName: 'issue_evidence' })
@Index({ properties: ['issueId'] })
export class IssueEvidence {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Issue, { mapToPk: true, fieldName: 'issue_id', deleteRule: 'no action' })
  issueId!: number;

  @Property({ type: 'text' })
  url!: string;

  @Property({ type: 'text' })
  title!: string;

  @Property({ type: 'text' })
  addedBy!: string;

  @Property({ type: 'text' })
  addedByName!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  addedAt?: Date;

  @Property({ type: 'text', nullable: true })
  endedByName: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;
}

@Entity({ tableName: 'issue_comment' })
@Index({ properties: ['issueId', 'id'] })
export class IssueComment {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Issue, { mapToPk: true, fieldName: 'issue_id', deleteRule: 'no action' })
  issueId!: number;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'text' })
  author!: string;

  @Property({ type: 'text' })
  authorName!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  at?: Date;

  @Property({ type: 'text', nullable: true })
  withdrawnByName: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  withdrawnAt: Date | null = null;
}
