import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { IssueCategory } from '../issue/issue.entity.js';
import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

export interface DemandKindData {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly measures: readonly string[];
  readonly category: IssueCategory;
  readonly active: boolean;
}

const mostMeasures = 20;

/** Makes a kind, or says anew what one is. What was reported or offered before stays as it was measured. */
export async function setDemandKind(tx: Transaction, data: DemandKindData): Promise<Outcome<string>> {
  const measures = [...new Set(data.measures.map((measure) => measure.trim()))];
  const bad: Refusal[] = [
    ...checkText(data.code, ['input', 'code'], textLimit.code),
    ...checkText(data.nameZh, ['input', 'nameZh'], textLimit.name),
    ...checkText(data.nameEn, ['input', 'nameEn'], textLimit.name),
    ...measures.flatMap((measure) => checkText(measure, ['input', 'measures'], textLimit.code)),
    ...(measures.length > mostMeasures ? refuse('NUMBER_OUT_OF_RANGE', ['input', 'measures'], { least: 0, most: mostMeasures }).refused : []),
  ];
  if (bad.length > 0) return { refused: bad };
  const code = data.code.trim();
  await sql`
    insert into demand_kind (code, name_zh, name_en, measures, category, active)
    values (${code}, ${data.nameZh.trim()}, ${data.nameEn.trim()}, ${measures}::text[], ${data.category}, ${data.active})
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, measures = excluded.measures,
      category = excluded.category, active = excluded.active`.execute(tx.db);
  return done(code);
}
