import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deviceCode, makeDeviceCode, pollDeviceCode } from '../access/device-code.js';
import { toGlobalId } from '../kernel/global-id.js';
import type { Database } from '../store/database.js';
import { publicUrlOf } from './public-url.js';
import type { Rates } from './rates.js';

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
/** Nobody knows who asks: they say little, bytes. */
const largest = 4_096;

/** How screens are let in (RFC 8628): they ask for a code and show it, the office approves it, they fetch their credential. Open to everybody. */
export async function addDeviceRoutes(http: FastifyInstance, db: Database, rates: Rates, publicUrl: string | undefined): Promise<void> {
  await http.register(async (device) => {
    // As RFC 8628 has it; JSON is taken, too.
    device.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    });

    device.post('/device/code', { bodyLimit: largest }, async (request, reply) => {
      const wait = await rates.showCode(addressOf(request));
      if (wait !== null) return answer(reply.header('retry-after', wait), 429, { error: 'temporarily_unavailable', error_description: `Too many screens are asking from here. Try again in ${wait} s.` });
      const made = await makeDeviceCode(db);
      if (!made) return answer(reply, 503, { error: 'temporarily_unavailable', error_description: 'Too many screens are asking. Try again in some minutes.' });
      return answer(reply, 200, {
        device_code: made.device, user_code: made.user, verification_uri: `${publicUrlOf(request, publicUrl)}/office`, expires_in: deviceCode.lifetime, interval: deviceCode.pause,
      });
    });

    device.post('/device/token', { bodyLimit: largest }, async (request: FastifyRequest, reply) => {
      const { grant_type: grant, device_code: code } = (typeof request.body === 'object' && request.body !== null ? request.body : {}) as Record<string, unknown>;
      if (grant !== grantType) return answer(reply, 400, { error: 'unsupported_grant_type', error_description: `grant_type must be ${grantType}` });
      if (typeof code !== 'string') return answer(reply, 400, { error: 'invalid_request', error_description: 'device_code is missing' });
      const polled = await pollDeviceCode(db, code);
      if ('error' in polled) {
        // A code that nobody was given may be a guess.
        const wait = polled.error === 'expired_token' ? await rates.fail(addressOf(request)) : null;
        if (wait !== null) return answer(reply.header('retry-after', wait), 429, { error: 'slow_down' });
        return answer(reply, 400, { error: polled.error });
      }
      const { credential, expiresIn, siteId, meetingId } = polled;
      return answer(reply, 200, {
        access_token: credential, token_type: 'Bearer', expires_in: expiresIn,
        site: siteId === null ? null : toGlobalId('MeetingSite', siteId), meeting: meetingId === null ? null : toGlobalId('Meeting', meetingId),
      });
    });
  });
}

function addressOf({ socket }: FastifyRequest): string {
  return socket.remoteAddress ?? '';
}

function answer(reply: FastifyReply, status: number, body: Record<string, unknown>): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').send(body);
}
