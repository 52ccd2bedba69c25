import { idByCode, standingGrant, standingKey, standingScreen, withdrawals } from '../access/credential.queries.js';
import type { Database } from '../store/database.js';

/**
 * What the database says of credentials, each question asked once within a while: a crowd that comes back asks the database
 * once, and requests cost no statement of their own. `forget` where something of it changed.
 */
export class Lookups {
  private readonly found = new Map<string, { readonly value: Promise<unknown>; readonly until: number }>();

  constructor(
    private readonly db: Database,
    /** How long an answer is taken for true, milliseconds. */
    private readonly trustFor: number,
  ) {}

  id(table: 'region' | 'unit' | 'leader', code: string) {
    return this.once(`${table} ${code}`, () => idByCode(this.db, table, code));
  }

  grant(issuer: string, subject: string) {
    return this.once(`grant ${JSON.stringify([issuer, subject])}`, () => standingGrant(this.db, issuer, subject));
  }

  key(prefix: string) {
    return this.once(`key ${prefix}`, () => standingKey(this.db, prefix));
  }

  screen(prefix: string) {
    return this.once(`screen ${prefix}`, () => standingScreen(this.db, prefix));
  }

  withdrawals() {
    return this.once('withdrawals', () => withdrawals(this.db));
  }

  forget(): void {
    this.found.clear();
  }

  private once<T>(key: string, look: () => Promise<T>): Promise<T> {
    const known = this.found.get(key);
    if (known && known.until > performance.now()) return known.value as Promise<T>;
    const value = look();
    this.found.set(key, { value, until: performance.now() + this.trustFor });
    // Only what was found is remembered.
    const drop = () => this.found.get(key)?.value === value && this.found.delete(key);
    value.then((answer) => answer === undefined && drop(), drop);
    return value;
  }
}
