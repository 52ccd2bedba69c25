import type { FastifyInstance } from 'fastify';

/** Nothing from elsewhere and nothing inline: the pages ship all that they show. */
const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

function written(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives).map(([name, sources]) => `${name} ${sources}`).join('; ');
}

/** The explorer's editor writes its themes and the place of every line as styles, and brings its icons along as data: it cannot do without. */
export const explorerPolicy = written({ ...policy, 'style-src': "'self' 'unsafe-inline'", 'img-src': "'self' data:", 'font-src': "'self' data:" });

const strict = written(policy);

/** What browsers may do with our answers, on every one of them. */
export function addSecurityHeaders(http: FastifyInstance): void {
  http.addHook('onRequest', async (_, reply) => {
    reply.headers({
      'content-security-policy': strict,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });
}
