import { enumeration, type Word } from './enumeration.js';
import { toGlobalId } from './global-id.js';
import type { Actor, Viewer } from './viewer.js';

export const Transport = enumeration('HTTP', 'WEBSOCKET');
export type Transport = Word<typeof Transport>;

/** From where something is asked. */
export interface Origin {
  readonly transport: Transport;
  /** Of the other end of the line: a proxy's where there is one. */
  readonly address: string | null;
  /** Under which the request stands in the logs. */
  readonly requestId: string;
}

/** What the audit keeps of whoever acts, as `audit_who` and `audit_refused` read it. */
export interface Witnessed extends Partial<Origin> {
  readonly subject?: string;
  readonly name?: string;
  readonly role?: string;
  readonly credential?: string;
  /** Whom the role acts for: a system, or the global id of a unit, leader or region. */
  readonly onBehalfOf?: string;
}

export function witnessed({ subject, name, role, credential, ...scope }: Actor & Partial<Viewer>, origin: Origin | null): Witnessed {
  const onBehalfOf = representedBy(scope);
  return { subject, name, ...(role && { role }), ...(credential && { credential }), ...(onBehalfOf !== null && { onBehalfOf }), ...origin };
}

function representedBy({ system, unitId, leaderId, regionId }: Partial<Viewer>): string | null {
  if (system) return system;
  if (unitId) return toGlobalId('Unit', unitId);
  if (leaderId) return toGlobalId('Leader', leaderId);
  return regionId ? toGlobalId('Region', regionId) : null;
}
