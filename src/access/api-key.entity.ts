import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import type { Right } from '../kernel/rights.js';

/** What a key may be good for. */
export const KeyAct = enumeration('REPORT_ISSUES');
export type KeyAct = Word<typeof KeyAct>;

export const rightOfAct = { REPORT_ISSUES: 'reportIssue' } as const satisfies Record<KeyAct, Right>;

/** How a system of another house shows itself. Of its secret only a hash is kept. Real time, like tokens. */
@Entity({ tableName: 'api_key' })
export class ApiKey {
  [OptionalProps]?: 'madeAt';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** The part of the key that is no secret: it finds the row. */
  @Property({ type: 'text', unique: true })
  prefix!: string;

  @Property({ type: 'text' })
  name!: string;

  /** In whose name it reports, and whose reports it sees. */
  @Property({ type: 'text' })
  system!: string;

  @Enum({ items: () => wordsOf(KeyAct), array: true })
  acts!: KeyAct[];

  /** Only what lies in these or below; empty: anywhere. */
  @Property({ type: 'array', columnType: 'int[]' })
  regionIds!: number[];

  /** SHA-256 of the secret, hexadecimal. */
  @Property({ type: 'text' })
  secretHash!: string;

  /** The secret before the last rotation, and how long it stays good. */
  @Property({ type: 'text', nullable: true })
  previousHash: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  previousUntil: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  expiresAt!: Date;

  /** Written at most once a minute. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  lastUsedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'now()' })
  madeAt?: Date;

  @Property({ type: 'text' })
  madeBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  withdrawnAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  withdrawnBy: string | null = null;
}
