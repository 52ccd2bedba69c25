import { done, refuse, within, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { visible } from '../graphql/sight.js';
import { recording } from '../history/history.commands.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkDemand, kindsOf, type DemandData, type KindRow } from './demand.checks.js';
import type { IssueCategory, IssueKind, IssueLevel, Severity } from './issue.entity.js';
import { daysOf, type Deadline } from './deadline.js';
import { checkRecurrences } from './recurrence.checks.js';
import { findSubjects, type Subject, type SubjectData } from './issue.subject.js';
import type { ExternalRef } from './issue.type.js';

export interface ReportData extends SubjectData, Deadline {
  readonly kind: IssueKind;
  readonly category: IssueCategory;
  readonly severity: Severity;
  readonly title: string;
  readonly detail?: string | null;
  /** PROJECT where none is given. */
  readonly level?: IssueLevel | null;
  readonly externalRef?: ExternalRef | null;
  /** What is needed, of a demand. */
  readonly demand?: DemandData | null;
  /** The closed issue about the same that came back. */
  readonly recurrenceOf?: number | null;
}

/** Most reports in one act: their rows are written, and told to every screen, as one. */
export const mostReports = 5_000;

/** Reports one issue: see `reportIssues`. */
export async function reportIssue(tx: Transaction, sight: Sight, data: ReportData): Promise<Outcome<number>> {
  const [outcome] = await reportIssues(tx, sight, [data]);
  return within(outcome!, ['input']);
}

/**
 * Reports issues, each with an outcome of its own, in the same few statements however many they are. One whose external
 * reference was reported before is answered as it stands, whatever else the retry says, also where two retries race: the unique
 * constraint decides. The paths of refusals begin at the report.
 */
export async function reportIssues(tx: Transaction, sight: Sight, reports: readonly ReportData[]): Promise<Outcome<number>[]> {
  const outcomes: Outcome<number>[] = [];
  const refs = reports.map(({ externalRef }) => externalRef && { system: externalRef.system.trim(), key: externalRef.key.trim() });
  const settle = (place: number, refused: readonly Refusal[]) => {
    if (refused.length > 0) outcomes[place] = { refused };
  };
  const open = () => [...reports.keys()].filter((place) => outcomes[place] === undefined);

  for (const place of open()) settle(place, checkRef(sight, refs[place] ?? null));
  await answerStanding(tx, sight, open(), refs, outcomes);
  const dues = await daysOf(tx, reports);
  const kinds = await kindsOf(tx, open().flatMap((place) => reports[place]!.demand?.kind ?? []));
  for (const place of open()) settle(place, [...checkContent(reports[place]!), ...(dues[place]!.refused ?? []), ...checkDemand(kinds, reports[place]!.demand, reports[place]!.kind, reports[place]!.category)]);
  const named = open();
  const subjects = new Map<number, Subject>();
  for (const [index, subject] of (await findSubjects(tx, sight, named.map((place) => reports[place]!))).entries()) {
    if (subject.refused) outcomes[named[index]!] = subject;
    else subjects.set(named[index]!, subject.done);
  }
  const recurring = open().filter((place) => (reports[place]!.recurrenceOf ?? null) !== null);
  for (const [index, refused] of (await checkRecurrences(tx, sight, recurring.map((place) => ({ ...subjects.get(place)!, ofId: reports[place]!.recurrenceOf! })))).entries()) settle(recurring[index]!, refused);
  for (let places = open(); places.length > 0; places = open()) {
    const drafts = await Promise.all(places.map((place) => draft(tx, { ...reports[place]!, dueOn: dues[place]!.done }, subjects.get(place)!, refs[place] ?? null, kinds)));
    const reported = await insert(tx, drafts);
    for (const [index, { number }] of drafts.entries()) {
      const id = reported.get(number);
      if (id !== undefined) outcomes[places[index]!] = done(id);
    }
    // Another report of the same reference was quicker; or somebody gave the number by SQL, and the next one is taken.
    await answerStanding(tx, sight, open(), refs, outcomes);
  }
  return outcomes;
}

/** Whoever sees by system reports for that system, and always with a reference: it is what it may retry by. Leaders, officers and owners report for none. */
function checkRef(sight: Sight, ref: ExternalRef | null): readonly Refusal[] {
  if (sight.kind === 'NOTHING') return refuse('FORBIDDEN_HERE').refused;
  if (sight.kind === 'SYSTEM' && !ref) return refuse('TEXT_EMPTY', ['externalRef']).refused;
  if (!ref) return [];
  if (sight.kind === 'LEADER' || sight.kind === 'OWNER') return refuse('FORBIDDEN_HERE', ['externalRef']).refused;
  if (sight.kind === 'SYSTEM' && ref.system !== sight.system) return refuse('FOREIGN_SYSTEM', ['externalRef', 'system'], { system: sight.system }).refused;
  return [
    ...checkText(ref.system, ['externalRef', 'system'], textLimit.name),
    ...checkText(ref.key, ['externalRef', 'key'], textLimit.name),
  ];
}

function checkContent({ title, detail }: ReportData): readonly Refusal[] {
  return [
    ...checkText(title, ['title'], textLimit.title),
    ...checkText(detail ?? '', ['detail'], textLimit.detail, { mayBeEmpty: true }),
  ];
}

/** The outcome of those whose reference stands for an issue. One that the viewer may not see is not told from none at all. */
async function answerStanding(
  tx: Transaction, sight: Sight, places: readonly number[], refs: readonly (ExternalRef | null | undefined)[], outcomes: Outcome<number>[],
): Promise<void> {
  const asked = places.filter((place) => refs[place]);
  if (asked.length === 0) return;
  const standing = await rows<{ system: string; key: string; id: number; seen: boolean }>(tx.db, sql`
    select i.external_system as system, i.external_key as key, i.id, ${visible(sight, 'Issue', sql`i.id`)} as seen
    from issue i join unnest(${asked.map((place) => refs[place]!.system)}::text[], ${asked.map((place) => refs[place]!.key)}::text[]) as ref(system, key)
      on i.external_system = ref.system and i.external_key = ref.key`);
  const byRef = new Map(standing.map((issue) => [nameOf(issue), issue]));
  for (const place of asked) {
    const issue = byRef.get(nameOf(refs[place]!));
    if (issue) outcomes[place] = issue.seen ? done(issue.id) : refuse('NOT_FOUND', ['externalRef'], { what: 'Issue' });
  }
}

function nameOf({ system, key }: ExternalRef): string {
  return JSON.stringify([system, key]);
}

/** A row as `insert` takes it. */
async function draft(
  tx: Transaction, report: ReportData, { projectId, leadId, regionId, series }: Subject, ref: ExternalRef | null, kinds: ReadonlyMap<string, KindRow>,
) {
  const { kind, category, severity, title, detail, level, dueOn, demand, recurrenceOf } = report;
  return {
    number: `${series}-${String(await tx.takeNumber(series)).padStart(4, '0')}`, kind, category, severity,
    title: title.trim(), detail: detail?.trim() ?? '', status: 'REPORTED', level: level ?? 'PROJECT', due_on: dueOn ?? null,
    project_id: projectId, lead_id: leadId, region_id: regionId, external_system: ref?.system ?? null, external_key: ref?.key ?? null, recurrence_of: recurrenceOf ?? null,
    kind_id: demand ? kinds.get(demand.kind)!.id : null, quantity: demand?.quantity ?? null, measure: demand?.measure ?? null,
  };
}

/** Writes those that can be written, with what they need and their history; answers their ids by number. In order of their references, so that two that race cannot deadlock. */
async function insert(tx: Transaction, drafts: readonly { readonly number: string }[]): Promise<ReadonlyMap<string, number>> {
  const columns = sql`number, kind, category, title, detail, severity, status, level, project_id, lead_id, region_id, due_on, external_system, external_key, recurrence_of`;
  const json = JSON.stringify(drafts);
  const reported = await rows<{ number: string; id: number }>(tx.db, sql`
    with reported as (
      insert into issue (${columns})
      select ${columns} from jsonb_populate_recordset(null::issue, ${json}::jsonb)
      order by external_system, external_key
      on conflict do nothing returning number, id
    ), described as (
      insert into demand (issue_id, kind_id, quantity, measure)
      select reported.id, draft.kind_id, draft.quantity, draft.measure
      from reported join jsonb_to_recordset(${json}::jsonb) as draft(number text, kind_id int, quantity numeric, measure text) using (number)
      where draft.kind_id is not null
    ), recorded as (${recording(tx, 'Issue', sql`select id from reported`, 'REPORTED')})
    select number, id from reported`);
  return new Map(reported.map(({ number, id }) => [number, id]));
}
