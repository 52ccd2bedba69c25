import { enumeration, type Word } from '../kernel/enumeration.js';

export const ContestStatus = enumeration('DRAFT', 'RUNNING', 'ENDED', 'CANCELLED');
export type ContestStatus = Word<typeof ContestStatus>;

/** What the database counts in each district: see `contest_facts`. */
export const ContestMeasure = enumeration('START_RATE', 'STARTED_IN_PERIOD', 'INVESTMENT_OF_PLAN', 'INVESTMENT_OF_CURVE', 'ISSUES_CLOSED_IN_TIME', 'NOT_RED');
export type ContestMeasure = Word<typeof ContestMeasure>;

export const ContestUnit = enumeration('PROJECTS', 'YUAN', 'ISSUES');
export type ContestUnit = Word<typeof ContestUnit>;

export const unitOfMeasure = {
  START_RATE: 'PROJECTS', STARTED_IN_PERIOD: 'PROJECTS', INVESTMENT_OF_PLAN: 'YUAN', INVESTMENT_OF_CURVE: 'YUAN', ISSUES_CLOSED_IN_TIME: 'ISSUES', NOT_RED: 'PROJECTS',
} as const satisfies Record<ContestMeasure, ContestUnit>;
