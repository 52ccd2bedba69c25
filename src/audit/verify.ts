import { firstRow, sql, type Database } from '../store/database.js';

/** What a look through the whole audit found. */
export interface Verdict {
  readonly entries: number;
  readonly seals: number;
  /** Entries that wait for their seal: nothing is known of them yet. */
  readonly waiting: number;
  /** The first place where it is not what was sealed; null where it is unbroken. */
  readonly broken: string | null;
  /** To be kept elsewhere: nobody can make another audit that ends with it. */
  readonly newest: KeptSeal | null;
}

interface Seal {
  readonly id: number;
  readonly at: string;
  readonly first: number;
  readonly last: number;
  readonly genuine: boolean;
  readonly follows: boolean;
  readonly consecutive: boolean;
  readonly missing: readonly number[];
}

/** A seal as somebody kept it elsewhere. */
export interface KeptSeal {
  readonly seal: number;
  readonly hash: string;
}

/** Reckons every seal anew, in one state of the database, and holds it against one that was kept elsewhere. */
export function verifyAudit(db: Database, kept?: KeptSeal): Promise<Verdict> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (tx) => {
    const counts = (await firstRow<{ entries: number; seals: number; waiting: number }>(tx, sql`
      select (select count(*)::int from audit_entry) as entries, (select count(*)::int from audit_seal) as seals, (select count(*)::int from audit_unsealed) as waiting`))!;
    const newest = await firstRow<KeptSeal>(tx, sql`select id as seal, encode(hash, 'hex') as hash from audit_seal order by id desc limit 1`);
    const broken = await brokenSeal(tx) ?? await brokenBeginning(tx) ?? await unknownEntry(tx) ?? (kept ? await otherThanKept(tx, kept) : null);
    return { ...counts, broken, newest: newest ?? null };
  });
}

async function brokenSeal(tx: Database): Promise<string | null> {
  const seal = await firstRow<Seal>(tx, sql`
    with judged as materialized (
      select s.id, s.at, s.entries[1] as first, s.entries[cardinality(s.entries)] as last, s.hash = audit_hash(s) as genuine,
             coalesce(s.previous = lag(s.hash) over (order by s.id), true) as follows, coalesce(s.id = lag(s.id) over (order by s.id) + 1, true) as consecutive, s.entries
      from audit_seal s
    )
    select id, at, first, last, genuine, follows, consecutive,
           array(select n from unnest(entries) as n where not exists (select from audit_entry e where e.id = n) order by n limit 10) as missing
    from judged where not (genuine and follows and consecutive) order by id limit 1`);
  if (!seal) return null;
  const where = `seal ${seal.id} of ${seal.at} (entries ${seal.first} to ${seal.last})`;
  if (!seal.consecutive) return `${where}: the seal before it is missing`;
  if (!seal.follows) return `${where}: the seal before it is not the one that it follows`;
  if (seal.missing.length > 0) return `${where}: entry ${seal.missing.join(', ')} is missing`;
  return `${where}: its entries are not what was sealed`;
}

/** Where the oldest seals are missing, a later entry must say that they were pruned. */
async function brokenBeginning(tx: Database): Promise<string | null> {
  const oldest = await firstRow<{ id: number; pruned: boolean }>(tx, sql`
    select s.id, exists (select from audit_entry e where e.act = 'auditPrune' and (e.before ->> 'seals')::int = s.id - 1) as pruned
    from audit_seal s order by s.id limit 1`);
  return !oldest || oldest.id === 1 || oldest.pruned ? null : `seal ${oldest.id}: the seals before it are missing, and no entry says that they were pruned`;
}

/** What stands in no seal and does not wait for one came past the queue. */
async function unknownEntry(tx: Database): Promise<string | null> {
  // Sets, since a join that the planner has no figures for might compare each with each.
  const unknown = await firstRow<{ id: number }>(tx, sql`
    select e.id from audit_entry e except select unnest(s.entries) from audit_seal s except select u.entry from audit_unsealed u order by 1 limit 1`);
  return unknown ? `entry ${unknown.id}: it stands in no seal, and does not wait for one` : null;
}

/** A seal names all before it: where it is the one that was kept, nothing up to it was written anew, and the end was not cut off. */
async function otherThanKept(tx: Database, { seal, hash }: KeptSeal): Promise<string | null> {
  const found = await firstRow<{ hash: string }>(tx, sql`select encode(hash, 'hex') as hash from audit_seal where id = ${seal}`);
  if (!found) return `seal ${seal}: it was kept elsewhere and is not here; unless it was pruned, the audit was cut off before it`;
  return found.hash === hash.toLowerCase() ? null : `seal ${seal}: it is another than the one that was kept elsewhere; the audit up to it was written anew`;
}
