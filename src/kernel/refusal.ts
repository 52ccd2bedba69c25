import type { Language } from './language.js';
import { catalogues, fill } from './messages/index.js';
import type { zh } from './messages/zh.js';

/** Every business "no" has a stable code; its sentence stands in the message catalogue. */
export type RefusalCode = keyof typeof zh.refusal;

export interface Refusal {
  readonly code: RefusalCode;
  /** The input field that it is about, from the argument's name inwards: ["input", "dueOn"]. */
  readonly path: readonly string[];
  /** What the sentence names. */
  readonly words: Readonly<Record<string, string | number>>;
}

/** What a command answers: the thing done, or why it was not done. A refusal leaves nothing behind. */
export type Outcome<T> = { readonly done: T; readonly refused?: undefined } | { readonly refused: readonly Refusal[]; readonly done?: undefined };

export function done<T>(value: T): Outcome<T> {
  return { done: value };
}

export function refuse(code: RefusalCode, path: readonly string[] = [], words: Refusal['words'] = {}): { readonly refused: readonly Refusal[] } {
  return { refused: [{ code, path, words }] };
}

/** The outcome of a part of the input, told of as it stands in the whole: `path` leads to the part. */
export function within<T>(outcome: Outcome<T>, path: readonly string[]): Outcome<T> {
  return outcome.refused ? { refused: outcome.refused.map((refusal) => ({ ...refusal, path: [...path, ...refusal.path] })) } : outcome;
}

/** The sentence for people; words of the domain's sets (`Project`, `UNDER_CONSTRUCTION`) are said in its language. */
export function refusalMessage({ code, words }: Refusal, language: Language): string {
  const said = Object.entries(words).map(([name, word]) => [name, wordIn(language, code, word)]);
  return fill(catalogues[language].refusal[code], Object.fromEntries(said) as Refusal['words']);
}

/** From which set of the domain's words a refusal speaks; the others name things by names of their own. */
const setOf: Partial<Record<RefusalCode, keyof typeof zh.word>> = {
  NOT_FOUND: 'EntityType',
  ISSUE_STATE: 'IssueStatus',
  MEETING_STATE: 'MeetingStatus',
  ITEM_STATE: 'AgendaItemStatus',
  LEVEL_NOT_HIGHER: 'IssueLevel',
  DEMAND_CATEGORY: 'IssueCategory',
  MATCH_STATE: 'MatchStatus',
  PERMIT_STATE: 'PermitState',
  CONTEST_STATE: 'ContestStatus',
  STAGE_MOVE: 'ProjectStage',
  LEAD_MOVE: 'InvestmentLeadStage',
  SCOPE_NEEDED: 'Role',
  SCOPE_MEANINGLESS: 'Role',
  ROLE_NOT_PERSONAL: 'Role',
};

function wordIn(language: Language, code: RefusalCode, word: string | number): string | number {
  const set = setOf[code];
  const words: Readonly<Record<string, string>> = set ? catalogues[language].word[set] : {};
  return Object.hasOwn(words, word) ? words[word]! : word;
}
