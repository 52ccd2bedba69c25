import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Origin } from '../kernel/origin.js';

const header = 'x-request-id';

/** The id under which a request stands in logs, errors and the audit: a proxy's where it is well-formed, else one made here. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[header];
  return typeof given === 'string' && /^[A-Za-z0-9][\w.:-]{7,63}$/.test(given) ? given : randomUUID().slice(0, 13);
}

/** Every answer says under which id it can be found. */
export function addRequestIds(http: FastifyInstance): void {
  http.addHook('onRequest', async (request, reply) => {
    reply.header(header, request.id);
  });
}

export function originOf(request: FastifyRequest): Origin {
  return { transport: 'HTTP', address: request.ip, requestId: request.id };
}
