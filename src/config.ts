import { resolve } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  /** Where the embedded PostgreSQL and the secrets live. */
  DATA_DIR: z.string().min(1).default('./.data').transform((folder) => resolve(folder)),
  /** An outside PostgreSQL instead of the embedded one. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must look like postgresql://user:password@host:5432/database' }).optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  /** The address to listen on; 0.0.0.0 or :: opens the server to the network. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Processes that serve on the one port, each with a reader of its own. */
  WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  /** Signs tokens; the same for all nodes. Made at first start and kept in DATA_DIR where it is not set. */
  TOKEN_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Signs cursors; the same for all nodes. Made at first start and kept in DATA_DIR where it is not set. */
  CURSOR_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** How often the change log is read where nobody wakes the reader, milliseconds. */
  FEED_POLL_MS: z.coerce.number().int().min(10).max(10_000).default(250),
  /** How long a cursor stays good at least, days. */
  FEED_RETENTION_DAYS: z.coerce.number().int().min(1).max(366).default(7),
  /** Who vouches for people: an issuer of OpenID Connect, whom its tokens must be meant for, and what we are to it. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be the http(s) address of the issuer' }).optional(),
  OIDC_AUDIENCE: z.string().min(1).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** How browsers reach the server, where it is not as they say themselves (behind a proxy that ends TLS). */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must look like https://diaodu.example' }).transform((url) => new URL(url).origin).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
}).superRefine(({ OIDC_ISSUER, OIDC_AUDIENCE, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }, wrong) => {
  const need = (name: string, why: string) => wrong.addIssue({ code: 'custom', path: [name], message: why });
  if (OIDC_ISSUER && !OIDC_AUDIENCE) need('OIDC_AUDIENCE', 'must say whom the tokens of OIDC_ISSUER are meant for');
  if (!OIDC_ISSUER && (OIDC_AUDIENCE || OIDC_CLIENT_ID || OIDC_CLIENT_SECRET)) need('OIDC_ISSUER', 'is missing, without which the other OIDC settings mean nothing');
  if (OIDC_CLIENT_SECRET && !OIDC_CLIENT_ID) need('OIDC_CLIENT_ID', 'is missing, to which OIDC_CLIENT_SECRET belongs');
});

export interface Config {
  dataDir: string;
  databaseUrl: string | undefined;
  port: number;
  host: string;
  workers: number;
  tokenSecret: string | undefined;
  cursorSecret: string | undefined;
  feedPollMs: number;
  feedRetentionDays: number;
  logLevel: string;
  oidc: { issuer: string; audience: string; client: { id: string; secret: string | undefined } | null } | undefined;
  publicUrl: string | undefined;
}

/** A setting that makes no sense: the message names it and what would be right. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Parses the settings from an environment. Empty values count as not set. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The server does not start because these settings are wrong:\n${lines.join('\n')}\nCorrect or unset them, then start again.`);
  }
  const it = parsed.data;
  return {
    dataDir: it.DATA_DIR,
    databaseUrl: it.DATABASE_URL,
    port: it.PORT,
    host: it.HOST,
    workers: it.WORKERS,
    tokenSecret: it.TOKEN_SECRET,
    cursorSecret: it.CURSOR_SECRET,
    feedPollMs: it.FEED_POLL_MS,
    feedRetentionDays: it.FEED_RETENTION_DAYS,
    logLevel: it.LOG_LEVEL,
    oidc: it.OIDC_ISSUER === undefined ? undefined : {
      issuer: it.OIDC_ISSUER, audience: it.OIDC_AUDIENCE!, client: it.OIDC_CLIENT_ID === undefined ? null : { id: it.OIDC_CLIENT_ID, secret: it.OIDC_CLIENT_SECRET },
    },
    publicUrl: it.PUBLIC_URL,
  };
}
