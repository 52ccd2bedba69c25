import { LockMode } from '@mikro-orm/core';
import { refuse, done, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkRegions } from '../region/region.reach.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { Contest, type ContestRule } from './contest.entity.js';
import type { ContestStatus } from './contest.enums.js';

export const most = { days: 400, regions: 60, rules: 12, weight: 100, rate: 100, cap: 200 } as const;

export interface ContestData {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly regionIds: readonly number[];
  readonly rules: readonly ContestRule[];
}

/** What is wrong with a contest as it is drawn up; whether its weights are whole is asked at its start. */
export async function checkContest(tx: Transaction, sight: Sight, { name, startsOn, endsOn, regionIds, rules }: ContestData): Promise<Refusal[]> {
  const days = (Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000;
  return [
    ...checkText(name, ['input', 'name'], textLimit.name),
    ...(days < 1 ? refuse('DAY_BEFORE', ['input', 'endsOn'], { day: endsOn, earliest: dayAfter(startsOn, 1) }).refused : []),
    ...(days >= most.days ? refuse('DAY_AFTER', ['input', 'endsOn'], { day: endsOn, latest: dayAfter(startsOn, most.days - 1) }).refused : []),
    ...between(regionIds.length, 2, most.regions, ['input', 'regionIds']),
    ...(await checkDistricts(tx, sight, regionIds)),
    ...between(rules.length, 1, most.rules, ['input', 'rules']),
    ...rules.flatMap((rule, index) => checkRule(rule, ['input', 'rules', String(index)])),
    ...twice(rules.map(({ code }) => code.trim()), ['input', 'rules']),
    ...twice(rules.flatMap(({ tieBreak }) => (tieBreak === null ? [] : [String(tieBreak)])), ['input', 'rules']),
  ];
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Alive, named once, and none within another: a project counts for one. */
async function checkDistricts(tx: Transaction, sight: Sight, ids: readonly number[]): Promise<Refusal[]> {
  const path = (index: number): string[] => ['input', 'regionIds', String(index)];
  const refused = await checkRegions(tx, sight, ids, ['input', 'regionIds']);
  const bad = ids.flatMap((id, index) => refused.get(id)!.map((refusal) => ({ ...refusal, path: path(index) })));
  if (bad.length > 0) return bad;
  const within = await rows<{ id: number; name: string; above: string }>(tx.db, sql`
    select r.id, r.name, a.name as above from region r join region a on a.id = any(r.path) and a.id <> r.id where r.id = any(${ids}::int[]) and a.id = any(${ids}::int[])`);
  return [
    ...twice(ids.map(String), ['input', 'regionIds']),
    ...within.flatMap(({ id, name, above }) => refuse('CONTEST_WITHIN', path(ids.indexOf(id)), { inner: name, outer: above }).refused),
  ];
}

function checkRule({ code, name, weight, zeroAt, fullAt, cap, tieBreak }: ContestRule, path: readonly string[]): Refusal[] {
  return [
    ...checkText(code, [...path, 'code'], textLimit.code),
    ...checkText(name, [...path, 'name'], textLimit.name),
    ...between(weight, 1, most.weight, [...path, 'weight']),
    ...between(zeroAt, 0, most.rate, [...path, 'zeroAt']),
    ...between(fullAt, 0, most.rate, [...path, 'fullAt']),
    ...(fullAt <= zeroAt ? refuse('CONTEST_SCALE', [...path, 'fullAt']).refused : []),
    ...between(cap, 1, most.cap, [...path, 'cap']),
    ...(tieBreak === null ? [] : between(tieBreak, 1, most.rules, [...path, 'tieBreak'])),
  ];
}

function twice(names: readonly string[], path: readonly string[]): Refusal[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].flatMap((what) => refuse('NAMED_TWICE', path, { what }).refused);
}

function between(number: number, least: number, largest: number, path: readonly string[]): readonly Refusal[] {
  return number < least || number > largest ? refuse('NUMBER_OUT_OF_RANGE', path, { least, most: largest }).refused : [];
}

/** The contest, locked, if it is the actor's to run and in one of the statuses. Contests are the whole city's. */
export async function takeContest(tx: Transaction, sight: Sight, id: number, statuses: readonly ContestStatus[], path: readonly string[] = ['id']): Promise<Outcome<Contest>> {
  const contest = await tx.em.findOne(Contest, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!contest) return refuse('NOT_FOUND', path, { what: 'Contest' });
  if (sight.kind !== 'ALL') return refuse('FORBIDDEN_HERE', path);
  return statuses.includes(contest.status) ? done(contest) : refuse('CONTEST_STATE', path, { status: contest.status });
}
