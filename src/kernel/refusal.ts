import type { Language } from './language.js';
import { catalogues, fill } from './messages/index.js';
import type { zh } from './messages/zh.js';

/** Every business "no" has a stable code; its sentence stands in the message catalogue. */
export type RefusalCode = keyof typeof zh.refusal;

export interface Refusal {
  readonly code: RefusalCode;
  /** The input field that it is about, from the argument's name inwards: ["input", "dueOn"]. */
  readonly path: readonly string[];
  /** What the sentence names. */
  readonly words: Readonly<Record<string, string | number>>;
}

/** What a command answers: the thing done, or why it was not done. A refusal leaves nothing behind. */
export type Outcome<T> = { readonly done: T; readonly refused?: undefined } | { readonly refused: readonly Refusal[]; readonly done?: undefined };

export function done<T>(value: T): Outcome<T> {
  return { done: value };
}

export function refuse(code: RefusalCode, path: readonly string[] = [], words: Refusal['words'] = {}): { readonly refused: readonly Refusal[] } {
  return { refused: [{ code, path, words }] };
}

export function refusalMessage(refusal: Refusal, language: Language): string {
  return fill(catalogues[language].refusal[refusal.code], refusal.words);
}
