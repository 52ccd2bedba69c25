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
  /** Pages from elsewhere that may ask, beside the server's own: exact origins with commas between. */
  ALLOWED_ORIGINS: z.string().default('').transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .refine((origins) => origins.every((origin) => URL.canParse(origin) && /^https?:[^*]+$/.test(origin) && new URL(origin).origin === origin), 'must be origins like https://console.example.cn, with commas between: no path, no wildcard'),
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
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export interface Config {
  dataDir: string;
  databaseUrl: string | undefined;
  port: number;
  host: string;
  allowedOrigins: readonly string[];
  workers: number;
  tokenSecret: string | undefined;
  cursorSecret: string | undefined;
  feedPollMs: number;
  feedRetentionDays: number;
  logLevel: string;
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
    allowedOrigins: it.ALLOWED_ORIGINS,
    workers: it.WORKERS,
    tokenSecret: it.TOKEN_SECRET,
    cursorSecret: it.CURSOR_SECRET,
    feedPollMs: it.FEED_POLL_MS,
    feedRetentionDays: it.FEED_RETENTION_DAYS,
    logLevel: it.LOG_LEVEL,
  };
}
