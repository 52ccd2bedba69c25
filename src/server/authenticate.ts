import type { Viewer } from '../kernel/viewer.js';
import { firstRow, sql, type Store } from '../store/database.js';
import { readToken, type ReadToken } from './token.js';

export interface Authenticated {
  readonly viewer: Viewer;
  readonly expiresAt: Date;
}

/** How long a code found alive is taken for alive, milliseconds: a crowd that reconnects asks the database once. */
const trustFor = 5_000;

/** Tokens that are remembered as genuine: clients show the same one with every request. */
const remembered = 10_000;

/** Tells who asks. Over HTTP the token stands in the `authorization` header, over WebSocket in `connection_init`. */
export class Authenticator {
  private readonly genuine = new Map<string, ReadToken>();
  private readonly trusted = new Map<string, { readonly id: Promise<number | null>; readonly until: number }>();

  constructor(
    private readonly store: Store,
    private readonly secret: string,
    private readonly now: () => Date,
  ) {}

  /**
   * Null where there is no valid token; one that names a region, unit or leader which is unknown or has ended is none. Throws where
   * the database cannot be asked.
   */
  async authenticate(authorization: unknown): Promise<Authenticated | null> {
    const token = typeof authorization === 'string' ? /^bearer +(\S+)$/i.exec(authorization.trim())?.[1] : undefined;
    const read = token === undefined ? null : await this.read(token);
    if (!read) return null;
    const { subject, name, role, region, unit, leader, system } = read.claims;
    const [regionId, unitId, leaderId] = await Promise.all([this.idOf('region', region), this.idOf('unit', unit), this.idOf('leader', leader)]);
    if ((region !== undefined && regionId === null) || (unit !== undefined && unitId === null) || (leader !== undefined && leaderId === null)) return null;
    return { viewer: { subject, name, role, regionId, unitId, leaderId, system: system ?? null, credential: 'TOKEN' }, expiresAt: read.expiresAt };
  }

  private async read(token: string): Promise<ReadToken | null> {
    const now = this.now();
    const known = this.genuine.get(token);
    if (known) return known.expiresAt > now ? known : null;
    const read = await readToken(this.secret, token, now);
    if (read) this.genuine.set(token, read);
    if (this.genuine.size > remembered) this.genuine.delete(this.genuine.keys().next().value!);
    return read;
  }

  private async idOf(table: 'region' | 'unit' | 'leader', code: string | undefined): Promise<number | null> {
    if (code === undefined) return null;
    const key = `${table} ${code}`;
    const known = this.trusted.get(key);
    if (known && known.until > performance.now()) return known.id;
    const id = this.look(table, code);
    this.trusted.set(key, { id, until: performance.now() + trustFor });
    // Only what was found is remembered.
    const forget = () => this.trusted.get(key)?.id === id && this.trusted.delete(key);
    id.then((found) => found === null && forget(), forget);
    return id;
  }

  private async look(table: 'region' | 'unit' | 'leader', code: string): Promise<number | null> {
    const row = await firstRow<{ id: number }>(this.store.db, sql`select id from ${sql.table(table)} where code = ${code} and ended_at is null`);
    return row?.id ?? null;
  }
}
