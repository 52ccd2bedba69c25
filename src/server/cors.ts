import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { Origins } from './origins.js';

/** How long a browser may remember a preflight, seconds. */
const rememberFor = 600;

/** Tells browsers which pages may read our answers. The server's own pages need no telling: where no other origin is allowed, no answer speaks of it. */
export async function addCors(http: FastifyInstance, { allowed }: Origins): Promise<void> {
  if (allowed.length === 0) return;
  await http.register(cors, {
    origin: (origin, done) => done(null, origin !== undefined && allowed.includes(origin) ? origin : false),
    methods: ['GET', 'POST'],
    maxAge: rememberFor,
  });
}
