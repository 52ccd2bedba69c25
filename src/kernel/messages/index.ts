import type { Language } from '../language.js';
import { en } from './en.js';
import { zh } from './zh.js';

/** The one message catalogue, for the server's answers and for the pages. */
export const catalogues = { zh, en } satisfies Record<Language, Catalogue>;

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
export type Catalogue = Same<typeof zh>;

/** Puts words into a sentence: "{count} days" with { count: 3 }. */
export function fill(sentence: string, words: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(words[name] ?? hole));
}
