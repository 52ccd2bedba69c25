import { jwtVerify, SignJWT } from 'jose';
import type { PersonCredential } from './credential.js';

/** Another issuer than that of tokens which carry a role: neither is taken for the other. */
export const loginIssuer = 'diaodu-login';

export interface Person {
  readonly issuer: string;
  readonly subject: string;
}

/** A token of ours that says whom an outside issuer told us of; what the person may do is looked up with every use. */
export function mintLoginToken(secret: string, { issuer, subject }: Person, issuedAt: Date, expiresAt: Date): Promise<string> {
  return new SignJWT({ by: issuer })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(loginIssuer)
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(secret));
}

/** Null where it is none of ours, was tampered with, or has expired by then. */
export async function readLoginToken(secret: string, token: string, currentDate: Date): Promise<PersonCredential | null> {
  try {
    const { payload: { sub, iat, exp, by } } = await jwtVerify<{ by: string }>(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'], issuer: loginIssuer, currentDate, requiredClaims: ['sub', 'iat', 'exp', 'by'],
    });
    return { kind: 'PERSON', issuer: by, subject: sub!, issuedAt: iat! * 1_000, expiresAt: exp! * 1_000 };
  } catch {
    return null;
  }
}
