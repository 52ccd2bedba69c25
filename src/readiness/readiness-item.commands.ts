import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { ProjectOrigin, ProjectTier, Sector } from '../project/project.entity.js';
import type { ReadinessRule } from '../project/readiness.criteria.js';
import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { ReadinessItem } from './readiness-item.entity.js';

export interface ReadinessItemData {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly place: number;
  readonly rule: ReadinessRule;
  readonly tiers: readonly ProjectTier[];
  readonly sectors: readonly Sector[];
  readonly origins: readonly ProjectOrigin[];
}

const lastPlace = 1_000;

/** Makes an item, or says anew what one is; one that had ended is asked for again. Checks that were made of it stay. */
export async function setReadinessItem(tx: Transaction, data: ReadinessItemData): Promise<Outcome<number>> {
  const bad: Refusal[] = [
    ...checkText(data.code, ['input', 'code'], textLimit.code),
    ...checkText(data.nameZh, ['input', 'nameZh'], textLimit.name),
    ...checkText(data.nameEn, ['input', 'nameEn'], textLimit.name),
    ...(data.place >= 1 && data.place <= lastPlace ? [] : refuse('NUMBER_OUT_OF_RANGE', ['input', 'place'], { least: 1, most: lastPlace }).refused),
  ];
  if (bad.length > 0) return { refused: bad };
  const code = data.code.trim();
  // Of two who set items at once, one comes after the other.
  await sql`lock table readiness_item in share row exclusive mode`.execute(tx.db);
  const standing = await tx.em.findOne(ReadinessItem, { code });
  const item = standing ?? tx.em.create(ReadinessItem, { ...named(data), code });
  if (standing) Object.assign(item, named(data));
  if (item.endedAt) {
    item.endedAt = null;
    item.setAt = tx.now;
  }
  await tx.em.flush();
  return done(item.id);
}

/** It is asked for no more; its checks stay. */
export async function endReadinessItem(tx: Transaction, code: string): Promise<Outcome<number>> {
  const item = await tx.em.findOne(ReadinessItem, { code });
  if (!item) return refuse('NOT_FOUND', ['code'], { what: 'ReadinessItem' });
  if (item.endedAt) return refuse('ENDED', ['code'], { what: item.nameZh });
  item.endedAt = tx.now;
  await tx.em.flush();
  return done(item.id);
}

function named({ nameZh, nameEn, place, rule, tiers, sectors, origins }: ReadinessItemData) {
  return { nameZh: nameZh.trim(), nameEn: nameEn.trim(), place, rule, tiers: [...new Set(tiers)], sectors: [...new Set(sectors)], origins: [...new Set(origins)] };
}
