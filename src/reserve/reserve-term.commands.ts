import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { Transaction } from '../store/unit-of-work.js';
import { ReserveField, RipeningStep } from './reserve-term.entity.js';

export interface ReserveTermData {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly place: number;
}

/** Which list a word is of, and what it is called where it is not found. */
const lists = { ReserveField, RipeningStep } as const;
export type ReserveList = keyof typeof lists;

const lastPlace = 1_000;

/** Makes a word of a list, or says anew what one is; one that had ended stands again. */
export async function setTerm(tx: Transaction, list: ReserveList, data: ReserveTermData): Promise<Outcome<number>> {
  const bad: Refusal[] = [
    ...checkText(data.code, ['input', 'code'], textLimit.code),
    ...checkText(data.nameZh, ['input', 'nameZh'], textLimit.name),
    ...checkText(data.nameEn, ['input', 'nameEn'], textLimit.name),
    ...(data.place >= 1 && data.place <= lastPlace ? [] : refuse('NUMBER_OUT_OF_RANGE', ['input', 'place'], { least: 1, most: lastPlace }).refused),
  ];
  if (bad.length > 0) return { refused: bad };
  const said = { nameZh: data.nameZh.trim(), nameEn: data.nameEn.trim(), place: data.place, endedAt: null };
  const code = data.code.trim();
  const standing = await tx.em.findOne(lists[list], { code });
  const term = standing ?? tx.em.create(lists[list], { ...said, code });
  if (standing) Object.assign(standing, said);
  await tx.em.flush();
  return done(term.id);
}

/** It is used no more; where it was, it stays. */
export async function endTerm(tx: Transaction, list: ReserveList, code: string): Promise<Outcome<number>> {
  const term = await tx.em.findOne(lists[list], { code });
  if (!term) return refuse('NOT_FOUND', ['code'], { what: list });
  if (term.endedAt) return refuse('ENDED', ['code'], { what: term.nameZh });
  term.endedAt = tx.now;
  await tx.em.flush();
  return done(term.id);
}
