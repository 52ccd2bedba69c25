import { enumeration, type Word } from './enumeration.js';
import type { Right } from './rights.js';

export const Role = enumeration('ADMIN', 'DISPATCHER', 'LEADER', 'OFFICER', 'UNIT', 'OWNER', 'INTEGRATION', 'SCREEN', 'VIEWER');
export type Role = Word<typeof Role>;

/** By what somebody showed who they are. */
export const Credential = enumeration('TOKEN', 'OIDC', 'API_KEY', 'SCREEN');
export type Credential = Word<typeof Credential>;

/** Whoever acts: a stable subject to compare, a name to show. */
export interface Actor {
  readonly subject: string;
  readonly name: string;
  /** Nobody but a rule acts. */
  readonly automatic?: true;
}

/** Who asks, as the token says it; codes are resolved to ids once, when the request or the socket opens. */
export interface Viewer extends Actor {
  readonly role: Role;
  /** DISPATCHER, SCREEN, VIEWER: the region whose subtree they see; null is the whole tree. */
  readonly regionId: number | null;
  /** UNIT: the unit whose issues it works. OWNER: the company whose projects it sees. */
  readonly unitId: number | null;
  /** LEADER, OFFICER: the leader who answers for what they see. */
  readonly leaderId: number | null;
  /** INTEGRATION: the system whose reports it sees. */
  readonly system: string | null;
  /** For the audit. */
  readonly credential?: Credential;
  /** INTEGRATION with a key: only in these regions and below them; anywhere where it is left out. */
  readonly regionIds?: readonly number[];
  /** INTEGRATION with a key: of what its role may do only this; all of it where it is left out. */
  readonly rights?: readonly Right[];
  /** SCREEN that was approved for one site: it stands in no other. */
  readonly siteId?: number;
}
