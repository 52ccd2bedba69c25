import { resolve } from 'node:path';
import { z } from 'zod';

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must look like postgresql://user:password@host:5432/database' });

const schema = z.object({
  /** Where the embedded PostgreSQL and the secrets live. */
  DATA_DIR: z.string().min(1).default('./.data').transform((folder) => resolve(folder)),
  /** An outside PostgreSQL instead of the embedded one. */
  DATABASE_URL: postgresUrl.optional(),
  /** The owner of the tables, who migrates them; the server's own role then needs to own nothing. DATABASE_URL where it is not set. */
  MIGRATION_DATABASE_URL: postgresUrl.optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  /** The address to listen on; 0.0.0.0 or :: opens the server to the network. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** How browsers reach the server, where it is not as they say themselves (behind a proxy that ends TLS). */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must look like https://diaodu.example' }).transform((url) => new URL(url).origin).optional(),
  /** Pages from elsewhere that may ask, beside the server's own: exact origins with commas between. */
  ALLOWED_ORIGINS: z.string().default('').transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .refine((origins) => origins.every((origin) => URL.canParse(origin) && /^https?:[^*]+$/.test(origin) && new URL(origin).origin === origin), 'must be origins like https://console.example.cn, with commas between: no path, no wildcard'),
  /** Processes that serve on the one port, each with a reader of its own. */
  WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  /** Whether reminders, escalations and what else is due by itself is done by this server; of several one at a time does it. */
  JOBS: z.enum(['on', 'off']).default('on'),
  /** Signs tokens; the same for all nodes. Made at first start and kept in DATA_DIR where it is not set. */
  TOKEN_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Signs cursors; the same for all nodes. Made at first start and kept in DATA_DIR where it is not set. */
  CURSOR_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** How often the change log is read where nobody wakes the reader, milliseconds. */
  FEED_POLL_MS: z.coerce.number().int().min(10).max(10_000).default(200),
  /** How long a cursor stays good at least, days. */
  FEED_RETENTION_DAYS: z.coerce.number().int().min(1).max(366).default(7),
  /** How long a query or a mutation may take, milliseconds. */
  OPERATION_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
  /** What a holder of tokens may ask for a minute, over all nodes, in the prices of `extensions.cost`. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(100_000).max(1_000_000_000).default(10_000_000),
  /** Failed authentications that an address may have a minute, at each node. */
  FAILED_LOGINS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(300),
  /** Sockets that a holder may have at a time, over all nodes. */
  SOCKETS_PER_HOLDER: z.coerce.number().int().min(1).max(1_000_000).default(1_000),
  /** Messages that a socket may send a second. */
  MESSAGES_PER_SECOND: z.coerce.number().int().min(1).max(100_000).default(500),
  /** Whether `__schema` and `__type` are answered; without them there is no explorer either. */
  INTROSPECTION: z.enum(['on', 'off']).default('on'),
  /** Which documents run: see `TrustedMode`. */
  TRUSTED_DOCUMENTS: z.enum(['off', 'prefer', 'only-screens', 'only']).default('prefer'),
  /** Documents that are trusted beside those of the pages: a folder of `.graphql` files. */
  TRUSTED_DOCUMENTS_FOLDER: z.string().min(1).transform((folder) => resolve(folder)).optional(),
  /** How long the audit is kept at least, days; the law asks for six months. */
  AUDIT_RETENTION_DAYS: z.coerce.number().int().min(180).max(36_600).default(3_650),
  /** Who vouches for people: an issuer of OpenID Connect, whom its tokens must be meant for, and what we are to it. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be the http(s) address of the issuer' }).optional(),
  OIDC_AUDIENCE: z.string().min(1).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
}).superRefine(({ DATABASE_URL, MIGRATION_DATABASE_URL, OIDC_ISSUER, OIDC_AUDIENCE, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }, wrong) => {
  const need = (name: string, why: string) => wrong.addIssue({ code: 'custom', path: [name], message: why });
  if (MIGRATION_DATABASE_URL && !DATABASE_URL) need('MIGRATION_DATABASE_URL', 'means nothing without DATABASE_URL, which names the same database as the server\'s own role enters it');
  if (OIDC_ISSUER && !OIDC_AUDIENCE) need('OIDC_AUDIENCE', 'must say whom the tokens of OIDC_ISSUER are meant for');
  if (!OIDC_ISSUER && (OIDC_AUDIENCE || OIDC_CLIENT_ID || OIDC_CLIENT_SECRET)) need('OIDC_ISSUER', 'is missing, without which the other OIDC settings mean nothing');
  if (OIDC_CLIENT_SECRET && !OIDC_CLIENT_ID) need('OIDC_CLIENT_ID', 'is missing, to which OIDC_CLIENT_SECRET belongs');
});

/**
 * off: texts only. prefer: texts and ids. only-screens: ids only for SCREEN, both for all others. only: ids only.
 */
export type TrustedMode = 'off' | 'prefer' | 'only-screens' | 'only';

/** What clients may ask for, beyond what one document may hold. */
export interface LimitSettings {
  readonly operationTimeoutMs: number;
  readonly ratePerMinute: number;
  readonly failedLoginsPerMinute: number;
  readonly socketsPerHolder: number;
  readonly messagesPerSecond: number;
  readonly introspection: boolean;
  readonly trustedDocuments: TrustedMode;
  readonly trustedFolder: string | undefined;
}

export interface Config {
  dataDir: string;
  databaseUrl: string | undefined;
  migrationDatabaseUrl: string | undefined;
  port: number;
  host: string;
  publicUrl: string | undefined;
  allowedOrigins: readonly string[];
  workers: number;
  jobs: boolean;
  tokenSecret: string | undefined;
  cursorSecret: string | undefined;
  feedPollMs: number;
  feedRetentionDays: number;
  auditRetentionDays: number;
  logLevel: string;
  limits: LimitSettings;
  oidc: { issuer: string; audience: string; client: { id: string; secret: string | undefined } | null } | undefined;
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
    migrationDatabaseUrl: it.MIGRATION_DATABASE_URL,
    port: it.PORT,
    host: it.HOST,
    publicUrl: it.PUBLIC_URL,
    allowedOrigins: it.ALLOWED_ORIGINS,
    workers: it.WORKERS,
    jobs: it.JOBS === 'on',
    tokenSecret: it.TOKEN_SECRET,
    cursorSecret: it.CURSOR_SECRET,
    feedPollMs: it.FEED_POLL_MS,
    feedRetentionDays: it.FEED_RETENTION_DAYS,
    auditRetentionDays: it.AUDIT_RETENTION_DAYS,
    logLevel: it.LOG_LEVEL,
    limits: limitsOf(it),
    oidc: it.OIDC_ISSUER === undefined ? undefined : {
      issuer: it.OIDC_ISSUER, audience: it.OIDC_AUDIENCE!, client: it.OIDC_CLIENT_ID === undefined ? null : { id: it.OIDC_CLIENT_ID, secret: it.OIDC_CLIENT_SECRET },
    },
  };
}

function limitsOf(it: z.infer<typeof schema>): LimitSettings {
  return {
    operationTimeoutMs: it.OPERATION_TIMEOUT_MS,
    ratePerMinute: it.RATE_LIMIT_PER_MINUTE,
    failedLoginsPerMinute: it.FAILED_LOGINS_PER_MINUTE,
    socketsPerHolder: it.SOCKETS_PER_HOLDER,
    messagesPerSecond: it.MESSAGES_PER_SECOND,
    introspection: it.INTROSPECTION === 'on',
    trustedDocuments: it.TRUSTED_DOCUMENTS,
    trustedFolder: it.TRUSTED_DOCUMENTS_FOLDER,
  };
}

/** The limits where nothing is set. */
export const usualLimits: LimitSettings = limitsOf(schema.parse({}));
