/**
 * A closed set of words, usable as a value (for the schema and the database's checks) and as a union type.
 *
 *     export const Sector = enumeration('INDUSTRY', 'LIVELIHOOD');
 *     export type Sector = Word<typeof Sector>;
 */
export function enumeration<const T extends string>(...words: T[]): { readonly [K in T]: K } {
  return Object.freeze(Object.fromEntries(words.map((word) => [word, word]))) as { readonly [K in T]: K };
}

export type Word<E> = E[keyof E];

export function wordsOf<E extends Record<string, string>>(set: E): Word<E>[] {
  return Object.values(set) as Word<E>[];
}
