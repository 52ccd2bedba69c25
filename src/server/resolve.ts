import { rightOfAct } from '../access/api-key.entity.js';
import { isKept, type Secret } from '../access/secret.js';
import { never } from '../kernel/invariant.js';
import { sightOf } from '../kernel/rights.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Credential, PersonCredential, TokenCredential } from './credential.js';
import type { Lookups } from './lookups.js';

/** What a credential means here and now. */
export interface Resolved {
  readonly viewer: Viewer;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** The rows that it hangs on, as the change log names them (`Region 7`), and its subject. */
  readonly dependsOn: readonly string[];
}

/** Somebody whom the issuer vouches for, but who has no role here. */
export interface Stranger {
  readonly stranger: string;
}

/** Null where it means nothing (any more). */
export async function resolve(credential: Credential, lookups: Lookups): Promise<Resolved | Stranger | null> {
  switch (credential.kind) {
    case 'TOKEN':
      return ofToken(credential, lookups);
    case 'PERSON':
      return ofPerson(credential, lookups);
    case 'SECRET':
      return credential.secret.kind === 'ddk' ? ofKey(credential.secret, lookups) : ofScreen(credential.secret, lookups);
    default:
      return never(credential);
  }
}

/** Equal where two credentials give their holder the same. */
export function meaningOf({ viewer }: Resolved): string {
  return JSON.stringify([viewer.subject, viewer.role, sightOf(viewer), viewer.rights ?? null, viewer.siteId ?? null]);
}

/** One that names a region, unit or leader which is unknown or has ended is none. */
async function ofToken({ claims, issuedAt, expiresAt }: TokenCredential, lookups: Lookups): Promise<Resolved | null> {
  const { subject, name, role, region, unit, leader, system } = claims;
  const [withdrawn, regionId, unitId, leaderId] = await Promise.all([
    isWithdrawn(subject, issuedAt, lookups),
    region === undefined ? null : lookups.id('region', region),
    unit === undefined ? null : lookups.id('unit', unit),
    leader === undefined ? null : lookups.id('leader', leader),
  ]);
  if (withdrawn || regionId === undefined || unitId === undefined || leaderId === undefined) return null;
  return {
    viewer: { subject, name, role, regionId, unitId, leaderId, system: system ?? null, credential: 'TOKEN' },
    expiresAt, dependsOn: [`subject ${subject}`, ...named('Region', regionId), ...named('Unit', unitId), ...named('Leader', leaderId)],
  };
}

async function ofPerson({ issuer, subject: sub, issuedAt, expiresAt }: PersonCredential, lookups: Lookups): Promise<Resolved | Stranger | null> {
  // Not to be taken for the subject of another issuer, or of a token of ours.
  const subject = `${issuer}#${sub}`;
  const [withdrawn, grant] = await Promise.all([isWithdrawn(subject, issuedAt, lookups), lookups.grant(issuer, sub)]);
  if (withdrawn) return null;
  if (!grant) return { stranger: sub };
  const { id, name, role, regionId, unitId, leaderId, until } = grant;
  return {
    viewer: { subject, name, role, regionId, unitId, leaderId, system: null, credential: 'OIDC' },
    expiresAt: Math.min(expiresAt, until ?? Infinity),
    dependsOn: [`subject ${subject}`, `AccessGrant ${id}`, ...named('Region', regionId), ...named('Unit', unitId), ...named('Leader', leaderId)],
  };
}

/** The same statement and comparisons for a wrong secret as for a key that there is not. */
async function ofKey(secret: Secret, lookups: Lookups): Promise<Resolved | null> {
  const key = await lookups.key(secret.prefix);
  const [present, previous] = [isKept(secret, key?.hash), isKept(secret, key?.previousHash)];
  if (!key || !(present || previous)) return null;
  const { id, name, system, acts, regionIds, expiresAt, previousUntil } = key;
  return {
    viewer: {
      subject: `key ${secret.prefix}`, name, role: 'INTEGRATION', regionId: null, unitId: null, leaderId: null, system, credential: 'API_KEY', rights: acts.map((act) => rightOfAct[act]),
      ...(regionIds.length > 0 && { regionIds }),
    },
    expiresAt: present ? expiresAt : previousUntil!,
    dependsOn: [`ApiKey ${id}`],
  };
}

async function ofScreen(secret: Secret, lookups: Lookups): Promise<Resolved | null> {
  const screen = await lookups.screen(secret.prefix);
  if (!isKept(secret, screen?.hash) || !screen) return null;
  const { id, name, siteId, regionId, expiresAt } = screen;
  return {
    viewer: { subject: `screen ${secret.prefix}`, name, role: 'SCREEN', regionId, unitId: null, leaderId: null, system: null, credential: 'SCREEN', ...(siteId !== null && { siteId }) },
    expiresAt, dependsOn: [`Screen ${id}`, `Region ${regionId}`],
  };
}

async function isWithdrawn(subject: string, issuedAt: number, lookups: Lookups): Promise<boolean> {
  return issuedAt < ((await lookups.withdrawals()).get(subject) ?? -Infinity);
}

function named(type: 'Region' | 'Unit' | 'Leader', id: number | null): string[] {
  return id === null ? [] : [`${type} ${id}`];
}
