import { documents, type Document } from '../../documents.js';

export type FieldKind = 'text' | 'long' | 'day' | 'choice' | 'leader';

/** Called as the argument or the part of `input` that it fills. */
export interface Field {
  readonly name: FieldName;
  readonly kind: FieldKind;
  readonly needed?: true;
  readonly longest?: number;
}

export type FieldName = 'code' | 'name' | 'regionId' | 'sector' | 'tier' | 'stage' | 'expectedInvestment' | 'totalInvestment' | 'description' | 'to' | 'note' | 'text' | 'on' | 'leaderId' | 'role' | 'position' | 'telephone'
  | 'kind' | 'quantity' | 'measure' | 'answer' | 'severity' | 'reason' | 'field' | 'step';

export interface ActForm {
  readonly document: Document;
  readonly operation: string;
  readonly fields: readonly Field[];
  /** The fields are parts of `input`, not arguments. */
  readonly input?: true;
}

const note = { name: 'note', kind: 'text', longest: 2_000 } as const;
const name = { name: 'name', kind: 'text', needed: true, longest: 200 } as const;

export const forms = {
  REGISTER: {
    document: documents.leadActs, operation: 'LeadRegister', input: true,
    fields: [{ name: 'code', kind: 'text', needed: true, longest: 40 }, name, { name: 'regionId', kind: 'choice', needed: true }, { name: 'sector', kind: 'choice', needed: true }, { name: 'expectedInvestment', kind: 'text' }, { name: 'description', kind: 'long', longest: 10_000 }],
  },
  CORRECT: { document: documents.leadActs, operation: 'LeadCorrect', input: true, fields: [name, { name: 'expectedInvestment', kind: 'text' }, { name: 'description', kind: 'long', longest: 10_000 }] },
  MOVE: { document: documents.leadActs, operation: 'LeadMove', fields: [{ name: 'to', kind: 'choice', needed: true }, note] },
  PLAN_NEXT_STEP: {
    document: documents.leadActs, operation: 'LeadPlanNextStep', input: true,
    fields: [{ name: 'text', kind: 'text', needed: true, longest: 200 }, { name: 'on', kind: 'day', needed: true }, { name: 'leaderId', kind: 'leader' }],
  },
  ADD_CONTACT: {
    document: documents.leadActs, operation: 'LeadContactAdd', input: true,
    fields: [{ name: 'role', kind: 'choice', needed: true }, name, { name: 'position', kind: 'text', longest: 200 }, { name: 'telephone', kind: 'text', longest: 40 }],
  },
  ADD_NEED: {
    document: documents.leadActs, operation: 'LeadNeedAdd', input: true,
    fields: [{ name: 'kind', kind: 'choice', needed: true }, { name: 'quantity', kind: 'text', needed: true }, { name: 'measure', kind: 'choice', needed: true }, note],
  },
  ANSWER_NEED: { document: documents.leadActs, operation: 'LeadNeedAnswer', fields: [{ name: 'answer', kind: 'text', needed: true, longest: 2_000 }] },
  REPORT_NEED: { document: documents.leadActs, operation: 'LeadNeedReport', fields: [{ name: 'severity', kind: 'choice', needed: true }] },
  CONVERT: {
    document: documents.leadActs, operation: 'LeadConvert', input: true,
    fields: [{ name: 'code', kind: 'text', needed: true, longest: 40 }, { name: 'tier', kind: 'choice', needed: true }, { name: 'stage', kind: 'choice', needed: true }, { name: 'totalInvestment', kind: 'text' }],
  },
  END: { document: documents.leadActs, operation: 'LeadEnd', fields: [{ name: 'reason', kind: 'text', needed: true, longest: 2_000 }] },
  SET_FIELD: { document: documents.reserve, operation: 'ReserveSetField', fields: [{ name: 'field', kind: 'choice', needed: true }] },
  PLAN: { document: documents.reserve, operation: 'RipeningPlan', fields: [{ name: 'on', kind: 'day', needed: true }] },
  REACH: { document: documents.reserve, operation: 'RipeningReach', input: true, fields: [{ name: 'on', kind: 'day', needed: true }, note] },
  TAKE_BACK: { document: documents.reserve, operation: 'RipeningTakeBack', fields: [{ name: 'reason', kind: 'text', needed: true, longest: 2_000 }] },
} as const satisfies Record<string, ActForm>;

export type FormKey = keyof typeof forms;
