import { all, pageLimit, type Page, type PageArgs } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import { lookBack, momentOf, refusalOf } from '../graphql/past.js';
import { wordsOf } from '../kernel/enumeration.js';
import { IssueLevel, Severity } from '../issue/issue.enums.js';
import { meetingById } from '../meeting/meeting.queries.js';
import { SignalColour } from '../signal/signal.type.js';
import { firstRow, rows, sql, type Database } from '../store/database.js';
import type { ListHappening } from './list.enums.js';
import { listColumns, listFor, type ListWanted } from './list.queries.js';
import type { ListDifferenceRow, ListEntryRow, ListMoment } from './list.type.js';

export interface ListDifferenceRead {
  readonly from: string;
  readonly to: string;
  readonly entries: Page<ListDifferenceRow>;
}

/** What became of a list between two moments: both are read in one transaction, and compared here. */
export async function readListDifference(context: Context, wanted: ListWanted, asked: { from: ListMoment; to: ListMoment | null }, page: PageArgs): Promise<ListDifferenceRead> {
  const { language } = context;
  if (page.first < 0 || page.first > pageLimit) throw failure('TOO_MANY', language, { most: pageLimit }, ['first']);
  // The moment is a setting of the whole transaction: another's fields would be read at these moments.
  if (context.db.isTransaction) throw failure('MOMENTS_TWICE', language);
  const from = await moment(context, asked.from, 'from');
  const to = asked.to ? await moment(context, asked.to, 'to') : (await firstRow<{ at: string }>(context.db, sql`select business_now() as at`))!.at;
  return context.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (db) => {
    const before = await readAt(context.reading(db), wanted, from);
    const after = await readAt(context.reading(db), wanted, to);
    return { from, to, entries: pageOf(differences(before, after), page, context) };
  });
}

async function moment(context: Context, { day, at, meetingId }: ListMoment, path: string): Promise<string> {
  if ([day, at, meetingId].filter(Boolean).length !== 1) throw failure('MOMENT_ONE', context.language, {}, [path]);
  const found = await momentOf(context.db, meetingId ? { at: await ofMeeting(context, meetingId, path) } : { day, at });
  const refused = refusalOf(found, context.language, [path]);
  if (refused) throw refused;
  return found.at;
}

async function ofMeeting(context: Context, meetingId: string, path: string): Promise<string> {
  const meeting = context.seen(await context.load(meetingById, context.id(meetingId, 'Meeting', [path, 'meetingId'])));
  const at = meeting?.closedAt ?? meeting?.startedAt;
  if (!at) throw failure('MOMENT_MEETING', context.language, {}, [path, 'meetingId']);
  return at;
}

async function readAt(context: Context, wanted: ListWanted, at: string): Promise<ListEntryRow[]> {
  await lookBack(context.db, at);
  const { source, where } = listFor(context, wanted);
  const entries = await rows<ListEntryRow>(context.db, sql`select ${listColumns(wanted.kind, source)} from ${source.from} where ${all(where)} order by ${source.id}`);
  return source.type === 'Project' ? lit(context.db, entries) : entries.map((entry) => ({ ...entry, colour: null }));
}

async function lit(db: Database, entries: readonly ListEntryRow[]): Promise<ListEntryRow[]> {
  const found = await rows<{ id: number; colour: SignalColour }>(db, sql`
    select s.project_id as id, min(s.colour) as colour -- RED sorts before YELLOW
    from project_signals(${entries.map(({ id }) => id)}::int[], business_today()) s group by s.project_id`);
  const colours = new Map(found.map(({ id, colour }) => [id, colour]));
  return entries.map((entry) => ({ ...entry, colour: colours.get(entry.id) ?? 'GREEN' }));
}

/** By which two lines are one matter: who holds a role may change, the role on its subject does not. */
function matterOf({ kind, id, projectId, leadId, role }: ListEntryRow): string {
  return kind === 'RESPONSIBILITY' ? `${projectId ?? ''} ${leadId ?? ''} ${role}` : String(id);
}

/** In the order of ids, those that are new last. */
function differences(before: readonly ListEntryRow[], after: readonly ListEntryRow[]): ListDifferenceRow[] {
  const later = new Map(after.map((entry) => [matterOf(entry), entry]));
  const earlier = new Set(before.map(matterOf));
  const pairs = [
    ...before.map((entry) => [entry, later.get(matterOf(entry)) ?? null] as const),
    ...after.filter((entry) => !earlier.has(matterOf(entry))).map((entry) => [null, entry] as const),
  ];
  return pairs.map(([was, is]) => ({ id: (is ?? was)!.id, before: was, after: is, happened: happenedTo(was, is) })).filter(({ happened }) => happened.length > 0);
}

function happenedTo(was: ListEntryRow | null, is: ListEntryRow | null): ListHappening[] {
  if (!was) return ['NEW'];
  if (!is) return was.state === 'DONE' ? [] : ['CLOSED'];
  const found: ListHappening[] = [];
  if (is.state === 'DONE' && was.state !== 'DONE') found.push('CLOSED');
  if (was.kind !== 'RESPONSIBILITY' && is.day !== was.day) found.push((is.day ?? '9999-12-31') > (was.day ?? '9999-12-31') ? 'SLIPPED' : 'MOVED_UP');
  const [now, then] = [weights(is), weights(was)];
  if (now.some((weight, index) => weight > then[index]!)) found.push('WORSENED');
  if (now.some((weight, index) => weight < then[index]!)) found.push('IMPROVED');
  if (is.leaderId !== was.leaderId || is.unitId !== was.unitId) found.push('HANDED_OVER');
  return found;
}

function weights({ severity, level, colour }: ListEntryRow): number[] {
  return [wordsOf(Severity).indexOf(severity!), wordsOf(IssueLevel).indexOf(level!), wordsOf(SignalColour).indexOf(colour!)];
}

function pageOf(entries: readonly ListDifferenceRow[], { first, after }: PageArgs, { language }: Context): Page<ListDifferenceRow> {
  const start = after ? startAfter(after) : 0;
  if (!Number.isSafeInteger(start)) throw failure('BAD_CURSOR', language, {}, ['after']);
  const nodes = entries.slice(start, start + first);
  const cursor = (index: number): string => Buffer.from(`after ${start + index + 1}`).toString('base64url');
  return {
    nodes,
    get edges() {
      return nodes.map((node, index) => ({ cursor: cursor(index), node }));
    },
    pageInfo: { hasNextPage: entries.length > start + first, endCursor: nodes.length > 0 ? cursor(nodes.length - 1) : null },
    totalCount: entries.length,
  };
}

/** Both moments are named, so that the list stands still between two pages. */
function startAfter(cursor: string): number {
  return Number(/^after (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1] ?? Number.NaN);
}
