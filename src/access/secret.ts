import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a bearer token of ours begins with: a system's key, or a screen. */
export type SecretKind = 'ddk' | 'dds';

export interface KeptSecret {
  /** No secret: it finds the row. */
  readonly prefix: string;
  /** SHA-256, hexadecimal: 256 random bits need no salt and no slow hash. */
  readonly hash: string;
}

export interface Secret extends KeptSecret {
  readonly kind: SecretKind;
}

/** A prefix that no row has. */
export function newPrefix(): string {
  return randomBytes(6).toString('hex');
}

/** A credential to hand out once: only its hash is kept. */
export function newSecret<Kind extends SecretKind | 'ddc'>(kind: Kind, prefix: string): KeptSecret & { readonly kind: Kind; readonly text: string } {
  const secret = randomBytes(32).toString('base64url');
  return { kind, prefix, hash: hashOf(secret), text: `${kind}_${prefix}_${secret}` };
}

/** Null for what cannot be one. */
export function readSecret(text: string): Secret | null {
  const parts = /^(ddk|dds)_([0-9a-f]{12})_([\w-]{43})$/.exec(text);
  return parts && { kind: parts[1] as SecretKind, prefix: parts[2]!, hash: hashOf(parts[3]!) };
}

/** What stands in the address of a calendar, and opens nothing else; null for what cannot be one. */
export function readFeedSecret(text: string): KeptSecret | null {
  const parts = /^ddc_([0-9a-f]{12})_([\w-]{43})$/.exec(text);
  return parts && { prefix: parts[1]!, hash: hashOf(parts[2]!) };
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

const none = '0'.repeat(64);

/** Whether a secret is the one that is kept. Takes as long where none is kept. */
export function isKept({ hash }: KeptSecret, kept: string | null | undefined): boolean {
  const same = timingSafeEqual(Buffer.from(hash), Buffer.from(kept ?? none));
  return same && typeof kept === 'string';
}
