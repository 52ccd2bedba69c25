import pg from 'pg';

/** How many statements are kept prepared on a connection at most: each takes memory of PostgreSQL's there. */
const most = 250;
/** A statement is prepared when it is asked for the third time: many are made for one request only. */
const worthwhile = 3;
/** Texts that are counted before counting begins anew. */
const counted = 5_000;

/** Names of prepared statements by their text, and how often others were asked for; the same for all connections. */
const names = new Map<string, string>();
const asked = new Map<string, number>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= most) return known;
  const times = (asked.get(text) ?? 0) + 1;
  if (times < worthwhile) {
    if (asked.size >= counted) asked.clear();
    asked.set(text, times);
    return undefined;
  }
  asked.delete(text);
  const name = `s${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** Not `begin` and the like, nor several statements at a time, which come without values. */
function isPlanned(text: string, values: readonly unknown[]): boolean {
  return values.length > 0 || (text.startsWith('select') && !text.includes(';'));
}

/**
 * A client that has PostgreSQL parse and plan a statement once and not each time: what a page of a list costs in the database is
 * planned in as much time as it is run. PostgreSQL itself decides whether a plan serves all values.
 */
export class PreparingClient extends pg.Client {
  override query(...given: unknown[]): never {
    const [text, values] = given;
    const name = typeof text === 'string' && Array.isArray(values) && isPlanned(text, values) ? nameOf(text) : undefined;
    return super.query(...((name === undefined ? given : [{ name, text, values }, ...given.slice(2)]) as [string])) as never;
  }
}
