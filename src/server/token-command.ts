import { parseArgs } from 'node:util';
import pg from 'pg';
import { wordsOf } from '../kernel/enumeration.js';
import { Role } from '../kernel/viewer.js';
import { isOutage, sqlState } from '../store/errors.js';
import { UsageError } from './usage-error.js';
import { mintToken, subjectFor } from './token.js';

type Scope = 'region' | 'unit' | 'leader' | 'system';

/** What a role's token names: needed, allowed, or (where absent) neither. */
const scopeOf = {
  ADMIN: {},
  DISPATCHER: { region: 'ALLOWED' },
  LEADER: { leader: 'NEEDED' },
  OFFICER: { leader: 'NEEDED' },
  UNIT: { unit: 'NEEDED' },
  OWNER: { unit: 'NEEDED' },
  INTEGRATION: { system: 'NEEDED' },
  SCREEN: { region: 'ALLOWED' },
  VIEWER: { region: 'ALLOWED' },
} as const satisfies Record<Role, Partial<Record<Scope, 'NEEDED' | 'ALLOWED'>>>;

/** How histories call a holder whose token was made without a name. */
const nameOf = {
  ADMIN: '管理员', DISPATCHER: '调度办', LEADER: '包保领导', OFFICER: '服务专员', UNIT: '责任单位', OWNER: '业主单位', INTEGRATION: '外部系统', SCREEN: '大屏', VIEWER: '查阅人',
} as const satisfies Record<Role, string>;

export const tokenUsage = `npm run -s token -- --role ROLE [options]

  --role ROLE      ${wordsOf(Role).join(', ')}
  --region CODE    DISPATCHER, SCREEN, VIEWER: only this region and all below it
  --leader CODE    LEADER, OFFICER: who answers (needed)
  --unit CODE      UNIT: the unit, OWNER: the company (needed)
  --system NAME    INTEGRATION: the reporting system (needed)
  --name NAME      who holds it, as histories show it
  --subject S      what the holder is recognised by over tokens; from role and name where left out
  --hours N        how long it is valid, 12 where left out`;

const longestHours = 24 * 366;

export interface TokenRequest {
  readonly args: readonly string[];
  /** Asked for when the options make sense. */
  readonly secret: () => Promise<string>;
  /** To check codes against; undefined where there is none yet. */
  readonly databaseUrl: string | undefined;
}

/** Makes a token from command-line options. Throws `UsageError` where they make no sense. */
export async function tokenFromCommandLine({ args, secret, databaseUrl }: TokenRequest): Promise<string> {
  const options = parse(args);
  const role = roleFrom(options.role);
  const scope = scopeFrom(role, options);
  const hours = hoursFrom(options.hours);
  for (const option of ['name', 'subject'] as const) checkLength(option, options[option]);
  if (databaseUrl !== undefined) {
    for (const table of ['region', 'unit', 'leader'] as const) await checkCode(databaseUrl, table, scope[table]);
  }
  const known = options.name ?? scope.system;
  const subject = options.subject ?? subjectFor({ role, ...scope, name: known });
  return mintToken(await secret(), { subject, name: known ?? nameOf[role], role, ...scope }, new Date(Date.now() + hours * 3_600_000));
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { role: text, region: text, unit: text, leader: text, system: text, name: text, subject: text, hours: text } }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${tokenUsage}`);
  }
}

function roleFrom(given: string | undefined): Role {
  if (given === undefined) throw new UsageError(`--role is missing.\n\n${tokenUsage}`);
  const role = wordsOf(Role).find((each) => each === given);
  if (!role) throw new UsageError(`--role ${given}: there is no such role. Choose one of ${wordsOf(Role).join(', ')}.`);
  return role;
}

function scopeFrom(role: Role, options: Partial<Record<Scope, string>>): Partial<Record<Scope, string>> {
  const wanted: Partial<Record<Scope, 'NEEDED' | 'ALLOWED'>> = scopeOf[role];
  for (const option of ['region', 'unit', 'leader', 'system'] as const) {
    const value = options[option];
    if (value === undefined && wanted[option] === 'NEEDED') throw new UsageError(`--${option} is missing: the role ${role} needs it.`);
    if (value !== undefined && !wanted[option]) throw new UsageError(`--${option} has no meaning for the role ${role}. Leave it out.`);
    checkLength(option, value);
  }
  const { region, unit, leader, system } = options;
  return { region, unit, leader, system };
}

function hoursFrom(given = '12'): number {
  const hours = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
  if (!(hours > 0 && hours <= longestHours)) throw new UsageError(`--hours ${given}: must be a number above 0, at most ${longestHours}.`);
  return hours;
}

function checkLength(option: string, value: string | undefined): void {
  if (value === undefined) return;
  if (value.trim() === '' || value.length > 200) throw new UsageError(`--${option} must have 1 to 200 characters.`);
}

/** A code that the database does not know is a slip of the pen; a database that cannot be asked is not. */
async function checkCode(databaseUrl: string, table: 'region' | 'unit' | 'leader', code: string | undefined): Promise<void> {
  if (code === undefined) return;
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000, query_timeout: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query(`select from ${table} where code = $1 and ended_at is null`, [code]);
    if (rowCount === 0) throw new UsageError(`--${table} ${code}: there is no such ${table}, or it has ended.`);
  } catch (error) {
    // 42P01: no such table; the database is not migrated yet.
    if (!isOutage(error) && sqlState(error) !== '42P01' && !/timeout/i.test(String(error))) throw error;
  } finally {
    await client.end().catch(() => {});
  }
}
