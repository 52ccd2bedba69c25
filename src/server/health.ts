import type { FastifyInstance } from 'fastify';

/** Why requests cannot be served now; empty where they can. */
export type Readiness = () => Promise<readonly string[]>;

/** For orchestrators: alive while the process answers, ready only while requests are served. Open to everybody. */
export function addHealthRoutes(http: FastifyInstance, readiness: Readiness): void {
  http.get('/livez', async (_, reply) => reply.header('cache-control', 'no-store').send({ alive: true }));
  http.get('/readyz', async (_, reply) => {
    const missing = await readiness();
    return reply.code(missing.length === 0 ? 200 : 503).header('cache-control', 'no-store').send({ ready: missing.length === 0, missing });
  });
}
