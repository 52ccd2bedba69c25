import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import type { PersonCredential } from './credential.js';

export interface OidcSettings {
  /** The address under which the issuer describes itself. */
  readonly issuer: string;
  /** Whom its tokens must be meant for. */
  readonly audience: string;
  /** What we are to the issuer, for the login of people at the pages; without one there is no login. */
  readonly client: { readonly id: string; readonly secret: string | undefined } | null;
}

/** Clocks of the issuer and of the database may differ by so much, seconds. */
const skew = 60;
/** The issuer answers within this, or is away, seconds. */
const patience = 5;
/** One that was away is left alone for so long, milliseconds: requests do not wait for it one after the other. */
const restFor = 2_000;
/** That it cannot be asked is told so often at most, milliseconds. */
const tellEvery = 10_000;
/** Keys are fetched anew for a key that is not known, though not sooner than this after the last time, milliseconds. */
const keysAgainAfter = 5_000;

/** Only what the issuer alone can sign: a key that we knew, too, would let us (or whoever learns it) make tokens. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

interface Discovered {
  readonly configuration: openid.Configuration;
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
}

/**
 * An issuer of OpenID Connect. It is asked to describe itself when the first of its tokens comes, and again until it answers:
 * the server starts without it.
 */
export class Issuer {
  private discovered: Promise<Discovered> | undefined;
  private restsUntil = -Infinity;
  private toldAt = -Infinity;

  constructor(
    readonly settings: OidcSettings,
    private readonly now: () => Date,
    /** Told why it cannot be asked. */
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /** Whether a token says that it is of this issuer. */
  is(issuer: unknown): boolean {
    return typeof issuer === 'string' && bare(issuer) === bare(this.settings.issuer);
  }

  /** The person that a token speaks of; null where it is not valid, or the issuer cannot be asked. */
  async read(token: string): Promise<PersonCredential | null> {
    try {
      const { configuration, keys } = await this.ask();
      const { payload: { iss, sub, iat, exp } } = await jwtVerify(token, keys, {
        issuer: configuration.serverMetadata().issuer, audience: this.settings.audience, algorithms,
        clockTolerance: skew, currentDate: this.now(), requiredClaims: ['sub', 'exp'],
      });
      return { kind: 'PERSON', issuer: iss!, subject: sub!, issuedAt: (iat ?? 0) * 1_000, expiresAt: (exp! + skew) * 1_000 };
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) this.tell(error);
      return null;
    }
  }

  /** For the login at the pages. Throws where the issuer cannot be asked. */
  async configuration(): Promise<openid.Configuration> {
    return (await this.ask()).configuration;
  }

  /** Not for each request: anybody can send tokens that say they are of the issuer. */
  private tell(error: unknown): void {
    if (performance.now() - this.toldAt < tellEvery) return;
    this.toldAt = performance.now();
    this.onTrouble(error);
  }

  private async ask(): Promise<Discovered> {
    if (performance.now() < this.restsUntil) throw new Error(`${this.settings.issuer} did not answer a moment ago`);
    this.discovered ??= this.discover();
    try {
      return await this.discovered;
    } catch (error) {
      this.discovered = undefined;
      this.restsUntil = performance.now() + restFor;
      throw error;
    }
  }

  private async discover(): Promise<Discovered> {
    const { issuer, audience, client } = this.settings;
    const server = new URL(issuer);
    const configuration = await openid.discovery(
      server, client?.id ?? audience, { [openid.clockTolerance]: skew }, client?.secret === undefined ? openid.None() : openid.ClientSecretBasic(client.secret),
      // On an intranet there may be no TLS; signatures are checked all the same.
      { timeout: patience, execute: [openid.enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [openid.allowInsecureRequests] : [])] },
    );
    const { jwks_uri: address } = configuration.serverMetadata();
    if (address === undefined) throw new Error(`${issuer} does not say where its keys are (jwks_uri)`);
    return { configuration, keys: createRemoteJWKSet(new URL(address), { timeoutDuration: patience * 1_000, cooldownDuration: keysAgainAfter }) };
  }
}

function bare(address: string): string {
  return address.replace(/\/$/, '');
}
