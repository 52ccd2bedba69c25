import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { IndustryChain } from '../project/industry-chain.entity.js';
import type { Transaction } from '../store/unit-of-work.js';

export interface IndustryChainData {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/** Names an industry chain, a new one or one that stands; one that had ended stands again. */
export async function setIndustryChain(tx: Transaction, sight: Sight, { code, name, nameEn }: IndustryChainData): Promise<Outcome<number>> {
  if (sight.kind !== 'ALL') return refuse('FORBIDDEN_HERE');
  const bad = [...checkText(code, ['input', 'code'], textLimit.code), ...checkText(name, ['input', 'name'], textLimit.name), ...checkText(nameEn, ['input', 'nameEn'], textLimit.name)];
  if (bad.length > 0) return { refused: bad };
  const chain = await tx.em.upsert(IndustryChain, { code: code.trim(), name: name.trim(), nameEn: nameEn.trim(), endedAt: null }, { onConflictFields: ['code'] });
  await tx.em.flush();
  return done(chain.id);
}

/** No project is put into it any more; those that are stay. */
export async function endIndustryChain(tx: Transaction, sight: Sight, code: string): Promise<Outcome<number>> {
  if (sight.kind !== 'ALL') return refuse('FORBIDDEN_HERE');
  const chain = await tx.em.findOne(IndustryChain, { code });
  if (!chain) return refuse('NOT_FOUND', ['code'], { what: 'IndustryChain' });
  if (chain.endedAt) return refuse('ENDED', ['code'], { what: chain.name });
  chain.endedAt = tx.now;
  return done(chain.id);
}
