import { enumeration, type Word } from './enumeration.js';

export const Language = enumeration('zh', 'en');
export type Language = Word<typeof Language>;

/** English where it is asked for first, Chinese otherwise. Takes an Accept-Language header or a plain tag. */
export function languageFrom(wanted: unknown): Language {
  return typeof wanted === 'string' && /^\s*en\b/i.test(wanted) ? 'en' : 'zh';
}
