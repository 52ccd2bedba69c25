import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

export const audience = 'diaodu-api';
export const clientId = 'diaodu-pages';
const clientSecret = 'a secret between the issuer and the pages';

/** An issuer of OpenID Connect as small as it can be: it describes itself, publishes keys, signs, and lets whoever comes in as `person`. */
export class TestIssuer {
  /** Whom it lets in at its login, without asking. */
  person = 'zhang';
  /** What was asked of it, by path. */
  readonly asked: string[] = [];
  private server: Server | undefined;
  private keys: { readonly id: string; readonly pair: Keys }[] = [];
  private port = 0;
  private readonly codes = new Map<string, URLSearchParams>();

  /** Takes a port, and answers there only after `open`. */
  static async make(): Promise<TestIssuer> {
    const issuer = new TestIssuer();
    await issuer.rotate();
    await issuer.open();
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/city`;
  }

  get settings() {
    return { issuer: this.url, audience, client: { id: clientId, secret: clientSecret } };
  }

  async open(): Promise<void> {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server!.closeAllConnections();
    this.server!.close();
    await once(this.server!, 'close');
  }

  /** Signs with another key from now on, and publishes that one alone. */
  async rotate(): Promise<void> {
    this.keys = [{ id: `key-${Math.random()}`, pair: await generateKeyPair('RS256') }];
  }

  token(subject: string, { seconds = 600, aud = audience, iss = this.url, issued = 0, nonce }: { seconds?: number; aud?: string; iss?: string; issued?: number; nonce?: string | undefined } = {}): Promise<string> {
    const [{ id, pair }] = this.keys as [(typeof this.keys)[number]];
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({ ...(nonce && { nonce }) }).setProtectedHeader({ alg: 'RS256', kid: id }).setIssuer(iss).setAudience(aud).setSubject(subject)
      .setIssuedAt(now + issued).setExpirationTime(now + seconds).sign(pair.privateKey);
  }

  async publicKeys(): Promise<JWK[]> {
    return Promise.all(this.keys.map(async ({ id, pair }) => ({ ...(await exportJWK(pair.publicKey)), kid: id, alg: 'RS256', use: 'sig' })));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, this.url);
    this.asked.push(pathname);
    const json = (body: unknown, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (pathname) {
      case '/city/.well-known/openid-configuration':
        return void json({
          issuer: this.url, jwks_uri: `${this.url}/keys`, authorization_endpoint: `${this.url}/authorize`, token_endpoint: `${this.url}/token`,
          response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/city/keys':
        return void json({ keys: await this.publicKeys() });
      case '/city/authorize': {
        const code = `code-${this.codes.size}`;
        this.codes.set(code, searchParams);
        const back = new URL(searchParams.get('redirect_uri')!);
        back.search = new URLSearchParams({ code, state: searchParams.get('state')! }).toString();
        return void response.writeHead(302, { location: back.href }).end();
      }
      case '/city/token': {
        const given = new URLSearchParams(await text(request));
        const asked = this.codes.get(given.get('code') ?? '');
        this.codes.delete(given.get('code') ?? '');
        const challenge = createHash('sha256').update(given.get('code_verifier') ?? '').digest('base64url');
        // Each of the two is form-encoded (RFC 6749, 2.3.1).
        const client = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString().split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
        if (!asked || asked.get('code_challenge') !== challenge || client.join('\n') !== `${clientId}\n${clientSecret}`) return void json({ error: 'invalid_grant' }, 400);
        return void json({ access_token: 'x', token_type: 'Bearer', id_token: await this.token(this.person, { aud: clientId, nonce: asked.get('nonce') ?? undefined }) });
      }
      default:
        return void json({}, 404);
    }
  }
}
