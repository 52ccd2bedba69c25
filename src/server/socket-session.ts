import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { Rejections } from '../audit/rejections.js';
import type { LimitSettings } from '../config.js';
import type { Operations } from '../graphql/limits.js';
import type { Language } from '../kernel/language.js';
import type { Origin } from '../kernel/origin.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Presence } from '../meeting/presence.js';
import type { Store } from '../store/database.js';
import type { Admission } from './admission.js';
import type { Authenticator } from './authenticate.js';
import type { Connection } from './connection.js';
import type { Guard } from './guard.js';
import type { Holders } from './holders.js';
import type { Live } from './live.js';
import type { Origins } from './origins.js';
import type { Rates } from './rates.js';
import type { Running } from './running.js';

export interface SocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly limits: LimitSettings;
  readonly rates: Rates;
  readonly holders: Holders;
  readonly store: Store;
  readonly live: Live;
  readonly authenticator: Authenticator;
  readonly operations: Operations;
  readonly presence: Presence;
  readonly rejections: Rejections;
  readonly origins: Origins;
  readonly guard: Guard;
  readonly logger: Logger;
}

/** What a socket is, once it said who it is. */
export interface Extra {
  readonly connection: Connection;
  readonly admission: Admission;
  readonly running: Running;
  /** Under which the logs and the audit know it; its operations go by that and their own ids. */
  readonly requestId: string;
  readonly address: string | null;
  /** Whether it counts among those of its holder. */
  counted: boolean;
  /** Whether another credential is being looked at. */
  renewing: boolean;
  viewer?: Viewer;
  language: Language;
}

/** Under which the audit knows what was asked for over a socket. */
export function originOf({ requestId, address }: Extra, operationId?: string): Origin {
  return { transport: 'WEBSOCKET', address, requestId: operationId === undefined ? requestId : `${requestId}/${operationId}` };
}
