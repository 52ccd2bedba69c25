import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkAmount } from './project.amounts.js';
import type { ProjectCorrection } from './project.commands.js';
import type { Project } from './project.entity.js';

/** Where a project stands in its industry, and what it will bring. */
type Outlook = Pick<Project, 'industryChainId' | 'chainRole' | 'expectedCapacity' | 'capacityMeasure' | 'expectedAnnualSales'>;

type Said = Pick<ProjectCorrection, 'industryChain' | 'chainRole' | 'expectedCapacity' | 'capacityMeasure' | 'expectedAnnualSales' | 'unit'>;

/** The outlook after what is said of it: undefined stays, null clears. A role needs a chain, a capacity its measure. */
export async function readOutlook({ db }: Transaction, said: Said, standing: Outlook, path: readonly string[]): Promise<Outcome<Outlook>> {
  const bad: Refusal[] = [];
  const industryChainId = said.industryChain === undefined ? standing.industryChainId : said.industryChain === null ? null : await chainId();
  const chainRole = said.chainRole === undefined ? (industryChainId === null ? null : standing.chainRole) : said.chainRole;
  if (chainRole !== null && industryChainId === null && bad.length === 0) bad.push(...refuse('TEXT_EMPTY', [...path, 'industryChain']).refused);
  const expectedCapacity = said.expectedCapacity === undefined ? standing.expectedCapacity : said.expectedCapacity;
  const capacityMeasure = said.capacityMeasure === undefined ? (expectedCapacity === null ? null : standing.capacityMeasure) : (said.capacityMeasure?.trim() ?? null);
  if (typeof said.expectedCapacity === 'string' && !/^(?!0*(\.0*)?$)\d{1,12}(\.\d{1,3})?$/.test(said.expectedCapacity)) bad.push(...refuse('NUMBER_OUT_OF_RANGE', [...path, 'expectedCapacity'], { least: 0.001, most: 999_999_999_999 }).refused);
  if ((expectedCapacity === null) !== (capacityMeasure === null)) bad.push(...refuse('TEXT_EMPTY', [...path, expectedCapacity === null ? 'expectedCapacity' : 'capacityMeasure']).refused);
  else if (typeof said.capacityMeasure === 'string') bad.push(...checkText(said.capacityMeasure, [...path, 'capacityMeasure'], textLimit.code));
  const sales = typeof said.expectedAnnualSales === 'string' ? checkAmount(said.expectedAnnualSales, said.unit, [...path, 'expectedAnnualSales']) : done(said.expectedAnnualSales === undefined ? standing.expectedAnnualSales : null);
  if (sales.refused || bad.length > 0) return { refused: [...bad, ...(sales.refused ?? [])] };
  return done({ industryChainId, chainRole, expectedCapacity, capacityMeasure, expectedAnnualSales: sales.done });

  async function chainId(): Promise<number | null> {
    const chain = await firstRow<{ id: number; name: string; ended: boolean }>(db, sql`select id, name, ended_at is not null as ended from industry_chain where code = ${said.industryChain}`);
    if (!chain) bad.push(...refuse('NOT_FOUND', [...path, 'industryChain'], { what: 'IndustryChain' }).refused);
    else if (chain.ended && chain.id !== standing.industryChainId) bad.push(...refuse('ENDED', [...path, 'industryChain'], { what: chain.name }).refused);
    return chain?.id ?? null;
  }
}
