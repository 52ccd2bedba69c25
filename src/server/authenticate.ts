import { noteUse } from '../access/credential.queries.js';
import type { Database } from '../store/database.js';
import type { Credential, CredentialReader } from './credential.js';
import type { Lookups } from './lookups.js';
import { resolve, type Resolved, type Stranger } from './resolve.js';

export interface Authenticated extends Resolved {
  readonly credential: Credential;
}

/** A key's use is written so often at most, milliseconds. */
const noteEvery = 60_000;

/** Tells who asks. Over HTTP the credential stands in the `authorization` header, over WebSocket in `connection_init`. */
export class Authenticator {
  private readonly noted = new Map<string, number>();

  constructor(
    private readonly db: Database,
    private readonly reader: CredentialReader,
    private readonly lookups: Lookups,
    private readonly now: () => Date,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Null where there is no valid credential. Throws where the database cannot be asked. */
  async authenticate(authorization: unknown): Promise<Authenticated | Stranger | null> {
    const shown = typeof authorization === 'string' ? /^bearer +(\S+)$/i.exec(authorization.trim())?.[1] : undefined;
    const credential = shown === undefined ? null : await this.reader.read(shown);
    const resolved = credential && (await resolve(credential, this.lookups));
    if (!credential || !resolved || 'stranger' in resolved) return resolved as Stranger | null;
    if (resolved.expiresAt <= this.now().getTime()) return null;
    if (resolved.viewer.role === 'INTEGRATION' && credential.kind === 'SECRET') this.note(resolved.dependsOn[0]!);
    return { ...resolved, credential };
  }

  /** Not waited for: that a key was used is worth no delay. `key` is the row as the change log names it. */
  private note(key: string): void {
    const now = performance.now();
    if (now - (this.noted.get(key) ?? -Infinity) < noteEvery) return;
    this.noted.set(key, now);
    noteUse(this.db, Number(key.split(' ')[1])).catch(this.onError);
  }
}

export function isKnown(who: Authenticated | Stranger | null): who is Authenticated {
  return who !== null && !('stranger' in who);
}
