import type { MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkAmount } from '../project/project.amounts.js';
import type { ProjectOrigin, Sector } from '../project/project.enums.js';
import { firstRow, rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

export interface PermitKindData {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly authorityId: number | null;
  readonly position: number;
  readonly after: readonly string[];
  readonly parallelGroup?: string | null;
  readonly workingDays: number;
  readonly landUse: boolean;
  readonly papersMayFollow: boolean;
  readonly sectors: readonly Sector[];
  readonly origins: readonly ProjectOrigin[];
  readonly active: boolean;
}

const mostDays = 250;
const mostKinds = 100;

/** Makes a kind, or says anew what one is. Permits that stand keep their authority and their days. */
export async function setPermitKind(tx: Transaction, data: PermitKindData): Promise<Outcome<string>> {
  const range = (value: number, least: number, most: number, field: string): readonly Refusal[] => (value < least || value > most ? refuse('NUMBER_OUT_OF_RANGE', ['input', field], { least, most }).refused : []);
  const bad: Refusal[] = [
    ...checkText(data.code, ['input', 'code'], textLimit.code), ...checkText(data.nameZh, ['input', 'nameZh'], textLimit.name), ...checkText(data.nameEn, ['input', 'nameEn'], textLimit.name),
    ...checkText(data.parallelGroup ?? '', ['input', 'parallelGroup'], textLimit.name, { mayBeEmpty: true }),
    ...range(data.position, 0, 10_000, 'position'), ...range(data.workingDays, 1, mostDays, 'workingDays'), ...range(data.after.length, 0, mostKinds, 'after'),
    ...(data.landUse && data.papersMayFollow ? refuse('PAPER_OF_LAND_USE', ['input', 'papersMayFollow'], { kind: data.nameZh.trim() }).refused : []),
  ];
  if (bad.length > 0) return { refused: bad };
  const code = data.code.trim();
  const group = data.parallelGroup?.trim() || null;
  const after = [...new Set(data.after)];
  const wrong = [...(await checkOrder(tx, code, after, group)), ...(await checkAuthority(tx, data.authorityId)), ...(await checkPapers(tx, code, data))];
  if (wrong.length > 0) return { refused: wrong };
  await sql`
    insert into permit_kind (code, name_zh, name_en, authority_id, position, after, parallel_group, working_days, land_use, papers_may_follow, sectors, origins, active)
    values (${code}, ${data.nameZh.trim()}, ${data.nameEn.trim()}, ${data.authorityId}::int, ${data.position}, ${after}::text[], ${group}, ${data.workingDays}, ${data.landUse}, ${data.papersMayFollow},
      ${data.sectors}::text[], ${data.origins}::text[], ${data.active})
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, authority_id = excluded.authority_id, position = excluded.position, after = excluded.after,
      parallel_group = excluded.parallel_group, working_days = excluded.working_days, land_use = excluded.land_use, papers_may_follow = excluded.papers_may_follow, sectors = excluded.sectors,
      origins = excluded.origins, active = excluded.active`.execute(tx.db);
  return done(code);
}

/** What comes before must be there, must not come after in turn, and is not reviewed side by side with it. */
async function checkOrder(tx: Transaction, code: string, after: readonly string[], group: string | null): Promise<readonly Refusal[]> {
  // Two who set kinds at once must not make a circle together.
  await sql`lock table permit_kind in share row exclusive mode`.execute(tx.db);
  const kinds = new Map((await rows<{ code: string; name: string; after: string[]; group: string | null }>(tx.db, sql`
    select code, name_zh as name, after, parallel_group as "group" from permit_kind`)).map((kind) => [kind.code, kind]));
  const earlierThan = (first: readonly string[]): ReadonlySet<string> => {
    const earlier = new Set(first);
    for (const each of earlier) for (const next of kinds.get(each)?.after ?? []) earlier.add(next);
    return earlier;
  };
  const alongside = group === null ? [] : [...kinds.values()].filter((kind) => kind.code !== code && kind.group === group);
  const wrong = after.flatMap((before, index): readonly Refusal[] => {
    const path = ['input', 'after', String(index)];
    const kind = kinds.get(before);
    if (before === code) return refuse('PERMIT_CIRCLE', path, { kind: before }).refused;
    if (!kind) return refuse('NOT_FOUND', path, { what: 'PermitKind' }).refused;
    const earlier = earlierThan([before]);
    if (earlier.has(code) || alongside.some((each) => earlier.has(each.code))) return refuse('PERMIT_CIRCLE', path, { kind: kind.name }).refused;
    return [];
  });
  if (wrong.length > 0) return wrong;
  // Nor may others of one group come to lie behind one another by this kind between them.
  kinds.set(code, { code, name: code, after: [...after], group });
  const waiting = [...kinds.values()].find((kind) => {
    const earlier = earlierThan(kind.after);
    return kind.group !== null && earlier.has(code) && [...earlier].some((each) => kinds.get(each)?.group === kind.group);
  });
  return waiting ? refuse('PERMIT_CIRCLE', ['input', waiting.group === group ? 'parallelGroup' : 'after'], { kind: waiting.name }).refused : [];
}

/** As long as papers are to follow, a kind stays one of which they may. */
async function checkPapers(tx: Transaction, code: string, { landUse, papersMayFollow }: PermitKindData): Promise<readonly Refusal[]> {
  // Whoever defers a paper meanwhile holds the kind until that is done.
  const kind = await firstRow<{ id: number; name: string; landUse: boolean; papersMayFollow: boolean }>(tx.db, sql`
    select id, name_zh as name, land_use as "landUse", papers_may_follow as "papersMayFollow" from permit_kind where code = ${code} for update`);
  if (!kind) return [];
  const { count } = (await firstRow<{ count: number }>(tx.db, sql`select papers_awaited(${kind.id})::int as count`))!;
  if (count === 0) return [];
  return [
    ...(landUse && !kind.landUse ? refuse('PAPERS_AWAITED', ['input', 'landUse'], { kind: kind.name, count }).refused : []),
    ...(!papersMayFollow && kind.papersMayFollow ? refuse('PAPERS_AWAITED', ['input', 'papersMayFollow'], { kind: kind.name, count }).refused : []),
  ];
}

async function checkAuthority(tx: Transaction, id: number | null): Promise<readonly Refusal[]> {
  if (id === null) return [];
  const unit = await firstRow<{ name: string; ended: boolean }>(tx.db, sql`select name, ended_at is not null as ended from unit where id = ${id} for share`);
  if (!unit) return refuse('NOT_FOUND', ['input', 'authorityId'], { what: 'Unit' }).refused;
  return unit.ended ? refuse('ENDED', ['input', 'authorityId'], { what: unit.name }).refused : [];
}

export interface PermitRulesData {
  readonly onlineTarget: number;
  readonly oneVisitTarget: number;
  readonly doneForYouTarget: number;
  readonly commitmentFrom: string;
  readonly unit: MoneyUnit;
  readonly remindBefore: number;
}

/** Sets what holds for all permits. */
export async function setPermitRules(tx: Transaction, data: PermitRulesData): Promise<Outcome<number>> {
  const targets = (['onlineTarget', 'oneVisitTarget', 'doneForYouTarget'] as const).map((field) => [field, Math.round(data[field] * 1000)] as const);
  const from = checkAmount(data.commitmentFrom, data.unit, ['input', 'commitmentFrom']);
  const bad = [
    ...targets.flatMap(([field, share]) => (share < 0 || share > 1000 ? refuse('NUMBER_OUT_OF_RANGE', ['input', field], { least: 0, most: 1 }).refused : [])),
    ...(data.remindBefore < 0 || data.remindBefore > 30 ? refuse('NUMBER_OUT_OF_RANGE', ['input', 'remindBefore'], { least: 0, most: 30 }).refused : []),
  ];
  if (bad.length > 0 || from.refused) return { refused: [...bad, ...(from.refused ?? [])] };
  const [online, oneVisit, doneForYou] = targets.map(([, share]) => share) as [number, number, number];
  if (online + oneVisit + doneForYou !== 1000) return refuse('TARGETS_NOT_WHOLE', ['input']);
  await sql`
    update permit_rules set online_target = ${online}::numeric / 1000, one_visit_target = ${oneVisit}::numeric / 1000, done_for_you_target = ${doneForYou}::numeric / 1000,
      commitment_from = ${from.done}, remind_before = ${data.remindBefore}`.execute(tx.db);
  return done(1);
}
