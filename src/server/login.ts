import { jwtVerify, SignJWT } from 'jose';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as openid from 'openid-client';
import { catalogues, fill } from '../kernel/messages/index.js';
import { isKnown, type Authenticator } from './authenticate.js';
import { languageOf } from './http-error.js';
import { mintLoginToken } from './login-token.js';
import type { Issuer } from './oidc.js';
import { publicUrlOf } from './public-url.js';

export interface LoginOptions {
  readonly issuer: Issuer;
  /** Signs tokens, and what a browser keeps for the way there and back. */
  readonly secret: string;
  readonly authenticator: Authenticator;
  readonly now: () => Date;
}

/** What a browser keeps for the way to the issuer and back. */
interface Under {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where it came from: a path of ours. */
  readonly to: string;
}

const cookie = 'diaodu_login';
const cookieIssuer = 'diaodu-login-way';
/** Longest that somebody may take at the issuer, seconds. */
const patience = 600;

/** Whether people can log in at the pages, and how: authorization code with PKCE. The pages themselves never ask the issuer anything. */
export function addLogin(http: FastifyInstance, login: LoginOptions | null, publicUrl: string | undefined): void {
  const offered = login !== null && login.issuer.settings.client !== null;
  http.get('/login/offered', async (_, reply) => reply.header('cache-control', 'no-store').send({ offered }));
  if (!offered) return;
  const { issuer, secret, authenticator, now } = login;
  const key = new TextEncoder().encode(secret);
  const here = (request: FastifyRequest) => publicUrlOf(request, publicUrl);

  http.get('/login', async (request, reply) => {
    const configuration = await configurationOf(issuer, request, reply);
    if (!configuration) return reply;
    const under: Under = {
      state: openid.randomState(), nonce: openid.randomNonce(), verifier: openid.randomPKCECodeVerifier(), to: pathOf((request.query as Record<string, unknown>)['to'], here(request)),
    };
    const kept = await new SignJWT({ ...under }).setProtectedHeader({ alg: 'HS256' }).setIssuer(cookieIssuer).setExpirationTime(new Date(now().getTime() + patience * 1_000)).sign(key);
    const address = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: `${here(request)}/login/callback`, scope: 'openid', state: under.state, nonce: under.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(under.verifier), code_challenge_method: 'S256',
    });
    return reply.header('set-cookie', setCookie(kept, patience, here(request))).header('cache-control', 'no-store').redirect(address.href);
  });

  http.get('/login/callback', async (request, reply) => {
    reply.header('set-cookie', setCookie('', 0, here(request))).header('cache-control', 'no-store');
    const words = catalogues[languageOf(request)].login;
    const under = await readUnder(request.headers.cookie, key, now());
    if (!under) return say(reply, 400, words.lost);
    const configuration = await configurationOf(issuer, request, reply);
    if (!configuration) return reply;
    let claims: openid.IDToken | undefined;
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, new URL(request.url, here(request)), {
        pkceCodeVerifier: under.verifier, expectedState: under.state, expectedNonce: under.nonce, idTokenExpected: true,
      });
      claims = tokens.claims();
    } catch (error) {
      request.log.warn({ err: error }, 'a login did not come about');
      return say(reply, 401, words.refused);
    }
    const token = await mintLoginToken(secret, { issuer: claims!.iss, subject: claims!.sub }, now(), new Date(claims!.exp * 1_000));
    const known = await authenticator.authenticate(`Bearer ${token}`);
    if (!isKnown(known)) return say(reply, 403, known ? fill(catalogues[languageOf(request)].error.NO_ROLE, { subject: known.stranger }) : words.refused);
    return reply.redirect(`${under.to}#token=${encodeURIComponent(token)}`);
  });
}

/** Null where the issuer cannot be asked: then that is the answer. */
async function configurationOf(issuer: Issuer, request: FastifyRequest, reply: FastifyReply): Promise<openid.Configuration | null> {
  try {
    return await issuer.configuration();
  } catch (error) {
    request.log.warn({ err: error }, 'nobody can log in: the issuer cannot be asked');
    await say(reply, 503, catalogues[languageOf(request)].login.away);
    return null;
  }
}

/** Only to a page of ours, whatever was asked for. */
function pathOf(to: unknown, base: string): string {
  const url = typeof to === 'string' && URL.canParse(to, base) ? new URL(to, base) : null;
  // A path that begins with two slashes is an address of somebody else's to a browser.
  return url?.origin === new URL(base).origin && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}

function setCookie(value: string, seconds: number, base: string): string {
  return `${cookie}=${value}; Path=/login; Max-Age=${seconds}; HttpOnly; SameSite=Lax${base.startsWith('https:') ? '; Secure' : ''}`;
}

async function readUnder(cookies: string | undefined, key: Uint8Array, currentDate: Date): Promise<Under | null> {
  const kept = cookies?.split(/; */).find((each) => each.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
  try {
    return kept ? (await jwtVerify<Under>(kept, key, { algorithms: ['HS256'], issuer: cookieIssuer, currentDate })).payload : null;
  } catch {
    return null;
  }
}

function say(reply: FastifyReply, status: number, sentence: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${sentence}\n`);
}
