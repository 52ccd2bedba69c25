import { refuse, type Refusal } from './refusal.js';

/**
 * What nobody sees, and what turns the direction of writing: a name with it looks like another, or stands in a list or a log as
 * two lines. The joiners U+200C and U+200D stay: scripts need them.
 */
const unseen = /[\p{Cc}\u2028-\u202e\u2066-\u2069\u200b\u2060\ufeff\u{e0000}-\u{e007f}]/u;

/**
 * Trims a text and counts characters as people do; a text of blanks is empty. What is no longer than a title is one line of
 * what can be seen; notes and details come from everywhere and stay as they are.
 */
export function checkText(value: string, path: readonly string[], most: number, { mayBeEmpty = false } = {}): readonly Refusal[] {
  const text = value.trim();
  const length = [...text].length;
  if (length === 0 && !mayBeEmpty) return refuse('TEXT_EMPTY', path).refused;
  if (length > most) return refuse('TEXT_TOO_LONG', path, { most, length }).refused;
  const control = most <= textLimit.title ? unseen.exec(text)?.[0] : undefined;
  if (control !== undefined) return refuse('TEXT_CONTROLS', path, { first: `U+${control.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}` }).refused;
  return [];
}

/** Most characters a text may have, by what it is. */
export const textLimit = { code: 40, name: 200, title: 200, note: 2_000, detail: 10_000 } as const;
