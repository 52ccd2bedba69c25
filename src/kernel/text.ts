import { refuse, type Refusal } from './refusal.js';

/** Trims a text and counts characters as people do; a text of blanks is empty. */
export function checkText(value: string, path: readonly string[], most: number, { mayBeEmpty = false } = {}): readonly Refusal[] {
  const length = [...value.trim()].length;
  if (length === 0 && !mayBeEmpty) return refuse('TEXT_EMPTY', path).refused;
  if (length > most) return refuse('TEXT_TOO_LONG', path, { most, length }).refused;
  return [];
}

/** Most characters a text may have, by what it is. */
export const textLimit = { code: 40, name: 200, title: 200, note: 2_000, detail: 10_000 } as const;
