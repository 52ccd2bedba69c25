import { createHash, randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { wordsOf } from '../kernel/enumeration.js';
import { Role } from '../kernel/viewer.js';

/** What a token says of its holder. Regions, units and leaders go by their codes, which never change. */
export interface Claims {
  /** Stable: the same person keeps it over tokens. Empty texts are none. */
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
  readonly region?: string | undefined;
  readonly unit?: string | undefined;
  readonly leader?: string | undefined;
  readonly system?: string | undefined;
}

const issuer = 'diaodu';
const text = z.string().min(1).max(200);
const Payload = z.object({
  sub: text, name: text, role: z.enum(wordsOf(Role)), exp: z.number(),
  region: text.optional(), unit: text.optional(), leader: text.optional(), system: text.optional(),
});

/** A signed bearer token (JWT, HS256). */
export function mintToken(secret: string, { subject, ...claims }: Claims, expiresAt: Date): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(keyOf(secret));
}

export interface ReadToken {
  readonly claims: Claims;
  readonly expiresAt: Date;
}

/** What a token says; null where it is none of ours, was tampered with, or has expired by then. */
export async function readToken(secret: string, token: string, currentDate: Date): Promise<ReadToken | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { algorithms: ['HS256'], issuer, currentDate });
    const { sub: subject, exp, name, role, region, unit, leader, system } = Payload.parse(payload);
    return { claims: { subject, name, role, region, unit, leader, system }, expiresAt: new Date(exp * 1000) };
  } catch {
    return null;
  }
}

/** A subject for somebody known by name: the same for equal claims. Random where there is no name to go by. */
export function subjectFor({ role, region, unit, leader, system, name }: Omit<Claims, 'subject' | 'name'> & { readonly name?: string | undefined }): string {
  if (name === undefined) return randomUUID();
  return createHash('sha256').update(JSON.stringify([role, region ?? null, unit ?? null, system ?? null, name, ...(leader === undefined ? [] : [leader])])).digest('base64url').slice(0, 27);
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
