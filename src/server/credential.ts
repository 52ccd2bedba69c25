import { decodeJwt } from 'jose';
import { readSecret, type Secret } from '../access/secret.js';
import { loginIssuer, readLoginToken } from './login-token.js';
import type { Issuer } from './oidc.js';
import { readToken, type Claims } from './token.js';

/** What somebody shows, when it is genuine. What it means here is another question: see `resolve`. Instants are milliseconds since 1970. */
export type Credential = TokenCredential | PersonCredential | SecretCredential;

/** A token that our secret signed. */
export interface TokenCredential {
  readonly kind: 'TOKEN';
  readonly claims: Claims;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A token of an outside issuer, or one of ours that says whom that issuer told us of. */
export interface PersonCredential {
  readonly kind: 'PERSON';
  readonly issuer: string;
  readonly subject: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A system's key, or a screen's: whether it is genuine the database tells. */
export interface SecretCredential {
  readonly kind: 'SECRET';
  readonly secret: Secret;
}

/** Tokens that are remembered as genuine: clients show the same one with every request. */
const remembered = 10_000;

/** Tells what is shown. */
export class CredentialReader {
  private readonly genuine = new Map<string, TokenCredential | PersonCredential>();

  constructor(
    private readonly secret: string,
    private readonly now: () => Date,
    /** Null where none is configured. */
    private readonly issuer: Issuer | null,
  ) {}

  /** Null for what is none, was tampered with, or has expired. */
  async read(text: string): Promise<Credential | null> {
    const secret = readSecret(text);
    if (secret) return { kind: 'SECRET', secret };
    const known = this.genuine.get(text);
    if (known) return known.expiresAt > this.now().getTime() ? known : null;
    const from = issuerOf(text);
    // Not remembered: the issuer may withdraw the key that signed it.
    if (this.issuer?.is(from)) return this.issuer.read(text);
    const read = from === loginIssuer ? await readLoginToken(this.secret, text, this.now()) : await this.readOwn(text);
    if (read) this.genuine.set(text, read);
    if (this.genuine.size > remembered) this.genuine.delete(this.genuine.keys().next().value!);
    return read;
  }

  private async readOwn(text: string): Promise<TokenCredential | null> {
    const read = await readToken(this.secret, text, this.now());
    return read && { kind: 'TOKEN', claims: read.claims, issuedAt: (decodeJwt(text).iat ?? 0) * 1_000, expiresAt: read.expiresAt.getTime() };
  }
}

/** Who is said to have issued it. */
function issuerOf(text: string): unknown {
  try {
    return decodeJwt(text).iss;
  } catch {
    return undefined;
  }
}
