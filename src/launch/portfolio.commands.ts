import type { MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkAmount } from '../project/project.amounts.js';
import type { Transaction } from '../store/unit-of-work.js';
import { PortfolioYear, type PortfolioPart } from './launch.entity.js';

export interface PortfolioYearData {
  readonly year: number;
  readonly part: PortfolioPart;
  readonly projects?: number | null;
  readonly totalInvestment: string;
  readonly annualPlan: string;
  readonly completed?: string | null;
  readonly unit: MoneyUnit;
  readonly source: string;
}

/** What the whole city's register held in an earlier year; replaces what was said of it. Growth is reckoned from it. */
export async function setPortfolioYear(tx: Transaction, sight: Sight, data: PortfolioYearData): Promise<Outcome<string>> {
  if (sight.kind !== 'ALL') return refuse('FORBIDDEN_HERE');
  const lastYear = Number(tx.today.slice(0, 4)) - 1;
  const amount = (field: 'totalInvestment' | 'annualPlan' | 'completed') => (typeof data[field] === 'string' ? checkAmount(data[field], data.unit, ['input', field]) : done(null));
  const [total, plan, completed] = [amount('totalInvestment'), amount('annualPlan'), amount('completed')];
  const bad = [
    ...(data.year < 2000 || data.year > lastYear ? refuse('NUMBER_OUT_OF_RANGE', ['input', 'year'], { least: 2000, most: lastYear }).refused : []),
    ...((data.projects ?? 0) < 0 || (data.projects ?? 0) > 100_000 ? refuse('NUMBER_OUT_OF_RANGE', ['input', 'projects'], { least: 0, most: 100_000 }).refused : []),
    ...checkText(data.source, ['input', 'source'], textLimit.name),
    ...[total, plan, completed].flatMap(({ refused }) => refused ?? []),
  ];
  if (bad.length > 0) return { refused: bad };
  const { year, part, projects = null, source } = data;
  await tx.em.upsert(PortfolioYear, { year, part, projects, totalInvestment: total.done!, annualPlan: plan.done!, completed: completed.done!, source: source.trim() });
  return done(part);
}
