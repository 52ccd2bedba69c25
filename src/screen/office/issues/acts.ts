import { zh } from '../../../kernel/messages/zh.js';

type Word = 'IssueLevel' | 'ServiceMode' | 'IssueCategory' | 'Severity' | 'IssueKind';
type Name = keyof (typeof zh)['screen']['issueRoom']['field'];

/** One field of an act's form, called as the argument or the part of the input that it fills. */
export interface Field {
  readonly name: Name;
  readonly kind: 'text' | 'area' | 'url' | 'day' | 'days' | 'unit' | 'units' | 'option' | 'issue' | 'project' | 'yes' | Word;
  readonly needed?: true;
}

export interface ActForm {
  readonly operation: string;
  readonly fields: readonly Field[];
  /** The fields are parts of `input`, not arguments. */
  readonly input?: true;
}

const words: Record<Word, readonly string[]> = {
  IssueLevel: Object.keys(zh.word.IssueLevel), ServiceMode: Object.keys(zh.word.ServiceMode), IssueCategory: Object.keys(zh.word.IssueCategory),
  Severity: Object.keys(zh.word.Severity), IssueKind: Object.keys(zh.word.IssueKind),
};

/** The values to choose from; nothing for a field that is not a choice. */
export const choices = (kind: Field['kind']): readonly string[] | undefined => words[kind as Word];

const searched: readonly Field['kind'][] = ['unit', 'units', 'issue', 'project'];

/** Whether it is looked up by what is typed, so that only what was picked is known. */
export const isSearched = (kind: Field['kind']): boolean => searched.includes(kind);

/** What a choice is called: its key in the catalogue. */
export const wordOf = (kind: Field['kind'], value: string): string => `word.${kind}.${value}`;

const note = { name: 'note', kind: 'area', needed: true } as const;
const remark = { name: 'note', kind: 'area' } as const;
const title = { name: 'title', kind: 'text', needed: true } as const;
const detail = { name: 'detail', kind: 'area' } as const;
const category = { name: 'category', kind: 'IssueCategory', needed: true } as const;
const severity = { name: 'severity', kind: 'Severity', needed: true } as const;
const text = { name: 'text', kind: 'area', needed: true } as const;
const reason = { name: 'reason', kind: 'area', needed: true } as const;
const day = { name: 'dueOn', kind: 'day' } as const;
const days = { name: 'dueInWorkingDays', kind: 'days' } as const;
const assign: readonly Field[] = [
  { name: 'leadUnitId', kind: 'unit', needed: true }, day, days, { name: 'supportingUnitIds', kind: 'units' }, { name: 'serviceMode', kind: 'ServiceMode' },
];

/** What each act asks. One without fields is done at once. END_EVIDENCE and WITHDRAW_COMMENT stand beside what they end. */
export const forms = {
  REPORT: { operation: 'IssueReport', input: true, fields: [title, { name: 'projectId', kind: 'project' }, { name: 'regionId', kind: 'option' }, { name: 'kind', kind: 'IssueKind', needed: true }, category, severity, detail, day, { name: 'recurrenceOf', kind: 'issue' }] },
  ASSIGN_MANY: { operation: 'IssueAssignMany', input: true, fields: assign },
  CORRECT: { operation: 'IssueCorrect', input: true, fields: [title, category, severity, detail] },
  ASSIGN: { operation: 'IssueAssign', input: true, fields: assign },
  ACKNOWLEDGE: { operation: 'IssueAcknowledge', fields: [] },
  ANSWER: { operation: 'IssueAnswer', fields: [{ name: 'unitId', kind: 'option' }, text, { name: 'done', kind: 'yes' }] },
  WAIVE_ANSWER: { operation: 'IssueWaiveAnswer', fields: [{ name: 'unitId', kind: 'option', needed: true }, reason] },
  REQUEST_EXTENSION: { operation: 'IssueRequestExtension', fields: [{ ...day, needed: true }, reason] },
  APPROVE_EXTENSION: { operation: 'IssueApproveExtension', fields: [remark] },
  REFUSE_EXTENSION: { operation: 'IssueRefuseExtension', fields: [note] },
  RESOLVE: { operation: 'IssueResolve', fields: [note] },
  VERIFY: { operation: 'IssueVerify', fields: [remark] },
  RETURN: { operation: 'IssueReturn', fields: [note] },
  REMIND: { operation: 'IssueRemind', fields: [note] },
  ESCALATE: { operation: 'IssueEscalate', fields: [{ name: 'to', kind: 'IssueLevel', needed: true }, note] },
  ADD_EVIDENCE: { operation: 'IssueAddEvidence', fields: [title, { name: 'url', kind: 'url', needed: true }] },
  COMMENT: { operation: 'IssueComment', fields: [text] },
  LINK_RECURRENCE: { operation: 'IssueLinkRecurrence', fields: [{ name: 'ofId', kind: 'issue', needed: true }] },
  MERGE: { operation: 'IssueMerge', fields: [{ name: 'intoId', kind: 'issue', needed: true }, note] },
} as const satisfies Record<string, ActForm>;

export type FormKey = keyof typeof forms;
