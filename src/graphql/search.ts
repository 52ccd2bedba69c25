import { sql, type Sql } from '../store/database.js';

/** No name with its code or title is longer. */
const longest = 500;

/**
 * Conditions for a text that contains what was searched for, upper or lower case alike. `content` must be spelled as in the
 * index of migration 3. Nothing searched for is no condition.
 */
export function searchConditions(content: Sql, wanted: string | null | undefined): Sql[] {
  const text = wanted?.trim() ?? '';
  if (text === '') return [];
  if (text.length > longest) return [sql`false`];
  return [sql`search_grams(${content}) @> search_grams(${text})`, sql`search_matches(${content}, ${text})`];
}
